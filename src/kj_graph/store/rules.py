"""The rules of ontology/rules/ and their application until nothing new follows.

A rule is a file with one CONSTRUCT query and, in its header, the sentence that it stands for. Rules that only add are
applied first, over and over, until none of them gives anything new. Then those that count on silence (NOT EXISTS,
OPTIONAL) or pick a first one (GROUP BY) are applied, once and in the order of their names, and what they gave is taken
up by the first kind again. So the outcome does not depend on chance, and a rule of the second kind may use those named
before it.

A rule over any property stands for one rule for each way in which the ontology names properties and classes, and these
are applied in its place. For that its WHERE has one statement or condition a line, and what data fulfil begins with a
variable whose class or property is a variable too.
"""

from __future__ import annotations

import os
import re
from itertools import islice

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from kj_graph import vocabulary as v
from kj_graph.errors import InputError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kj_graph.vocabulary import Term

    Told = tuple[NamedNode, NamedNode | None]

_PREFIX = re.compile(r"^PREFIX\s+(\w*):\s*<([^>]*)>\s*$", re.MULTILINE)
_NAME = re.compile(r"(?<![\w?:/<])([a-z]+):([A-Za-z][\w-]*)")
_VARIABLE = re.compile(r"\?(\w+)")
_IRI = re.compile(r"<([^<>\s]+)>")
_DATA = re.compile(r"^\s*(?:\?\w+|<[^<>]*>) (?:a [?<]|\?|<).*$")  # a class or a property that a variable stands for
_ANY = re.compile(r"^\s*(?:\?\w+|<[^<>]*>) (?:a )?\?|[;,] \?")
# What goes a step further from where the same property leads: `?a <same> ?c` from `?a <same> ?b . ?b <step> ?c`. Where
# both are one property, which is transitive then, the steps are longer each time.
_CHAIN = re.compile(
    r"\s*(?P<a>\?\w+) (?P<same><\S+>) (?P<c>\?\w+)\s*\.?\s*"
    r"\{\s*(?P=a) (?P=same) (?P<b>\?\w+)\s*\.\s*(?P=b) (?!(?P=same) )<(?P<step>\S+)> (?P=c)\s*\.?\s*\}\s*"
)
_FEW = 1_000
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_TEXT = re.compile(r"'[^']*'|\"[^\"]*\"")


