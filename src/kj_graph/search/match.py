"""Finding things by any of their names, best first, and saying how each was found.

A name fits, from best to worst: *exact* (the same after folding), *order* (the same words in another order: Dae-jung
Kim), *beginning*, *word* (each word begins a word of the name), *part*, *abbreviation* (FKI, or 한일기본조약 for
대한민국과 일본국간의 기본관계에 관한 조약), *romanised* (the same sound in another spelling or script), *spelling* (a
few letters differ), and *some words* (most of what was asked for). The weaker ways are tried only where the better ones
found nothing that settles the matter. Among equals come first what people look for most (agreements, people,
organisations, then events and disputes, areas, claims, sources), the shorter name, the IRI: the same text always gives
the same order.
"""

from __future__ import annotations

from kj_graph import vocabulary as v
from kj_graph.search.folding import fold, is_hangul, is_sounding
from kj_graph.search.lines import find_lines
from kj_graph.search.names import AREA, OTHER, SOURCE

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from kj_graph.labels import Label
    from kj_graph.search.names import Names

WAYS = ("exact", "order", "beginning", "word", "part", "abbreviation", "romanised", "spelling", "some words")
EXACT, ORDER, BEGINNING, WORD, PART, ABBREVIATION, ROMANISED, SPELLING, SOME = range(9)
_LEAST_SOUND = 3
_NEARLY = 0.6
_FEW_SPACES = 2
_LEAST_ABBREVIATED = 4
_LEAST_PART = 5  # Latin letters; fewer are found in the middle of too many words
_LEAST_INITIALS, _LONGEST_INITIALS = 3, 10


class Hit:
    """One thing that was found: its IRI, the name that matched with its language, how, and the label to show.

    `rank` is 0 for an exact name and grows as the match gets weaker; `how` says the same in a word.
    """

    __slots__ = ("distance", "iri", "label", "language", "name", "rank", "weight")

    def __init__(self, iri: str, name: Label, rank: int, label: Label, *, distance: int = 0, weight: int = 0) -> None:
        self.iri = iri
        self.name = name.text
        self.language = name.language
        self.rank = rank
        self.label = label
        self.distance = distance
        self.weight = weight

    @property
    def how(self) -> str:
        """How the name fits: one of WAYS."""
        return WAYS[self.rank]

    @property
    def thing(self) -> NamedNode:
        """The thing itself."""
        from pyoxigraph import NamedNode

        return NamedNode(self.iri)

    def to_dict(self) -> dict[str, str]:
        """Return the hit as plain Python data, ready for JSON."""
        return {
            "iri": self.iri,
            "label": self.label.text,
            "labelLang": self.label.language,
            "matched": self.name,
            "lang": self.language,
            "how": self.how,
        }

    def __repr__(self) -> str:
        return f"Hit({v.shorten_iri(self.iri)}, {self.name!r}, {self.how})"


class Fits:
    """The best fitting name of each thing, while it is looked for."""

    def __init__(self, names: Names, wanted: str, language: str) -> None:
        self._names = names
        self._language = language
        self._latin = is_sounding(wanted) and not is_hangul(wanted)
        self._length = len(wanted.replace(" ", ""))
        self._best: dict[int, tuple[tuple[int, ...], int, int, int]] = {}
        self.firm = False

    def add(self, row: int, rank: int, distance: int = 0, *, together: bool = False, whole: bool = False) -> bool:
        """Note that the name of a row fits, and say whether its thing is to be found; the best name of it counts.

        `together` says that the name holds what is looked for in one piece, `whole` that this is one of its few words.
        """
        names = self._names
        owner = names.owner(row)
        if owner in names.hidden:
            return False
        weight = names.weights[owner]
        name = names.name(row)
        length = len((name.text.partition("(")[0].partition("（")[0] or name.text).replace(" ", ""))
        foreign = name.text.isascii() != self._latin
        base = _place(rank, weight, nearly=whole or (together and self._length >= _NEARLY * length))
        order = (base, distance, weight, foreign, length, name.language != self._language, row)
        known = self._best.get(owner)
        if known is None or order < known[0]:
            self._best[owner] = (order, row, rank, distance)
        self.firm = self.firm or (weight < SOURCE and rank <= PART)
        return True

    def first(self, limit: int) -> list[Hit]:
        """Return the things in their order."""
        names = self._names
        ordered = sorted(self._best.items(), key=lambda each: (each[1][0][:5], each[0]))
        return [
            Hit(
                names.iri(owner),
                names.name(row),
                rank,
                names.label(owner, self._language),
                distance=distance,
                weight=names.weights[owner],
            )
            for owner, (_, row, rank, distance) in ordered[:limit]
        ]


def search(names: Names, text: str, limit: int = 20, language: str = "en") -> list[Hit]:
    """Return the things one of whose names fits the text, best first."""
    wanted = fold(text)
    fits = Fits(names, wanted, language)
    if not wanted or not len(names):
        return []
    forms = _turn(wanted.split())
    settled = _match_letters(names, wanted, forms, fits)
    if not settled:
        _match_abbreviations(names, wanted.replace(" ", ""), fits)
        settled = _match_sounds(names, wanted, fits)
        if settled:  # it may also be a slip of the hand: Li Khqiang sounds like Li Qiang
            from kj_graph.search.spelling import match_slip

            match_slip(names, forms[0], fits)
    if not settled and not fits.firm:
        from kj_graph.search.spelling import match_spelling

        match_spelling(names, wanted, forms, fits)
    return fits.first(limit)


