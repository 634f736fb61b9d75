"""Bringing other people's material in: tables by a declarative mapping."""

from __future__ import annotations
