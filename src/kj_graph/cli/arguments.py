"""The full parser of the command line: help in the terminal's width, mistakes told as errors of ours.

It is asked only for help and for what kj_graph.cli.quick does not take: argparse costs as much as Python's start.
"""

from __future__ import annotations

import argparse
from importlib import import_module

from kj_graph import __version__
from kj_graph.cli.commands import SUMMARIES, module_of
from kj_graph.cli.parser import measure_terminal
from kj_graph.errors import UsageError

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
