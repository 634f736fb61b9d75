"""`kj-graph check`: every problem of files at once, or of the shipped graph."""

from __future__ import annotations

import sys

from kj_graph.cli.console import tell, to_json, write
from kj_graph.cli.parser import add_output, add_registers, measure_terminal

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.checks.logic import LogicReport
    from kj_graph.cli.arguments import Parser

EPILOG = """finds at once every problem of the files: syntax (with line and column, and on behind the first
error), the shapes of ontology/shapes.ttl (which thing, which property, what to write instead),
terms that nobody defined, and, as warnings, what looks wrong though no shape forbids it
(ontology/lint/: two things with one name, an office holder acting outside the term …). Each has a
code that docs/findings.md explains. With --logic, HermiT says whether all can be true together; if
not, one small set of statements that clash is told with file and line, within a minute; --format
json then adds under "logic" the classes that follow for each thing. Shapes need the extra
'validate', --logic needs Java as well. Exit status 0 when nothing or only warnings were found, 1
when an error was.

examples:
  kj-graph check mine.ttl
  kj-graph check mine.ttl --format json | jq '.[].message'
  kj-graph check data/*.ttl --format github      (annotations in a workflow of GitHub)"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    command.add_argument("files", nargs="*", metavar="FILE", help="files to check (default: the shipped graph)")
    add_registers(command, "check")
    command.add_argument("--logic", action="store_true", help="also ask the reasoner HermiT for contradictions")
    command.add_argument("--format", choices=("text", "json", "github"), default="text")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    from kj_graph.checks import check_files

    watched = sys.stderr.isatty()
    if watched:
        tell("checking …")
    reports: list[LogicReport] = []
    findings = check_files(
        options.files,
        registers=options.registers,
        logic=options.logic,
        report=reports.append,
        progress=watched,
    )
    for report in reports:
        tell(report.summarise())
    if options.format == "json":
        told = [finding.to_dict() for finding in findings]
        write(options, to_json({"findings": told, "logic": [r.to_dict() for r in reports]} if options.logic else told))
    elif options.format == "github":
        write(options, "".join(f"{finding.render_github()}\n" for finding in findings))
    else:
        write(options, "".join(f"{finding.render(measure_terminal())}\n" for finding in findings))
    if options.format != "json":
        errors = sum(finding.severity == "error" for finding in findings)
        what = ", ".join([*(options.files or ["the shipped graph"]), *options.registers])
        tell(f"{what}: {errors} errors, {len(findings) - errors} warnings" if findings else f"{what}: nothing found")
    return 1 if any(finding.severity == "error" for finding in findings) else 0
