# The two commands of the README are `make run` and `make test`; the rest is for people who change the project.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: run test lint bench clean

run: $(VENV)/.run
	@echo "\$$ kj-graph query proposals --format table"
	@$(BIN)/kj-graph query proposals --format table
	@$(BIN)/kj-graph explore --output kj-graph.html

test: $(VENV)/.test
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.test
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) build dist kj-graph.html .pytest_cache .mypy_cache .ruff_cache

$(VENV)/bin/python:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'kj-graph needs Python 3.11 or newer')"
	$(PYTHON) -m venv $(VENV)

# Byte code is compiled at once, so that even the first question starts as fast as all others.
$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[validate]'
	$(BIN)/python -m compileall -q src
	touch $@

$(VENV)/.test: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	$(BIN)/python -m compileall -q src
	touch $@ $(VENV)/.run
