"""Lets the tests of this folder import the lists beside them: `--import-mode=importlib` adds no folder by itself."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
