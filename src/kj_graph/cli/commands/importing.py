"""`kj-graph import`: the rows of a table become RDF by a mapping."""

from __future__ import annotations

import sys

from kj_graph.cli.console import tell
from kj_graph.cli.parser import add_output

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """every row is taken whole or left out; rows that are left out are listed with line and reason, the rest
is written. Exit status 1 when a row was left out because something is wrong with it.

examples:
  kj-graph import visits.csv --map visits.toml --output visits.ttl
  kj-graph import votes.csv.gz --map votes.toml --output votes.nt.gz   (large tables: N-Triples or N-Quads)
  kj-graph query my-question.rq --add visits.ttl"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    command.add_argument("table", metavar="TABLE", help="a CSV file with a header, or one ending in .gz")
    command.add_argument("--map", metavar="FILE", required=True, help="the mapping, a TOML file (docs/import.md)")
    forms = ("turtle", "ntriples", "nquads")
    command.add_argument("--format", choices=forms, help="default: by the ending of --output, else turtle")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    from kj_graph.curation.importer import import_table

    report = import_table(options.table, options.map, options.output, options.format, progress=sys.stderr.isatty())
    sys.stderr.write(report.render())
    if options.output:
        tell(f"wrote {options.output}")
    return 1 if report.bad else 0