class Rule:
    """One rule: `name` is that of its file, `sentences` what it says by language, `query` the CONSTRUCT."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.name = os.path.basename(path).removesuffix(".rq")
        self.query = text
        told = re.findall(r"^#\+ summary(?:-(ko|ja))?: (.+)$", text, re.MULTILINE)
        self.sentences: dict[str, str] = {language or "en": sentence for language, sentence in told}
        self.prefixes = dict(_PREFIX.findall(text))
        self.needs = [NamedNode(v.KJ + name.strip().removeprefix("kj:")) for name in _find_needs(text)]
        head, where, body = _COMMENT.sub("", text).partition("WHERE")
        self.where: str = body
        if "CONSTRUCT" not in head or not where:
            raise InputError(f"{path}: a rule must be a CONSTRUCT query", hint="Write CONSTRUCT { … } WHERE { … }.")
        self.template = head[head.index("{") + 1 : head.rindex("}")]
        self.gives = self._list_given()
        self.gives_only_new = ";" not in self.template
        self.adds_only = not any(word in self.where for word in ("NOT EXISTS", "OPTIONAL", "GROUP BY"))
        named = _NAME.findall(_TEXT.sub("", self.where))
        self.names = {self.prefixes[prefix] + local for prefix, local in named if prefix in self.prefixes}
        self.names |= set(_IRI.findall(self.where))
        if re.search(r"\sa\s", self.where):
            self.names.add(v.TYPE.value)
        self._reads_any_class = re.search(r"\sa\s+\?", self.where) is not None
        self.of_ontology = self.adds_only and all(name.startswith((v.OWL, v.RDFS, v.RDF)) for name in self.names)
        self.reads_any = "VALUES" not in self.where and any(
            _ANY.search(line) for line in self.where.splitlines() if "(" not in line
        )
        self.can_be_ground = self.of_ontology and self.reads_any

    def _list_given(self) -> set[str]:
        """Return the properties and classes that the rule gives statements of; '' stands for any."""
        found: set[str] = set()
        for statement in re.split(r"[;.]\s", self.template.strip() + " "):
            words = statement.split()[-2:]
            if len(words) == 2:
                told = words[1] if words[0] == "a" else words[0]
                prefix, _, local = told.partition(":")
                iri = told[1:-1] if told.startswith("<") else self.prefixes.get(prefix, "") + local
                found.add("" if told.startswith("?") else iri)
        return found

    def ask_for_new(self, *, many: bool) -> str:
        """Return the query without what is told already, as is fastest where that is `many` statements, or few."""
        if not self.adds_only:
            return self.query
        head, where, body = self.query.partition("WHERE")
        inner = body[body.index("{") + 1 : body.rindex("}")]
        without = "MINUS" if many and "" not in self.gives else "FILTER NOT EXISTS"
        return f"{head}{where} {{ {inner}\n  {without} {{ {self.template} }}\n}}"

    def say(self, language: str) -> str:
        """Return the sentence in a language, or in English where the rule has none in it."""
        return self.sentences.get(language) or self.sentences.get("en", self.name)

    def reads(self, told: Iterable[Told]) -> bool:
        """Say whether statements with one of these properties, or of these classes, can make the rule give more."""
        return any(
            self.reads_any
            or (predicate.value in self.names if kind is None else self._reads_any_class or kind.value in self.names)
            for predicate, kind in told
        )

    def split(self) -> tuple[str, str]:
        """Return the patterns that only the ontology fulfils, and those that data do, each with its conditions."""
        inner = self.where[self.where.index("{") + 1 : self.where.rindex("}")]
        lines = [line for line in inner.splitlines() if line.strip()]
        of_data = [line for line in lines if _DATA.match(line)]
        rest = [line for line in lines if not _DATA.match(line)]
        known = set(_VARIABLE.findall("\n".join(line for line in rest if "FILTER" not in line)))
        later = [line for line in rest if "FILTER" in line and not set(_VARIABLE.findall(line)) <= known]
        return "\n".join(line for line in rest if line not in later), "\n".join([*of_data, *later])

    @property
    def declarations(self) -> str:
        """The prefixes that the rule declares, as it declares them."""
        return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in self.prefixes.items())

    @property
    def shared_variables(self) -> set[str]:
        """The variables of the ontology's part that what the rule gives or the part of the data name."""
        return set(_VARIABLE.findall(self.template + self.split()[1]))

    def put(self, terms: Mapping[str, Term], of_data: str) -> Rule:
        """Return the rule for certain properties and classes."""

        def fill(text: str) -> str:
            return _VARIABLE.sub(lambda match: str(terms.get(match[1], match[0])), text)

        head = f"{self.declarations}CONSTRUCT {{ {fill(self.template)} }}"
        return Rule(self.path, f"{head}\nWHERE {{\n{fill(of_data)}\n}}")


def _find_needs(text: str) -> list[str]:
    """Return the properties without any of which the rule gives nothing, from its header."""
    found = re.search(r"^#\+ needs: (.+)$", text, re.MULTILINE)
    return found[1].split(",") if found else []


def read_rule(path: str) -> Rule:
    """Read one rule; raises InputError for a file that is none."""
    with open(path, encoding="utf-8") as file:
        return Rule(path, file.read())


def apply_rules(
    store: pyoxigraph.Store, rules: Sequence[Rule], scratch: str = "", tell: Callable[[int], None] | None = None
) -> int:
    """Add to the graph `inferred` what follows by the rules, and return how many triples that is.

    With `scratch`, a path where a file may be written for a while, what is derived is loaded in bulk, for graphs of
    millions of triples; the caller throws the store away after an error. `tell` is told before each rule how many
    triples there are so far.
    """
    closure = _Closure(store, rules, scratch, tell)
    closure.begin()
    for rule in rules:
        if not rule.adds_only:
            told = closure.apply(rule)
            closure.exhaust([each for each in closure.adding if each.reads(told)])
    return closure.added


