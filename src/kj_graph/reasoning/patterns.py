"""The text of a rule taken apart: what it gives, and the ways in which it can be fulfilled.

This reads the part of SPARQL that rules are written in: triple patterns, FILTER, BIND, VALUES, OPTIONAL, UNION and one
level of sub-SELECT with GROUP BY and MIN or MAX. Property paths are kept as conditions, which lead to no statement.
"""

from __future__ import annotations

import re
from itertools import product

from kj_graph.errors import InputError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from kj_graph.store.rules import Rule

    Pattern: TypeAlias = tuple[str, str, str]

_TOKEN = re.compile(
    r"""<[^<>\s]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^(?:<[^>]*>|[\w-]+:[\w-]+))?|\?\w+|(?:[A-Za-z][\w-]*)?:[\w-]+"""
    r"""|[A-Za-z]\w*|\d+(?:\.\d+)?|&&|\|\||!=|<=|>=|[{}().;,/*+^|=<>!-]""",
)
_PATH = set("/*+^|")
_ENDS = {"{", "}", "FILTER", "OPTIONAL", "BIND", "VALUES", "UNION"}


class Way:
    """One way to fulfil a rule: statements that must stand, statements that may, those that must not, and conditions.

    `text` is the SPARQL of the conditions, without the statements that must stand; `named` are the variables that a
    table of VALUES names, `computed` the expressions of those that BIND or an aggregate computes.
    """

    def __init__(self) -> None:
        self.patterns: list[Pattern] = []
        self.optional: list[Pattern] = []
        self.absent: list[list[Pattern]] = []
        self.conditions: list[str] = []
        self.named: set[str] = set()
        self.computed: list[tuple[str, str]] = []

    def add(self, other: Way) -> Way:
        """Return a way that demands what both do."""
        both = Way()
        for name in ("patterns", "optional", "absent", "conditions", "computed"):
            setattr(both, name, [*getattr(self, name), *getattr(other, name)])
        both.named = self.named | other.named
        return both

    def to_query(self, prefixes: Mapping[str, str], known: Mapping[str, str], most: int) -> str:
        """Return the SELECT of all variables where some have the known terms, at most so many rows."""
        put = {name: term for name, term in known.items() if name not in self.named}
        lines = [f"{_fill(s, put)} {_fill(p, put)} {_fill(o, put)} ." for s, p, o in self.patterns]
        lines += [_fill(condition, put) if "VALUES" not in condition else condition for condition in self.conditions]
        lines += [f"FILTER(sameTerm(?{name}, {known[name]}))" for name in sorted(self.named & set(known))]
        for expression, name in self.computed:
            told = _fill(expression, put)
            lines.append(f"FILTER({told} = {put[name]})" if name in put else f"BIND({told} AS ?{name})")
        # The engine takes no blank between CONCAT and its parenthesis.
        body = re.sub(r"(\w) \(", r"\1(", "\n".join(lines))
        head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items())
        return f"{head}SELECT DISTINCT * WHERE {{\n{body}\n}} LIMIT {most}"


def _fill(text: str, known: Mapping[str, str]) -> str:
    return re.sub(r"\?(\w+)", lambda match: known.get(match[1], match[0]), text)


def read_template(rule: Rule) -> list[Pattern]:
    """Return the statements that a rule gives, as patterns."""
    return _Reader(rule, rule.template).read_ways()[0].patterns


def read_ways(rule: Rule) -> list[Way]:
    """Return the ways in which a rule can be fulfilled; raises InputError for SPARQL that rules are not written in."""
    where = rule.where
    return _Reader(rule, where[where.index("{") + 1 : where.rindex("}")]).read_ways()


