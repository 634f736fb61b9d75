"""Finding a thing by any of its names, in any script.

Names are compared after folding: Unicode NFKC, case, accents of Latin letters, and without hyphens, dots and spaces.
Best first: the whole name, then its beginning, then the beginning of a word, then any part; among equals the shorter
name, then the IRI.
"""

from __future__ import annotations

import unicodedata

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.store.protocol import Store

_PUNCTUATION = {ord(c): None for c in "-‐‑‒–—·・.,'’\"“”「」『』()（）:："}
_NAME_PROPERTIES = (v.PREF_LABEL, v.ALT_LABEL, v.LABEL, v.TITLE)


class Hit:
    """One thing that was found, with the name that matched and how well (0 is best)."""

    __slots__ = ("language", "name", "rank", "thing")

    def __init__(self, thing: NamedNode, name: str, language: str, rank: int) -> None:
        self.thing = thing
        self.name = name
        self.language = language
        self.rank = rank


def fold(text: str) -> str:
    """Return text as it is compared: words separated by one space, nothing else that people write differently."""
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKC", folded)
        if any("\u00c0" <= letter <= "\u024f" for letter in folded):
            letters = unicodedata.normalize("NFD", folded)
            folded = "".join(c for c in letters if not "\u0300" <= c <= "\u036f")
            folded = unicodedata.normalize("NFC", folded)
    return " ".join(folded.translate(_PUNCTUATION).split())


def search(store: Store, text: str, limit: int = 20) -> list[Hit]:
    """Return the things one of whose names holds the text, best first."""
    wanted = fold(text)
    if not wanted:
        return []
    joined = wanted.replace(" ", "")
    best: dict[str, Hit] = {}
    for name_property in _NAME_PROPERTIES:
        for quad in store.quads(predicate=name_property):
            if not isinstance(quad.object, Literal) or not isinstance(quad.subject, NamedNode):
                continue
            rank = _rank(fold(quad.object.value), wanted, joined)
            if rank is None:
                continue
            rank += 4 * (not quad.subject.value.startswith(v.KJR))
            known = best.get(quad.subject.value)
            hit = Hit(quad.subject, quad.object.value, quad.object.language or "", rank)
            if known is None or _order(hit) < _order(known):
                best[quad.subject.value] = hit
    slug = _slug_hit(store, text)
    if slug is not None:
        best[slug.thing.value] = slug
    return sorted(best.values(), key=_order)[:limit]


def _rank(name: str, wanted: str, joined: str) -> int | None:
    if name == wanted:
        return 0
    bare = name.replace(" ", "")
    if bare.startswith(joined):
        return 0 if bare == joined else 1
    if f" {wanted}" in name:
        return 2
    if joined in bare:
        return 3
    words = wanted.split()
    return 3 if len(words) > 1 and all(word in name for word in words) else None


def _order(hit: Hit) -> tuple[int, int, str, str]:
    return (hit.rank, len(hit.name), hit.thing.value, hit.name)


def _slug_hit(store: Store, text: str) -> Hit | None:
    iri = v.expand_name(text.strip())
    if iri is None:
        return None
    try:
        thing = NamedNode(iri)
    except ValueError:
        return None
    known = any(True for _ in store.quads(subject=thing))
    return Hit(thing, v.shorten_iri(iri), "", 0) if known else None
