"""All names of a store, folded beforehand, so that looking one up needs neither the store nor folding anew.

`build_index` gives plain data that `marshal` can write; `Names` reads them. A row is one name of one thing; rows of one
thing stand together, things in the order of their IRIs.
"""

from __future__ import annotations

from bisect import bisect_left

from kj_graph import vocabulary as v
from kj_graph.labels import LANGUAGES, Label
from kj_graph.search.folding import fold, is_sounding, split_letters

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from kj_graph.store.protocol import Store

    Index: TypeAlias = dict[str, Any]
    Prepared: TypeAlias = tuple[str, str, str, str, bytes]

PART, SPELLING = "names", "spelling"  # under which the index is kept with a store, and what finds misspelt names
FORM = 2  # of the index; another number makes those of older versions be built anew
_PROPERTIES = (v.PREF_LABEL, v.LABEL, v.TITLE, v.ALT_LABEL)
_ALSO = _PROPERTIES.index(v.ALT_LABEL)
# What people look for first comes first among names that fit equally well.
_WEIGHTS = {
    "Agreement": 0, "Organization": 0, "Person": 0, "State": 0, "ContestedMatter": 1, "Event": 1, "Office": 2,
    "Place": 2, "PolicyArea": 3, "Group": 4, "Claim": 5, "Proposal": 5, "Position": 6,
}  # fmt: skip
AREA, OTHER, SOURCE, _TERM = 3, 7, 8, 9
_MOST_SOUNDING_WORDS = 7
_MOST_KEPT = 200_000  # names; more would take longer to read than a search may
SMALL_WORDS = frozenset(
    ("a", "an", "and", "at", "between", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)


def build_index(store: Store) -> Index:
    """Return the index of all names of a store, as plain data."""
    from array import array

    from pyoxigraph import Literal, NamedNode

    named: dict[str, set[tuple[int, str, str]]] = {}
    for rank, name_property in enumerate(_PROPERTIES):
        for quad in store.quads(predicate=name_property):
            if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
                name = " ".join(quad.object.value.split())
                named.setdefault(quad.subject.value, set()).add((rank, quad.object.language or "", name))
    weights = _weigh(store)
    things = sorted(named)
    languages = sorted({language for rows in named.values() for _, language, _ in rows})
    owners, kinds, tongues, names = array("I"), bytearray(), bytearray(), []
    for number, iri in enumerate(things):
        for rank, language, name in sorted(named[iri]):
            owners.append(number)
            kinds.append(rank)
            tongues.append(languages.index(language))
            names.append(name)
    found = bytes(_weigh_one(iri, weights) for iri in things)
    keys = [fold(name) for name in names]
    return {
        "form": FORM,
        "things": "\n".join(things),
        "weights": found,
        "owners": owners.tobytes(),
        "kinds": bytes(kinds),
        "tongues": bytes(tongues),
        "languages": tuple(languages),
        "names": "\n".join(names),
        "keys": "\n".join(keys),
        "initials": "",
        "sounds": "",
    }


def add_sounds(index: Index) -> Index:
    """Return an index that also holds how the names sound and their initials, for one that is kept."""
    from array import array

    from kj_graph.search.sounds import sound

    weights, owners = index["weights"], array("I", index["owners"])
    sounds = [
        sound(key) if weights[owner] < SOURCE and key.count(" ") < _MOST_SOUNDING_WORDS and is_sounding(key) else ""
        for key, owner in zip(index["keys"].split("\n"), owners, strict=True)
    ]
    initials = [
        _spell_initials(key) if weights[owner] < SOURCE else ""
        for key, owner in zip(index["keys"].split("\n"), owners, strict=True)
    ]
    return {**index, "sounds": "\n".join(sounds), "initials": "\n".join(initials)}


def _spell_initials(key: str) -> str:
    """Return the first letters of the words of a folded Latin name, small words left out, where there are several."""
    words = [word for word in key.split() if word not in SMALL_WORDS] if key.isascii() else []
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _weigh(store: Store) -> dict[str, int]:
    weights: dict[str, int] = {}
    for name, weight in {**_WEIGHTS, "Source": SOURCE}.items():
        for quad in store.quads(predicate=v.TYPE, value=v.kj(name)):
            if quad.graph_name == v.INFERRED:  # a thing weighs what its own class does, not a wider one
                continue
            iri = str(getattr(quad.subject, "value", ""))
            weights[iri] = min(weight, weights.get(iri, weight))
    return weights


def _weigh_one(iri: str, weights: dict[str, int]) -> int:
    known = weights.get(iri)
    if known is not None:
        return known
    return _TERM if iri.startswith((v.KJ, "https://w3id.org/kj-graph/ontology")) else OTHER


def prepare_spelling(names: Names) -> Prepared:
    """Return what finding misspelt names needs, as plain data.

    Of all but sources: the names by their letters' parts, the words, the words by their parts, the names with a space
    around each word, and where in that each name starts.
    """
    from array import array
    from itertools import accumulate

    kept = [names.weights[names.owner(row)] < SOURCE for row in range(len(names))]
    keys = [key if each else "" for key, each in zip(names.column("keys"), kept, strict=True)]
    text = "\n".join(keys)
    words = "\n".join(sorted(set(text.split())))
    starts = array("I", accumulate((len(key) + 3 for key in keys), initial=0))  # the spaces around a key and a line end
    spaced = " " + text.replace("\n", " \n ") + " "
    return split_letters(text.replace(" ", "")), words, split_letters(words), spaced, starts.tobytes()


def open_names(store: Store) -> Names:
    """Return the names of a store: from the index that is kept with it, or read from the store itself and kept."""
    index = getattr(store, "index", None)
    kept = index.read(PART) if index is not None else None
    if kept is None or kept.get("form") != FORM:
        kept = build_index(store)
        if index is not None and len(kept["kinds"]) <= _MOST_KEPT:
            kept = add_sounds(kept)
            index.keep(PART, kept)
            index.keep(SPELLING, prepare_spelling(Names(kept)))
    return Names(kept, None if index is None else lambda: index.find(SPELLING))


class Names:
    """The names of one store, read from an index; columns are unpacked when they are first needed."""

    def __init__(self, index: Index, read_prepared: Callable[[], Prepared | None] | None = None) -> None:
        """Take an index, and what reads what is prepared beside it for misspelt names."""
        self._index = index
        self._read_prepared = read_prepared
        self._texts: dict[str, str] = {}
        self._owners = memoryview(index["owners"]).cast("I")  # array would import collections
        self._columns: dict[str, list[str]] = {}
        self.weights: bytes = index["weights"]
        self.whole: Names = self
        self.hidden: frozenset[int] = frozenset()

    def without(self, is_hidden: Callable[[str], bool]) -> Names:
        """Return these names but for those of some things, by IRI, which are not found; `whole` are all of them."""
        fewer = Names(self._index, self._read_prepared)
        fewer._texts, fewer._columns, fewer.whole = self._texts, self._columns, self
        fewer.hidden = frozenset(number for number, iri in enumerate(self.column("things")) if is_hidden(iri))
        return fewer

    def __len__(self) -> int:
        return len(self._owners)

    def owner(self, row: int) -> int:
        """Return the number of the thing that bears the name of a row."""
        return self._owners[row]

    def iri(self, thing: int) -> str:
        """Return the IRI of a thing."""
        return self.column("things")[thing]

    def find_thing(self, iri: str) -> int | None:
        """Return the number of the thing of an IRI, or None when no name of it is known."""
        things = self.column("things")
        at = bisect_left(things, iri)
        return at if at < len(things) and things[at] == iri and at not in self.hidden else None

    def name(self, row: int) -> Label:
        """Return the name of a row as it is written, with its language."""
        return Label(self.column("names")[row], self._index["languages"][self._index["tongues"][row]])

    def label(self, thing: int, language: str) -> Label:
        """Return the label of a thing in the documented order of languages; see kj_graph.labels."""
        start = bisect_left(self._owners, thing)
        end = bisect_left(self._owners, thing + 1, start)
        kinds = self._index["kinds"]
        best = min(kinds[start:end])
        found: dict[str, str] = {}
        for row in range(start, end):
            if kinds[row] == best and best != _ALSO:
                label = self.name(row)
                found.setdefault(label.language, label.text)
        for candidate in (language, *LANGUAGES, *sorted(key for key in found if key), ""):
            if candidate in found:
                return Label(found[candidate], candidate)
        return Label(v.shorten_iri(self.iri(thing)), "")

    def column(self, name: str) -> list[str]:
        """Return one column: `things`, or by row `names`, `keys`, `bare` (keys without spaces), `initials`, `sounds`.

        `bare sounds` are without spaces, `spaced sounds` begin and end with one.
        """
        known = self._columns.get(name)
        if known is None:
            known = self._columns[name] = self._unpack(name)
        return known

    def _unpack(self, name: str) -> list[str]:
        text = self.text(name)
        return text.split("\n") if text else []

    def text(self, name: str) -> str:
        """Return one column as text, a line for each row."""
        known = self._texts.get(name)
        if known is None:
            known = self._texts[name] = self._join(name)
        return known

    def _join(self, name: str) -> str:
        if name == "bare":
            return self.text("keys").replace(" ", "")
        if name == "bare sounds":
            return self.text("sounds").replace(" ", "")
        if name == "spaced sounds":
            return f" {self.text('sounds').replace(chr(10), f' {chr(10)} ')} "
        if name in ("initials", "sounds") and not self._index[name]:
            self._index = add_sounds(self._index)
        text: str = self._index[name]
        return text

    @property
    def prepared(self) -> Prepared | None:
        """What was kept for finding misspelt names, if anything was."""
        return self._read_prepared() if self._read_prepared else None
