"""`kj-graph audit`: every passage of a source against the source's text."""

from __future__ import annotations

from kj_graph.cli.console import open_chosen, to_json, write
from kj_graph.cli.parser import add_graph_options, add_output, measure_terminal

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """answers 'verified', 'changed' or 'text not supplied' for each passage and shows the words beside
the claim that rests on them. Exit status 1 when a passage has changed."""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_graph_options(command)
    command.add_argument("text", metavar="SOURCE.txt", help="the text of a source, as it was seen")
    command.add_argument("--source", metavar="SOURCE", help="which source it is (default: found by the text)")
    command.add_argument("--format", choices=("text", "json"), default="text")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    with open_chosen(options) as graph:
        audit = graph.audit(options.text, options.source)
        if options.format == "json":
            write(options, to_json(audit.to_dict(graph.labeller)))
        else:
            from kj_graph.display.audits import draw_audit

            write(options, draw_audit(audit, graph.labeller, measure_terminal()))
    return 1 if audit.changed else 0
