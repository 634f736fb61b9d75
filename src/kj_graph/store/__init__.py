"""Where triples are kept and SPARQL is answered: one protocol, embedded by default."""

from __future__ import annotations
