"""How a difference is told: thing by thing in words, as plain data for JSON, and as a part of the changelog."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.curation.difference import ADDED, CHANGED, REMOVED, RENAMED
from kj_graph.display.words import say
from kj_graph.labels import Labeller

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kj_graph.curation.difference import Change, Difference, Namer, ThingChange
    from kj_graph.vocabulary import Term

_SIGNS = {ADDED: "+", REMOVED: "−", CHANGED: "~", RENAMED: "→"}
# What belongs to other things is counted there and named only where everything is to be shown.
_PARTS = ("Evidence", "Passage")
# What people know by name is named in a changelog; of all else it gives the number.
_NAMED = (
    "State", "Organization", "Person", "Office", "Place", "Agreement", "Event", "Claim", "Proposal", "ContestedMatter",
    "Position", "PolicyArea", "Source",
)  # fmt: skip
_WORDS = {
    v.PREF_LABEL.value: "name",
    v.ALT_LABEL.value: "also",
    v.TITLE.value: "title",
    v.SKOS + "note": "note",
    v.SKOS + "editorialNote": "editorial-note",
    v.SKOS + "definition": "definition",
}
_MOST_NAMED = 30
_LONGEST = 160


class Telling:
    """A difference in one language; names come from the later side, then the earlier one, then the graph at hand."""

    def __init__(self, difference: Difference, labeller: Labeller, around: Namer | None = None) -> None:
        difference.before.around = difference.after.around = around
        self._difference = difference
        self._language = labeller.language
        self._labeller = labeller
        self._sides = [
            (side, Labeller(side, labeller.language))  # type: ignore[arg-type]  # a Side answers what labels need
            for side in (difference.after, difference.before)
        ]

    def __bool__(self) -> bool:
        return bool(self._difference)

    def render(self, *, everything: bool = False) -> str:
        """Return the difference in words; evidence and passages are counted unless `everything` is to be named."""
        difference = self._difference
        lines = [self._summarise()]
        parts = {} if everything else self._count_parts()
        shown = [change for change in difference.things if everything or self._class(change) not in _PARTS]
        title = ""
        known = {change.thing for change in shown}
        for change in shown:
            section = self._name_class(change.classes[0]) if change.classes else ""
            if section != title or not title:
                title = section
                lines += ["", section or say("other-things", self._language)]
            lines += self._tell_thing(change)
            lines += self._tell_parts(parts.pop(change.thing, {}))
        if parts:
            lines += ["", self._name_class(v.kj("Evidence"))]
            for thing in sorted(parts, key=str):
                if thing not in known:
                    lines.append(f"  {self.name(thing)}")
                    lines += self._tell_parts(parts[thing])
        return "\n".join(lines) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """Return the difference as plain Python data, ready for JSON; nothing is left out."""
        difference = self._difference
        return {
            "partial": difference.partial,
            "statements": {"added": len(difference.come), "removed": len(difference.gone)},
            "things": {kind: self._count(kind) for kind in _SIGNS},
            "changes": [
                {
                    "iri": _name_term(change.thing),
                    "label": self.name(change.thing),
                    "class": [each.value for each in change.classes],
                    "change": change.kind,
                    **({"was": change.was.value} if change.was else {}),
                    "properties": [
                        {
                            "property": each.property.value,
                            "label": self._name_property(each),
                            "removed": [_to_plain(term) for term in each.removed],
                            "added": [_to_plain(term) for term in each.added],
                        }
                        for each in change.changes
                    ],
                }
                for change in difference.things
            ],
        }

    def render_changelog(self) -> str:
        """Return what a changelog says of the data: which things came, went and changed, by class and name."""
        groups: dict[str, dict[NamedNode | None, list[ThingChange]]] = {kind: {} for kind in _SIGNS}
        for change in self._difference.things:
            groups[change.kind].setdefault(change.classes[0] if change.classes else None, []).append(change)
        lines = []
        for kind, by_class in groups.items():
            for of_class, changes in by_class.items():
                what = self._name_class(of_class) if of_class else say("other-things", self._language)
                line = f"- {self._count_things(kind, what, len(changes))}"
                if of_class is not None and of_class.value[len(v.KJ) :] in _NAMED:
                    named = [self._name_change(change) for change in changes[:_MOST_NAMED]]
                    rest = len(changes) - len(named)
                    line += f": {'; '.join(named)}" + (f"; … {rest:,}" if rest else "")
                lines.append(line)
        return "".join(f"{line}\n" for line in lines or [f"- {say('no-change', self._language)}"])

    def name(self, term: Term) -> str:
        """Return the name of a thing, or a value as it is read."""
        if isinstance(term, Literal):
            text = " ".join(term.value.split())
            text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
            return f"“{text}” ({term.language})" if term.language else text
        if isinstance(term, BlankNode):
            return self._name_blank(term)
        if not isinstance(term, NamedNode):
            return str(term)
        for side, labeller in self._sides:
            if side.describe(term):
                found = labeller.text(term)
                if found != v.shorten_iri(term.value):
                    return found
        return self._labeller.text(term)

    def _name_blank(self, term: BlankNode) -> str:
        """Return what is said of a blank node, in brackets, one step deep."""
        for side, _ in self._sides:
            told = [t for t in side.describe(term) if t.predicate != v.TYPE or len(side.describe(term)) == 1]
            if told:
                told.sort(key=lambda t: (v.rank_property(t.predicate.value), str(t.object)))
                parts = [
                    f"{self.name(t.predicate)}: {'[…]' if isinstance(t.object, BlankNode) else self.name(t.object)}"
                    for t in told[:4]
                ]
                return f"[{'; '.join(parts)}{'; …' if len(told) > 4 else ''}]"
        return "[]"

    def _summarise(self) -> str:
        difference, language = self._difference, self._language
        if not difference:
            return say("no-change", language)
        parts = [f"{say(kind, language)} {count:,}" for kind in _SIGNS if (count := self._count(kind))]
        signs = f"+{len(difference.come):,} −{len(difference.gone):,}"
        return f"{', '.join(parts)} ({say('statements', language)} {signs})"

    def _count(self, kind: str) -> int:
        return sum(change.kind == kind for change in self._difference.things)

    def _count_parts(self) -> dict[Term, dict[str, int]]:
        """Return by thing how many pieces of evidence about it came, went and changed."""
        found: dict[Term, dict[str, int]] = {}
        for change in self._difference.things:
            if self._class(change) == "Evidence":
                side = self._difference.before if change.kind == REMOVED else self._difference.after
                about = side.one(change.thing, v.kj("about")) if isinstance(change.thing, NamedNode) else None
                if about is not None:
                    counts = found.setdefault(about, {})
                    counts[change.kind] = counts.get(change.kind, 0) + 1
        return found

    def _tell_parts(self, counts: dict[str, int]) -> list[str]:
        if not counts:
            return []
        told = ", ".join(f"{say(kind, self._language)} {counts[kind]}" for kind in _SIGNS if kind in counts)
        return [f"      {say('evidence', self._language)}: {told}"]

    def _class(self, change: ThingChange) -> str:
        return change.classes[0].value.removeprefix(v.KJ) if change.classes else ""

    def _count_things(self, kind: str, what: str, count: int) -> str:
        if self._language != "en":
            return f"{what} {count:,} {say(kind, self._language)}"
        if what == "evidence":
            what = "piece of evidence" if count == 1 else "pieces of evidence"
        elif count != 1:
            what = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
        return f"{say(kind, 'en')} {count:,} {what}"

    def _name_class(self, of_class: NamedNode) -> str:
        return self._labeller.text(of_class)

    def _name_property(self, change: Change) -> str:
        if change.property.value in _WORDS:
            return say(_WORDS[change.property.value], self._language)
        return self._labeller.text(change.property)

    def _name_change(self, change: ThingChange) -> str:
        name = self.name(change.thing)
        return f"{v.shorten_iri(change.was.value)} → {name}" if change.was else name

    def _tell_thing(self, change: ThingChange) -> list[str]:
        short = _name_term(change.thing)
        short = v.shorten_iri(short) if isinstance(change.thing, NamedNode) else short
        was = f"{v.shorten_iri(change.was.value)} → " if change.was else ""
        name = self.name(change.thing)
        lines = [f"  {_SIGNS[change.kind]} {name}" + (f" ({was}{short})" if name != short else "")]
        for each in change.changes:
            if change.kind in (ADDED, REMOVED) and each.property == v.TYPE:
                continue
            lines += [f"      {self._name_property(each)}: {told}" for told in self._tell_values(change, each)]
        return lines

    def _tell_values(self, change: ThingChange, each: Change) -> list[str]:
        if change.kind in (ADDED, REMOVED):
            return [", ".join(self.name(term) for term in each.added or each.removed)]
        told = []
        for old, new in each.pairs():
            if old is not None and new is not None:
                told.append(f"{self.name(old)} → {self.name(new)}")
            else:
                told.append(f"+ {self.name(new)}" if new is not None else f"− {self.name(old)}")  # type: ignore[arg-type]
        return told


def _name_term(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _to_plain(term: Term) -> dict[str, str]:
    """Return a term as SPARQL results in JSON write it."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        plain = {"type": "literal", "value": term.value}
        if term.language:
            return {**plain, "xml:lang": term.language}
        return plain if term.datatype.value == v.XSD + "string" else {**plain, "datatype": term.datatype.value}
    return {"type": "triple", "value": str(term)}