class _Reader:
    def __init__(self, rule: Rule, text: str) -> None:
        self._rule = rule
        self._tokens = _TOKEN.findall(text)
        self._at = 0

    def read_ways(self) -> list[Way]:
        """Return the ways to fulfil the group that begins here, up to its closing brace or the end."""
        ways = [Way()]
        while self._at < len(self._tokens) and self._peek() != "}":
            word = self._peek()
            if word == "{":
                found = self._read_alternatives()
            elif word == "SELECT":
                found = self._read_select()
            elif word == ".":
                self._at += 1
                continue
            else:
                found = [self._read_element(word)]
            ways = [one.add(other) for one, other in product(ways, found)]
        return ways

    def _peek(self) -> str:
        return str(self._tokens[self._at])

    def _take(self, expected: str = "") -> str:
        if self._at >= len(self._tokens) or (expected and self._peek() != expected):
            raise InputError(
                f"{self._rule.path}: cannot be taken apart near '{' '.join(self._tokens[self._at : self._at + 5])}'",
                hint="Rules are written in triple patterns, FILTER, BIND, VALUES, OPTIONAL, UNION and GROUP BY.",
            )
        self._at += 1
        return str(self._tokens[self._at - 1])

    def _read_group(self) -> list[Way]:
        self._take("{")
        ways = self.read_ways()
        self._take("}")
        return ways

    def _read_alternatives(self) -> list[Way]:
        ways = self._read_group()
        while self._at < len(self._tokens) and self._peek() == "UNION":
            self._at += 1
            ways += self._read_group()
        return ways

    def _read_select(self) -> list[Way]:
        """Read a sub-SELECT: the first or last of several values is that of the row that has it."""
        computed = []
        self._take("SELECT")
        while self._peek() != "WHERE":
            if self._peek() == "(":
                text = self._read_parentheses()
                found = re.fullmatch(r"\( (?:MIN|MAX) (.*) AS \?(\w+) \)", text)
                if found:
                    computed.append((found[1], found[2]))
            else:
                self._at += 1
        self._take("WHERE")
        ways = self._read_group()
        while self._at < len(self._tokens) and self._peek() != "}":  # GROUP BY and its variables
            self._at += 1
        for way in ways:
            way.computed += computed
        return ways

    def _read_element(self, word: str) -> Way:
        way = Way()
        if word == "FILTER":
            self._take()
            if self._peek() in ("NOT", "EXISTS"):
                silent = self._peek() == "NOT"
                self._at += 2 if silent else 1
                start = self._at
                groups = self._read_group()
                text = " ".join(self._tokens[start : self._at])
                way.conditions.append(f"FILTER {'NOT ' if silent else ''}EXISTS {text}")
                if silent:
                    way.absent += [group.patterns for group in groups if not group.conditions]
            else:
                start = self._at
                if self._peek() != "(":
                    self._at += 1
                self._read_parentheses()
                way.conditions.append(f"FILTER({' '.join(self._tokens[start : self._at])})")
        elif word == "BIND":
            self._take()
            found = re.fullmatch(r"\( (.*) AS \?(\w+) \)", self._read_parentheses())
            assert found is not None
            way.computed.append((found[1], found[2]))
        elif word == "VALUES":
            start = self._at
            while self._take() != "}":
                pass
            text = " ".join(self._tokens[start : self._at])
            way.conditions.append(text)
            way.named = set(re.findall(r"\?(\w+)", text.partition("{")[0]))
        elif word == "OPTIONAL":
            self._take()
            start = self._at
            (group,) = self._read_group()
            way.conditions.append(f"OPTIONAL {' '.join(self._tokens[start : self._at])}")
            way.optional += group.patterns
        else:
            self._read_triples(way)
        return way

    def _read_parentheses(self) -> str:
        start, depth = self._at, 0
        while True:
            token = self._take()
            depth += {"(": 1, ")": -1}.get(token, 0)
            if not depth:
                return " ".join(self._tokens[start : self._at])

    def _read_triples(self, way: Way) -> None:
        subject = self._take()
        while True:
            verb = self._take()
            while self._peek() in _PATH:
                verb += self._take()
                if verb[-1] in "/^|" and self._peek() not in _PATH:
                    verb += self._take()
            while True:
                value = self._take()
                if _PATH & set(re.sub(r"<[^>]*>", "", verb)):
                    way.conditions.append(f"{subject} {verb} {value} .")
                else:
                    way.patterns.append((subject, verb, value))
                if self._at >= len(self._tokens) or self._peek() != ",":
                    break
                self._take(",")
            while self._at < len(self._tokens) and self._peek() == ";":
                self._take(";")
                if self._at >= len(self._tokens) or self._peek() in _ENDS or self._peek() == ".":
                    break
            else:
                if self._at >= len(self._tokens) or self._tokens[self._at - 1] != ";":
                    return
            if self._at >= len(self._tokens) or self._peek() in _ENDS or self._peek() == ".":
                return
