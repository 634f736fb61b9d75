"""`kj-graph import`: the rows of a table become RDF by a mapping."""

from __future__ import annotations

import sys

from kj_graph.cli.console import tell, write
from kj_graph.cli.parser import add_output
from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """every row is taken whole or left out; rows that are left out are listed with line and reason, the rest
is written. Exit status 1 when a row was left out because something is wrong with it.

examples:
  kj-graph import visits.csv --begin --output visits.toml   (then write into it what the columns mean)
  kj-graph import visits.csv --map visits.toml --output visits.ttl
  kj-graph import votes.csv.gz --map votes.toml --output votes.nt.gz   (large tables: N-Triples or N-Quads)
  kj-graph query my-question.rq --add visits.ttl"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    command.add_argument("table", metavar="TABLE", help="a CSV file with a header, or one ending in .gz")
    command.add_argument("--map", metavar="FILE", help="the mapping, a TOML file (docs/import.md)")
    command.add_argument("--begin", action="store_true", help="write the beginning of a mapping for the table")
    forms = ("turtle", "ntriples", "nquads")
    command.add_argument("--format", choices=forms, help="default: by the ending of --output, else turtle")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    if options.begin == bool(options.map):
        raise UsageError(
            "--begin and --map go separate ways" if options.begin else "an import needs a mapping: --map FILE",
            hint=f"Begin one with: kj-graph import {options.table} --begin --output map.toml",
        )
    if options.begin:
        from kj_graph.curation.beginning import begin_mapping

        write(options, begin_mapping(options.table))
        return 0
    from kj_graph.curation.importer import import_table

    report = import_table(options.table, options.map, options.output, options.format, progress=sys.stderr.isatty())
    sys.stderr.write(report.render())
    if options.output:
        tell(f"wrote {options.output}")
    return 1 if report.bad else 0
