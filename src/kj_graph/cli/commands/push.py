"""`kj-graph push`: bring the graph to a SPARQL service."""

from __future__ import annotations

from kj_graph.cli.console import tell
from kj_graph.cli.parser import add_graph_options
from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """brings ontology, data, evidence, registers (--with) and what the rules derive, each into its named
graph, and has the service count them. A graph that is there already is not sent again; a push that broke
off goes on where it stopped. Exit status 8 when the service refuses, fails or counts otherwise.

examples:
  kj-graph push --endpoint http://localhost:7878/query --graph-store http://localhost:7878/store   (Oxigraph)
  kj-graph push --endpoint http://localhost:8890/sparql \\
    --graph-store http://localhost:8890/sparql-graph-crud-auth --user dba   (Virtuoso)"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_graph_options(command)
    command.add_argument("--graph-store", metavar="URL", required=True, help="where the service takes graphs")
    command.add_argument("--part", type=int, metavar="N", help="triples a request (default: 20000)")
    command.add_argument("--state", metavar="FILE", help="remember here what was sent (default: in the user's folder)")
    command.add_argument("--anew", action="store_true", help="send everything, whatever was sent before")


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    import os

    from kj_graph.cli.access import open_service
    from kj_graph.opening import open_graph
    from kj_graph.store.remote.publish import PART

    url = options.endpoint or os.environ.get("KJ_GRAPH_ENDPOINT", "")
    if not url:
        raise UsageError("push needs the --endpoint that counts what has arrived")
    if options.graphs:
        raise UsageError("push brings each graph under its own name; --graph is for asking")
    with open_graph(*options.data, add=options.add, registers=options.registers, store=options.store) as graph:
        endpoint, graph_store = open_service(options, url), open_service(options, options.graph_store)
        graph_store.credentials = graph_store.credentials or endpoint.credentials
        part = PART if options.part is None else options.part
        for each in graph.push(graph_store, endpoint, part=part, state=options.state, anew=options.anew):
            tell(f"{each.graph}: {each.triples} triples, {'sent' if each.sent else 'there already'} and counted")
    return 0
