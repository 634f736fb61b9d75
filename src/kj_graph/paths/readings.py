"""Relations in words, in both directions and three languages; the sentences stand in readings.json.

A sentence names the subject as {a} and the object as {b}. In Korean a particle stands as {a:은}, and is chosen by the
sound that the name ends in.
"""

from __future__ import annotations

import json
from importlib.resources import files

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import Any

_PARTICLES = {
    "은": ("은", "는"), "이": ("이", "가"), "을": ("을", "를"), "과": ("과", "와"), "으로": ("으로", "로"),
    "이다": ("이다", "다"), "이라는": ("이라는", "라는"),
}  # fmt: skip
_CLOSED_DIGITS, _CLOSED_LETTERS = "013678", "LMNRlmnr"  # whose Korean names end in a consonant
_ENDING_IN_L = "178LlRr"
_QUOTES = {"en": ("“", "”"), "ko": ("‘", "’"), "ja": ("「", "」")}
_INNER = str.maketrans({"「": "『", "」": "』", "“": "‘", "”": "’"})
_MARKS = "”’」)）]』.…\"' "


class Name(str):
    """The name of a thing that takes a Korean particle in a format, as in {a:은}."""

    __slots__ = ()

    def __format__(self, particle: str) -> str:
        return str(self) + (choose_particle(self, particle) if particle else "")


def choose_particle(name: str, particle: str) -> str:
    """Return the form of a Korean particle after a name; where its sound is not known, both forms."""
    closed, opened = _PARTICLES[particle]
    last = name.rstrip(_MARKS)[-1:]
    if "가" <= last <= "힣":
        final = (ord(last) - 0xAC00) % 28
        return opened if final == 0 or (particle == "으로" and final == 8) else closed
    if last.isascii() and last.isalnum():
        if particle == "으로" and last in _ENDING_IN_L:
            return opened
        return closed if last in _CLOSED_DIGITS + _CLOSED_LETTERS else opened
    return f"{closed}({opened})"


def quote_name(name: str, language: str) -> Name:
    """Return a name in the quotation marks of a language, its own marks being the inner ones."""
    opening, closing = _QUOTES[language]
    if language != "ko":
        name = name.translate(_INNER)
        while language == "en" and name.count('"') > 1:
            name = name.replace('"', "‘", 1).replace('"', "’", 1)
    return Name(f"{opening}{name}{closing}")


def read_relation(relation: str, language: str, a: Name, b: Name, *, inverse: bool) -> str:
    """Return the sentence of a relation, from its subject to its object or the other way, beginning with a capital."""
    sentence = str(_load()["readings"][relation][language]["inverse" if inverse else "forward"]).format(a=a, b=b)
    return sentence[:1].upper() + sentence[1:]


def say_phrase(phrase: str, language: str, **values: object) -> str:
    """Return one of the phrases around paths in a language."""
    return str(_load()["phrases"][phrase][language]).format(**values)


def list_readings() -> dict[str, Any]:
    """Return the sentences by relation, language and direction."""
    readings: dict[str, Any] = _load()["readings"]
    return readings


def list_phrases() -> dict[str, Any]:
    """Return the phrases around paths by language."""
    phrases: dict[str, Any] = _load()["phrases"]
    return phrases


_loaded: dict[str, Any] = {}


def _load() -> dict[str, Any]:
    if not _loaded:
        text = (files("kj_graph.paths") / "readings.json").read_text(encoding="utf-8")
        _loaded.update(json.loads(text))
    return _loaded
