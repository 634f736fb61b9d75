"""Names that are misspelt, by edit distance (a letter more, less, another, or two exchanged), and names by most words.

Hangul and kana are compared by their parts (NFD), so that 독토 is one step from 독도. How many steps are forgiven grows
with the length of what was asked for.
"""

from __future__ import annotations

import math
from bisect import bisect_right

from kj_graph.search.distance import find_near
from kj_graph.search.folding import is_hangul, is_sounding, split_letters
from kj_graph.search.lines import find_lines
from kj_graph.search.match import SOME, SPELLING
from kj_graph.search.names import SMALL_WORDS, SOURCE, prepare_spelling
from kj_graph.search.sounds import sound_variants

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.search.match import Fits
    from kj_graph.search.names import Names

_LEAST_COVERED = 0.55
_MOST_WORDS = 40
_LEAST_INSIDE = 4  # Latin letters; fewer are found inside too many words
_kept: list[_Prepared] = []


def match_spelling(names: Names, wanted: str, forms: list[str], fits: Fits) -> None:
    """Note the names that fit but for their spelling, or hold most of the words."""
    prepared = _prepare(names)
    for form in forms:
        most = 3 if form == forms[0] else 2
        _match_whole(prepared, form, most, fits)
    _match_sounds(names, wanted, fits)
    _match_words(prepared, wanted, fits)
    _match_pairs(names, forms[0], fits)


def match_slip(names: Names, form: str, fits: Fits) -> None:
    """Note the names that are one slip away, beside another that what was asked for sounds like."""
    _match_whole(_prepare(names), form, 1, fits)


def _match_whole(prepared: _Prepared, form: str, most: int, fits: Fits) -> None:
    parts = split_letters(form)
    for row, distance in find_near(parts, min(_forgive(form, parts), most), prepared.whole):
        fits.add(row, SPELLING, 2 * distance)


class _Prepared:
    """What is kept of the names that were asked last: all by their letters' parts, and all words."""

    def __init__(self, names: Names) -> None:
        self.names = names
        whole, self.all_words, parts, self._text, starts = names.prepared or prepare_spelling(names)
        self.whole = whole.split("\n")
        self.words = self.all_words.split("\n")
        self.word_parts = parts.split("\n")
        self._starts = memoryview(starts).cast("I")

    def rows_with(self, word: str) -> list[int]:
        """Return the rows whose names have a word."""
        rows: list[int] = []
        sought = f" {word} "
        at = self._text.find(sought)
        while at >= 0:
            row = bisect_right(self._starts, at) - 1
            rows.append(row)
            at = self._text.find(sought, self._starts[row + 1])
        return rows


def _prepare(names: Names) -> _Prepared:
    if not _kept or _kept[0].names is not names.whole:
        _kept[:] = [_Prepared(names.whole)]
    return _kept[0]


def _forgive(form: str, parts: str) -> int:
    """Return how many steps are forgiven for a text: few for Chinese characters, each of which says much."""
    if not is_sounding(form):
        return 0 if len(form) < 3 else 1 if len(form) < 8 else 2
    size = len(parts) * 3 // 4 if is_hangul(form) else len(parts)  # a syllable is written in two or three parts
    return 0 if size < 3 or len(parts) < 4 else 1 if size < 7 else 2 if size < 12 else 3


def _match_sounds(names: Names, wanted: str, fits: Fits) -> None:
    if not is_sounding(wanted):
        return
    bare = names.column("bare sounds")
    for key in sound_variants(wanted):
        joined = key.replace(" ", "")
        most = 0 if len(joined) < 5 else 1 if len(joined) < 9 else 2
        for row, distance in find_near(joined, most, bare):
            fits.add(row, SPELLING, 2 * distance + 1)


def _match_words(prepared: _Prepared, wanted: str, fits: Fits) -> None:
    """Note things whose names together hold all words, some misspelt, or most of them by how telling they are."""
    names = prepared.names
    asked = [word for word in wanted.split() if word not in SMALL_WORDS] or wanted.split()
    found: dict[int, _Held] = {}
    total = 0.0
    for word in asked:
        fitting: dict[int, tuple[float, int, int]] = {}
        for spelling, quality, distance in _find_spellings(prepared, word):
            for row in prepared.rows_with(spelling):
                owner = names.owner(row)
                best = (quality, -distance, -row)
                fitting[owner] = max(best, fitting.get(owner, best))
        weight = math.log(1 + len(names) / (1 + len(fitting)))
        total += weight
        for owner, (quality, distance, row) in fitting.items():
            found.setdefault(owner, _Held()).add(weight * quality, -distance, -row)
    for held in found.values():
        if held.words == len(asked):
            fits.add(held.row, SPELLING, 2 * held.distance + 3)
        elif held.share >= _LEAST_COVERED * total:
            fits.add(held.row, SOME, round(100 * (1 - held.share / total)))


class _Held:
    """How much of what was asked the names of one thing hold, and the row of the most telling word."""

    def __init__(self) -> None:
        self.share = self._most = 0.0
        self.words = self.distance = self.row = 0

    def add(self, share: float, distance: int, row: int) -> None:
        self.share += share
        self.words += 1
        self.distance += distance
        if share > self._most:
            self._most, self.row = share, row


def _find_spellings(prepared: _Prepared, word: str) -> list[tuple[str, float, int]]:
    """Return the words that one word may stand for, each with how well and after how many steps."""
    parts = split_letters(word)
    found: dict[str, tuple[float, int]] = {}
    for _, other in find_lines(prepared.all_words, word):
        if other.startswith(word) or not (word.isascii() and len(word) < _LEAST_INSIDE):
            found[other] = (1.0 if other == word else 0.95 if other.startswith(word) else 0.85, 0)
    if word not in found:
        most = min(_forgive(word, parts), 2)
        for at, distance in find_near(parts, most, prepared.word_parts):
            found.setdefault(prepared.words[at], (max(0.9 - distance / max(len(parts), 1), 0.1), distance))
    best = sorted(found.items(), key=lambda each: (-each[1][0], each[0]))[:_MOST_WORDS]
    return [(other, quality, distance) for other, (quality, distance) in best]


def _match_pairs(names: Names, joined: str, fits: Fits) -> None:
    """Note names that hold most pairs of neighbouring letters of a text without spaces, as Korean and Japanese have."""
    if joined.isascii() or len(joined) < 4:
        return
    pairs = {joined[at : at + 2] for at in range(len(joined) - 1)}
    bare = names.text("bare")
    counts: dict[int, int] = {}
    for pair in sorted(pairs):
        for row, _ in find_lines(bare, pair):
            counts[row] = counts.get(row, 0) + 1
    for row, held in counts.items():
        if held >= _LEAST_COVERED * len(pairs) and names.weights[names.owner(row)] < SOURCE:
            fits.add(row, SOME, round(100 * (1 - held / len(pairs))))
