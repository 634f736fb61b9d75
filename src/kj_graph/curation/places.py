"""Where in a mapping file something stands, because the TOML reader does not say."""

from __future__ import annotations

import re

_THING = re.compile(r"\s*\[\[\s*things\s*\]\]")
_SECTION = re.compile(r"\s*\[\[?\s*(?!things\b)[A-Za-z]")
_STATEMENT = re.compile(r"\s*\[\[\s*things\s*\.\s*properties\s*\]\]|\s*(?:properties\s*=\s*\[\s*)?\{")


class Places:
    """The lines of a mapping; every answer is written `file:line`, or `file` where the line is not known."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._lines = text.splitlines()
        starts = [number for number, line in enumerate(self._lines) if _THING.match(line)]
        self._blocks = list(zip(starts, [*starts[1:], len(self._lines)][: len(starts)], strict=True))

    def find(self, name: str, otherwise: str = "") -> str:
        """Return the line that defines a key, a section or a prefix of that name."""
        word = re.escape(name)
        wanted = re.compile(rf"""\s*(?:\[+\s*{word}\s*[\].]|["']?{word}["']?\s*=)""")
        for number, line in enumerate(self._lines):
            if wanted.match(line):
                return f"{self._path}:{number + 1}"
        return otherwise or self._path

    def thing(self, index: int, key: str = "") -> str:
        """Return the line of the section [[things]] of that index, or of a key directly in it."""
        if index >= len(self._blocks):
            return self._path
        start, end = self._blocks[index]
        wanted = re.compile(rf"\s*{re.escape(key)}\s*=")
        for number in range(start, end):
            if key and wanted.match(self._lines[number]):
                return f"{self._path}:{number + 1}"
        return f"{self._path}:{start + 1}"

    def statement(self, index: int, number: int) -> str:
        """Return the line of the property of that number within a thing."""
        if index >= len(self._blocks):
            return self._path
        start, end = self._blocks[index]
        begins = []
        for line in range(start + 1, end):
            if _SECTION.match(self._lines[line]):
                break
            if _STATEMENT.match(self._lines[line]):
                begins.append(line)
        return f"{self._path}:{begins[number] + 1}" if number < len(begins) else self.thing(index)
