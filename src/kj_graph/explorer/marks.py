"""Size and colour of things on the page by a measure, in place of their usual ones.

A thing with a figure is drawn the larger the higher it is; its colour is that of its community, where the measure finds
communities, or one of five shades by its figure. Things without a figure stay small and pale, so that they can still be
found. The legend says what size and colour mean.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS = 5
COLOURS = 8
_LEAST, _MOST = 4.0, 22.0
_OPENED = 40


class Marks(NamedTuple):
    """A measure on the page: a figure and a community by the id of a thing, and what they mean by language."""

    values: Mapping[str, float]
    groups: Mapping[str, int]
    meaning: Mapping[str, str]

    def apply(self, node: dict[str, Any]) -> None:
        """Give a node the size, the colour and the rank that its figure asks for."""
        highest = max(self.values.values(), default=0.0)
        value = self.values.get(node["id"])
        if value is None or highest <= 0:
            node.update(size=_LEAST, shade="level-0")
            return
        share = max(value, 0.0) / highest
        node.update(size=round(_LEAST + (_MOST - _LEAST) * math.sqrt(share), 1), rank=round(50 * share + 1, 2))
        if self.groups:
            node["shade"] = f"group-{(self.groups.get(node['id'], 1) - 1) % COLOURS + 1}"
        else:
            node["shade"] = f"level-{min(LEVELS, 1 + int(math.sqrt(share) * LEVELS))}"

    def list_opening(self) -> frozenset[str]:
        """Return the things with the highest figures, which the page shows from the start."""
        order = sorted(self.values, key=lambda each: (-self.values[each], each))
        return frozenset(each for each in order[:_OPENED] if self.values[each] > 0)

    def describe(self) -> dict[str, Any]:
        """Return what the legend says."""
        shades = (
            [f"group-{number}" for number in range(1, 1 + min(COLOURS, max(self.groups.values())))]
            if self.groups
            else [f"level-{number}" for number in range(1, LEVELS + 1)]
        )
        return {"meaning": dict(self.meaning), "shades": shades}
