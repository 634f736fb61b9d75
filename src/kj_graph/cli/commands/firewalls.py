"""`kj-graph firewalls`: what stopped and what went on in the years of friction."""

from __future__ import annotations

from kj_graph.cli.console import is_terminal, open_chosen, tell, write
from kj_graph.cli.parser import add_graph_options, add_output, measure_terminal

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

FORMS = ("table", "plain", "csv", "tsv", "json", "markdown")
EPILOG = """the years: 2001, 2005-06, 2012-15, October 2018 to March 2023, or those of --years. csv, tsv and json have
one row for each area, year and sign, with the events and agreements it stands for. An empty cell means that nothing
is on record in this collection: silence is not absence.

examples:
  kj-graph firewalls
  kj-graph firewalls --area area-security-defence
  kj-graph firewalls --svg firewalls.svg --lang ja"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_graph_options(command)
    command.add_argument("--years", metavar="A-B", default="", help="other years, such as 1998-2003")
    command.add_argument("--area", metavar="AREA", default="", help="only this policy area, with those below it")
    command.add_argument("--format", choices=FORMS, help="default: table on a terminal, plain in a pipe")
    command.add_argument("--svg", metavar="FILE", help="draw it")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    from kj_graph.files import write_text
    from kj_graph.network import render_measured

    with open_chosen(options) as graph:
        found = graph.firewalls(years=options.years, area=options.area)
        if options.svg:
            write_text(options.svg, found.to_svg())
            tell(f"wrote {options.svg}")
        form = options.format or ("table" if is_terminal(options) else "plain")
        shown = found.to_display() if form in ("table", "plain", "markdown") else found.to_table()
        write(options, render_measured(shown, form, measure_terminal()))
    return 0
