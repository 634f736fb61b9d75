"""What all tests share: the graph, the texts of sources, and the rule for parts that are not installed.

With KJ_GRAPH_REQUIRE_ALL=1, as in continuous integration, a missing browser, reasoner or source text is a failure; on a
user's machine the test is skipped and says why.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kj_graph.graph import KnowledgeGraph
from kj_graph.store.embedded import EmbeddedStore, load_shipped

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def graph() -> KnowledgeGraph:
    """The shipped graph, loaded from its files and not from a cache."""
    store = EmbeddedStore()
    load_shipped(store)
    return KnowledgeGraph(store)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests' cache apart from the user's."""
    monkeypatch.setenv("KJ_GRAPH_CACHE", str(_cache_folder(tmp_path_factory)))


def _cache_folder(factory: pytest.TempPathFactory) -> Path:
    folder: Path = factory.getbasetemp() / "cache"
    return folder


@pytest.fixture(scope="session")
def need() -> Callable[[bool, str], None]:
    """Return a function that skips the test, or fails it where everything is required, when a part is missing."""

    def check(present: bool, reason: str) -> None:
        if not present:
            if os.environ.get("KJ_GRAPH_REQUIRE_ALL") == "1":
                pytest.fail(f"required here: {reason}")
            pytest.skip(reason)

    return check


@pytest.fixture(scope="session")
def shared(need: Callable[[bool, str], None]) -> Path:
    """The folder with the texts of sources, which are not part of the project."""
    folder = Path(os.environ.get("KJ_GRAPH_SHARED", ROOT.parent / "shared"))
    need(folder.is_dir(), "the folder with the texts of sources is not here (KJ_GRAPH_SHARED)")
    return folder


@pytest.fixture(scope="session")
def founding_text(shared: Path) -> Path:
    """The text of the founding report."""
    return next((shared / "seed").glob("*.txt"))
