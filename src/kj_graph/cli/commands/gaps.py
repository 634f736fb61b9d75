"""`kj-graph gaps`: agreements in force against proposals still open."""

from __future__ import annotations

import sys

from kj_graph.cli.console import is_terminal, open_chosen, tell, write
from kj_graph.cli.parser import add_as_of, add_graph_options, add_output, measure_terminal

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

FORMS = ("table", "plain", "csv", "tsv", "json", "markdown")
EPILOG = """counted are agreements to which both Japan and the Republic of Korea are party, and proposals that no act
on record carries out, rejects or drops. 'none found' is said of this collection: silence is not absence.

examples:
  kj-graph gaps
  kj-graph gaps --as-of 2010-01-01
  kj-graph gaps --years 1996-2026 --svg gaps.svg --lang ko"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_graph_options(command)
    add_as_of(command)
    command.add_argument("--years", metavar="A-B", default="", help="the last day of each year, such as 1998-2026")
    command.add_argument("--area", metavar="AREA", default="", help="only this policy area, with those below it")
    command.add_argument("--format", choices=FORMS, help="default: table on a terminal, plain in a pipe")
    command.add_argument("--svg", metavar="FILE", help="draw it: years as a heat map, from the first proposal on")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    from kj_graph.files import write_text
    from kj_graph.network import render_measured

    told = tell if sys.stderr.isatty() else None
    with open_chosen(options) as graph:
        years = options.years
        found = graph.gaps(years=years, area=options.area, tell=told)
        if options.svg:
            drawn = found
            if not years and not options.as_of:
                from kj_graph.gaps.map import first_year

                drawn = graph.gaps(years=f"{first_year(graph)}-{found.days[0][:4]}", area=options.area, tell=told)
            write_text(options.svg, drawn.to_svg())
            tell(f"wrote {options.svg}")
        form = options.format or ("table" if is_terminal(options) else "plain")
        shown = found.to_display() if form in ("table", "plain", "markdown") else found.to_table()
        write(options, render_measured(shown, form, measure_terminal()))
    return 0
