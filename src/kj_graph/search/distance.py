"""Texts that are a few steps away from another: a letter more, less, another one, or two neighbours exchanged.

Most texts are ruled out without measuring. A text cut into one piece more than there may be steps has at least one
piece that no step touched, so only those that hold a piece need be compared; that is fast enough to need no library,
whose import would take longer than the whole search.
"""

from __future__ import annotations

from itertools import pairwise

from kj_graph.search.lines import find_lines

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Sequence


def find_near(wanted: str, most: int, choices: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of the choices at most so many steps away from a text, each with the number of steps."""
    if most == 0 or not wanted:
        return [(place, 0) for place, choice in enumerate(choices) if choice == wanted and wanted]
    low, high = len(wanted) - most, len(wanted) + most
    near = [place for place, choice in enumerate(choices) if low <= len(choice) <= high and choice]
    if not near:
        return []
    text = "\n".join([choices[place] for place in near])
    kept = {line: choice for piece in _cut(wanted, most + 1) for line, choice in find_lines(text, piece)}
    measured = ((near[line], measure_distance(wanted, kept[line], most)) for line in sorted(kept))
    return [(place, distance) for place, distance in measured if distance <= most]


def measure_distance(one: str, other: str, most: int) -> int:
    """Return the number of steps between two texts (optimal string alignment), or `most + 1` where there are more."""
    size, beyond = len(other), most + 1
    if abs(len(one) - size) > most:
        return beyond
    before: list[int] = []
    row = list(range(size + 1))
    for i, letter in enumerate(one, start=1):
        two_before, before = before, row
        row = [i, *(beyond,) * size]
        least = beyond
        for j in range(max(1, i - most), min(size, i + most) + 1):
            against = other[j - 1]
            steps = before[j - 1]
            if letter != against:
                steps = 1 + min(steps, before[j], row[j - 1])
                if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                    steps = min(steps, two_before[j - 2] + 1)
            row[j] = steps
            least = min(least, steps)
        if least > most and i > 1 and min(before) > most:
            return beyond
    return min(row[-1], beyond)


def _cut(text: str, number: int) -> list[str]:
    """Return the pieces of a text, one of which stands unchanged in every text that is fewer steps than pieces away.

    An exchange of neighbours across a cut changes two pieces in one step: the pieces are also taken with that exchange
    done, for every choice of cuts.
    """
    ends = [len(text) * place // number for place in range(number + 1)]
    pieces: dict[str, None] = {}
    for choice in range(2 ** (number - 1)):
        letters = list(text)
        for cut in range(1, number):
            at = ends[cut]
            if choice >> (cut - 1) & 1 and 0 < at < len(letters):
                letters[at - 1], letters[at] = letters[at], letters[at - 1]
        for start, end in pairwise(ends):
            pieces["".join(letters[start:end])] = None
    return list(pieces)
