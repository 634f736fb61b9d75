"""A description of one thing as text: names, statements with numbered evidence, the life of an agreement, links."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.display.tables import measure_width, wrap_text
from kj_graph.display.words import explain_mark, say
from kj_graph.evidence import DISPUTED, OWN_TRANSLATION, UNVERIFIED

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kj_graph.description import Act, Description, Differing
    from kj_graph.evidence import Record
    from kj_graph.vocabulary import Term

_MOST_MENTIONS = 12


def draw_description(description: Description, width: int, *, everything: bool = False) -> str:
    """Return all about one thing in at most `width` columns; long lists are shortened unless `everything`."""
    return _Drawing(description, width, everything).draw()


class _Drawing:
    def __init__(self, description: Description, width: int, everything: bool) -> None:
        self._about = description
        self._width = width
        self._everything = everything
        self._text = description.labeller.marked
        self._language = description.labeller.language
        records = description.records()
        self._passages = _list_passages(records)
        self._remarks = _list_remarks(records)
        self._unseen = [record for record in records if record.verification == UNVERIFIED and record.notes]
        self._numbers = {passage: number for number, passage in enumerate(self._passages, 1)}
        self._lines: list[str] = []

    def draw(self) -> str:
        self._draw_names()
        self._draw_standing()
        self._draw_statements()
        self._draw_life()
        self._draw_links()
        self._draw_mentions()
        self._draw_evidence()
        return explain_mark("\n".join(self._lines).rstrip() + "\n", self._language)

    def _say(self, word: str) -> str:
        return say(word, self._language)

    def _draw_names(self) -> None:
        about = self._about
        chosen = [each for each in about.names if each[1].value == about.label and each[0] != "skos:altLabel"][:1]
        self._add(about.label + (self._marks(chosen[0][2]) if chosen else ""))
        others: list[str] = []
        for kind, name, records in about.names:
            mark = self._marks(records)
            if kind == "skos:altLabel":
                continue
            if name.value != about.label:
                others.append(f"{name.language}: {name.value}{mark}" if name.language else name.value)
        for other in others:
            self._add(other, "  ")
        also = [name.value + self._marks(records) for kind, name, records in about.names if kind == "skos:altLabel"]
        if also:
            self._add(f"{self._say('also')}: {' · '.join(also)}", "  ")
        kinds = ", ".join(self._text(each) for each in about.types)
        self._add(f"{kinds} · {v.shorten_iri(about.thing.value)}", "  ")
        for note in self._choose(note for _, note in about.notes):
            self._lines.append("")
            self._add(note.value, "  ")

    def _choose(self, notes: Iterable[Literal]) -> list[Literal]:
        """Return the notes in the reader's language or, where there is none, in English."""
        every = list(notes)
        own = [note for note in every if note.language == self._language]
        return own or [note for note in every if note.language in ("en", None)]

    def _draw_standing(self) -> None:
        rows = self._about.standing
        if not self._about.day:
            return
        self._lines += ["", f"{self._say('as-of')} {self._about.day}{self._mark_possible(self._about.thing)}"]
        if rows is None:
            return
        own = self._about.thing
        told = [
            [word for term, word in zip(row, words, strict=True) if word and term != own]
            for row, words in zip(rows.rows, rows.to_text(), strict=True)
        ]
        for words in told if self._everything else told[:_MOST_MENTIONS]:
            self._add(" · ".join(words), "    ", "  ")
        if len(told) > _MOST_MENTIONS and not self._everything:
            self._add(f"… {len(told) - _MOST_MENTIONS} {self._say('more')}", "    ", "  ")
        if not told:
            self._add(self._say("nothing-on-record"), "    ", "  ")

    def _draw_statements(self) -> None:
        grouped: dict[str, list[str]] = {}
        for each in self._about.statements:
            mark = f" ({self._say('inferred')})" if each.inferred else self._marks(each.evidence)
            grouped.setdefault(self._text(each.property), []).append(self._show(each.value) + mark)
        for other in self._about.differing:
            grouped.setdefault(self._text(other.property), []).append(self._tell_differing(other))
        if not grouped:
            return
        self._lines.append("")
        column = min(max(measure_width(name) for name in grouped), 24)
        for name, values in grouped.items():
            shown = values if self._everything else values[:_MOST_MENTIONS]
            for index, value in enumerate(shown):
                label = name if index == 0 else ""
                first = f"  {label}{' ' * (column - measure_width(label))}  "
                self._add(value, " " * (column + 4), first)
            if len(shown) < len(values):
                self._add(f"… {len(values) - len(shown)} {self._say('more')}", " " * (column + 4))

    def _draw_life(self) -> None:
        if not self._about.life:
            return
        self._head("life")
        for act in self._about.life:
            self._add(self._tell_act(act), " " * 14, f"  {act.date:<10}  ")
            for other in act.differing:
                self._add(self._tell_differing(other), " " * 16, " " * 14)
            for actor in act.actors:
                office = f" ({self._text(actor.office)})" if actor.office else ""
                party = f", {self._say('for')} {self._text(actor.party)}" if actor.party else ""
                self._add(
                    f"{self._text(actor.person)}{office}{party}{self._marks(actor.evidence)}",
                    " " * 16,
                    " " * 14,
                )

    def _tell_act(self, act: Act) -> str:
        parts = [self._text(act.kind) if act.kind else ""]
        if act.party is not None:
            parts.append(f"({self._text(act.party)})")
        if act.place is not None:
            parts.append(f"· {self._text(act.place)}")
        return " ".join(parts) + self._mark_possible(act.event) + self._marks(act.evidence)

    def _draw_links(self) -> None:
        if not self._about.links:
            return
        self._head("links")
        for link in self._about.links:
            arrow = "⇢" if link.outgoing else "⇠"
            self._add(f"{self._text(link.other)}", "    ", f"  {arrow} ")
            self._add(link.reason, "    ")

    def _draw_mentions(self) -> None:
        if not self._about.mentions:
            return
        self._head("pointing")
        for each, things in self._about.mentions:
            self._add(f"{self._text(each)} ←", "  ")
            shown = things if self._everything else things[:_MOST_MENTIONS]
            for thing in shown:
                self._add(self._text(thing) + self._mark_possible(thing), "      ", "    ")
            if len(shown) < len(things):
                self._add(f"… {len(things) - len(shown)} {self._say('more')}", "    ")

    def _draw_evidence(self) -> None:
        if not self._passages and not self._unseen:
            return
        self._head("evidence")
        seen: set[tuple[str, str]] = set()
        for passage, record in self._passages.items():
            number = self._numbers[passage]
            source = self._text(record.source) if record.source else ""
            place = self._about.labeller.locate(record.passage) if record.passage else ""
            tier = f" [{self._text(record.tier)}]" if record.tier else ""
            key = (source, record.address)
            told = f"{source}{tier}" if key not in seen else f"{_shorten(source)}"
            self._add(
                f"{told}, {place}" if place else told,
                "        ",
                f"  [{number}]{' ' * (4 - len(str(number)))}",
            )
            if record.address and key not in seen:
                self._lines.append(f"        {record.address}")
            seen.add(key)
            for remark in self._choose(self._remarks.get(passage, ())):
                self._add(f"{self._say('editorial-note')}: {remark.value}", "        ")
        for record in self._unseen:
            about = self._text(NamedNode(record.on_property)) if record.on_property else self._about.label
            for remark in self._choose(record.notes):
                self._add(f"{about}, {self._say('unverified')}: {remark.value}", "        ", "  –     ")

    def _show(self, value: Term) -> str:
        if isinstance(value, NamedNode):
            return self._text(value) + self._mark_possible(value)
        return value.value if isinstance(value, Literal) else ""

    def _tell_differing(self, other: Differing) -> str:
        return self._show(other.value) + self._marks(other.evidence)

    def _mark_possible(self, thing: NamedNode) -> str:
        return f" ({self._say('possible')})" if thing in self._about.possible else ""

    def _marks(self, records: Iterable[Record]) -> str:
        marks = []
        for record in records:
            if record.verification == OWN_TRANSLATION:
                marks.append(f"({self._say('translation')})")
            elif record.verification == UNVERIFIED:
                marks.append(f"({self._say('unverified')})")
            elif record.passage is not None:
                differ = f" {self._say('disputed')}" if record.verification == DISPUTED else ""
                marks.append(f"[{self._numbers[record.passage.value]}{differ}]")
        return f" {' '.join(dict.fromkeys(marks))}" if marks else ""

    def _head(self, word: str) -> None:
        self._lines += ["", self._say(word)]

    def _add(self, text: str, indent: str = "", first: str | None = None) -> None:
        lead = indent if first is None else first
        for index, line in enumerate(wrap_text(text, self._width - measure_width(indent))):
            self._lines.append((lead if index == 0 else indent) + line)


def _list_passages(records: Iterable[Record]) -> dict[str, Record]:
    """Return each passage once, with the first record that rests on it; several statements may rest on one."""
    passages: dict[str, Record] = {}
    for record in records:
        if record.passage is not None:
            passages.setdefault(record.passage.value, record)
    return passages


def _list_remarks(records: Iterable[Record]) -> dict[str, list[Literal]]:
    """Return what the editors remark on the evidence of each passage, each remark once."""
    remarks: dict[str, list[Literal]] = {}
    for record in records:
        if record.passage is not None:
            known = remarks.setdefault(record.passage.value, [])
            known.extend(note for note in record.notes if note not in known)
    return remarks


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