class _Closure:
    """A store while rules are applied to it: `added` counts what they gave."""

    def __init__(
        self, store: pyoxigraph.Store, rules: Sequence[Rule], scratch: str, tell: Callable[[int], None] | None
    ) -> None:
        self._store = store
        self._scratch = scratch
        self._tell = tell
        self._rules = [rule for rule in rules if rule.adds_only]
        self.adding: list[Rule] = []
        self.added = 0

    def begin(self) -> None:
        """Apply the rules that only add to all that is there."""
        self.adding = [rule for rule in self._rules if not rule.can_be_ground]
        self.exhaust([rule for rule in self.adding if rule.of_ontology])
        self.exhaust([rule for rule in self.adding if not rule.of_ontology] + self._ground())

    def _ground(self) -> list[Rule]:
        """Take in what the ontology as it now is makes of the rules over any property, and return what is new of it."""
        known = {rule.query for rule in self.adding}
        found = [each for rule in self._rules if rule.can_be_ground for each in ground(self._store, rule)]
        new = [rule for rule in found if rule.query not in known]
        self.adding += new
        return new

    def exhaust(self, pending: Sequence[Rule]) -> None:
        """Apply the rules that only add, beginning with the pending ones, as long as one gives something new.

        A rule waits for those that can give it work to do again, unless they wait for it too.
        """
        waiting = {id(rule) for rule in pending}
        while waiting:
            turn = self._choose_first([rule for rule in self.adding if id(rule) in waiting])
            waiting -= {id(rule) for rule in turn}
            told = set()
            for rule in turn:
                given = self.apply(rule)
                told |= given
                again = not self._is_settled(rule)
                waiting |= {id(each) for each in self.adding if (again or each is not rule) and each.reads(given)}
            if any(predicate.value.startswith((v.OWL, v.RDFS, v.RDF + "first")) for predicate, _ in told):
                waiting |= {id(rule) for rule in self._ground()}

    def _is_settled(self, rule: Rule) -> bool:
        """Say whether a rule finds nothing more in what it gave itself: each step further is one that it took."""
        steps = _CHAIN.fullmatch(f"{rule.template} {rule.where}")
        if steps is None:
            return False
        transitive = NamedNode(f"{v.OWL}TransitiveProperty")
        return any(True for _ in self._store.quads_for_pattern(NamedNode(steps["step"]), v.TYPE, transitive, None))

    def _choose_first(self, waiting: Sequence[Rule]) -> list[Rule]:
        """Return the rules to which no other of those waiting leads that does not depend on them in turn."""
        givers: dict[str, set[int]] = {}
        for number, rule in enumerate(waiting):
            for name in rule.gives:
                givers.setdefault(name, set()).add(number)
        before = [
            set().union(*givers.values())
            if rule.reads_any
            else givers.get("", set()).union(*(givers.get(name, ()) for name in rule.names))
            for rule in waiting
        ]
        reached: list[set[int]] = []
        for number in range(len(waiting)):
            found: set[int] = set()
            rest = list(before[number])
            while rest:
                each = rest.pop()
                if each not in found:
                    found.add(each)
                    rest += before[each]
            reached.append(found)
        return [rule for number, rule in enumerate(waiting) if all(number in reached[each] for each in reached[number])]

    def apply(self, rule: Rule) -> set[Told]:
        """Apply one rule once, add what is new, and return the properties and the classes that it is told with."""
        if self._tell:
            self._tell(self.added)
        if rule.needs and not any(
            True for each in rule.needs for _ in self._store.quads_for_pattern(None, each, None, None)
        ):
            return set()
        derived = self._store.query(rule.ask_for_new(many=bool(self._scratch)), use_default_graph_as_union=True)
        assert isinstance(derived, pyoxigraph.QueryTriples)
        if not self._scratch:
            return self._add(derived)
        few = list(islice(derived, _FEW))
        told = self._add(few)
        return told if len(few) < _FEW else told | self._add_in_bulk(rule, derived)

    def _add(self, derived: Iterable[pyoxigraph.Triple]) -> set[Told]:
        new = {
            Quad(triple.subject, triple.predicate, triple.object, v.INFERRED)
            for triple in derived
            if not any(
                True for _ in self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
            )
        }
        self._store.extend(new)
        self.added += len(new)
        return {
            (quad.predicate, quad.object if quad.predicate == v.TYPE and isinstance(quad.object, NamedNode) else None)
            for quad in new
        }

    def _add_in_bulk(self, rule: Rule, derived: pyoxigraph.QueryTriples) -> set[Told]:
        before = self._count()
        derived.serialize(self._scratch, pyoxigraph.RdfFormat.N_TRIPLES)
        told = _read_told(self._scratch)
        self._store.bulk_load(path=self._scratch, format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=v.INFERRED)
        if not rule.gives_only_new:
            for predicate in sorted({predicate for predicate, _ in told}, key=str):
                for graph in list(self._store.named_graphs()):
                    if graph != v.INFERRED and any(
                        True for _ in self._store.quads_for_pattern(None, predicate, None, graph)
                    ):
                        drop_both(self._store, v.INFERRED, graph, str(predicate))
        grown = self._count() - before
        self.added += grown
        return told if grown else set()

    def _count(self) -> int:
        found = self._store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {v.INFERRED} {{ ?s ?p ?o }} }}")
        assert isinstance(found, pyoxigraph.QuerySolutions)
        return int(next(found)[0].value)


