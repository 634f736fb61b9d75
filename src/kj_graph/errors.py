"""Errors that a user can meet, each with what is wrong, how to mend it and an exit status.

KjGraphError                 1
├── UsageError               2   an option or parameter that does not fit (also ValueError)
├── InputError               3   a file that is missing, unreadable or malformed (also ValueError)
├── QueryError               4   a query that cannot be parsed, is refused or fails (also ValueError)
├── UnknownNameError         5   a question or thing that does not exist (also LookupError)
├── OutputError              6   a path that cannot be written (also OSError)
├── MissingPartError         7   a program or package that is not installed (also RuntimeError)
└── EndpointError            8   a service that cannot be reached, refuses, fails or answers nonsense (also OSError)
"""

from __future__ import annotations


class KjGraphError(Exception):
    """What went wrong, with a hint how to mend it.

    `message` says what and where; `hint` says what to do next; `exit_status` is what the command line returns.
    """

    exit_status = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class UsageError(KjGraphError, ValueError):
    """An option, parameter or argument does not fit."""

    exit_status = 2


class InputError(KjGraphError, ValueError):
    """A file is missing, cannot be read or is malformed."""

    exit_status = 3


class QueryError(KjGraphError, ValueError):
    """A query cannot be parsed, is refused or fails."""

    exit_status = 4


class UnknownNameError(KjGraphError, LookupError):
    """A question or a thing has no such name; the hint offers the nearest ones."""

    exit_status = 5


class OutputError(KjGraphError, OSError):
    """A path cannot be written; what stood there before is untouched."""

    exit_status = 6


class MissingPartError(KjGraphError, RuntimeError):
    """A program or package that this command needs is not installed."""

    exit_status = 7


class EndpointError(KjGraphError, OSError):
    """A SPARQL service cannot be reached, refuses the request, fails, or sends what cannot be used."""

    exit_status = 8
