"""`kj-graph path`: how two things are connected."""

from __future__ import annotations

from kj_graph.cli.console import open_chosen, to_json, write
from kj_graph.cli.parser import add_output, add_reading, measure_terminal

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """tells the shortest and most telling ways first, each step in words with where it is written. What very
many things share (a state, a wide policy area) explains little and comes last, marked as such; that
two things only occur in the same source is said. Links that the editors drew are marked.

examples:
  kj-graph path "Kim Dae-jung" "Obuchi Keizo"
  kj-graph path GSOMIA event-supreme-court-2018-10-30 --lang ko
  kj-graph path 金大中 小渕恵三 --format html --output path.html"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_reading(command)
    command.add_argument("start", metavar="A", help="one thing: its slug, IRI or any of its names")
    command.add_argument("end", metavar="B", help="the other thing")
    command.add_argument("--steps", type=int, default=4, metavar="N", help="at most N steps, 1 to 6 (default: 4)")
    command.add_argument("--most", type=int, default=3, metavar="N", help="at most N paths, 1 to 10 (default: 3)")
    command.add_argument("--without-editorial", action="store_true", help="leave out what the editors linked")
    command.add_argument("--format", choices=("text", "json", "html"), default="text")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    with open_chosen(options) as graph:
        paths = graph.path(
            options.start,
            options.end,
            steps=options.steps,
            most=options.most,
            editorial=not options.without_editorial,
        )
        if options.format == "json":
            write(options, to_json(paths.to_dict()))
        elif options.format == "html":
            write(options, paths.to_html())
        else:
            from kj_graph.display.routes import draw_paths

            write(options, draw_paths(paths, measure_terminal()))
    return 0
