"""A graph on a SPARQL service: `service` speaks HTTP, `answers` reads what comes back, `pages` asks for it in parts.

`graph` makes of these a store like the embedded one, `publish` fills a service by the Graph Store Protocol. Nothing
here is imported before an endpoint is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kj_graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kj_graph.store.remote.graph import RemoteStore
    from kj_graph.store.remote.service import Service


def open_endpoint(endpoint: str | Service, graphs: Sequence[str] = (), registers: Iterable[str] = ()) -> RemoteStore:
    """Return the store of a service: of the graphs named, or of the project's own with these registers."""
    from kj_graph.store.remote.graph import RemoteStore
    from kj_graph.store.remote.service import Service

    if not endpoint:
        raise UsageError("a graph needs a store or an endpoint", hint="kj_graph.open() opens the shipped graph.")
    return RemoteStore(Service(endpoint) if isinstance(endpoint, str) else endpoint, graphs, registers)
