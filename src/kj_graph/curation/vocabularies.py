"""Which foreign terms mean which of ours: small TOML files, some of which ship in `ontology/mappings/`.

A class or property that no mapping names is left out and counted. Terms of our own vocabulary, SKOS names and links of
identity need no mapping. docs/merge.md explains the form.
"""

from __future__ import annotations

import dataclasses
import os
import re
import tomllib
from difflib import get_close_matches
from typing import Any

from pyoxigraph import NamedNode

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.curation.places import Places
from kj_graph.curation.rules import read_rules
from kj_graph.errors import InputError
from kj_graph.texts import read_text

_KEYS = ("label", "types", "january_first", "prefixes", "same", "classes", "having", "properties", "values")
_OWN = (
    v.SKOS + "prefLabel", v.SKOS + "altLabel", v.SKOS + "definition", v.SKOS + "note", v.SKOS + "editorialNote",
    v.SKOS + "broader", v.SCHEMA + "sameAs", v.DCTERMS + "title", v.DCTERMS + "publisher", v.DCTERMS + "issued",
    v.DCTERMS + "language",
)  # fmt: skip
SAME = (v.SCHEMA + "sameAs", v.OWL + "sameAs", v.SKOS + "exactMatch")
_HINT = "docs/merge.md explains the form of a mapping."


@dataclasses.dataclass(frozen=True)
class ClassTarget:
    """The class that a foreign one means; `matched` says that only things recognised as ours are taken."""

    name: str
    matched: bool


@dataclasses.dataclass(frozen=True)
class PropertyTarget:
    """What a foreign property means: a property of ours, or the day of an event in the life of an agreement."""

    property: str
    life: str
    inverse: bool
    dated: bool
    january: bool


class Vocabularies:
    """All mappings of one merge together; those read later give way to those read earlier."""

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.types = {v.TYPE.value}
        self.classes: dict[str, ClassTarget] = {}
        self.having: dict[str, ClassTarget] = {}
        self.properties: dict[str, PropertyTarget] = {}
        self.values: dict[str, str] = {}
        self._same: list[tuple[str, str]] = []
        self._beginnings: tuple[str, ...] = ()
        for name in read_rules():
            self.classes[v.KJ + name] = ClassTarget(name, matched=False)
        for iri in (*_OWN, *(iri for rules in read_rules().values() for iri in rules.allowed)):
            if iri not in SAME and iri != v.TYPE.value:
                self.properties[iri] = PropertyTarget(iri, "", inverse=False, dated=False, january=False)

    def unify(self, iri: str) -> str:
        """Return an IRI in the one form in which it is compared."""
        if iri.startswith(self._beginnings):
            for namespace, wanted in self._same:
                if iri.startswith(namespace):
                    return wanted + iri[len(namespace) :]
        return iri

    def read(self, path: str) -> None:
        """Take in a mapping file; raises InputError with file and line for whatever is wrong with it."""
        _Reader(path, self).read()

    def add_same(self, namespace: str, wanted: str) -> None:
        """Say that two namespaces hold the same things."""
        self._same.append((namespace, wanted))
        self._beginnings = (*self._beginnings, namespace)


def read_vocabularies(paths: list[str]) -> Vocabularies:
    """Return the given mappings and the shipped ones; what a given one says goes before what a shipped one says."""
    found = Vocabularies()
    for path in [*paths, *resources.mapping_files()]:
        found.read(path)
    return found


