"""`kj-graph query`: ask a saved question or any SPARQL."""

from __future__ import annotations

import os
import sys

from kj_graph.cli.console import choose_form, is_terminal, open_chosen, stoppable, tell, write
from kj_graph.cli.parser import add_form, add_output, add_reading, measure_terminal
from kj_graph.errors import UsageError
from kj_graph.store.guard import ALLOWABLE

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser
    from kj_graph.results import Solutions, Triples

EPILOG = """a saved question takes its parameters as options, such as --area energy-security;
'kj-graph questions NAME' lists them.

formats: table (labels, fitted to the terminal), plain (labels, tabs between), markdown (labels),
  csv, tsv, json (SPARQL 1.1 results, IRIs in full), turtle, ntriples (for CONSTRUCT and DESCRIBE)

examples:
  kj-graph query proposals
  kj-graph query claims-on-agreement --agreement agreement-camp-david-principles-2023
  kj-graph query agreement-status-on --as-of 2019-08-23 --agreement agreement-gsomia-2016
  kj-graph query timeline --format csv --output timeline.csv
  kj-graph query my-question.rq
  echo 'ASK { kjr:state-japan a kj:State }' | kj-graph query -"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_reading(command)
    command.add_argument(
        "question", metavar="QUESTION", help="a question's name, a file, SPARQL text, or - for standard input"
    )
    add_form(command, "turtle", "ntriples")
    command.add_argument("--time-limit", type=float, metavar="SECONDS", help="stop the query after this time")
    command.add_argument("--row-limit", type=int, metavar="N", help="give at most N rows")
    command.add_argument(
        "--allow",
        action="append",
        choices=ALLOWABLE,
        default=[],
        help="let a query ask another server (service) or name a graph that is not here (from)",
    )
    command.add_argument(
        "--provenance", action="store_true", help="add question, parameters, dataset version and digest, and date"
    )
    command.add_argument(
        "--mark-languages", action="store_true", help="mark text in another language than --lang, as in 'POSCO [en]'"
    )
    command.add_argument("--ids", action="store_true", help="show names such as kjr:state-japan in place of labels")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    text = _read_query(options.question)
    with open_chosen(options) as graph, stoppable():
        is_file = text.startswith("#+ file ")
        answer = (graph.query_file if is_file else graph.query)(
            text.removeprefix("#+ file "),
            options.parameters,
            time_limit=options.time_limit,
            row_limit=options.row_limit,
            allow=options.allow,
        )
        if isinstance(answer, bool):
            if options.provenance:
                raise UsageError("a yes or no has no room for --provenance", hint="Ask with SELECT or CONSTRUCT.")
            write(
                options,
                f"{'true' if answer else 'false'}\n" if options.format != "json" else _ask_json(answer),
            )
        else:
            form = choose_form(options)
            text = _render(answer, form, ids=options.ids, mark_languages=options.mark_languages)
            text = _explain(text, form, graph.language)
            if options.provenance:
                from kj_graph.results.provenance import add_provenance

                text = add_provenance(text, answer.provenance(), form)
            write(options, text)
            if is_terminal(options):
                tell(f"{len(answer)} {'row' if len(answer) == 1 else 'rows'}")
            if answer.cut:
                tell(f"cut at the row limit of {options.row_limit}: there are more")
    return 0


def _read_query(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    if given.endswith(".rq") or os.path.isfile(given):
        return f"#+ file {given}"
    return given


def _ask_json(answer: bool) -> str:
    return f'{{"head":{{}},"boolean":{"true" if answer else "false"}}}\n'


def _explain(text: str, form: str, language: str) -> str:
    """Say what the mark behind a name means: below what a person reads, beside what a program reads."""
    from kj_graph.labels import MARK

    if MARK not in text or form not in ("table", "markdown", "plain"):
        return text
    from kj_graph.display.words import explain_mark, say

    if form != "plain":
        return explain_mark(text, language)
    tell(f"{MARK} {say('translation', language)}")
    return text


def _render(answer: Solutions | Triples, form: str, *, ids: bool, mark_languages: bool) -> str:
    from kj_graph.results import Triples

    if isinstance(answer, Triples):
        if form in ("table", "plain", "turtle"):
            return answer.to_turtle()
        if form == "ntriples":
            return answer.to_ntriples()
        raise UsageError(f"triples cannot be written as {form}", hint="Use --format turtle or ntriples.")
    if form in ("turtle", "ntriples"):
        raise UsageError(f"a table cannot be written as {form}", hint="Use a CONSTRUCT query, or another format.")
    if form == "csv":
        return answer.to_csv()
    if form == "tsv":
        return answer.to_tsv()
    if form == "json":
        return answer.to_json()
    from kj_graph.display.tables import draw_markdown, draw_plain, draw_table

    header = list(answer.variables) if ids else answer.headings()
    rows = answer.to_text(ids=ids, mark_languages=mark_languages)
    if form == "markdown":
        return draw_markdown(header, rows)
    return draw_table(header, rows, measure_terminal()) if form == "table" else draw_plain(header, rows)
