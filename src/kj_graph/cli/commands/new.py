"""`kj-graph new`: the beginning of a description, with all that the shapes will ask for."""

from __future__ import annotations

from kj_graph.cli.console import write
from kj_graph.cli.parser import add_output

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """kinds: agreement, area, claim, coverage, editorial, event, group, life, matter, office, organization,
person, place, position, proposal, representation, source, state, status, tenure. The outcome is Turtle
with a comment at each line; CONTRIBUTING.md walks the way from a source to a merged change.

examples:
  kj-graph new agreement --slug loran-c-2000 --output loran-c.ttl
  kj-graph new claim"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    command.add_argument("kind", metavar="KIND", help="what is to be described; see below")
    command.add_argument("--slug", default="", metavar="NAME", help="the end of its IRI: a-z, 0-9 and single hyphens")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    from kj_graph.curation.skeleton import write_skeleton

    write(options, write_skeleton(options.kind, options.slug))
    return 0
