"""Which service the options name, and who asks it; a password stands in no option, where others could read it."""

from __future__ import annotations

import os
import sys

from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.parser import Parser
    from kj_graph.store.remote.service import Service


def add_endpoint_options(command: Parser) -> None:
    """Add what names a service."""
    group = command.add_argument_group(
        "a graph on a SPARQL service",
        "KJ_GRAPH_ENDPOINT, KJ_GRAPH_USER, KJ_GRAPH_PASSWORD and KJ_GRAPH_TOKEN stand in for options; a netrc file "
        "is read too",
    )
    group.add_argument("--endpoint", metavar="URL", help="ask the graph of this service (docs/scaling.md)")
    group.add_argument(
        "--graph",
        action="append",
        dest="graphs",
        metavar="IRI",
        default=[],
        help="a graph of the service, in place of the project's own (repeatable)",
    )
    group.add_argument("--user", metavar="NAME", help="who asks; the password is asked for unless it is known")
    group.add_argument(
        "--endpoint-timeout", type=float, metavar="SECONDS", help="how long one answer may take (default: 120)"
    )


def find_endpoint(options: Namespace) -> str:
    """Return the address that is to be asked, or an empty string for the graph at hand."""
    if options.endpoint:
        return str(options.endpoint)
    if options.data or options.add:
        return ""
    return os.environ.get("KJ_GRAPH_ENDPOINT", "")


def open_service(options: Namespace, url: str) -> Service:
    """Return the service at an address with the credentials and limits that the options name."""
    from kj_graph.store.remote.service import Service

    seconds = options.endpoint_timeout
    if seconds is not None and not seconds > 0:
        raise UsageError("--endpoint-timeout takes a number of seconds above 0")
    password = os.environ.get("KJ_GRAPH_PASSWORD", "")
    if options.user and not password and sys.stdin.isatty():
        from getpass import getpass

        password = getpass(f"Password of {options.user}: ")
    tell = (lambda message: print(message, file=sys.stderr)) if sys.stderr.isatty() else None
    return Service(url, user=options.user or "", password=password, timeout=seconds, tell=tell)
