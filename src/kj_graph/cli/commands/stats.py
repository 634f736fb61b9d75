"""`kj-graph stats`: figures on things, names, evidence and sources."""

from __future__ import annotations

from kj_graph.cli.console import open_chosen, to_json, write
from kj_graph.cli.parser import add_output, add_reading

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """what is counted, and how, is written in words at the head of kj_graph/statistics.py. A statement is
'seen' where a passage is recorded for it; its tier is that of its best source."""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_reading(command)
    command.add_argument("--format", choices=("text", "json"), default="text")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    with open_chosen(options) as graph:
        statistics = graph.stats()
        if options.format == "json":
            write(options, to_json(statistics.to_dict()))
        else:
            from kj_graph.display.figures import draw_statistics

            write(options, draw_statistics(statistics))
    return 0
