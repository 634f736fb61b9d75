"""Time as a place along the chart: busy years get more room, empty ones some."""

from __future__ import annotations

import bisect
import math

WIDTH = 1000
"""How wide time is; the page stretches it over the room that a screen has."""


class TimeScale:
    """Places between 0 and the chart's width for moments in years.

    Within a year time goes on evenly, so that whoever knows where the years begin can place any day.
    """

    def __init__(self, moments: list[float]) -> None:
        self._moments = sorted(moments) or [2000.0]
        self._first = math.floor(self._moments[0])
        self._last = math.floor(self._moments[-1]) + 1
        self._starts = [round(self._place_start(year), 1) for year in range(self._first, self._last + 1)]

    def place(self, moment: float) -> float:
        """Return where a moment stands; one before the first year or after the last stands at the edge."""
        moment = min(max(moment, self._first), self._last)
        at = min(math.floor(moment) - self._first, len(self._starts) - 2)
        begin, end = self._starts[at], self._starts[at + 1]
        return begin + (end - begin) * (moment - self._first - at)

    def list_years(self) -> tuple[tuple[int, float], ...]:
        """Return where each year begins, and where the last one ends."""
        return tuple((self._first + at, x) for at, x in enumerate(self._starts))

    def _place_start(self, year: int) -> float:
        rank = bisect.bisect_left(self._moments, year) / len(self._moments)
        even = (year - self._first) / (self._last - self._first)
        return WIDTH * (0.4 * rank + 0.6 * even)