class _Reader:
    def __init__(self, path: str, found: Vocabularies) -> None:
        self._path = path
        text = read_text(path)
        try:
            self._content = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            said = re.match(r"(.*) \(at line (\d+), column (\d+)\)", str(error))
            place = f"{path}:{said[2]}:{said[3]}" if said else path
            raise InputError(f"{place}: {said[1] if said else error}", hint=_HINT) from None
        self._places = Places(path, text)
        self._found = found
        self._prefixes = dict(v.PREFIXES)

    def read(self) -> None:
        content, found = self._content, self._found
        self._check_keys(content, _KEYS, "a mapping", "")
        for name in ("prefixes", "same", "classes", "having", "properties", "values"):
            if not isinstance(content.get(name, {}), dict):
                raise self._refuse(name, f"'{name}' must be a section: [{name}]")
        for name, namespace in content.get("prefixes", {}).items():
            self._prefixes[name] = self._text(namespace, name)
        label = content.get("label", os.path.basename(self._path))
        found.labels.append(self._text(label, "label"))
        types = content.get("types", [])
        if not isinstance(types, list):
            raise self._refuse("types", "'types' must be a list of properties")
        found.types.update(found.unify(self._expand(self._text(name, "types"), "types")) for name in types)
        january = content.get("january_first", "day")
        if january not in ("day", "year"):
            raise self._refuse("january_first", f"'january_first' is \"day\" or \"year\", not '{january}'")
        for namespace, wanted in content.get("same", {}).items():
            found.add_same(namespace, self._check_iri(self._text(wanted, namespace), namespace))
        for name, given in content.get("classes", {}).items():
            found.classes.setdefault(found.unify(self._expand(name, name)), self._read_class(name, given))
        for name, given in content.get("having", {}).items():
            found.having.setdefault(found.unify(self._expand(name, name)), self._read_class(name, given))
        for name, given in content.get("properties", {}).items():
            target = self._read_property(name, given, january=january == "year")
            found.properties.setdefault(found.unify(self._expand(name, name)), target)
        for name in content.get("having", {}):
            if found.unify(self._expand(name, name)) not in found.properties:
                raise self._refuse(name, f"[having] names '{name}', which [properties] does not map")
        for name, given in content.get("values", {}).items():
            iri = found.unify(self._expand(name, name))
            found.values.setdefault(iri, self._expand(self._text(given, name), name))

    def _read_class(self, name: str, given: Any) -> ClassTarget:
        if isinstance(given, str):
            given = {"class": given}
        if not isinstance(given, dict):
            raise self._refuse(name, f"'{name}' must name a class of ours", hint='"schema:Person" = "kj:Person"')
        self._check_keys(given, ("class", "take"), f"'{name}'", name)
        take = given.get("take", "all")
        if take not in ("all", "matched"):
            raise self._refuse(name, f"'take' is \"all\" or \"matched\", not '{take}'")
        iri = self._expand(self._text(given.get("class"), name), name)
        known = read_rules()
        wanted = iri.removeprefix(v.KJ)
        if not iri.startswith(v.KJ) or wanted not in known:
            near = get_close_matches(wanted, known, n=3, cutoff=0.5)
            hint = f"Did you mean: {', '.join(f'kj:{each}' for each in near)}?" if near else "See docs/terms.md."
            raise self._refuse(name, f"'{given.get('class')}' is no class of the ontology that things have", hint=hint)
        return ClassTarget(wanted, take == "matched")

    def _read_property(self, name: str, given: Any, *, january: bool) -> PropertyTarget:
        if isinstance(given, str):
            given = {"property": given}
        if not isinstance(given, dict):
            raise self._refuse(name, f"'{name}' must name a property of ours", hint='"schema:name" = "skos:prefLabel"')
        self._check_keys(given, ("property", "life", "inverse", "value"), f"'{name}'", name)
        if ("property" in given) == ("life" in given):
            raise self._refuse(name, f"'{name}' needs 'property' or 'life', one of the two")
        value, inverse = given.get("value", ""), given.get("inverse", False)
        if value not in ("", "date") or not isinstance(inverse, bool):
            raise self._refuse(name, f"'{name}': 'value' is \"date\", 'inverse' is true or false")
        if "life" in given:
            return PropertyTarget("", self._read_life(name, given["life"]), inverse=False, dated=True, january=january)
        iri = self._expand(self._text(given["property"], name), name)
        allowed = {each for rules in read_rules().values() for each in rules.allowed}
        if iri not in allowed:
            near = get_close_matches(v.shorten_iri(iri), [v.shorten_iri(each) for each in sorted(allowed)], n=3)
            hint = f"Did you mean: {', '.join(near)}?" if near else "docs/terms.md lists the properties."
            raise self._refuse(name, f"no class of ours has the property '{given['property']}'", hint=hint)
        return PropertyTarget(iri, "", inverse=inverse, dated=value == "date", january=january)

    def _read_life(self, name: str, given: Any) -> str:
        kind = self._text(given, name)
        known = _list_life_kinds()
        if kind not in known:
            near = get_close_matches(kind, known, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Kinds: {', '.join(known)}."
            raise self._refuse(name, f"there is no kind of life event '{kind}'", hint=hint)
        return kind

    def _expand(self, name: str, key: str) -> str:
        prefix, colon, local = name.partition(":")
        if colon and prefix in self._prefixes and not local.startswith("//"):
            return self._check_iri(self._prefixes[prefix] + local, key)
        if re.match(r"(?:https?|urn|tag):\S+\Z", name):
            return self._check_iri(name, key)
        known = ", ".join(f"{each}:" for each in sorted(self._prefixes))
        raise self._refuse(key, f"'{name}' begins with no known prefix", hint=f"Prefixes: {known}; more in [prefixes].")

    def _check_iri(self, iri: str, key: str) -> str:
        try:
            return NamedNode(iri).value
        except ValueError:
            raise self._refuse(key, f"'{iri}' is not a valid IRI") from None

    def _text(self, given: Any, key: str) -> str:
        if not isinstance(given, str):
            raise self._refuse(key, f"'{key}' must be text in quotation marks")
        return given

    def _check_keys(self, given: dict[str, Any], known: tuple[str, ...], what: str, at: str) -> None:
        for key in given:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"Did you mean '{near[0]}'?" if near else f"It takes: {', '.join(known)}."
                raise self._refuse(at or key, f"{what} has no '{key}'", hint=hint)

    def _refuse(self, key: str, message: str, *, hint: str = _HINT) -> InputError:
        return InputError(f"{self._places.find(key)}: {message}", hint=hint)


def _list_life_kinds() -> list[str]:
    import pyoxigraph

    scheme = v.KJR + "scheme-life-kinds"
    return sorted(
        quad.subject.value.removeprefix(v.KJR + "life-kind-")
        for path in resources.ontology_files()
        for quad in pyoxigraph.parse(path=path)
        if quad.predicate.value == v.SKOS + "inScheme" and quad.object == pyoxigraph.NamedNode(scheme)
    )
