"""The parser of the command line: help in the terminal's width, mistakes told as errors of ours, common options."""

from __future__ import annotations

import argparse
import os
from importlib import import_module

from kj_graph import __version__
from kj_graph.cli.access import add_endpoint_options
from kj_graph.cli.commands import SUMMARIES, module_of
from kj_graph.errors import UsageError
from kj_graph.labels import LANGUAGES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import Any, NoReturn

EXIT_STATUSES = """exit status:
  0  done                          4  the query is wrong or refused
  1  checked and found wanting     5  no such question or thing
  2  wrong option or parameter     6  the output cannot be written
  3  a file cannot be read         7  a needed program is not installed
  8  the endpoint cannot be used"""
EXAMPLES = """examples:
  kj-graph questions
  kj-graph query proposals --area energy-security --lang ko
  kj-graph query 'SELECT ?a WHERE { ?a kj:party kjr:state-japan }'
  kj-graph show agreement-basic-treaty-1965
  kj-graph search 방화벽
  kj-graph explore --output kj-graph.html"""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help in the width of the terminal; asking for it here keeps argparse from importing shutil."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=min(measure_terminal(), 100))


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are errors of ours, told as all others are."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments."""
        raise UsageError(message, hint=f"'{self.prog} --help' explains.")


def build_parser(only: str | None = None) -> Parser:
    """Return the parser of all commands, or of one command alone, which is all that a run needs."""
    parser = Parser(
        prog="kj-graph",
        description="A knowledge graph of Korea–Japan relations: ask it, look things up, check it, take it home.",
        epilog=f"{EXAMPLES}\n\n{EXIT_STATUSES}",
        formatter_class=Formatter,
    )
    parser.add_argument("--version", action="version", version=f"kj-graph {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser, prog="kj-graph")
    for name, summary in SUMMARIES.items():
        if only in (None, name):
            module: Any = import_module(module_of(name))
            command: Parser = commands.add_parser(
                name,
                help=summary,
                description=f"{summary[0].upper()}{summary[1:]}.",
                epilog=module.EPILOG,
                formatter_class=Formatter,
                allow_abbrev=False,
            )
            command.set_defaults(run=module.run)
            module.add_options(command)
    return parser


def read_parameters(rest: list[str]) -> dict[str, str]:
    """Return the parameters of a saved question from options that the parser does not know."""
    parameters: dict[str, str] = {}
    index = 0
    while index < len(rest):
        name, equals, value = rest[index].partition("=")
        if not name.startswith("--") or name == "--":
            raise UsageError(f"'{rest[index]}' is one argument too many", hint="Put SPARQL text in quotes.")
        if not equals:
            index += 1
            if index == len(rest) or rest[index].startswith("--"):
                raise UsageError(f"{name} needs a value", hint="'kj-graph questions NAME' lists the parameters.")
            value = rest[index]
        parameters[name[2:]] = value
        index += 1
    return parameters


def add_graph_options(command: Parser) -> None:
    """Add what every command takes that opens the graph."""
    command.add_argument("--lang", choices=LANGUAGES, default="en", help="language of labels (default: en)")
    command.add_argument(
        "--data",
        action="append",
        metavar="FILE",
        default=[],
        help="read this file in place of the shipped data (repeatable)",
    )
    command.add_argument(
        "--add", action="append", metavar="FILE", default=[], help="read this file in addition (repeatable)"
    )
    command.add_argument(
        "--with",
        action="append",
        dest="registers",
        metavar="REGISTER",
        default=[],
        help="load this register too: treaties, unga (repeatable)",
    )
    add_endpoint_options(command)


def add_output(command: Parser) -> None:
    """Add the file to write to."""
    command.add_argument("--output", metavar="FILE", help="write to a file, whole or not at all")


def measure_terminal() -> int:
    """Return how many columns the terminal has: COLUMNS, the terminal itself, or 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) >= 20:
        return int(columns)
    try:
        return max(os.get_terminal_size().columns, 20)
    except OSError:
        return 80
