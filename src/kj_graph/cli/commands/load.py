"""`kj-graph load`: keep a graph on disk, for data too large to read anew each time."""

from __future__ import annotations

import sys

from kj_graph.cli.console import tell
from kj_graph.cli.parser import add_registers

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """a new folder begins with the shipped data; loading again adds to what is there. The ontology and its rules
are applied each time. While a load runs, and when it fails, everyone reads the graph as it was; one load at a time.

examples:
  kj-graph import votes.csv.gz --map votes.toml --output votes.nt.gz
  kj-graph load votes.nt.gz --store votes
  kj-graph query my-question.rq --store votes
  kj-graph load --with unga --with treaties --store registers"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    command.add_argument("files", nargs="*", metavar="FILE", help="Turtle or N-Triples (also .gz), JSON-LD, RDF/XML")
    command.add_argument("--store", metavar="DIR", required=True, help="the folder; it is made when it is not there")
    add_registers(command)
    command.add_argument("--without-shipped", action="store_true", help="begin a new graph without the shipped data")


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    from kj_graph.opening import load_store

    loaded = load_store(
        options.store,
        *options.files,
        registers=options.registers,
        shipped=not options.without_shipped,
        progress=sys.stderr.isatty(),
    )
    tell(
        f"{options.store}: {loaded.triples:,} triples, read in {loaded.reading:.0f} s; "
        f"{loaded.inferred:,} of them derived, in {loaded.deriving:.0f} s"
    )
    return 0
