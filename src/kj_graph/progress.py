"""Saying how far a long work is."""

from __future__ import annotations

import sys
import time


class Progress:
    """One line on standard error that says how far a long work is, once a second and not before the first is over."""

    def __init__(self) -> None:
        self._started = self._told = time.monotonic()

    def tell(self, words: str) -> None:
        """Say how far it is, unless that was said just now."""
        now = time.monotonic()
        if now - self._told > 1:
            self._told = now
            sys.stderr.write(f"\r\033[K{words} in {now - self._started:.0f} s")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._told != self._started:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
