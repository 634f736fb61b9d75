"""The types that the page's scripts say they have, as TypeScript checks them.

TypeScript is no part of the project: KJ_GRAPH_TSC names its compiler where the tests may run it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from kj_graph.explorer.page import SCRIPTS

FLAGS = ["--allowJs", "--checkJs", "--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom,dom.iterable"]


def test_the_scripts_have_the_types_they_say(need: Callable[[bool, str], None], tmp_path: Path) -> None:
    compiler = shutil.which(os.environ.get("KJ_GRAPH_TSC", "tsc"))
    need(compiler is not None, "TypeScript is not here (KJ_GRAPH_TSC names its tsc)")
    assert compiler is not None
    folder = files("kj_graph.explorer") / "script"
    # In the page all files are one function; as one module they share a scope in the same way.
    text = "\n".join((folder / name).read_text(encoding="utf-8") for name in SCRIPTS)
    joined = tmp_path / "joined.js"
    joined.write_text(f"(async () => {{\n{text}\n}})();\n", encoding="utf-8")
    done = subprocess.run([compiler, *FLAGS, str(joined)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[:4000]


def test_no_script_is_longer_than_can_be_read() -> None:
    folder = files("kj_graph.explorer") / "script"
    long = {name: len((folder / name).read_text(encoding="utf-8").splitlines()) for name in SCRIPTS}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}
