"""`kj-graph why`: where a statement is written, or the rule and the statements from which it follows."""

from __future__ import annotations

from kj_graph.cli.console import open_chosen, to_json, write
from kj_graph.cli.parser import add_as_of, add_graph_options, add_output, measure_terminal

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """tells whether a statement is asserted, with its evidence, or inferred: the rule in words and the statements
it used, down to asserted ones with theirs. Of several reasons one that rests on the fewest derived
statements is told. Exit status 1 when the graph says no such thing; the values nearest to it are shown.

examples:
  kj-graph why agreement-basic-treaty-1965 signedOn 1965-06-22
  kj-graph why 일본 type Actor --lang ko
  kj-graph why area-lng narrower area-energy-security"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    add_graph_options(command)
    add_as_of(command)
    command.add_argument("thing", metavar="THING", help="its slug, IRI or any of its names")
    command.add_argument("property", metavar="PROPERTY", help="such as statedAt, its IRI or label; 'a' for class")
    command.add_argument("value", metavar="VALUE", help="a thing, a class, or the text of a literal")
    command.add_argument("--format", choices=("text", "json"), default="text")
    add_output(command)


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    with open_chosen(options) as graph:
        explanation = graph.why(options.thing, options.property, options.value)
        if options.format == "json":
            text = to_json(explanation.to_dict())
        else:
            from kj_graph.display.explanations import draw_explanation

            text = draw_explanation(explanation, measure_terminal())
        write(options, text)
    return 0 if explanation.holds else 1
