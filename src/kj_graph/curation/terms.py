"""Whether a value fits a property of ours, as the shapes have it, and what little may be done to make it fit.

A day with a time becomes a day; a name without a language gets the one that its script alone is written in. All else
that does not fit is refused with words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.curation.rules import ClassRules, Rule
from kj_graph.curation.values import CellError, make_literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kj_graph.vocabulary import Term

_DATED = {v.XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth", "string")}
_TIME = re.compile(r"\+?(\d{4}-\d{2}-\d{2})T[0-9:.]*(?:Z|[+-]\d{2}:\d{2})?\Z")
_ZONE = re.compile(r"(.*\d)(?:Z|[+-]\d{2}:\d{2})\Z")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_LATIN = re.compile(r"[\u0020-\u024f\u2010-\u2027]+\Z")


class UnfitError(ValueError):
    """Why a value is not taken; `quiet` for what is only counted."""

    def __init__(self, reason: str, *, quiet: bool = False) -> None:
        super().__init__(reason)
        self.quiet = quiet


def read_date(value: Term, *, january: bool = False) -> Literal:
    """Return a literal as a year, month or day; `january` takes 1 January with a time for the year alone."""
    if not isinstance(value, Literal) or value.language or value.datatype.value not in _DATED:
        raise UnfitError("is no date")
    text = value.value.strip()
    timed = _TIME.match(text)
    if timed:
        text = timed[1]
        if january and text.endswith("-01-01"):
            text = text[:4]
    else:
        zoned = _ZONE.match(text) if ":" in text or text.endswith("Z") else None
        text = zoned[1] if zoned else text
    try:
        return make_literal(text, "date", None)
    except CellError as fault:
        raise UnfitError(str(fault)) from None


def tell_language(value: Literal) -> Literal:
    """Return a name with its language: Hangul is Korean, kana Japanese, Latin letters alone are taken as English."""
    if value.language or not value.value.strip():
        return value
    text = value.value
    if _HANGUL.search(text) and not _KANA.search(text):
        return Literal(text, language="ko")
    if _KANA.search(text) and not _HANGUL.search(text):
        return Literal(text, language="ja")
    if _LATIN.match(text):
        return Literal(text, language="en")
    raise UnfitError("a name of which neither the file nor its script tells the language")


def fit_value(
    rules: ClassRules,
    name: str,
    value: NamedNode | Literal,
    find_class: Callable[[NamedNode], str],
    is_in_scheme: Callable[[NamedNode, str], bool],
) -> NamedNode | Literal:
    """Return a value fit for a property of a class; raises UnfitError where the shapes would not have it."""
    short = v.shorten_iri(name)
    if name not in rules.allowed:
        raise UnfitError(f"a kj:{rules.name} has no {short}")
    for rule in rules.find(name):
        value = _fit_rule(rule, short, value, find_class, is_in_scheme)
    return value


def _fit_rule(
    rule: Rule,
    short: str,
    value: NamedNode | Literal,
    find_class: Callable[[NamedNode], str],
    is_in_scheme: Callable[[NamedNode, str], bool],
) -> NamedNode | Literal:
    if rule.most == 0:
        raise UnfitError(f"{short} is not written here: {rule.message}")
    if rule.dated:
        return read_date(value)
    if rule.languages:
        if not isinstance(value, Literal):
            raise UnfitError(f"{short} takes text")
        text = value.value.strip()
        if not text:
            raise UnfitError(f"{short} is empty")
        if not value.language:
            raise UnfitError(f"{short} takes text with its language")
        base = value.language.lower().split("-")[0]
        if value.language.lower() not in rule.languages:
            # A name in Latin letters or of a region is not the name in the language itself, except of English.
            if base != "en" or "en" not in rule.languages or "latn" in value.language.lower():
                raise UnfitError(f"{short} in {value.language}", quiet=True)
            return Literal(text, language="en")
        return value if text == value.value else Literal(text, language=value.language)
    if (rule.classes or rule.scheme) and not isinstance(value, NamedNode):
        raise UnfitError(f"{short} takes a thing, not a text")
    if rule.scheme and isinstance(value, NamedNode) and not is_in_scheme(value, rule.scheme):
        raise UnfitError(f"it is no concept of {v.shorten_iri(rule.scheme)}")
    if rule.classes and isinstance(value, NamedNode):
        found = find_class(value)
        if found and v.KJ + found not in rule.classes and not _is_wider(found, rule.classes):
            wanted = " or ".join(v.shorten_iri(each) for each in rule.classes)
            raise UnfitError(f"{short} takes a {wanted}, and {v.shorten_iri(value.value)} is a kj:{found}")
    return value


_ACTORS = ("State", "Organization", "Person", "Group")


def _is_wider(found: str, classes: tuple[str, ...]) -> bool:
    """Say whether one of the classes is wider than the one found."""
    wider = {"Proposal": "Claim", "PolicyArea": "Concept", **dict.fromkeys(_ACTORS, "Actor")}.get(found, "")
    return any(each.endswith((f"#{wider}", f"/{wider}")) for each in classes) if wider else False
