"""`kj-graph merge`: what files of others say is taken into the graph, matched and explained."""

from __future__ import annotations

import sys

from kj_graph.cli.console import open_chosen, tell, to_json
from kj_graph.cli.parser import add_graph_options, add_output, measure_terminal
from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """a thing is taken for one of ours by its IRI, an outside identifier (schema:sameAs, owl:sameAs,
skos:exactMatch) or a register number; by name and date it is only proposed, with the --confirm to
repeat. Mappings of schema.org, Wikidata, W3C ORG and SKOS are built in; --map adds one of your own.
Nothing is overwritten. Without --output only the report is given. Exit status 1 when something was
refused or is wrong with what was taken. See docs/merge.md.

examples:
  kj-graph merge people.jsonld
  kj-graph merge people.jsonld --confirm 'https://example.org/p7=person-kishida-fumio' --output merged.ttl
  kj-graph merge dump.nt.gz --only-matched --only-new --output more.nt"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    command.add_argument("others", nargs="+", metavar="OTHER", help="Turtle, N-Triples, JSON-LD, RDF/XML (also .gz)")
    command.add_argument(
        "--map", action="append", dest="maps", metavar="FILE", default=[], help="a mapping of your own (repeatable)"
    )
    command.add_argument(
        "--confirm",
        action="append",
        metavar="A=B",
        default=[],
        help="their thing A is our thing B, or 'new' (repeatable)",
    )
    command.add_argument("--namespace", metavar="IRI", help="where new things without an IRI get theirs")
    command.add_argument("--only-matched", action="store_true", help="take no new things, only more about ours")
    command.add_argument("--only-new", action="store_true", help="write what is added, without the graph itself")
    command.add_argument("--format", choices=("text", "json"), default="text")
    add_graph_options(command)
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    confirm = {}
    for each in options.confirm:
        theirs, equals, ours = each.rpartition("=")
        if not equals or not theirs or not ours:
            raise UsageError(f"--confirm takes A=B, not '{each}'", hint="--confirm 'THEIR-IRI=our-slug' or '…=new'")
        confirm[theirs] = ours
    more = {"namespace": options.namespace} if options.namespace else {}
    with open_chosen(options) as graph:
        report = graph.merge(
            *options.others,
            output=options.output,
            maps=options.maps,
            confirm=confirm,
            only_matched=options.only_matched,
            only_new=options.only_new,
            progress=sys.stderr.isatty(),
            **more,
        )
    if options.format == "json":
        sys.stdout.write(to_json(report.to_dict()))
    else:
        from kj_graph.display.tables import wrap_lines

        sys.stdout.write(wrap_lines(report.render(), measure_terminal(), keep="--confirm '"))
    if report.output:
        tell(f"wrote {report.output}")
    return 0 if report.sound else 1
