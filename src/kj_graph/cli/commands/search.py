"""`kj-graph search`: find things by any of their names, in any script."""

from __future__ import annotations

from kj_graph.cli.console import choose_form, open_chosen, tell, to_json, write
from kj_graph.cli.parser import add_output, add_reading, measure_terminal
from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """names are found in any script and romanisation, in any order of words, and with small mistakes;
the last column says how: exact, order, beginning, word, part, abbreviation, romanised, spelling, some words.

examples:
  kj-graph search GSOMIA
  kj-graph search Kim Taejung
  kj-graph search 日韓 請求権"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_reading(command)
    command.add_argument("text", nargs="+", metavar="TEXT")
    command.add_argument("--limit", type=int, default=20, metavar="N", help="at most N things (default: 20)")
    command.add_argument("--format", choices=("table", "plain", "json"))
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    if options.limit < 1:
        raise UsageError("--limit takes a number above 0")
    with open_chosen(options) as graph:
        wanted = " ".join(options.text)
        hits = graph.search(wanted, options.limit)
        later = graph.search_later(wanted, options.limit)
        if later:
            names = ", ".join(f"{hit.name} ({hit.thing.value.rpartition('/')[2]})" for hit in later[:3])
            more = f" and {len(later) - 3} more" if len(later) > 3 else ""
            tell(f"left out, not yet there on that day: {names}{more}")
        form = choose_form(options)
        if form == "json":
            write(options, to_json([hit.to_dict() for hit in hits]))
            return 0
        if not hits:
            tell(f"nothing is named '{wanted}'")
            return 0
        from kj_graph.display.hits import draw_hits
        from kj_graph.display.words import say
        from kj_graph.labels import MARK

        text = draw_hits(hits, graph.labeller, form, measure_terminal())
        write(options, text)
        if form == "plain" and MARK in text:
            tell(f"{MARK} {say('translation', graph.language)}")
    return 0
