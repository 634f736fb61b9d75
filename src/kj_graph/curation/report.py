"""What an import did: rows read, written and skipped, and why."""

from __future__ import annotations

import dataclasses
from typing import Any

_KEPT = 1000
_SHOWN = 20


@dataclasses.dataclass
class Report:
    """The counts of one import; of the bad rows the first thousand are kept with their lines."""

    table: str
    read: int = 0
    written: int = 0
    bad: int = 0
    without_thing: int = 0
    things: int = 0
    triples: int = 0
    unused: list[str] = dataclasses.field(default_factory=list)
    faults: list[tuple[int, str]] = dataclasses.field(default_factory=list)

    def add_fault(self, line: int, reason: str) -> None:
        """Note a row that was left out."""
        self.bad += 1
        if len(self.faults) < _KEPT:
            self.faults.append((line, reason))

    def render(self, shown: int = _SHOWN) -> str:
        """Return the report as text, with at most `shown` bad rows, each with file and line."""
        skipped = self.bad + self.without_thing
        rows = f"{_count(self.read, 'row')} read, {self.written:,} written, {skipped:,} skipped"
        lines = [f"{self.table}: {rows}; {_count(self.things, 'thing')}, {_count(self.triples, 'triple')}"]
        if self.without_thing:
            lines.append(f"  skipped because no 'when' of the mapping holds: {self.without_thing:,}")
        if self.bad:
            lines.append(f"  skipped because something is wrong with them: {self.bad:,}")
        lines += [f"  {self.table}:{line}: {reason}" for line, reason in self.faults[:shown]]
        if self.bad > shown:
            lines.append(f"  … and {self.bad - min(shown, len(self.faults)):,} more")
        if self.unused:
            lines.append(f"  columns that the mapping does not use: {', '.join(self.unused)}")
        return "\n".join(lines) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain Python data, ready for JSON."""
        data = dataclasses.asdict(self)
        data["faults"] = [{"line": line, "reason": reason} for line, reason in self.faults]
        return data


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
