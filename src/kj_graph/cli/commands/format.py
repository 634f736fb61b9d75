"""`kj-graph format`: Turtle files in the canonical order, with the proof that they say the same."""

from __future__ import annotations

import sys

from kj_graph.cli.console import tell

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from argparse import Namespace

    from kj_graph.cli.arguments import Parser

EPILOG = """writes Turtle files in the order of the project's own: prefixes sorted, things by class under a
heading made from it and by name, properties and languages in a fixed order. A file that defines
terms or shapes keeps the order of its blocks. Comments stay with the thing or property that
follows them. Before anything is written, the new text is read back: same graph (RDFC-1.0 digest),
same literals and language tags to the letter, every comment there. Line ends stay as they are;
files in another encoding or with a byte order mark are refused. All files are written or none.
Exit status 1 when --check finds a file in another order, 3 when a file cannot be read.

examples:
  kj-graph format mine.ttl
  kj-graph format --check data ontology"""


def add_options(command: Parser) -> None:
    """Add the options of the command."""
    command.add_argument("files", nargs="+", metavar="FILE", help="Turtle files, or folders with some")
    command.add_argument("--check", action="store_true", help="write nothing; name the files that are in another order")


def run(options: Namespace) -> int:
    """Run the command and return its exit status."""
    from kj_graph.curation.canonical import format_files

    formatted = format_files(options.files, check=options.check)
    changed = [each for each in formatted if each.changed]
    for each in changed:
        if options.check:
            line, found, wanted = each.find_difference()
            sys.stdout.write(f"{each.path}:{line}: is not in the canonical order\n")
            sys.stdout.write(f"  - {_show(found)}\n  + {_show(wanted)}\n")
        else:
            sys.stdout.write(f"{each.path}: written\n")
    files = f"{len(formatted)} file" + "s" * (len(formatted) != 1)
    tell(f"{files}: {len(changed)} {'to be written' if options.check else 'written'}, the others are in order")
    return 1 if options.check and changed else 0


def _show(line: str) -> str:
    """Return a line for the terminal: blanks that cannot be seen are written out."""
    text = line.rstrip("\n")
    bare = text.rstrip()
    shown = bare + text[len(bare) :].replace("\r", "\\r").replace("\t", "\\t").replace(" ", "·")
    return shown if line else "(no line)"
