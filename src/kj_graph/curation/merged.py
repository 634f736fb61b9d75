"""What a merge did: matched, added, proposed, refused, in conflict and left out, as text and as plain data."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Any

from kj_graph.checks.finding import Finding

_PARTS = ("kj:Source", "kj:Passage", "kj:Evidence")
_KEPT = 1000
_SHOWN = 12


@dataclasses.dataclass(frozen=True)
class Match:
    """A thing of another file that is one of ours: why, and how many of its statements were new or the same."""

    foreign: str
    thing: str
    label: str
    reasons: tuple[str, ...]
    added: int
    agreed: int


@dataclasses.dataclass(frozen=True)
class Newcomer:
    """A thing that was not there before."""

    thing: str
    label: str
    of_class: str
    added: int


@dataclasses.dataclass(frozen=True)
class Proposal:
    """A thing that waits, since it may be one of ours: `choices` are those things and why."""

    foreign: str
    label: str
    choices: tuple[tuple[str, str, str], ...]


@dataclasses.dataclass(frozen=True)
class Refusal:
    """What was not taken, and why."""

    foreign: str
    property: str
    value: str
    reason: str


@dataclasses.dataclass(frozen=True)
class Told:
    """One of two values that differ, with where each is written."""

    value: str
    evidence: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Conflict:
    """A property that has one value, told in two ways; ours stays, theirs is kept as evidence."""

    thing: str
    label: str
    property: str
    ours: tuple[Told, ...]
    theirs: Told


@dataclasses.dataclass
class Merged:
    """The report of one merge; of refusals the first thousand are kept."""

    files: list[tuple[str, int]]
    mappings: list[str]
    statements: int = 0
    matched: list[Match] = dataclasses.field(default_factory=list)
    added: list[Newcomer] = dataclasses.field(default_factory=list)
    proposed: list[Proposal] = dataclasses.field(default_factory=list)
    conflicts: list[Conflict] = dataclasses.field(default_factory=list)
    refused: list[Refusal] = dataclasses.field(default_factory=list)
    refusals: int = 0
    left_out: list[tuple[str, int]] = dataclasses.field(default_factory=list)
    languages: int = 0
    unwanted: int = 0
    findings: list[Finding] = dataclasses.field(default_factory=list)
    checked: bool = True
    output: str = ""

    def refuse(self, foreign: str, name: str, value: str, reason: str) -> None:
        """Note what was not taken."""
        self.refusals += 1
        if len(self.refused) < _KEPT:
            self.refused.append(Refusal(foreign, name, value, reason))

    @property
    def sound(self) -> bool:
        """Whether nothing was refused and nothing is wrong with what was taken."""
        return not self.refusals and not any(each.severity == "error" for each in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain Python data, ready for JSON."""
        data = dataclasses.asdict(self)
        data["files"] = [{"file": file, "triples": count} for file, count in self.files]
        data["proposed"] = [
            {
                "foreign": each.foreign,
                "label": each.label,
                "choices": [
                    {"thing": thing, "label": label, "reason": reason, "confirm": f"{each.foreign}={thing}"}
                    for thing, label, reason in each.choices
                ],
            }
            for each in self.proposed
        ]
        data["left_out"] = [{"term": term, "times": count} for term, count in self.left_out]
        data["findings"] = [finding.to_dict() for finding in self.findings]
        return data

    def render(self, shown: int = _SHOWN) -> str:
        """Return the report as text, of each kind at most `shown`."""
        lines = [f"{file}: {count:,} triples read" for file, count in self.files]
        lines.append(
            f"{len(self.matched):,} matched, {len(self.added):,} new, {len(self.proposed):,} proposed, "
            f"{len(self.conflicts):,} in conflict, {self.refusals:,} refused; "
            f"{_count(self.statements, 'statement')} added"
        )
        lines += _list("matched with ours", [line for each in self.matched for line in _tell_match(each)], 2 * shown)
        lines += _list("new", _tell_newcomers(self.added), shown)
        lines += _list(
            "proposed: repeat with --confirm where it is the same, with --confirm …=new where it is not",
            [line for each in self.proposed for line in _tell_proposal(each)],
            shown,
        )
        conflicts = [line for each in self.conflicts for line in _tell_conflict(each)]
        lines += _list("in conflict: both kept as told", conflicts, 3 * shown)
        lines += _list("refused", [_tell_refusal(each) for each in self.refused], shown, self.refusals)
        if self.left_out:
            told = ", ".join(f"{term} {count:,}" for term, count in self.left_out[:shown])
            rest = f", and {len(self.left_out) - shown:,} more terms" if len(self.left_out) > shown else ""
            lines.append(f"left out, because no mapping names it: {told}{rest}")
        if self.languages:
            lines.append(f"left out, names and notes in other languages: {self.languages:,}")
        if self.unwanted:
            lines.append(f"left out, what is said of things that no mapping wants: {self.unwanted:,}")
        if not self.checked:
            lines.append("not checked against the shapes: pip install 'kj-graph[validate]'")
        found = [f"{each.subject} {each.property}: {each.message}" for each in self.findings]
        lines += _list("what the shapes still miss at these things", found, shown)
        return "\n".join(lines) + "\n"


def _list(title: str, told: list[str], shown: int, count: int | None = None) -> list[str]:
    count = len(told) if count is None else count
    if not count:
        return []
    rest = [f"  … and {count - shown:,} more (--format json has all)"] if count > shown else []
    return [f"{title}:", *(f"  {line}" for line in told[:shown]), *rest]


def _tell_match(each: Match) -> list[str]:
    how = f"{each.foreign}: {'; '.join(each.reasons)}"
    return [f"{each.label} ({each.thing})", f"  ← {how}; {each.added} added, {each.agreed} the same"]


def _tell_newcomers(added: list[Newcomer]) -> list[str]:
    """Return the new things, and the number of sources, passages and pieces of evidence that come with them."""
    things = [f"{each.label} ({each.thing}), {each.of_class}" for each in added if each.of_class not in _PARTS]
    parts = Counter(each.of_class for each in added if each.of_class in _PARTS)
    if parts:
        things.append("with " + ", ".join(f"{parts[name]:,} {name}" for name in _PARTS if name in parts))
    return things


def _tell_proposal(each: Proposal) -> list[str]:
    lines = [f"{each.label} ({each.foreign})"]
    for thing, label, reason in each.choices[:5]:
        lines.append(f"  --confirm '{each.foreign}={thing}'  # {label}: {reason}")
    if len(each.choices) > 5:
        lines.append(f"  … or one of {len(each.choices) - 5} more")
    return lines


def _tell_conflict(each: Conflict) -> list[str]:
    lines = [f"{each.label} ({each.thing}) {each.property}"]
    lines += [f"  ours   {told.value}  [{'; '.join(told.evidence) or 'no evidence'}]" for told in each.ours]
    return [*lines, f"  theirs {each.theirs.value}  [{'; '.join(each.theirs.evidence)}]"]


def _tell_refusal(each: Refusal) -> str:
    what = " ".join(part for part in (each.foreign, each.property, each.value) if part)
    return f"{what}: {each.reason}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
