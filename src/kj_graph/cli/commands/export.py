"""`kj-graph export`: the graph as a file to take home."""

from __future__ import annotations

import os

from kj_graph.cli.console import open_chosen, write
from kj_graph.cli.parser import add_as_of, add_graph_options, add_output

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = ""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_graph_options(command)
    add_as_of(command)
    forms = ("turtle", "ntriples", "jsonld")
    command.add_argument("--format", choices=forms, help="default: by the ending of --output, else turtle")
    command.add_argument("--without-evidence", action="store_true", help="leave sources and evidence out")
    command.add_argument("--with-ontology", action="store_true", help="put the ontology's terms and concepts in")
    command.add_argument("--with-inferred", action="store_true", help="put in what the rules derive")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    from kj_graph.export import SUFFIXES

    form = options.format
    if form is None:
        form = SUFFIXES.get(os.path.splitext(options.output or "")[1].lower(), "turtle")
    with open_chosen(options) as graph:
        write(
            options,
            graph.export(
                form,
                evidence=not options.without_evidence,
                ontology=options.with_ontology,
                inferred=options.with_inferred,
            ),
        )
    return 0
