"""A graph kept on disk in a folder of the user's: built and extended by one writer, read by many at once.

The folder holds one or two generations of the store (`store-1`, `store-2`, …) and the note `current` that names the one
to read. A load makes the next generation beside the current one, sharing the files that do not change, and the note
changes only when it is complete: a load that fails or is stopped leaves everything as it was, and who reads meanwhile
sees the generation that was current when it was opened. The generation before is kept for them until the load after.
"""

from __future__ import annotations

import os
from itertools import islice
from time import monotonic

import pyoxigraph
from pyoxigraph import NamedNode

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.errors import InputError, OutputError, UsageError
from kj_graph.store.embedded import EmbeddedStore, find_registers, load_ontology
from kj_graph.store.index import FILES, Index, build_parts, is_sound, list_files

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NOTE = "current"
_FORM = "kj-graph store 1"
_LOCK = "lock"
_MOST_NAMED = 10_000  # names that are gathered when they are loaded; more wait until somebody searches


class Loaded:
    """What a load did: how many triples the graph has now, how many of them the rules derived, and the registers.

    `reading` and `deriving` are the seconds that reading the files and applying the rules took.
    """

    __slots__ = ("deriving", "inferred", "reading", "registers", "triples")

    def __init__(
        self, triples: int, inferred: int, registers: Sequence[str], *, reading: float, deriving: float
    ) -> None:
        self.triples = triples
        self.inferred = inferred
        self.registers = tuple(registers)
        self.reading = reading
        self.deriving = deriving


class _Note:
    """What the note `current` says: which generation is to be read, whether it has the shipped data, its registers."""

    __slots__ = ("generation", "registers", "shipped")

    def __init__(self, generation: int, registers: Sequence[str], *, shipped: bool) -> None:
        self.generation = generation
        self.registers = tuple(registers)
        self.shipped = shipped

    @property
    def name(self) -> str:
        return f"store-{self.generation}"


def open_directory(folder: str) -> tuple[EmbeddedStore, tuple[str, ...]]:
    """Return the graph that a folder keeps, and the registers in it; raises InputError where it cannot be read."""
    for _ in range(2):  # a load may end just now and another may remove what it replaced
        note = _read_note(folder)
        if note is None:
            raise InputError(f"{folder}: keeps no graph", hint=f"Make one: kj-graph load FILE … --store {folder}")
        path = os.path.join(folder, note.name)
        index = Index(f"{path}-index", note.name)
        if is_sound(index, path):
            try:
                store = pyoxigraph.Store.read_only(path)
            except (OSError, RuntimeError):
                continue
            return EmbeddedStore(store, path, index), note.registers
    raise InputError(f"{folder}: the graph there is damaged", hint="Load the files again into another folder.")


def extend_directory(
    folder: str,
    files: Sequence[str] = (),
    *,
    registers: Iterable[str] = (),
    shipped: bool = True,
    progress: bool = False,
) -> Loaded:
    """Load files into the graph that a folder keeps, or make it there; the ontology and its rules are applied anew.

    A new graph begins with the shipped data unless `shipped` is False; an existing one stays as it was made. Raises
    InputError for a file that cannot be read, UsageError where another process is loading, OutputError where the folder
    cannot be written; the graph is then as it was.
    """
    wanted = find_registers(registers)
    try:
        os.makedirs(folder, exist_ok=True)
        before = _read_note(folder)
        if before is None and not set(os.listdir(folder)) <= {_LOCK}:
            _refuse_other_things(folder)
    except OSError as error:
        raise _refuse_writing(folder, error) from None
    with _Lock(os.path.join(folder, _LOCK), folder):
        before = _read_note(folder)  # what another process made while this one waited
        chosen = sorted({*wanted, *(before.registers if before else ())})
        note = _Note(before.generation + 1 if before else 1, chosen, shipped=before.shipped if before else shipped)
        path = os.path.join(folder, note.name)
        try:
            _remove_others(folder, before)
            loaded = _load(path, os.path.join(folder, before.name) if before else None, note, files, progress=progress)
            _write_note(folder, note)
        except (OSError, RuntimeError) as error:
            _undo(path, error)
            raise _refuse_writing(folder, error) from None
        except BaseException as error:
            _undo(path, error)
            raise
    return loaded


