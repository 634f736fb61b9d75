"""A selection of a graph's statements, ready to be written in any format."""

from __future__ import annotations

from pyoxigraph import Quad

from kj_graph import vocabulary as v
from kj_graph.errors import UsageError
from kj_graph.export import FORMATS, WHERE, find_format
from kj_graph.store.canonical import name_blank_nodes

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, Any

    from pyoxigraph import Triple

    from kj_graph.export.about import About
    from kj_graph.export.selection import Selection
    from kj_graph.graph import KnowledgeGraph


class Parcel:
    """A selection of a graph's statements; `graph` is where they come from, `linked` says that contexts are named.

    JSON-LD carries its context unless it is `linked`, when it names the address of the published one.
    """

    def __init__(self, graph: KnowledgeGraph, selection: Selection, *, linked: bool = False) -> None:
        self.graph = graph
        self.selection = selection
        self.linked = linked
        self._about: About | None = None

    @property
    def about(self) -> About:
        """What the export says of itself."""
        if self._about is None:
            from kj_graph.export.about import tell_about

            self._about = tell_about(self.graph, self.selection)
        return self._about

    def quads(self) -> Iterator[Quad]:
        """Yield the statements with their graphs, blank nodes named alike at every run."""
        return name_blank_nodes(self.selection.quads(self.graph))

    def triples(self) -> Iterator[Triple]:
        """Yield the statements without their graphs, blank nodes named alike at every run; some may come twice."""
        bare = (Quad(quad.subject, quad.predicate, quad.object) for quad in self.selection.quads(self.graph))
        return (quad.triple for quad in name_blank_nodes(bare))

    def write(self, form: str, file: IO[str]) -> None:
        """Write the statements in one of FORMATS to an open file; raises UsageError where that needs a folder."""
        described = FORMATS[find_format(form)]
        if described.is_folder:
            raise UsageError(f"{form} makes several files", hint=WHERE)
        _load(described.module).write(self, file)

    def render(self, form: str) -> str:
        """Return the statements as text in one of FORMATS."""
        import io

        file = io.StringIO()
        self.write(form, file)
        return file.getvalue()

    def save(self, form: str, path: str) -> None:
        """Write the statements in one of FORMATS to a file, or a folder or zip, whole or not at all."""
        from kj_graph.files import open_whole, write_folder, write_zip

        described = FORMATS[find_format(form, path)]
        if described.is_folder:
            module = _load(described.module)
            if path.lower().endswith(".zip"):
                write_zip(path, module.collect(self))
            else:
                write_folder(path, module.collect(self), module.list_earlier(path))
            return
        with open_whole(path) as file:
            _load(described.module).write(self, file)


def _load(module: str) -> Any:
    from importlib import import_module

    return import_module(f"kj_graph.export.{module}")


def write_comment(lines: list[str], sign: str = "#") -> str:
    """Return lines as a comment, each behind a sign."""
    return "".join(f"{sign} {' '.join(line.split())}\n" for line in lines)


def shorten(iri: str) -> str:
    """Return an IRI as a prefixed name, or as it is."""
    short = v.shorten_iri(iri)
    return iri if short.startswith("<") else short