def find_exact(names: Names, text: str, language: str = "en") -> list[Hit]:
    """Return the things one of whose names is the text after folding; curated things only, where there are such."""
    joined = fold(text).replace(" ", "")
    if not joined:
        return []
    fits = Fits(names, joined, language)
    bare = names.column("bare")
    at = -1
    while True:
        try:
            at = bare.index(joined, at + 1)
        except ValueError:
            break
        fits.add(at, EXACT)
    hits = fits.first(len(bare))
    return [hit for hit in hits if hit.weight < SOURCE] or hits


def _place(rank: int, weight: int, *, nearly: bool) -> int:
    """Return the place of a fit: a part that is nearly the whole name counts as its beginning.

    Kinds and schemes stand two steps back; sources and terms of the ontology behind all curated things that are spelt
    right.
    """
    if weight < OTHER:
        return 10 * min(rank, BEGINNING) if nearly and rank <= PART else 10 * rank
    if rank == EXACT:
        return 10 * EXACT + 5 if weight == OTHER else 10 * BEGINNING + 5
    if weight == OTHER:
        return 10 * rank + 25
    return 10 * ROMANISED + 1 + rank if rank <= PART else 10 * rank + 8


def _turn(words: list[str]) -> list[str]:
    """Return words joined in their order and turned around: family name first or last."""
    turned = ("".join(words[at:] + words[:at]) for at in range(len(words)))
    return list(dict.fromkeys(turned))


def _match_letters(names: Names, wanted: str, forms: list[str], fits: Fits) -> bool:
    joined = forms[0]
    words = [f" {word}" for word in wanted.split()]
    keys, bare = names.column("keys"), names.text("bare")
    settled, short = False, joined.isascii() and len(joined) < _LEAST_PART
    for row, name in find_lines(bare, joined):
        if name.startswith(joined):
            rank = EXACT if name == joined else BEGINNING
        elif f" {wanted}" in keys[row]:
            rank = WORD
        elif short and _is_inside_word(keys[row], joined):
            continue
        else:
            rank = PART
        whole = rank == WORD and keys[row].count(" ") <= _FEW_SPACES and f" {wanted} " in f"{keys[row]} "
        if fits.add(row, rank, together=True, whole=whole) and rank == EXACT:
            settled = True
    for turned in forms[1:]:
        for row, name in find_lines(bare, turned):
            if name == turned and fits.add(row, ORDER):
                settled = True
    if len(words) > 1:
        words.sort(key=len, reverse=True)
        parts = [word[1:] for word in words]
        for row, key in find_lines(names.text("keys"), parts[0]):
            if all(part in key for part in parts):
                spaced = f" {key}"
                begun = [word in spaced for word in words]
                if all(begun):
                    fits.add(row, WORD)
                elif all(start or not part.isascii() for start, part in zip(begun, parts, strict=True)):
                    fits.add(row, PART)
    return settled


def _is_inside_word(key: str, letters: str) -> bool:
    """Say whether letters stand nowhere in a name but behind other Latin letters of the same word."""
    at = key.find(letters)
    while at >= 0:
        if not at or not (key[at - 1].isascii() and key[at - 1].isalnum()):
            return False
        at = key.find(letters, at + 1)
    return True


def _match_abbreviations(names: Names, joined: str, fits: Fits) -> None:
    if joined.isascii():
        loose: list[int] = []
        if joined.isalpha() and len(joined) <= _LONGEST_INITIALS and len(joined) > 1:
            for row, initials in enumerate(names.column("initials")):
                if initials == joined:
                    fits.add(row, ABBREVIATION)
                elif len(joined) >= _LEAST_INITIALS and not fits.firm and joined in initials:
                    loose.append(row)
            for row in loose:
                fits.add(row, ABBREVIATION, 1)
        return
    if len(joined) < _LEAST_ABBREVIATED:
        return
    first, last = joined[0], joined[-1]
    bare = names.column("bare")
    for row in [row for row, name in enumerate(bare) if last in name and first in name]:
        if names.weights[names.owner(row)] <= AREA and joined not in bare[row]:
            breaks = _count_breaks(bare[row], joined)
            if breaks is not None and breaks <= len(joined) // 2:
                fits.add(row, ABBREVIATION, breaks)


def _count_breaks(name: str, short: str) -> int | None:
    """Return at how many places a short form leaves a part of the full name out, or None when it is no short form."""
    at = start = breaks = 0
    while start < len(short):
        size = len(short) - start
        found = -1
        while size and found < 0:
            found = name.find(short[start : start + size], at)
            size -= found < 0
        if found < 0:
            return None
        breaks += found > at and start > 0
        at, start = found + size, start + size
    return breaks


def _match_sounds(names: Names, wanted: str, fits: Fits) -> bool:
    from kj_graph.search.sounds import sound_variants

    if not is_sounding(wanted):
        return False
    settled = False
    rank = SPELLING if is_hangul(wanted) else ROMANISED  # of Hangul, what sounds alike is written alike
    bare, spaced = names.text("bare sounds"), names.text("spaced sounds")
    for key in sound_variants(wanted):
        joined = key.replace(" ", "")
        if len(joined) < _LEAST_SOUND:
            continue
        for form in _turn(key.split()):
            for row, name in find_lines(bare, form):
                if name == form:
                    settled = fits.add(row, rank) or settled
                elif form == joined and name.startswith(joined):
                    fits.add(row, rank, 1)
        words = sorted((f" {word} " for word in key.split()), key=len, reverse=True)
        for row, name in find_lines(spaced, words[0]):
            if all(word in name for word in words):
                fits.add(row, rank, 2)
    return settled
