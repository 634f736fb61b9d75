"""`kj-graph export`: the graph as a file to take home."""

from __future__ import annotations

import sys

from kj_graph.cli.console import open_chosen, tell
from kj_graph.cli.parser import add_output, add_reading
from kj_graph.errors import UsageError
from kj_graph.export import FORMATS, find_format

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """formats:
{}

examples:
  kj-graph export --output kj-graph.ttl
  kj-graph export --only Agreement --only LifeEvent --output agreements.jsonld
  kj-graph export --as-of 1998-10-08 --verified --output then.trig
  kj-graph export --question areas.rq --output areas.nt
  kj-graph export --format csv --output tables.zip
  kj-graph export --describe

docs/export.md says what each format carries.""".format(
    "\n".join(f"  {name:<9} {form.summary}" for name, form in FORMATS.items())
)


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_reading(command)
    command.add_argument("--format", choices=tuple(FORMATS), help="default: by the ending of --output, else turtle")
    command.add_argument("--describe", action="store_true", help="the description alone, as --format void")
    command.add_argument(
        "--only",
        action="append",
        metavar="CLASS",
        default=[],
        help="things of this class and their evidence (repeatable)",
    )
    command.add_argument("--verified", action="store_true", help="only statements that were seen in a source")
    command.add_argument("--question", metavar="QUESTION", help="what this CONSTRUCT gives: a name, a file or SPARQL")
    command.add_argument(
        "--parameter", action="append", metavar="NAME=VALUE", default=[], help="a parameter of it (repeatable)"
    )
    command.add_argument("--without-evidence", action="store_true", help="leave sources and evidence out")
    command.add_argument("--with-ontology", action="store_true", help="put the ontology's terms and concepts in")
    command.add_argument(
        "--with-alignments", action="store_true", help="put in how its terms stand to other vocabularies"
    )
    command.add_argument("--with-inferred", action="store_true", help="put in what the rules derive")
    command.add_argument(
        "--context", choices=("embedded", "address"), default="embedded", help="how JSON-LD has its context"
    )
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    if options.describe and options.format not in (None, "void"):
        raise UsageError(f"--describe and --format {options.format} are two things", hint="Choose one of them.")
    form = "void" if options.describe else find_format(options.format, options.output or "")
    with open_chosen(options) as graph:
        parcel = graph.parcel(
            evidence=not options.without_evidence,
            ontology=options.with_ontology,
            inferred=options.with_inferred,
            alignments=options.with_alignments,
            only=options.only,
            verified=options.verified,
            question=options.question or "",
            parameters=_read_parameters(options.parameter),
            linked=options.context == "address",
        )
        if options.output:
            parcel.save(form, options.output)
            tell(f"wrote {options.output}")
        else:
            parcel.write(form, sys.stdout)
    if FORMATS[form].loses:
        tell(f"{form} does not carry {FORMATS[form].loses}")
    return 0


def _read_parameters(given: list[str]) -> dict[str, str]:
    parameters = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals or not name:
            raise UsageError(f"--parameter takes NAME=VALUE, not '{each}'")
        parameters[name] = value
    return parameters
