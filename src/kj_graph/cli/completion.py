"""What may stand at a place of a command line, asked by the shells at each press of the key and so never out of date.

Commands, options and their choices, questions with their parameters, things by their slugs, files.
"""

from __future__ import annotations

import os
import sys

from kj_graph.cli.commands import SUMMARIES, module_of

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

FILES = ":files"  # said alone: the shell completes the names of files
_MOST_THINGS = 300
_FILE_METAVARS = ("FILE", "DIR", "FOLDER")


class _Declared:
    """The options and arguments that a command declares; it stands where argparse's parser stands otherwise."""

    def __init__(self) -> None:
        self.options: dict[str, dict[str, Any]] = {}
        self.positionals: list[dict[str, Any]] = []

    def add_argument(self, *names: str, **settings: Any) -> None:
        if names[0].startswith("-"):
            self.options.update(dict.fromkeys(names, settings))
        else:
            self.positionals.append({"metavar": names[0].upper(), **settings})

    def add_mutually_exclusive_group(self, **_: Any) -> _Declared:
        return self

    add_argument_group = add_mutually_exclusive_group


def complete_words(words: list[str], at: int) -> list[tuple[str, str]]:
    """Return what may stand as word `at` of a command line, each with a description; or FILES alone.

    `words` begins with the program's name; what already stands at the place is taken as the beginning.
    """
    before, current = _join_equals(words[1:at]), words[at] if at < len(words) else ""
    if current == "=":
        current = ""
    if not before:
        return _choose(current, [*SUMMARIES.items(), ("--help", ""), ("--version", "")])
    if before[0] not in SUMMARIES:
        return []
    declared: Any = _Declared()
    name = module_of(before[0])
    __import__(name)
    module: Any = sys.modules[name]
    module.add_options(declared)
    return _complete(declared, before[0], before[1:], current)


def _complete(declared: _Declared, command: str, before: list[str], current: str) -> list[tuple[str, str]]:
    positional: list[str] = []
    open_option = ""
    parameters: dict[str, dict[str, Any]] = {}
    used: set[str] = set()
    for word in before:
        if open_option:
            open_option = ""
        elif word.startswith("--") and "=" in word:
            used.add(word.partition("=")[0])
        elif word.startswith("-") and word != "-":
            used.add(word)
            settings = declared.options.get(word) or parameters.get(word)
            open_option = word if settings is not None and settings.get("action") != "store_true" else ""
        else:
            positional.append(word)
            if command == "query" and len(positional) == 1:
                parameters = _list_parameters(word)
    if open_option:
        return _complete_value(declared.options.get(open_option) or parameters[open_option], current)
    if current.startswith("-"):
        known = {**declared.options, **parameters}
        free = [
            (option, str(settings.get("help") or ""))
            for option, settings in known.items()
            if option not in used or settings.get("action") == "append"
        ]
        return _choose(current, [*free, ("--help", "")])
    expected = _find_positional(declared.positionals, len(positional))
    return _complete_value(expected, current) if expected is not None else []


def _find_positional(declared: list[dict[str, Any]], number: int) -> dict[str, Any] | None:
    if number < len(declared):
        return declared[number]
    return declared[-1] if declared and declared[-1].get("nargs") in ("*", "+") else None


def _complete_value(settings: dict[str, Any], current: str) -> list[tuple[str, str]]:
    if settings.get("choices"):
        return _choose(current, ((str(choice), "") for choice in settings["choices"]))
    metavar = str(settings.get("metavar") or "").partition(".")[0]
    if metavar in ("QUESTION", "NAME"):
        found = _choose(current, _list_questions())
        return found if found or metavar == "NAME" else [(FILES, "")]
    if metavar == "SHELL":
        return _choose(current, ((shell, "") for shell in ("bash", "zsh", "fish")))
    if metavar == "REGISTER":
        from kj_graph import resources

        return _choose(current, ((name, "") for name in resources.register_files()))
    if metavar in ("THING", "A", "B"):
        return _list_things(current)
    if metavar in _FILE_METAVARS or (metavar == "SOURCE" and "." in str(settings.get("metavar"))):
        return [(FILES, "")]
    return _list_things(current, "source-") if metavar == "SOURCE" else []


def _list_questions() -> list[tuple[str, str]]:
    from kj_graph import resources
    from kj_graph.questions import read_question

    return [
        (os.path.basename(path).removesuffix(".rq"), read_question(path).summary) for path in resources.query_files()
    ]


def _list_parameters(question: str) -> dict[str, dict[str, Any]]:
    from kj_graph.errors import KjGraphError
    from kj_graph.questions import find_question, read_question

    try:
        found = read_question(question) if question.endswith(".rq") else find_question(question)
    except KjGraphError:
        return {}
    return {
        f"--{each.name}": {
            "help": each.summary,
            "metavar": "THING" if each.kind == "thing" else each.kind.upper(),
            "choices": ("en", "ko", "ja") if each.kind == "lang" else None,
        }
        for each in found.parameters
    }


def _list_things(current: str, kind: str = "") -> list[tuple[str, str]]:
    """Return the slugs that begin so, with labels; none before something was typed, since all are too many to read."""
    from kj_graph import vocabulary as v
    from kj_graph.opening import open_graph

    if not current and not kind:
        return []
    with open_graph() as graph:
        beginning = v.KJR + (current or kind)
        names = graph.names
        found = [
            (iri.removeprefix(v.KJR), names.label(number, graph.language).text)
            for number, iri in enumerate(names.column("things"))
            if iri.startswith(beginning) and iri.startswith(v.KJR + kind)
        ]
    return found[:_MOST_THINGS]


def _choose(current: str, candidates: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(word, summary) for word, summary in candidates if word.startswith(current)]


def _join_equals(words: list[str]) -> list[str]:
    """Return words without the signs `=` that bash takes for words of their own."""
    return [word for word in words if word != "="]
