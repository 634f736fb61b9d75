"""`kj-graph search`: find things by any of their names, in any script."""

from __future__ import annotations

from kj_graph.cli.console import is_terminal, open_chosen, tell, to_json, write
from kj_graph.cli.parser import add_graph_options, add_output, measure_terminal
from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.parser import Parser

EPILOG = ""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_graph_options(command)
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
        form = options.format or ("table" if is_terminal(options) else "plain")
        if form == "json":
            found = [
                {
                    "iri": hit.thing.value,
                    "label": graph.label(hit.thing),
                    "matched": hit.name,
                    "lang": hit.language,
                }
                for hit in hits
            ]
            write(options, to_json(found))
            return 0
        from kj_graph import vocabulary
        from kj_graph.display.tables import draw_plain, draw_table

        rows = [
            [
                vocabulary.shorten_iri(hit.thing.value),
                graph.label(hit.thing),
                hit.name if hit.name != graph.label(hit.thing) else "",
            ]
            for hit in hits
        ]
        header = ["thing", "label", "found as"]
        if not rows:
            tell(f"nothing is named '{wanted}'")
            return 0
        write(options, draw_table(header, rows, measure_terminal()) if form == "table" else draw_plain(header, rows))
    return 0