def ground(store: pyoxigraph.Store, rule: Rule) -> list[Rule]:
    """Return a rule over any property as one rule for each way in which the ontology names properties and classes.

    To ask for named properties is far faster, and such a rule is applied again only when one of its own has changed.
    """
    of_ontology, of_data = rule.split()
    shared = [name for name in dict.fromkeys(_VARIABLE.findall(of_ontology)) if name in rule.shared_variables]
    text = f"{rule.declarations}SELECT DISTINCT {' '.join(f'?{name}' for name in shared)} WHERE {{\n{of_ontology}\n}}"
    found = store.query(text, use_default_graph_as_union=True)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    rules = []
    for row in list(found):
        terms = dict(zip(shared, row, strict=True))
        if all(isinstance(term, NamedNode | pyoxigraph.Literal) for term in terms.values()):
            rules.append(rule.put(terms, of_data))
        else:  # what has no name cannot be put in; the rule as it stands finds it
            return [rule]
    return sorted(rules, key=lambda each: each.query)


def _read_told(path: str) -> set[Told]:
    """Return the properties in a file of N-Triples, and the classes where it says of what class a thing is."""
    kind = f" {v.TYPE} "
    with open(path, encoding="utf-8") as file:
        found = {(line.split(" ", 2)[1], line.rpartition(kind)[2][:-3] if kind in line else "") for line in file}
    return {
        (NamedNode(predicate[1:-1]), NamedNode(value[1:-1]) if predicate == str(v.TYPE) and value[:1] == "<" else None)
        for predicate, value in found
    }


def drop_both(store: pyoxigraph.Store, graph: NamedNode, other: object, predicate: str = "?p") -> None:
    """Take out of a graph what another graph says too, with any predicate or one."""
    pattern = f"?s {predicate} ?o"
    chosen = "?p" if predicate == "?p" else f"({predicate} AS ?p)"
    both = f"SELECT ?s {chosen} ?o WHERE {{ GRAPH {other} {{ {pattern} }} GRAPH {graph} {{ {pattern} }} }}"
    found = store.query(both)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    for subject, named, value in list(found):
        store.remove(Quad(subject, named, value, graph))
