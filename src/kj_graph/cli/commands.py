"""The commands: what each accepts, and the one method it calls."""

from __future__ import annotations

import argparse
import os
import sys

from kj_graph import __version__
from kj_graph.cli.options import (
    AUDIT_HELP,
    CHECK_HELP,
    EXAMPLES,
    EXIT_STATUSES,
    IMPORT_HELP,
    QUERY_HELP,
    STATS_HELP,
    Formatter,
    Parser,
    add_audit_options,
    add_check_options,
    add_explore_options,
    add_export_options,
    add_import_options,
    add_query_options,
    add_questions_options,
    add_search_options,
    add_show_options,
    add_stats_options,
    measure_terminal,
)
from kj_graph.errors import InputError, UsageError
from kj_graph.graph import open_graph

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import Any

    from kj_graph.graph import KnowledgeGraph
    from kj_graph.results import Solutions, Triples


def run_command(arguments: list[str]) -> int:
    """Parse the arguments, run the command and return its exit status."""
    parser = _build_parser(arguments[0] if arguments and arguments[0] in _COMMANDS else None)
    options, rest = parser.parse_known_args(arguments)
    if options.command is None:
        parser.print_help()
        return 0
    if options.command == "query":
        options.parameters = _read_parameters(rest)
        if options.as_of:
            options.parameters["day"] = options.as_of
    elif rest:
        raise UsageError(f"unrecognized: {' '.join(rest)}", hint=f"'kj-graph {options.command} --help' explains.")
    status: int = options.run(options)
    return status


