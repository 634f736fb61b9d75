"""`kj-graph gaps`: agreements in force against proposals still open."""

from __future__ import annotations

import sys

from kj_graph.cli.console import open_chosen, tell
from kj_graph.cli.maps import add_map_options, write_map
from kj_graph.cli.parser import add_as_of

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """counted are agreements to which both Japan and the Republic of Korea are party, and proposals that no act
on record carries out, rejects or drops. 'none found' is said of this collection: silence is not absence.

examples:
  kj-graph gaps
  kj-graph gaps --as-of 2010-01-01
  kj-graph gaps --years 1996-2026 --svg gaps.svg --lang ko"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_as_of(command)
    add_map_options(
        command,
        years="the last day of each year, such as 1998-2026",
        svg="draw it: years as a heat map, from the first proposal on",
    )


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    told = tell if sys.stderr.isatty() else None
    with open_chosen(options) as graph:
        years = options.years
        found = graph.gaps(years=years, area=options.area, tell=told)
        drawn = found
        if options.svg and not years and not options.as_of:
            from kj_graph.gaps.map import first_year

            drawn = graph.gaps(years=f"{first_year(graph)}-{found.days[0][:4]}", area=options.area, tell=told)
        write_map(options, found, drawn)
    return 0
