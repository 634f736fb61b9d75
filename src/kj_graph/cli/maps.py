"""What the commands share that tell of policy areas over time, as a table and as a drawing."""

from __future__ import annotations

from kj_graph.cli.console import choose_form, tell, write
from kj_graph.cli.parser import add_form, add_graph_options, add_output, measure_terminal

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser
    from kj_graph.gaps import Firewalls, GapMap


def add_map_options(command: Parser, *, years: str, svg: str) -> None:
    """Add the options of such a command, with what it says of its years and of its drawing."""
    add_graph_options(command)
    command.add_argument("--years", metavar="A-B", default="", help=years)
    command.add_argument("--area", metavar="AREA", default="", help="only this policy area, with those below it")
    add_form(command)
    command.add_argument("--svg", metavar="FILE", help=svg)
    add_output(command)


def write_map(options: Namespace, found: GapMap | Firewalls, drawn: GapMap | Firewalls) -> None:
    """Write the drawing where one is wanted, and the table in the form wanted: signs for people, rows for programs."""
    from kj_graph.files import write_text
    from kj_graph.network import render_measured

    if options.svg:
        write_text(options.svg, drawn.to_svg())
        tell(f"wrote {options.svg}")
    form = choose_form(options)
    shown = found.to_display() if form in ("table", "plain", "markdown") else found.to_table()
    write(options, render_measured(shown, form, measure_terminal()))
