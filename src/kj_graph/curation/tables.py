"""Rows of a CSV file, plain or gzipped, each with the line it begins at.

Rows come one at a time, so a table may be larger than memory. What is wrong with one row is told with that row and does
not end the reading; only a file that cannot be read at all raises.
"""

from __future__ import annotations

import csv
import gzip
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple

from kj_graph.errors import InputError

_WIDEST = 1 << 22


class Row(NamedTuple):
    """One row: the line at which it begins, its cells without blanks around them, and what is wrong with it, if so."""

    line: int
    cells: list[str]
    fault: str


class Table:
    """A table that is being read: its header, and its rows once."""

    def __init__(self, path: str, file: IO[str], delimiter: str, encoding: str) -> None:
        self.path = path
        self._reader = csv.reader(file, delimiter=delimiter, strict=True)
        self._encoding = encoding.removesuffix("-sig")
        self.header = self._read_header()

    def rows(self) -> Iterator[Row]:
        """Yield the rows; empty lines are passed over."""
        width = len(self.header)
        while True:
            line = self._reader.line_num + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Row(line, [], self._explain(line, error))
                continue
            except (OSError, EOFError, zlib.error, UnicodeError) as error:
                raise _refuse(self.path, line, error) from None
            if not cells:
                continue
            fault = ""
            if len(cells) != width:
                fault = f"{len(cells)} cells where the header has {width}"
            yield Row(line, [cell.strip() for cell in cells], fault)

    def _read_header(self) -> list[str]:
        try:
            header = [name.strip() for name in next(self._reader)]
        except StopIteration:
            raise InputError(f"{self.path}: the table is empty", hint="The first line names the columns.") from None
        except csv.Error as error:
            raise InputError(f"{self.path}:1: the header cannot be read: {error}") from None
        except (OSError, EOFError, zlib.error, UnicodeError) as error:
            raise _refuse(self.path, 1, error) from None
        for name in header:
            if any("\udc80" <= c <= "\udcff" for c in name):
                raise InputError(f"{self.path}:1: the header is not {self._encoding} text", hint=_ENCODING)
            if header.count(name) > 1:
                what = f"two columns are named '{name}'" if name else "two columns have no name"
                raise InputError(f"{self.path}:1: {what}", hint="Give each column a name of its own.")
        return header

    def _explain(self, line: int, error: csv.Error) -> str:
        last = self._reader.line_num
        if "unexpected end" in str(error):
            return f"a quotation mark that is never closed: lines {line} to {last} were read as one row"
        if "field limit" in str(error):
            return f"a cell of more than {_WIDEST} characters, perhaps after a quotation mark that is never closed"
        return f"not well-formed: {error}"


@contextmanager
def open_table(path: str, delimiter: str = ",", encoding: str = "utf-8-sig") -> Iterator[Table]:
    """Open a CSV file, gzipped where its name ends in `.gz`; raises InputError when it cannot be read.

    Bytes that the encoding does not know become lone surrogates, so that the row which holds them can be named.
    """
    if os.path.isdir(path):
        raise InputError(f"{path}: is a folder, not a table")
    csv.field_size_limit(_WIDEST)
    try:
        if path.lower().endswith(".gz"):
            file: IO[str] = gzip.open(  # noqa: SIM115 - closed below
                path, "rt", encoding=encoding, errors="surrogateescape", newline=""
            )
        else:
            file = open(path, encoding=encoding, errors="surrogateescape", newline="")  # noqa: SIM115 - closed below
    except FileNotFoundError:
        raise InputError(f"{path}: no such file", hint="Check the spelling of the path.") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    with file:
        yield Table(path, file, delimiter, encoding)


_ENCODING = 'Say the encoding in the mapping: [table] encoding = "cp949" (Korean) or "shift_jis" (Japanese).'


def _refuse(path: str, line: int, error: Exception) -> InputError:
    if isinstance(error, UnicodeError):
        return InputError(f"{path}:{line}: {error}", hint=_ENCODING)
    return InputError(f"{path}:{line}: cannot be read: {error}", hint="The compressed file is damaged or cut short.")
