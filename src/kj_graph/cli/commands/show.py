"""`kj-graph show`: all about one thing, with the evidence for each statement."""

from __future__ import annotations

from kj_graph.cli.console import open_chosen, to_json, write
from kj_graph.cli.parser import add_output, add_reading, measure_terminal

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = ""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_reading(command)
    command.add_argument("thing", metavar="THING", help="its slug, IRI or any of its names")
    command.add_argument("--format", choices=("text", "json", "turtle"), default="text")
    command.add_argument("--all", action="store_true", help="do not shorten long lists")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    with open_chosen(options) as graph:
        if options.format == "json":
            text = to_json(graph.describe(options.thing).to_dict())
        elif options.format == "turtle":
            text = graph.describe_triples(options.thing).to_turtle()
        else:
            graph.begin()  # it is opened while what draws is imported
            from kj_graph.display.descriptions import draw_description

            text = draw_description(graph.describe(options.thing), measure_terminal(), everything=options.all)
        write(options, text)
    return 0