def _load(path: str, base: str | None, note: _Note, files: Sequence[str], *, progress: bool) -> Loaded:
    started = monotonic()
    if base:
        pyoxigraph.Store.read_only(base).backup(path)
    disk = pyoxigraph.Store(path)
    store = EmbeddedStore(disk)
    registers = {name: NamedNode(v.GRAPH + name) for name in note.registers}
    for graph in (v.ONTOLOGY, v.INFERRED, v.CURATED, v.EVIDENCE, *registers.values()):
        disk.remove_graph(graph)
    load_ontology(store)
    if note.shipped:
        for file, graph in zip(resources.data_files(), (v.CURATED, v.EVIDENCE), strict=True):
            store.load(file, graph)
    for name, file in find_registers(note.registers).items():
        store.load(file, registers[name])
    for file in files:
        store.load(file, v.ADDED, progress=progress, bulk=True)
    store.drop_repeated(v.ADDED)
    disk.flush()
    disk.optimize()  # before the rules, which then find faster what they ask for
    read = monotonic()
    os.makedirs(f"{path}-index")
    scratch = os.path.join(f"{path}-index", "derived.nt")
    inferred = _derive(store, scratch, progress=progress)
    disk.flush()
    loaded = Loaded(len(disk), inferred, note.registers, reading=read - started, deriving=monotonic() - read)
    names = (quad for name in (v.LABEL, v.PREF_LABEL, v.TITLE) for quad in store.quads(predicate=name))
    parts = build_parts(store) if next(islice(names, _MOST_NAMED, None), None) is None else {}
    store.close()
    del disk, names
    Index(f"{path}-index", note.name).write({**parts, FILES: list_files(path)})
    return loaded


def _derive(store: EmbeddedStore, scratch: str, *, progress: bool) -> int:
    """Apply the rules, with a file beside the store for a while, and return how many triples they added."""
    from kj_graph.progress import Progress

    line = Progress()

    def tell(count: int) -> None:
        line.tell(f"deriving: {count:,} triples so far")

    try:
        return store.infer(resources.rule_files(), scratch, tell if progress else None)
    finally:
        line.end()
        if os.path.exists(scratch):
            os.unlink(scratch)


def _read_note(folder: str) -> _Note | None:
    try:
        with open(os.path.join(folder, _NOTE), encoding="utf-8") as file:
            form, generation, shipped, registers = (*file.read().split("\n"), "", "", "")[:4]
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{folder}: cannot be read: {error}") from None
    if form != _FORM or not generation.isdecimal():
        raise InputError(
            f"{folder}: was made by another version of kj-graph, or is damaged",
            hint="Load the files into a new folder.",
        )
    return _Note(int(generation), registers.split(), shipped=shipped == "shipped")


def _write_note(folder: str, note: _Note) -> None:
    from kj_graph.files import write_text

    shipped = "shipped" if note.shipped else "bare"
    write_text(os.path.join(folder, _NOTE), f"{_FORM}\n{note.generation}\n{shipped}\n{' '.join(note.registers)}\n")


def _remove_others(folder: str, keep: _Note | None) -> None:
    """Remove what earlier loads left: older generations, and those that were never finished."""
    kept = {keep.name, f"{keep.name}-index"} if keep else set()
    for name in os.listdir(folder):
        if name.startswith("store-") and name not in kept:
            _remove(os.path.join(folder, name))


def _undo(path: str, error: BaseException) -> None:
    """Remove a generation that failed, after letting go of its store, which would still write while it is removed."""
    from traceback import clear_frames

    each: BaseException | None = error
    while each is not None:
        clear_frames(each.__traceback__)
        each = each.__context__
    _remove(path)


def _remove(path: str) -> None:
    import shutil

    shutil.rmtree(path, ignore_errors=True)
    if not path.endswith("-index"):
        shutil.rmtree(f"{path}-index", ignore_errors=True)


def _refuse_other_things(folder: str) -> None:
    raise UsageError(f"{folder}: holds other things", hint="Name a folder that is empty or does not exist yet.")


def _refuse_writing(folder: str, error: Exception) -> OutputError:
    reason = getattr(error, "strerror", None) or str(error)
    return OutputError(f"{folder}: cannot be written: {reason}", hint="The graph there, if any, is as it was.")


class _Lock:
    """The right to write in a folder, which the system takes back when the process ends in whatever way."""

    def __init__(self, path: str, folder: str) -> None:
        self._path = path
        self._folder = folder

    def __enter__(self) -> None:
        try:
            self._file = open(self._path, "w")
        except OSError as error:
            raise _refuse_writing(self._folder, error) from None
        try:
            import fcntl
        except ImportError:  # no such locks here; the store's own lock keeps two writers apart
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise UsageError(
                f"{self._folder}: another process is loading into it", hint="Wait until it is done; reading goes on."
            ) from None

    def __exit__(self, *_: object) -> None:
        self._file.close()
