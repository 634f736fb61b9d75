"""`kj-graph diff`: what changed, thing by thing."""

from __future__ import annotations

from kj_graph.cli.console import open_chosen, to_json, write
from kj_graph.cli.parser import add_graph_options, add_output, measure_terminal

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """of two paths the first is the earlier one; a folder stands for all RDF files in it. One path is
compared with the shipped graph (or with --data FILE), at the things that it describes. Blank nodes
are compared by what is said of them. See docs/merge.md.

examples:
  kj-graph diff old/data data
  kj-graph diff my-edits.ttl --lang ko
  kj-graph diff old/data data --changelog"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    command.add_argument("paths", nargs="+", metavar="PATH", help="a file or folder, or an earlier and a later one")
    command.add_argument("--whole", action="store_true", help="one path: it is all there is, the rest was removed")
    command.add_argument("--all", action="store_true", help="name evidence and passages too, not only their number")
    command.add_argument("--changelog", action="store_true", help="write the data's part of a changelog")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--exit-code", action="store_true", help="exit status 1 when there is a difference")
    add_graph_options(command)
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    with open_chosen(options) as graph:
        telling = graph.diff(*options.paths, whole=options.whole)
        if options.changelog:
            write(options, telling.render_changelog())
        elif options.format == "json":
            write(options, to_json(telling.to_dict()))
        else:
            from kj_graph.display.tables import wrap_lines

            text = telling.render(everything=options.all)
            write(options, text if options.output else wrap_lines(text, measure_terminal()))
        return int(options.exit_code and bool(telling))
