"""The loaded and inferred graph, kept on disk so that a cold question need not load it again.

The cache is a folder whose name is the digest of everything it was made from: the ontology, the rules, the data, the
modules that make it and the versions of this package, of Oxigraph and of Python. In it lie a read-only Oxigraph
directory and, beside that, an index of labels. A changed input therefore has another name; nothing is ever updated in
place. A folder is made under a temporary name and renamed when complete, so two processes can build it at once.
Whatever goes wrong with it costs the time of loading the files again, never an answer.
"""

from __future__ import annotations

import os
import sys
import time

import pyoxigraph

from kj_graph import __version__, resources
from kj_graph.store.embedded import EmbeddedStore, find_registers, load_shipped
from kj_graph.store.index import FILES, Index, build_parts, is_sound, list_files, start_sum

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_KEPT = 8
_STORE = "store"
_MAKERS = (
    "store/cache.py", "store/days.py", "store/embedded.py", "store/index.py", "store/rules.py", "store/view.py",
    "labels.py", "vocabulary.py", "search/folding.py", "search/names.py", "search/sounds.py", "search/variants.py",
)  # fmt: skip
_VERSIONS = f"{__version__} {pyoxigraph.__version__} {sys.implementation.cache_tag}"


def open_shipped(registers: Iterable[str] = (), texts: Callable[[], Iterable[str]] = tuple) -> EmbeddedStore:
    """Return a store of the shipped graph: from the cache, or loaded and then cached for the next time.

    Each choice of registers has a cache of its own. `texts` gives the queries whose answers are kept in a new cache,
    each of which must follow from text and data alone. Raises UsageError for a register that does not exist.
    """
    files = find_registers(registers)
    folder = _cache_folder()
    if not folder:
        return _load(files)
    digest = _find_digest(folder, files)
    path = os.path.join(folder, digest)
    if os.path.isdir(path):
        index = Index(path, digest, lambda: _remove(path))
        index.keeps_answers = True

        def open_kept() -> tuple[pyoxigraph.Store, str]:
            kept = os.path.join(path, _STORE)
            if is_sound(index, kept):
                try:
                    return pyoxigraph.Store.read_only(kept), kept
                except (OSError, RuntimeError):
                    pass
            _remove(path)
            loaded = _load(files)
            _save(loaded, folder, digest, texts)
            return loaded.oxigraph, ""

        return EmbeddedStore(index=index, opener=open_kept)
    loaded = _load(files)
    _save(loaded, folder, digest, texts)
    loaded.index = Index(path, digest)
    return loaded


def is_damage(error: BaseException) -> bool:
    """Say whether an error means that a block of the cache on disk is damaged."""
    return "Corruption" in str(error) or "corrupt" in str(error)


def discard() -> None:
    """Throw all caches away; the next opening loads the files again."""
    folder = _cache_folder()
    if os.path.isdir(folder):
        for path in _list_caches(folder):
            _remove(path)


def _load(registers: Iterable[str]) -> EmbeddedStore:
    store = EmbeddedStore()
    load_shipped(store, registers)
    return store


def _cache_folder() -> str:
    """Return where caches are kept, or an empty string when the user switched them off."""
    chosen = os.environ.get("KJ_GRAPH_CACHE")
    if chosen is not None:
        return "" if chosen in ("", "0", "off") else chosen
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "kj-graph") if os.path.isabs(base) else ""


def _find_digest(folder: str, registers: Mapping[str, str]) -> str:
    """Return the digest of the inputs, remembered under the sizes, times and numbers that the file system tells.

    Reading and hashing the data anew would cost as much as half a start of Python. The digest is remembered only when
    no input was touched within the last two seconds, because a clock too coarse could hide a change after that.
    """
    inputs = _list_inputs(registers)
    stats = [os.stat(path) for path in inputs]
    told = [(each.st_size, each.st_mtime_ns, each.st_ctime_ns, each.st_ino, each.st_dev) for each in stats]
    stamp = start_sum(f"{_VERSIONS} {inputs} {told}".encode()).hexdigest()
    note = os.path.join(folder, f"stamp-{stamp}")
    try:
        with open(note, encoding="utf-8") as file:
            digest, _, check = file.read().partition(" ")
        if check == _check(stamp, digest):
            return digest
    except (OSError, ValueError):
        pass
    digest = _digest_inputs(inputs)
    newest = max(max(each.st_mtime_ns, each.st_ctime_ns) for each in stats)
    if newest < time.time_ns() - 2_000_000_000:
        _remember(note, f"{digest} {_check(stamp, digest)}")
    return digest


def _check(stamp: str, digest: str) -> str:
    return start_sum(f"{stamp} {digest}".encode(), 8).hexdigest()


def _remember(note: str, text: str) -> None:
    """Write a note of the cache; one that cannot be written is done without."""
    temporary = f"{note}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(note), exist_ok=True)
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, note)
    except OSError:
        return


def _list_inputs(registers: Mapping[str, str]) -> list[str]:
    data = [*resources.ontology_files(), *resources.rule_files(), *resources.data_files(), *registers.values()]
    return [*data, resources.view_file(), *resources.code_files(_MAKERS)]


def _digest_inputs(inputs: Iterable[str]) -> str:
    digest = start_sum(_VERSIONS.encode())
    for path in inputs:
        with open(path, "rb") as file:
            content = file.read()
        digest.update(f"\n{os.path.basename(path)} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _save(store: EmbeddedStore, folder: str, digest: str, texts: Callable[[], Iterable[str]]) -> None:
    """Write a store and its index to the cache; a cache that cannot be written is done without."""
    import shutil
    import tempfile

    temporary = ""
    try:
        os.makedirs(folder, exist_ok=True)
        temporary = tempfile.mkdtemp(prefix="building-", dir=folder)
        disk = pyoxigraph.Store(os.path.join(temporary, _STORE))
        disk.bulk_extend(store.quads())
        disk.flush()
        disk.optimize()
        del disk
        files = list_files(os.path.join(temporary, _STORE))
        index = Index(temporary, digest)
        index.write({**build_parts(store), FILES: files})
        index.keeps_answers = True
        for text in texts():
            answer = store.query(text)
            if isinstance(answer, pyoxigraph.QuerySolutions):
                index.remember(text, answer.serialize(format=pyoxigraph.QueryResultsFormat.TSV) or b"")
        path = os.path.join(folder, digest)
        os.rename(temporary, path)
        _remove_old(folder, keep=path)
    except OSError:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)


def _list_caches(folder: str) -> list[str]:
    """Return the finished caches of a folder, which alone have a digest of 32 hexadecimal digits as name."""
    names = os.listdir(folder)
    return [os.path.join(folder, name) for name in names if len(name) == 32 and set(name) <= set("0123456789abcdef")]


def _remove_old(folder: str, keep: str) -> None:
    """Remove all but the newest caches, and the notes of digests, so that edits of the data do not fill the disk."""
    for name in os.listdir(folder):
        if name.startswith("stamp-"):
            os.unlink(os.path.join(folder, name))
    paths = _list_caches(folder)
    paths.sort(key=os.path.getmtime, reverse=True)
    for path in paths[_KEPT:]:
        if path != keep:
            _remove(path)


def _remove(path: str) -> None:
    import shutil

    shutil.rmtree(path, ignore_errors=True)
