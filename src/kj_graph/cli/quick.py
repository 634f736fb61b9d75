"""Reading a plain command line without argparse, which would cost as much as starting Python.

The options are those that the command's module declares. Only what can be read in one way is taken; help, mistakes and
everything unusual are left to the full parser, so that there is one place which explains and refuses.
"""

from __future__ import annotations

import sys

from kj_graph.cli.commands import SUMMARIES, module_of

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_KNOWN = {"action", "choices", "default", "dest", "help", "metavar", "nargs", "required", "type"}
_ACTIONS = (None, "append", "store_true")


class Namespace:
    """The options of one run, as argparse would give them."""

    command: str
    run: Callable[[Any], int]


class _UnusualError(Exception):
    """The command line, or what its command declares, is left to the full parser."""


class _Option:
    """One declared option or positional argument."""

    __slots__ = ("action", "choices", "default", "dest", "nargs", "required", "type")

    def __init__(self, name: str, settings: dict[str, Any]) -> None:
        self.action = settings.get("action")
        self.nargs = settings.get("nargs")
        if not _KNOWN.issuperset(settings) or self.action not in _ACTIONS or self.nargs not in (None, "+", "?"):
            raise _UnusualError
        self.dest: str = settings.get("dest") or name.lstrip("-").replace("-", "_")
        self.choices = settings.get("choices")
        self.type: Callable[[str], Any] | None = settings.get("type")
        self.default = settings.get("default", False if self.action == "store_true" else None)
        self.required = settings.get("required", False)
        if isinstance(self.default, str) and self.type:
            raise _UnusualError

    def read(self, text: str) -> Any:
        try:
            value = self.type(text) if self.type else text
        except Exception:  # whatever is wrong with it, the full parser says it
            raise _UnusualError from None
        if self.choices is not None and value not in self.choices:
            raise _UnusualError
        return value


class _Declared:
    """What a command declares; it stands where argparse's parser stands otherwise."""

    def __init__(self) -> None:
        self.options: dict[str, _Option] = {}
        self.positionals: list[_Option] = []

    def add_argument(self, *names: str, **settings: Any) -> None:
        option = _Option(names[-1], settings)
        if not names[0].startswith("-"):
            self.positionals.append(option)
        elif option.nargs is not None:
            raise _UnusualError
        for name in names:
            if name.startswith("-"):
                self.options[name] = option

    def __getattr__(self, name: str) -> Any:
        raise _UnusualError


def read_arguments(given: list[str]) -> tuple[Namespace, list[str]] | None:
    """Return the options of a plain command line and the parameters it gives to a question, or None to ask argparse."""
    if not given or given[0] not in SUMMARIES:
        return None
    name = module_of(given[0])
    __import__(name)
    module: Any = sys.modules[name]
    declared: Any = _Declared()
    try:
        module.add_options(declared)
        options, rest = _read(declared, given[1:])
    except _UnusualError:
        return None
    options.command = given[0]
    options.run = module.run
    return options, rest


def _read(declared: _Declared, given: list[str]) -> tuple[Namespace, list[str]]:
    options, rest = Namespace(), list[str]()
    values = options.__dict__
    for option in (*declared.options.values(), *declared.positionals):
        values.setdefault(option.dest, option.default)
    positional: list[str] = []
    given_options: set[_Option] = set()
    ended = False  # an option after the first positional argument: what argparse makes of further ones is not plain
    index = 0
    while index < len(given):
        token = given[index]
        index += 1
        if token == "-" or not token.startswith("-"):  # noqa: S105 - no secret
            if ended or (given_options and any(each.nargs == "?" for each in declared.positionals)):
                raise _UnusualError
            positional.append(token)
            continue
        ended = bool(positional)
        name, equals, value = token.partition("=")
        known = declared.options.get(name)
        if known is None:
            if not ended or not name.startswith("--") or name in ("--", "--help") or " " in token:
                raise _UnusualError
            rest.append(token)
        if known is not None and known.action == "store_true":
            if equals:
                raise _UnusualError
            values[known.dest] = True
            given_options.add(known)
            continue
        if not equals:
            if index == len(given) or given[index].startswith("-"):
                raise _UnusualError
            value = given[index]
            index += 1
            if known is None:
                rest.append(value)
        if known is not None:
            given_options.add(known)
            read = known.read(value)
            values[known.dest] = [*(values[known.dest] or []), read] if known.action == "append" else read
    if any(option.required and option not in given_options for option in declared.options.values()):
        raise _UnusualError
    _fill(declared.positionals, positional, values)
    return options, rest


def _fill(declared: list[_Option], given: list[str], values: dict[str, Any]) -> None:
    """Give the positional arguments to what is declared, where there is one way to do it."""
    last = declared[-1] if declared else None
    if any(option.nargs for option in declared[:-1]):
        raise _UnusualError
    singles = declared[:-1] if last is not None and last.nargs else declared
    if len(given) < len(singles):
        raise _UnusualError
    for option, text in zip(singles, given, strict=False):
        values[option.dest] = option.read(text)
    more = given[len(singles) :]
    if last is not None and last.nargs == "+" and more:
        values[last.dest] = [last.read(text) for text in more]
    elif last is not None and last.nargs == "?" and len(more) <= 1:
        values[last.dest] = last.read(more[0]) if more else last.default
    elif more or (last is not None and last.nargs == "+"):
        raise _UnusualError