def _build_parser(only: str | None = None) -> Parser:
    """Return the parser of all commands, or of one command alone, which is all that a run needs."""
    parser = Parser(
        prog="kj-graph",
        description="A knowledge graph of Korea–Japan relations: ask it, look things up, check it, take it home.",
        epilog=f"{EXAMPLES}\n\n{EXIT_STATUSES}",
        formatter_class=Formatter,
    )
    parser.add_argument("--version", action="version", version=f"kj-graph {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser, prog="kj-graph")
    for name, (run, add_options, summary, epilog) in _COMMANDS.items():
        if only in (None, name):
            command: Parser = commands.add_parser(
                name,
                help=summary,
                description=f"{summary[0].upper()}{summary[1:]}.",
                epilog=epilog,
                formatter_class=Formatter,
                allow_abbrev=False,
            )
            command.set_defaults(run=run)
            add_options(command)
    return parser


def _read_parameters(rest: list[str]) -> dict[str, str]:
    """Return the parameters of a saved question from options that the parser does not know."""
    parameters: dict[str, str] = {}
    index = 0
    while index < len(rest):
        name, equals, value = rest[index].partition("=")
        if not name.startswith("--") or name == "--":
            raise UsageError(f"'{rest[index]}' is one argument too many", hint="Put SPARQL text in quotes.")
        if not equals:
            index += 1
            if index == len(rest) or rest[index].startswith("--"):
                raise UsageError(f"{name} needs a value", hint="'kj-graph questions NAME' lists the parameters.")
            value = rest[index]
        parameters[name[2:]] = value
        index += 1
    return parameters


def _open(options: argparse.Namespace) -> KnowledgeGraph:
    return open_graph(*options.data, add=options.add, registers=options.registers, language=options.lang)


def _write(options: argparse.Namespace, text: str) -> None:
    if options.output:
        from kj_graph.files import write_text

        write_text(options.output, text)
        _tell(f"wrote {options.output}")
    else:
        sys.stdout.write(text)


def _tell(message: str) -> None:
    sys.stderr.write(f"{message}\n")


def _is_terminal(options: argparse.Namespace) -> bool:
    return not options.output and sys.stdout.isatty()


def _query(options: argparse.Namespace) -> int:
    text = _read_query(options.question)
    with _open(options) as graph:
        if text.startswith("#+ file "):
            answer = graph.query_file(text.removeprefix("#+ file "), options.parameters)
        else:
            answer = graph.query(text, options.parameters)
        if isinstance(answer, bool):
            _write(
                options,
                f"{'true' if answer else 'false'}\n" if options.format != "json" else _ask_json(answer),
            )
        else:
            form = options.format or ("table" if _is_terminal(options) else "plain")
            _write(options, _render(answer, form, ids=options.ids))
            if _is_terminal(options):
                _tell(f"{len(answer)} {'row' if len(answer) == 1 else 'rows'}")
    return 0


def _read_query(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    if given.endswith(".rq") or os.path.isfile(given):
        return f"#+ file {given}"
    return given


def _ask_json(answer: bool) -> str:
    return f'{{"head":{{}},"boolean":{"true" if answer else "false"}}}\n'


def _render(answer: Solutions | Triples, form: str, *, ids: bool) -> str:
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
    rows = answer.to_text(ids=ids)
    if form == "markdown":
        return draw_markdown(header, rows)
    return draw_table(header, rows, measure_terminal()) if form == "table" else draw_plain(header, rows)


def _questions(options: argparse.Namespace) -> int:
    from kj_graph.display.tables import draw_table
    from kj_graph.questions import find_question, list_questions

    if not options.name:
        rows = [[each.name, each.wording.get(options.lang) or each.summary] for each in list_questions()]
        _write(options, draw_table(["name", "question"], rows, measure_terminal()))
        return 0
    question = find_question(options.name)
    lines = [question.name, *(f"  {language}: {words}" for language, words in question.wording.items())]
    lines += ["", f"  {question.summary}"]
    for each in question.parameters:
        default = f" (default: {each.default})" if each.default else " (any)"
        lines += ["", f"  --{each.name} {each.kind.upper()}{default}", f"      {each.summary}"]
    lines += ["", question.text.split("\n\n", 1)[-1] if question.text.startswith("#+") else question.text]
    _write(options, "\n".join(lines).rstrip() + "\n")
    return 0


def _show(options: argparse.Namespace) -> int:
    with _open(options) as graph:
        description = graph.describe(options.thing)
        if options.format == "json":
            text = _to_json(description.to_dict())
        elif options.format == "turtle":
            text = graph.describe_triples(options.thing).to_turtle()
        else:
            from kj_graph.display.descriptions import draw_description

            text = draw_description(description, measure_terminal(), everything=options.all)
        _write(options, text)
    return 0


def _search(options: argparse.Namespace) -> int:
    if options.limit < 1:
        raise UsageError("--limit takes a number above 0")
    with _open(options) as graph:
        wanted = " ".join(options.text)
        hits = graph.search(wanted, options.limit)
        form = options.format or ("table" if _is_terminal(options) else "plain")
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
            _write(options, _to_json(found))
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
            _tell(f"nothing is named '{wanted}'")
            return 0
        _write(options, draw_table(header, rows, measure_terminal()) if form == "table" else draw_plain(header, rows))
    return 0


def _check(options: argparse.Namespace) -> int:
    from kj_graph.checks import check_files

    if sys.stderr.isatty():
        _tell("checking …")
    findings = check_files(options.files, logic=options.logic)
    if options.format == "json":
        _write(options, _to_json([finding.to_dict() for finding in findings]))
    else:
        _write(options, "".join(f"{finding.render(measure_terminal())}\n" for finding in findings))
        errors = sum(finding.severity == "error" for finding in findings)
        what = ", ".join(options.files) or "the shipped graph"
        _tell(f"{what}: {errors} errors, {len(findings) - errors} warnings" if findings else f"{what}: nothing found")
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _audit(options: argparse.Namespace) -> int:
    with _open(options) as graph:
        audit = graph.audit(options.text, options.source)
        if options.format == "json":
            _write(options, _to_json(graph.tell_audit(audit)))
        else:
            from kj_graph.display.audits import draw_audit

            _write(options, draw_audit(audit, graph.labeller, measure_terminal()))
    return 1 if audit.changed else 0


def _stats(options: argparse.Namespace) -> int:
    with _open(options) as graph:
        statistics = graph.stats()
        if options.format == "json":
            _write(options, _to_json(statistics.to_dict()))
        else:
            from kj_graph.display.figures import draw_statistics

            _write(options, draw_statistics(statistics))
    return 0


def _export(options: argparse.Namespace) -> int:
    from kj_graph.export import SUFFIXES

    form = options.format
    if form is None:
        form = SUFFIXES.get(os.path.splitext(options.output or "")[1].lower(), "turtle")
    with _open(options) as graph:
        _write(
            options,
            graph.export(
                form,
                evidence=not options.without_evidence,
                ontology=options.with_ontology,
                inferred=options.with_inferred,
            ),
        )
    return 0


def _import(options: argparse.Namespace) -> int:
    from kj_graph.curation.importer import import_table

    report = import_table(options.table, options.map, options.output, options.format, progress=sys.stderr.isatty())
    sys.stderr.write(report.render())
    if options.output:
        _tell(f"wrote {options.output}")
    return 1 if report.bad else 0


def _explore(options: argparse.Namespace) -> int:
    if sys.stderr.isatty():
        _tell("laying out the network …")
    with _open(options) as graph:
        path = os.path.abspath(graph.explore(options.output))
    _tell(f"wrote {options.output} ({os.path.getsize(path) / 1e6:.1f} MB): open it in any browser")
    if options.open:
        import webbrowser

        if not webbrowser.open(f"file://{path}"):
            raise InputError(f"no browser could be started for {path}", hint="Open the file by hand.")
    return 0


def _to_json(data: Any) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


_COMMANDS = {
    "query": (_query, add_query_options, "ask a saved question or any SPARQL", QUERY_HELP),
    "questions": (_questions, add_questions_options, "list what can be asked by name", ""),
    "show": (_show, add_show_options, "show all about one thing, with the evidence for each statement", ""),
    "search": (_search, add_search_options, "find things by any of their names, in any script", ""),
    "check": (
        _check,
        add_check_options,
        "check files: syntax with line and column, then shapes",
        CHECK_HELP,
    ),
    "audit": (_audit, add_audit_options, "check every passage of a source against its text", AUDIT_HELP),
    "stats": (_stats, add_stats_options, "count things, names, evidence and sources by reliability", STATS_HELP),
    "export": (_export, add_export_options, "write the graph as Turtle, N-Triples or JSON-LD", ""),
    "import": (_import, add_import_options, "turn the rows of a CSV table into RDF by a mapping", IMPORT_HELP),
    "explore": (
        _explore,
        add_explore_options,
        "write the explorer: one HTML file that needs no network",
        "",
    ),
}
