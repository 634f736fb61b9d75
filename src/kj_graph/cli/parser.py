"""The options that commands share, and the parameters of saved questions; no command needs argparse to be asked."""

from __future__ import annotations

import os

from kj_graph.errors import UsageError
from kj_graph.labels import LANGUAGES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.cli.arguments import Parser


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
    command.add_argument("--store", metavar="DIR", help="read the graph that 'kj-graph load' keeps in this folder")
    add_registers(command)
    command.add_argument(
        "--endpoint", metavar="URL", help="ask the graph of this SPARQL service (KJ_GRAPH_ENDPOINT; docs/scaling.md)"
    )
    command.add_argument(
        "--graph",
        action="append",
        dest="graphs",
        metavar="IRI",
        default=[],
        help="a graph of the service, in place of the project's own (repeatable)",
    )
    command.add_argument(
        "--user", metavar="NAME", help="who asks the service (KJ_GRAPH_USER, KJ_GRAPH_PASSWORD, KJ_GRAPH_TOKEN, netrc)"
    )
    command.add_argument(
        "--endpoint-timeout", type=float, metavar="SECONDS", help="how long one answer may take (default: 120)"
    )


def add_registers(command: Parser, verb: str = "load") -> None:
    """Add the registers to take in beside the curated graph."""
    command.add_argument(
        "--with",
        action="append",
        dest="registers",
        metavar="REGISTER",
        default=[],
        help=f"{verb} this register too: treaties, unga (repeatable)",
    )


def add_as_of(command: Parser) -> None:
    """Add the day about which a reading command is asked."""
    command.add_argument(
        "--as-of", metavar="DAY", help="the graph as it stood on a day, such as 2019-08-23 (docs/as-of.md)"
    )


def add_reading(command: Parser) -> None:
    """Add what every command takes that reads the graph as it is or as it stood on a day."""
    add_graph_options(command)
    add_as_of(command)


def add_output(command: Parser) -> None:
    """Add the file to write to."""
    command.add_argument("--output", metavar="FILE", help="write to a file, whole or not at all")


def add_form(command: Parser, *more: str) -> None:
    """Add the form in which a table is written, those of every table and what else the command knows."""
    forms = ("table", "plain", "csv", "tsv", "json", "markdown", *more)
    command.add_argument("--format", choices=forms, help="default: table on a terminal, plain in a pipe")


def measure_terminal() -> int:
    """Return how many columns the terminal has: COLUMNS, the terminal itself, or 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) >= 20:
        return int(columns)
    try:
        return max(os.get_terminal_size().columns, 20)
    except OSError:
        return 80
