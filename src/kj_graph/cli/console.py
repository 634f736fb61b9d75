"""What commands share: opening the graph that the options name, and printing."""

from __future__ import annotations

import os
import sys

from kj_graph.opening import open_graph

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Any

    from kj_graph.graph import KnowledgeGraph


def open_chosen(options: Namespace) -> KnowledgeGraph:
    """Open the graph that the options name, on the day that they name; the person is told of the day."""
    graph = _open_whole(options)
    if not getattr(options, "as_of", None):
        return graph
    moment = graph.as_of(options.as_of)
    tell(f"as of {moment.day}" + (f"; {moment.remark}" if moment.remark else ""))
    return moment


def _open_whole(options: Namespace) -> KnowledgeGraph:
    service = None
    if options.endpoint or "KJ_GRAPH_ENDPOINT" in os.environ:
        from kj_graph.cli.access import find_endpoint, open_service

        url = find_endpoint(options)
        service = open_service(options, url) if url else None
    return open_graph(
        *options.data,
        add=options.add,
        registers=options.registers,
        store=options.store,
        language=options.lang,
        progress=bool(options.data or options.add) and sys.stderr.isatty(),
        endpoint=service or "",
        graphs=options.graphs,
    )


def write(options: Namespace, text: str) -> None:
    """Print text, or write it to the file that was asked for, whole or not at all."""
    if options.output:
        from kj_graph.files import write_text

        write_text(options.output, text)
        tell(f"wrote {options.output}")
    else:
        sys.stdout.write(text)


class stoppable:  # noqa: N801 - reads as a verb in `with stoppable():`; contextlib costs too much of a cold start
    """While this lasts, Ctrl-C ends the process at once: the engine would answer a signal only after its query."""

    def __enter__(self) -> None:
        """Let the system handle the signal."""
        # The C part alone, which has no stubs: signal imports enum, which costs a fifth of the start of Python.
        import _signal  # type: ignore[import-not-found]

        self._before = _signal.signal(_signal.SIGINT, _signal.SIG_DFL)

    def __exit__(self, *_: object) -> None:
        """Let Python handle it again."""
        import _signal

        _signal.signal(_signal.SIGINT, self._before)


def tell(message: str) -> None:
    """Print a remark to the person, apart from the output."""
    sys.stderr.write(f"{message}\n")


def is_terminal(options: Namespace) -> bool:
    """Say whether the output is read by a person now."""
    return not options.output and sys.stdout.isatty()


def choose_form(options: Namespace) -> str:
    """Return the form in which a table is written: the one asked for, else one for who reads it."""
    return options.format or ("table" if is_terminal(options) else "plain")


def to_json(data: Any) -> str:
    """Return plain data as JSON."""
    import json

    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
