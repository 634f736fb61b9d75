"""Turtle read without loss: every token, comment and place in the file, and written again in the canonical order.

The libraries decide what a file means: pyoxigraph refuses what is not Turtle, and what is written is proved against it.
"""

from __future__ import annotations

from kj_graph.turtle.formatting import format_text
from kj_graph.turtle.reading import Document, ReadingError, Statement, read_document

__all__ = ["Document", "ReadingError", "Statement", "format_text", "read_document"]
