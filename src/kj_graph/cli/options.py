"""What each command accepts: its options, their help, and the words shown under it."""

from __future__ import annotations

import argparse
import os

from kj_graph.errors import UsageError
from kj_graph.labels import LANGUAGES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import NoReturn

EXIT_STATUSES = """exit status:
  0  done                          4  the query is wrong or refused
  1  checked and found wanting     5  no such question or thing
  2  wrong option or parameter     6  the output cannot be written
  3  a file cannot be read         7  a needed program is not installed"""
EXAMPLES = """examples:
  kj-graph questions
  kj-graph query proposals --area energy-security --lang ko
  kj-graph query 'SELECT ?a WHERE { ?a kj:party kjr:state-japan }'
  kj-graph show agreement-basic-treaty-1965
  kj-graph search 방화벽
  kj-graph explore --output kj-graph.html"""
TABLE_FORMS = ("table", "plain", "csv", "tsv", "json", "markdown", "turtle", "ntriples")


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help in the width of the terminal; asking for it here keeps argparse from importing shutil."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=min(measure_terminal(), 100))


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are errors of ours, told as all others are."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments."""
        raise UsageError(message, hint=f"'{self.prog} --help' explains.")


def add_query_options(command: Parser) -> None:
    """Add the options of `query`."""
    add_graph_options(command)
    command.add_argument(
        "question", metavar="QUESTION", help="a question's name, a file, SPARQL text, or - for standard input"
    )
    command.add_argument("--format", choices=TABLE_FORMS, help="default: table on a terminal, plain in a pipe")
    command.add_argument("--as-of", metavar="DAY", help="what held on a day, for questions with the parameter 'day'")
    command.add_argument("--ids", action="store_true", help="show names such as kjr:state-japan in place of labels")
    add_output(command)


def add_questions_options(command: Parser) -> None:
    """Add the options of `questions`."""
    command.add_argument("name", nargs="?", metavar="NAME", help="show one question with its parameters")
    command.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the wording")
    add_output(command)


def add_show_options(command: Parser) -> None:
    """Add the options of `show`."""
    add_graph_options(command)
    command.add_argument("thing", metavar="THING", help="its slug, IRI or any of its names")
    command.add_argument("--format", choices=("text", "json", "turtle"), default="text")
    command.add_argument("--all", action="store_true", help="do not shorten long lists")
    add_output(command)


def add_search_options(command: Parser) -> None:
    """Add the options of `search`."""
    add_graph_options(command)
    command.add_argument("text", nargs="+", metavar="TEXT")
    command.add_argument("--limit", type=int, default=20, metavar="N", help="at most N things (default: 20)")
    command.add_argument("--format", choices=("table", "plain", "json"))
    add_output(command)


def add_check_options(command: Parser) -> None:
    """Add the options of `check`."""
    command.add_argument("files", nargs="*", metavar="FILE", help="files to check (default: the shipped graph)")
    command.add_argument("--logic", action="store_true", help="also ask the reasoner HermiT for contradictions")
    command.add_argument("--format", choices=("text", "json"), default="text")
    add_output(command)


def add_audit_options(command: Parser) -> None:
    """Add the options of `audit`."""
    add_graph_options(command)
    command.add_argument("text", metavar="SOURCE.txt", help="the text of a source, as it was seen")
    command.add_argument("--source", metavar="SOURCE", help="which source it is (default: found by the text)")
    command.add_argument("--format", choices=("text", "json"), default="text")
    add_output(command)


def add_stats_options(command: Parser) -> None:
    """Add the options of `stats`."""
    add_graph_options(command)
    command.add_argument("--format", choices=("text", "json"), default="text")
    add_output(command)


def add_export_options(command: Parser) -> None:
    """Add the options of `export`."""
    add_graph_options(command)
    forms = ("turtle", "ntriples", "jsonld")
    command.add_argument("--format", choices=forms, help="default: by the ending of --output, else turtle")
    command.add_argument("--without-evidence", action="store_true", help="leave sources and evidence out")
    command.add_argument("--with-ontology", action="store_true", help="put the ontology's terms and concepts in")
    command.add_argument("--with-inferred", action="store_true", help="put in what the rules derive")
    add_output(command)


def add_explore_options(command: Parser) -> None:
    """Add the options of `explore`."""
    add_graph_options(command)
    command.add_argument("--open", action="store_true", help="open it in the browser")
    command.add_argument("--output", metavar="FILE", default="kj-graph.html", help="where (default: kj-graph.html)")


QUERY_HELP = """a saved question takes its parameters as options, such as --area energy-security;
'kj-graph questions NAME' lists them.

formats: table (labels, fitted to the terminal), plain (labels, tabs between), markdown (labels),
  csv, tsv, json (SPARQL 1.1 results, IRIs in full), turtle, ntriples (for CONSTRUCT and DESCRIBE)

examples:
  kj-graph query proposals
  kj-graph query claims-on-agreement --agreement agreement-camp-david-principles-2023
  kj-graph query timeline --format csv --output timeline.csv
  kj-graph query my-question.rq
  echo 'ASK { kjr:state-japan a kj:State }' | kj-graph query -"""
CHECK_HELP = """finds at once every problem of the files: syntax (with line and column), the shapes of
ontology/shapes.ttl (which thing, which property, what to write instead), and, as warnings, what
looks wrong though no shape forbids it (ontology/lint/: two things with one name, an office holder
acting outside the term …). Shapes need the extra 'validate', --logic needs Java as well. Exit
status 1 when a problem was found."""
IMPORT_HELP = """every row is taken whole or left out; rows that are left out are listed with line and reason, the rest
is written. Exit status 1 when a row was left out because something is wrong with it.

examples:
  kj-graph import visits.csv --map visits.toml --output visits.ttl
  kj-graph import votes.csv.gz --map votes.toml --output votes.nt.gz   (large tables: N-Triples or N-Quads)
  kj-graph query my-question.rq --add visits.ttl"""
STATS_HELP = """what is counted, and how, is written in words at the head of kj_graph/statistics.py. A statement is
'seen' where a passage is recorded for it; its tier is that of its best source."""
AUDIT_HELP = """answers 'verified', 'changed' or 'text not supplied' for each passage and shows the words beside
the claim that rests on them. Exit status 1 when a passage has changed."""


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


def add_import_options(command: Parser) -> None:
    """Add the options of `import`."""
    command.add_argument("table", metavar="TABLE", help="a CSV file with a header, or one ending in .gz")
    command.add_argument("--map", metavar="FILE", required=True, help="the mapping, a TOML file (docs/import.md)")
    forms = ("turtle", "ntriples", "nquads")
    command.add_argument("--format", choices=forms, help="default: by the ending of --output, else turtle")
    add_output(command)


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
