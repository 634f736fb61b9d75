"""`kj-graph network`: measures on the graph as a network."""

from __future__ import annotations

import sys

from kj_graph.cli.console import choose_form, open_chosen, tell, write
from kj_graph.cli.parser import add_form, add_output, add_reading, measure_terminal
from kj_graph.network import MEASURES, PROJECTIONS

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """measures:
  brokers      what joins policy areas that would be farther apart without it
  reach        over how many policy areas an actor's ties are spread, and how evenly
  pillars      which agreements hold the collection together, and what is cut off without them
  communities  which proposals and areas belong together, and how stable that is
  decades      what came about in each decade, and how densely it is tied
  formats      how dense the ties of agreements of two, of three and of more are
  ties         the ties of a network, the strongest first
  paths        the ways between two things, as rows (--thing A --thing B)

a figure is one of this collection, not of the world. docs/network.md says what is a node and an edge.

examples:
  kj-graph network brokers
  kj-graph network pillars --as-of 1998-10-08
  kj-graph network communities --thing area-forced-labour-issue
  kj-graph network brokers --explore brokers.html --graphml brokers.graphml
  kj-graph network ties --on votes --with unga"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_reading(command)
    command.add_argument("measure", metavar="MEASURE", help=", ".join(MEASURES))
    command.add_argument("--on", metavar="NETWORK", default="", help=f"another network: {', '.join(PROJECTIONS[1:])}")
    command.add_argument(
        "--thing", action="append", dest="things", metavar="THING", default=[], help="only this thing (repeatable)"
    )
    command.add_argument("--kind", metavar="CLASS", default="", help="only things of this class, such as Person")
    command.add_argument("--top", type=int, metavar="N", default=15, help="the first N rows; 0 for all (default: 15)")
    add_form(command)
    command.add_argument("--explore", metavar="FILE", help="write the page with size and colour by the measure")
    command.add_argument("--graphml", metavar="FILE", help="write the network with the figures at its nodes")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    from kj_graph.network import render_measured, write_graphml

    told = tell if sys.stderr.isatty() else None
    with open_chosen(options) as graph:
        measured = graph.network(
            options.measure, on=options.on, things=options.things, kind=options.kind, top=options.top, tell=told
        )
        if options.graphml:
            write_graphml(measured, options.graphml)
            tell(f"wrote {options.graphml}")
        if options.explore:
            graph.explore(options.explore, measured=measured)
            tell(f"wrote {options.explore}: open it in any browser")
        form = choose_form(options)
        text = render_measured(measured, form, measure_terminal())
        write(options, text)
        if form in ("plain", "csv", "tsv"):
            tell("\n".join([measured.meaning, *(f"· {remark}" for remark in measured.remarks)]))
    return 0
