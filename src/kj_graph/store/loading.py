"""Reading RDF files into a store: fast for large ones, whole or not at all, with line and column of a mistake."""

from __future__ import annotations

import os

import pyoxigraph

from kj_graph import vocabulary as v
from kj_graph.errors import InputError
from kj_graph.progress import Progress

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import IO, Self

    from pyoxigraph import NamedNode

_FORMATS = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
    ".json": pyoxigraph.RdfFormat.JSON_LD,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
    ".owl": pyoxigraph.RdfFormat.RDF_XML,
}
_PACKED = (".ttl", ".nt")


def load_file(
    store: pyoxigraph.Store, path: str, graph: NamedNode, *, progress: bool = False, bulk: bool = False
) -> None:
    """Read one RDF file into a named graph of a store, whole or not at all; Turtle and N-Triples also gzipped.

    A graph that holds nothing yet is filled in bulk; with `bulk` any is, and the caller throws the store away after an
    error. `progress` tells on standard error how far the reading is when it
    takes more than a second.
    """
    bare = path.lower().removesuffix(".gz")
    packed = bare != path.lower()
    suffix = bare[bare.rfind(".") :] if "." in bare else ""
    if suffix not in _FORMATS or (packed and suffix not in _PACKED):
        known = ", ".join((*sorted(_FORMATS), *(f"{each}.gz" for each in _PACKED)))
        raise InputError(f"{path}: unknown kind of file", hint=f"Files are known by their ending: {known}.")
    try:
        with _Reading(path, packed=packed, progress=progress) as reading:
            _load(store, reading, _FORMATS[suffix], graph, bulk=bulk)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file", hint="Check the spelling of the path.") from None
    except SyntaxError as error:
        if "UTF-8" in str(error.msg):
            place = f"{path}:{error.lineno}" if error.lineno else path
            raise InputError(f"{place}: not UTF-8 text", hint="Save the file as UTF-8.") from None
        place = f"{path}:{error.lineno}:{error.offset}" if error.lineno else path
        raise InputError(
            f"{place}: {error.msg}", hint=f"'kj-graph check {path}' lists every problem of the file."
        ) from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8 text", hint="Save the file as UTF-8.") from None
    except EOFError as error:
        raise _refuse_packed(path, error) from None
    except OSError as error:
        if packed and "gzip" in str(error):
            raise _refuse_packed(path, error) from None
        raise InputError(f"{path}: {error.strerror or error}") from None
    except Exception as error:
        if packed and type(error).__module__ == "zlib":
            raise _refuse_packed(path, error) from None
        raise


def _refuse_packed(path: str, error: Exception) -> InputError:
    return InputError(f"{path}: damaged or cut short: {error}", hint="Fetch or write the file again.")


def _load(
    store: pyoxigraph.Store, reading: _Reading, form: pyoxigraph.RdfFormat, graph: NamedNode, *, bulk: bool
) -> None:
    """Fill an empty graph in bulk, and empty it again where that fails, since loading in bulk undoes nothing itself.

    What is added to other graphs goes in one transaction, which is slower.
    """
    source: IO[bytes] = reading  # type: ignore[assignment]  # pyoxigraph calls nothing but read()
    if bulk:
        store.bulk_load(source, form, base_iri=v.KJR, to_graph=graph)
        return
    if store.contains_named_graph(graph):
        store.load(source, form, base_iri=v.KJR, to_graph=graph)
        return
    try:
        store.bulk_load(source, form, base_iri=v.KJR, to_graph=graph)
    except BaseException:
        store.remove_graph(graph)
        raise


class _Reading:
    """A file that is read as bytes, unpacked on the way, and tells how far it is."""

    def __init__(self, path: str, *, packed: bool, progress: bool) -> None:
        self._raw = open(path, "rb")  # noqa: SIM115 - closed by the with of the caller
        self._size = os.fstat(self._raw.fileno()).st_size
        self._source: IO[bytes] = self._raw
        if packed:
            import gzip

            self._source = gzip.GzipFile(fileobj=self._raw)  # type: ignore[assignment]  # it reads bytes as files do
        self._name = os.path.basename(path)
        self._progress = Progress()
        self._rounds = 0
        if progress:
            self.read = self._read_and_tell  # type: ignore[method-assign]  # only who looks on pays for it

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        return self._source.read(size)

    def _read_and_tell(self, size: int = -1) -> bytes:
        self._rounds += 1
        if not self._rounds % 64:
            self._progress.tell(f"{self._name}: {100 * self._raw.tell() // max(self._size, 1)} % read")
        return self._source.read(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.end()
        self._raw.close()
