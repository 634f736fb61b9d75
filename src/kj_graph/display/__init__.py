"""How answers look to people: tables that fit a terminal, plain rows for pipes, Markdown, and whole descriptions."""

from __future__ import annotations
