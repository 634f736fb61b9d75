"""The tokens of Turtle 1.1 with their places: none is lost, and together they are the text.

No library keeps comments and places, so the grammar's terminals are written out here. Text that is no token becomes one
of the kind `bad`, a character long: who reads on decides what that means.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_START = _BASE + "_"
_CHARACTER = _START + r"\-0-9\u00b7\u0300-\u036f\u203f\u2040"
_PREFIX = rf"(?:[{_BASE}](?:[{_CHARACTER}.]*[{_CHARACTER}])?)?"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = (
    rf"(?:(?:[{_START}:0-9]|{_ESCAPED})"
    rf"(?:[{_CHARACTER}:]|{_ESCAPED}|\.+(?=[{_CHARACTER}:%\\]))*)?"
)

# The groups stand in the order in which tokens are frequent; where two could match, the longer one comes first. What is
# repeated as a group is not possessive, since Python 3.11.2 matches that wrongly; no two ways lead through it anyway.
TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+)
    | (?P<name>{_PREFIX}:{_LOCAL})
    | (?P<text>\"\"\"[^"\\]*+(?:(?:\\.|\"{{1,2}}(?!\"))[^"\\]*+)*\"\"\"
              |'''[^'\\]*+(?:(?:\\.|'{{1,2}}(?!'))[^'\\]*+)*'''
              |\"(?!\"\")[^"\\\n\r]*+(?:\\[^\n\r][^"\\\n\r]*+)*\"
              |'(?!'')[^'\\\n\r]*+(?:\\[^\n\r][^'\\\n\r]*+)*')
    | (?P<mark>\^\^|[;,.\[\]()](?![0-9])|[;,\[\]()])
    | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>[+-]?(?:[0-9]+\.[0-9]*[eE][+-]?[0-9]+|\.?[0-9]+[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+))
    | (?P<blank>_:[{_START}0-9](?:[{_CHARACTER}.]*[{_CHARACTER}])?)
    | (?P<comment>\#[^\n\r]*)
    | (?P<word>[A-Za-z]+)
    | (?P<bad>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Lines:
    """Where the lines of a text begin, so that a place in it can be named."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1; columns count characters."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def start(self, line: int) -> int:
        """Return the offset at which a line begins; past the last line, that of the last."""
        return self._starts[min(line, len(self._starts)) - 1]

    def __len__(self) -> int:
        return len(self._starts)


def read_tokens(text: str, start: int = 0) -> Iterator[tuple[str, int, int]]:
    """Yield the kind, the start and the end of each token, blanks and comments among them."""
    for match in TOKEN.finditer(text, start):
        yield match.lastgroup or "bad", match.start(), match.end()
