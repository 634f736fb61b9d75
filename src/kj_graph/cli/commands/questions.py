"""`kj-graph questions`: list what can be asked by name, or show one question with its parameters."""

from __future__ import annotations

from kj_graph.cli.console import write
from kj_graph.cli.parser import add_output, measure_terminal
from kj_graph.labels import LANGUAGES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = ""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    command.add_argument("name", nargs="?", metavar="NAME", help="show one question with its parameters")
    command.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the wording")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    from kj_graph.display.tables import draw_table
    from kj_graph.questions import find_question, list_questions

    if not options.name:
        rows = [[each.name, each.wording.get(options.lang) or each.summary] for each in list_questions()]
        write(options, draw_table(["name", "question"], rows, measure_terminal()))
        return 0
    question = find_question(options.name)
    lines = [question.name, *(f"  {language}: {words}" for language, words in question.wording.items())]
    lines += ["", f"  {question.summary}"]
    for each in question.parameters:
        default = f" (default: {each.default})" if each.default else " (any)"
        lines += ["", f"  --{each.name} {each.kind.upper()}{default}", f"      {each.summary}"]
    lines += ["", question.text.split("\n\n", 1)[-1] if question.text.startswith("#+") else question.text]
    write(options, "\n".join(lines).rstrip() + "\n")
    return 0
