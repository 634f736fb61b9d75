"""What is looked up most, kept beside a store on disk as plain data, so that a cold question need not look it up there.

Answers to saved questions that took long are kept too, each under its whole text: the cache is of one state of the
data, so they follow from the text alone.

Each part is a file of its own and is read when it is first needed: the labels in one language, or the folded names that
`search` compares. A part that is missing, damaged or of another store counts as absent; what needs it asks the store.
"""

from __future__ import annotations

import marshal
import os

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from kj_graph.store.protocol import Store

try:  # the C part alone, because hashlib also loads OpenSSL, a fifth of the start of Python
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_SUM = 16
FILES = "files"
_MOST_ANSWERS = 500
_LARGEST_ANSWER = 1 << 20


def start_sum(content: bytes, size: int = _SUM) -> blake2b:
    """Return the sum of some bytes, to which more can be added."""
    return blake2b(content, digest_size=size)


class Index:
    """The parts in one folder, written for the store of that key; `discard` is called where one is not sound."""

    keeps_answers = False

    def __init__(self, folder: str, key: str, discard: Callable[[], None] | None = None) -> None:
        self._folder = folder
        self._key = key
        self._discard = discard
        self._labels: dict[str, Labels] = {}

    def read(self, part: str) -> Any | None:
        """Return a part as plain data, or None where it cannot be trusted."""
        data = self.find(part)
        if data is None and self._discard:
            self._discard()
        return data

    def find(self, part: str) -> Any | None:
        """Return a part that is made only when asked for, or None; that it is not there yet is nothing unsound."""
        try:
            with open(os.path.join(self._folder, part), "rb") as file:
                content = file.read()
        except OSError:
            return None
        if content[:_SUM] != _sum(self._key, part, content[_SUM:]):
            return None
        return marshal.loads(content[_SUM:])  # noqa: S302 - the sum above is that of what was written here

    def keep(self, part: str, data: Any) -> None:
        """Write a part that was asked for, whole or not at all; where it cannot be written it is done without."""
        try:
            self._put(os.path.join(self._folder, part), part, marshal.dumps(data))
        except OSError:
            return

    def _put(self, path: str, name: str, content: bytes) -> None:
        """Write what is kept under a name with its sum, whole or not at all."""
        temporary = f"{path}.{os.getpid()}"
        with open(temporary, "wb") as file:
            file.write(_sum(self._key, name, content) + content)
        os.replace(temporary, path)

    def recall(self, text: str) -> bytes | None:
        """Return what was remembered for a query of this store, or None."""
        if not self.keeps_answers:
            return None
        path = self._answer_path(text)
        try:
            with open(path, "rb") as file:
                content = file.read()
        except OSError:
            return None
        if content[:_SUM] != _sum(self._key, text, content[_SUM:]):
            return None
        try:  # noqa: SIM105 - contextlib costs a third of the start of Python
            os.utime(path)  # what is asked for is kept longest
        except OSError:  # kept where nothing can be written
            pass
        return content[_SUM:]

    def remember(self, text: str, content: bytes) -> None:
        """Keep the answer to a query, which must follow from the store and the text alone; fails silently."""
        if not self.keeps_answers or len(content) > _LARGEST_ANSWER:
            return
        path = self._answer_path(text)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            _forget_oldest(os.path.dirname(path))
            self._put(path, text, content)
        except OSError:
            return

    def _answer_path(self, text: str) -> str:
        name = start_sum(text.encode()).hexdigest()
        return os.path.join(self._folder, "answers", name)

    def labels(self, language: str) -> Labels | None:
        """Return the labels in one language, or None where they cannot be trusted."""
        if language not in self._labels:
            packed = self.read(f"labels-{language}")
            if packed is None:
                return None
            self._labels[language] = Labels(packed)
        return self._labels[language]

    def write(self, parts: Mapping[str, Any]) -> None:
        """Write parts; raises OSError where they cannot be written."""
        for part, data in parts.items():
            content = marshal.dumps(data)
            with open(os.path.join(self._folder, part), "wb") as file:
                file.write(_sum(self._key, part, content) + content)


def is_sound(index: Index, folder: str) -> bool:
    """Say whether the files of a store are those that were there when its index was written.

    The engine checks each block of data when it reads it, but where the list of its files is cut short it takes what is
    left for the whole.
    """
    known = index.read(FILES)
    try:
        return known is not None and known == list_files(folder)
    except OSError:
        return False


def list_files(folder: str) -> dict[str, tuple[int, bytes]]:
    """Return the files that make up a store with their sizes, and the sums of the small ones that name the others."""
    found = {}
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name.endswith(".sst"):
            found[name] = (os.stat(path).st_size, b"")
        elif name == "CURRENT" or name.startswith("MANIFEST-") or name.endswith(".log"):
            with open(path, "rb") as file:
                content = file.read()
            found[name] = (len(content), start_sum(content).digest())
    return found


def _forget_oldest(folder: str) -> None:
    """Remove a quarter of the answers, those that were asked for longest ago, where there are as many as may be."""
    names = os.listdir(folder)
    if len(names) < _MOST_ANSWERS:
        return
    paths = sorted((os.path.join(folder, name) for name in names), key=os.path.getmtime)
    for path in paths[: _MOST_ANSWERS // 4]:
        os.unlink(path)


def build_parts(store: Store) -> dict[str, Any]:
    """Return all parts of the index of a store."""
    from kj_graph.labels import LANGUAGES, list_labels, list_translations
    from kj_graph.search.names import PART, SPELLING, Names, add_sounds, build_index, prepare_spelling
    from kj_graph.store.days import DAYS, SPAN, find_span, list_days

    labels = {f"labels-{language}": _pack(list_labels(store, language)) for language in LANGUAGES}
    names = add_sounds(build_index(store))
    spelling = prepare_spelling(Names(names))
    days = {DAYS: list_days(store), SPAN: find_span(store)}
    return {**labels, **days, "translations": list_translations(store), PART: names, SPELLING: spelling}


class Labels:
    """The labels in one language by IRI, packed by the length of the IRI so that few need not wait for all."""

    def __init__(self, packed: Mapping[int, bytes]) -> None:
        self._packed = packed
        self._opened: dict[int, dict[str, tuple[str, str]]] = {}

    def get(self, iri: str) -> tuple[str, str] | None:
        """Return the label of a thing with its language, or None where it has none of its own."""
        size = len(iri)
        opened = self._opened.get(size)
        if opened is None:
            opened = marshal.loads(self._packed[size]) if size in self._packed else {}  # noqa: S302 - summed as a whole
            self._opened[size] = opened
        return opened.get(iri)


def _pack(labels: Mapping[str, tuple[str, str]]) -> dict[int, bytes]:
    by_length: dict[int, dict[str, tuple[str, str]]] = {}
    for iri, label in sorted(labels.items()):
        by_length.setdefault(len(iri), {})[iri] = label
    return {size: marshal.dumps(packed) for size, packed in by_length.items()}


def _sum(key: str, part: str, content: bytes) -> bytes:
    head = start_sum(f"{key} {part}".encode()).digest()
    return bytes(blake2b(content, digest_size=_SUM, key=head).digest())
