"""Taking what others say: each statement becomes one of ours, with the place in their file where it is written.

Where a property has one value and another is told, ours stays; theirs becomes evidence that sources differ.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from kj_graph import vocabulary as v
from kj_graph.checks.contents import find_format
from kj_graph.curation.deciding import Decisions, make_iri
from kj_graph.curation.difference import Side
from kj_graph.curation.intake import Foreign
from kj_graph.curation.merged import Conflict, Match, Merged, Newcomer, Told
from kj_graph.curation.recognition import Known, Verdict, agree
from kj_graph.curation.rules import read_rules
from kj_graph.curation.terms import UnfitError, fit_value, read_date, tell_language
from kj_graph.curation.vocabularies import PropertyTarget, Vocabularies
from kj_graph.labels import Labeller

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kj_graph.vocabulary import Term

# What itself says where something is written needs nothing beside it that says so.
_PROVING = ("Evidence", "Passage", "Source", "EditorialLink")
_POINTING = (v.KJ + "onProperty", v.KJ + "onValue")
_DISPUTED = NamedNode(v.KJR + "verification-disputed")
_WIKIDATA = re.compile(r"http://www\.wikidata\.org/entity/Q[1-9][0-9]*\Z")
_IDENTITY = PropertyTarget(v.SCHEMA + "sameAs", "", inverse=False, dated=False, january=False)
_NAMES = (v.PREF_LABEL.value, v.ALT_LABEL.value)
_LANGUAGES = ("en", "ko", "ja")
_MEDIA = {
    RdfFormat.TURTLE: "text/turtle",
    RdfFormat.N_TRIPLES: "application/n-triples",
    RdfFormat.N_QUADS: "application/n-quads",
    RdfFormat.TRIG: "application/trig",
    RdfFormat.JSON_LD: "application/ld+json",
    RdfFormat.RDF_XML: "application/rdf+xml",
}


class Taking:
    """What is added to a graph, and what it rests on."""

    def __init__(
        self,
        side: Side,
        terms: Side,
        known: Known,
        vocabularies: Vocabularies,
        decisions: Decisions,
        report: Merged,
        names: Labeller,
        namespace: str,
    ) -> None:
        self._side = side
        self._terms = terms
        self._known = known
        self._vocabularies = vocabularies
        self._decisions = decisions
        self._report = report
        self._proven: set[str] = set()
        self._names = names
        self._namespace = namespace
        self._sources: dict[int, NamedNode] = {}
        self._values: dict[tuple[NamedNode, NamedNode], list[NamedNode | Literal]] = {}
        self._proofs: dict[NamedNode, list[NamedNode]] | None = None
        self.additions: set[Triple] = set()
        self.touched: set[NamedNode] = set()

    def note_evidence(self, things: Iterable[Foreign]) -> None:
        """Note of which things the files themselves bring the evidence: nothing is added to that."""
        for thing in things:
            if any(target.name in _PROVING for target in thing.targets):
                self._proven.add(str(thing.node))
                self._proven.update(str(value) for name, value in thing.said if name == v.KJ + "about")

    def take(self, thing: Foreign, verdict: Verdict) -> None:
        """Take in what is said of one thing that is ours or new."""
        target = self._decisions.targets[str(thing.node)]
        matched = verdict.kind == "match"
        self._thing = thing
        self._class = (self._known.classes if matched else self._decisions.classes).get(target.value, "")
        self._agreed = self._taken = 0
        if not matched:
            self._say(target, v.TYPE, v.kj(self._class))
        links = [(v.SCHEMA + "sameAs", NamedNode(each)) for each in self._list_identities(thing)]
        for name, value in (*sorted(thing.said, key=lambda each: (each[0], str(each[1]))), *links):
            try:
                self._take_one(target, name, value)
            except UnfitError as reason:
                if reason.quiet:
                    self._report.languages += 1
                    continue
                self._report.refuse(self._decisions.tell(thing), v.shorten_iri(name), tell_term(value), str(reason))
        if matched:
            self._report.matched.append(
                Match(
                    self._decisions.tell(thing),
                    v.shorten_iri(target.value),
                    self._names.text(target),
                    verdict.reasons,
                    self._taken,
                    self._agreed,
                )
            )
            return
        label = self._decisions.label(thing)
        self._report.added.append(Newcomer(v.shorten_iri(target.value), label, f"kj:{self._class}", self._taken))

    def _list_identities(self, thing: Foreign) -> list[str]:
        """Return the outside identifiers of a thing that ours may keep: those of Wikidata, as the shapes have it."""
        if v.SCHEMA + "sameAs" not in read_rules()[self._class].allowed:
            return []
        given = [*thing.same, thing.node.value if isinstance(thing.node, NamedNode) else ""]
        return sorted({each for each in map(self._vocabularies.unify, given) if _WIKIDATA.match(each)})

    def _take_one(self, target: NamedNode, name: str, value: Term) -> None:
        meaning = self._vocabularies.properties.get(name) or _IDENTITY
        if meaning.life:
            if self._class != "Agreement":
                raise UnfitError(f"a kj:{self._class} has no life as agreements have")
            self._take_life(target, meaning.life, read_date(value, january=meaning.january))
            return
        wanted: NamedNode | Literal
        if meaning is _IDENTITY and isinstance(value, NamedNode):
            wanted = value
        elif not isinstance(value, Literal):
            wanted = self._resolve(value, keeps=meaning.property in _POINTING)
        elif meaning.dated:
            wanted = read_date(value, january=meaning.january)
        else:
            wanted = tell_language(value) if meaning.property in _NAMES else value
        rules = read_rules()[self._class]
        wanted = fit_value(rules, meaning.property, wanted, self._find_class, self._is_in_scheme)
        predicate = NamedNode(meaning.property)
        ours = self._list_values(target, predicate)
        if wanted in ours:
            self._agreed += 1
        elif meaning.property in _NAMES and isinstance(wanted, Literal):
            self._take_name(target, predicate, wanted)
        elif not ours or not rules.is_single(meaning.property):
            self._add(target, predicate, wanted)
        elif any(_agree(each, wanted) for each in ours):
            self._agreed += 1
        else:
            self._differ(target, predicate, wanted, ours, target)

    def _take_name(self, target: NamedNode, predicate: NamedNode, value: Literal) -> None:
        """Add a name: as the one that is shown where its language has none yet, else among the others."""
        labels = self._list_values(target, v.PREF_LABEL)
        if value in (*labels, *self._list_values(target, v.ALT_LABEL)):
            self._agreed += 1
            return
        shown = {each.language for each in labels if isinstance(each, Literal)}
        if predicate == v.PREF_LABEL and (value.language in shown or value.language not in _LANGUAGES):
            predicate = v.ALT_LABEL
        self._add(target, predicate, value)

    def _take_life(self, agreement: NamedNode, kind: str, day: Literal) -> None:
        """Add an event of an agreement's life, or find it there."""
        date, what = v.kj("date"), f"kj:date ({kind})"
        lives = self._known.lives.get((agreement.value, kind), [])
        new = make_iri(self._namespace, "life", f"{self._slug(agreement)}-{kind}", f"{agreement} {kind}")
        for life in (*lives, new):
            told = self._list_values(life, date)
            if any(_agree(each, day) for each in told):
                self._agreed += 1
                return
            if told:
                self._differ(life, date, day, told, agreement, what)
                return
        self._say(new, v.TYPE, v.kj("LifeEvent"))
        self._say(new, v.kj("ofAgreement"), agreement)
        self._say(new, v.kj("lifeKind"), NamedNode(f"{v.KJR}life-kind-{kind}"))
        self._add(new, date, day)
        self.touched.add(agreement)

    def _slug(self, agreement: NamedNode) -> str:
        if agreement.value.startswith(v.KJR):
            return agreement.value[len(v.KJR) :].removeprefix("agreement-")
        return self._decisions.label(self._thing)

    def _resolve(self, value: Term, *, keeps: bool) -> NamedNode:
        """Return the thing of ours, or the new one, that a value means; `keeps` takes any other IRI as it is."""
        name = str(value)
        if name in self._decisions.waiting:
            raise UnfitError("that thing waits for --confirm")
        if name in self._decisions.targets:
            return self._decisions.targets[name]
        if isinstance(value, NamedNode):
            if keeps:
                return value
            if value.value in self._vocabularies.values:
                return NamedNode(self._vocabularies.values[value.value])
            ours = self._known.find_outside(value.value)
            if len(ours) == 1:
                return NamedNode(next(iter(ours)))
            if self._terms.describe(value) or self._side.describe(value):
                return value
        raise UnfitError("that thing is neither one of ours nor among those taken")

    def _find_class(self, thing: NamedNode) -> str:
        return self._known.classes.get(thing.value) or self._decisions.classes.get(thing.value, "")

    def _is_in_scheme(self, thing: NamedNode, scheme: str) -> bool:
        found = Triple(thing, NamedNode(v.SKOS + "inScheme"), NamedNode(scheme))
        return found in self._terms.triples or found in self._side.triples

    def _list_values(self, thing: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
        found = [each.object for each in self._side.describe(thing) if each.predicate == predicate]
        mine = [each for each in found if isinstance(each, NamedNode | Literal)]
        return [*mine, *self._values.get((thing, predicate), [])]

    # Writing it down

    def _say(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        self.additions.add(Triple(subject, predicate, value))
        self._values.setdefault((subject, predicate), []).append(value)
        self.touched.add(subject)

    def _add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        self._taken += 1
        self._say(subject, predicate, value)
        self._prove(subject, predicate, value)

    def _differ(
        self,
        subject: NamedNode,
        predicate: NamedNode,
        value: NamedNode | Literal,
        ours: list[NamedNode | Literal],
        shown: NamedNode,
        what: str = "",
    ) -> None:
        """Keep both: ours where it stands, theirs as evidence that sources differ."""
        self._prove(subject, predicate, value, disputed=True)
        place = f"{self._report.files[self._thing.file][0]}: {self._decisions.tell(self._thing)}"
        self._report.conflicts.append(
            Conflict(
                v.shorten_iri(shown.value),
                self._names.text(shown) if self._side.describe(shown) else self._decisions.label(self._thing),
                what or v.shorten_iri(predicate.value),
                tuple(Told(tell_term(each), self._list_proofs(subject, predicate, each)) for each in ours),
                Told(tell_term(value), (place,)),
            )
        )

    def _prove(
        self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal, *, disputed: bool = False
    ) -> None:
        if str(self._thing.node) in self._proven and not disputed:
            return
        told = f"{self._make_passage()} {subject} {predicate} {value}"
        evidence = make_iri(self._namespace, "evidence", "", told)
        self._say(evidence, v.TYPE, v.kj("Evidence"))
        self._say(evidence, v.kj("about"), subject)
        self._say(evidence, v.kj("onProperty"), predicate)
        self._say(evidence, v.kj("onValue"), value)
        self._say(evidence, v.kj("passage"), self._make_passage())
        if disputed:
            self._say(evidence, v.kj("verification"), _DISPUTED)

    def _make_passage(self) -> NamedNode:
        """Return the passage that stands for one thing in the other file."""
        name = self._decisions.mint(self._thing).value
        source = self._make_source(self._thing.file)
        passage = make_iri(self._namespace, "passage", "", f"{source} {name}")
        if (passage, v.TYPE) not in self._values:
            self._say(passage, v.TYPE, v.kj("Passage"))
            self._say(passage, v.kj("ofSource"), source)
            self._say(passage, v.kj("locator"), Literal(name))
        return passage

    def _make_source(self, number: int) -> NamedNode:
        """Return the source that stands for one file: known by the digest of its text."""
        if number in self._sources:
            return self._sources[number]
        path = self._report.files[number][0]
        digest, length = _digest_text(path)
        name = os.path.basename(path)
        source = self._sources[number] = make_iri(self._namespace, "source", name, digest)
        integer, day = NamedNode(v.XSD + "integer"), datetime.date.fromtimestamp(os.stat(path).st_mtime)  # noqa: DTZ012 - a day here
        self._say(source, v.TYPE, v.kj("Source"))
        self._say(source, v.TITLE, Literal(name, language="en"))
        self._say(source, v.kj("tier"), NamedNode(v.KJR + "tier-copy"))
        form = find_format(path)
        if form in _MEDIA:
            self._say(source, v.kj("mediaType"), Literal(_MEDIA[form]))
        self._say(source, v.kj("retrieved"), Literal(day.isoformat(), datatype=NamedNode(v.XSD + "date")))
        self._say(source, v.kj("extraction"), Literal("The file itself, decoded as UTF-8", language="en"))
        self._say(source, v.kj("textSha256"), Literal(digest))
        self._say(source, v.kj("textLength"), Literal(str(length), datatype=integer))
        return source

    def _list_proofs(self, subject: NamedNode, predicate: NamedNode, value: Term) -> tuple[str, ...]:
        """Return where a statement of ours is written."""
        if self._proofs is None:
            self._proofs = {}
            for triple in self._side.triples:
                if triple.predicate == v.kj("about") and isinstance(triple.object, NamedNode):
                    self._proofs.setdefault(triple.object, []).append(triple.subject)  # type: ignore[arg-type]
        found = []
        for evidence in sorted(self._proofs.get(subject, []), key=lambda each: each.value):
            on_property = self._side.one(evidence, v.kj("onProperty"))
            on_value = [each.object for each in self._side.describe(evidence) if each.predicate == v.kj("onValue")]
            if on_property in (None, predicate) and (not on_value or value in on_value):
                passage = self._side.one(evidence, v.kj("passage"))
                verification = self._side.one(evidence, v.kj("verification"))
                if passage is not None:
                    found.append(self._names.text(passage))
                elif verification is not None:
                    found.append(v.shorten_iri(verification.value).removeprefix("kjr:verification-"))
        return tuple(dict.fromkeys(found))


def tell_term(value: Term) -> str:
    """Return a value as a report shows it."""
    if isinstance(value, NamedNode):
        return v.shorten_iri(value.value)
    if isinstance(value, Literal):
        text = value.value if len(value.value) <= 80 else f"{value.value[:79]}…"
        return f"'{text}'@{value.language}" if value.language else text
    return "a thing without IRI"


def _agree(one: Term, other: Term) -> bool:
    """Say whether two values say the same; a date that is less exact does not contradict."""
    if isinstance(one, Literal) and isinstance(other, Literal) and one.datatype.value.startswith(v.XSD + "gYear"):
        return agree(one.value, other.value)
    if isinstance(one, Literal) and isinstance(other, Literal) and other.datatype.value != v.XSD + "string":
        return len(other.value) <= len(one.value) and agree(one.value, other.value)
    return one == other


def _digest_text(path: str) -> tuple[str, int]:
    """Return the SHA-256 of a file's text and its length in code points, read piece by piece."""
    import codecs
    import gzip

    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    digest, length = hashlib.sha256(), 0
    opener = gzip.open if path.lower().endswith(".gz") else open
    with opener(path, "rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
            length += len(decoder.decode(piece))
    return digest.hexdigest(), length + len(decoder.decode(b"", final=True))
