"""`kj-graph firewalls`: what stopped and what went on in the years of friction."""

from __future__ import annotations

from kj_graph.cli.console import open_chosen
from kj_graph.cli.maps import add_map_options, write_map

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """the years: 2001, 2005-06, 2012-15, October 2018 to March 2023, or those of --years. csv, tsv and json have
one row for each area, year and sign, with the events and agreements it stands for. An empty cell means that nothing
is on record in this collection: silence is not absence.

examples:
  kj-graph firewalls
  kj-graph firewalls --area area-security-defence
  kj-graph firewalls --svg firewalls.svg --lang ja"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_map_options(command, years="other years, such as 1998-2003", svg="draw it")


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    with open_chosen(options) as graph:
        found = graph.firewalls(years=options.years, area=options.area)
        write_map(options, found, found)
    return 0
