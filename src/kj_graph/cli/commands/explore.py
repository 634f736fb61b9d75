"""`kj-graph explore`: one HTML file that needs no network."""

from __future__ import annotations

import os
import sys

from kj_graph.cli.console import open_chosen, tell
from kj_graph.cli.parser import add_reading
from kj_graph.errors import InputError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = ""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_reading(command)
    command.add_argument("--open", action="store_true", help="open it in the browser")
    command.add_argument("--output", metavar="FILE", default="kj-graph.html", help="where (default: kj-graph.html)")


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    if sys.stderr.isatty():
        tell("laying out the network …")
    with open_chosen(options) as graph:
        path = os.path.abspath(graph.explore(options.output))
    tell(f"wrote {options.output} ({os.path.getsize(path) / 1e6:.1f} MB): open it in any browser")
    if options.open:
        import webbrowser

        if not webbrowser.open(f"file://{path}"):
            raise InputError(f"no browser could be started for {path}", hint="Open the file by hand.")
    return 0
