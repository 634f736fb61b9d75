"""Which service the options name, and who asks it; a password stands in no option, where others could read it."""

from __future__ import annotations

import os
import sys

from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.store.remote.service import Service


def find_endpoint(options: Namespace) -> str:
    """Return the address that is to be asked, or an empty string for the graph at hand."""
    if options.endpoint:
        return str(options.endpoint)
    if options.data or options.add or options.store:
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
