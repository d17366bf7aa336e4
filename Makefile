# Gwrando: every chore has a verb. `make demo` is the place to begin.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := bot web simulator services storage flows escalation reporting locales domain tests

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset setup setup-dev test check fix bench bench-pages bench-screening opinion story locales lock clean

help: ## List what can be made.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: setup ## Run the demo: a local Telegram with its phones, and a sample school.
	@$(BIN)/gwrando demo

demo-reset: setup ## Run the demo from the beginning, forgetting what was done in it.
	@$(BIN)/gwrando demo --reset

setup: $(VENV)/.run ## Prepare .venv with what the program needs, so that .venv/bin/gwrando runs.

setup-dev: $(VENV)/.dev ## Prepare .venv with what tests and checks need as well.

test: setup-dev ## Set up what tests need and run them all.
	@$(BIN)/pytest -q

check: setup-dev ## Check format, lint, types, import contracts, catalogues and packs.
	@$(BIN)/ruff format --check $(PACKAGES)
	@$(BIN)/ruff check $(PACKAGES)
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m locales.check
	@$(BIN)/gwrando flows check

fix: setup-dev ## Put format and imports right, and whatever else a program can mend.
	@$(BIN)/ruff check --fix $(PACKAGES)
	@$(BIN)/ruff format $(PACKAGES)

locales: setup-dev ## Give every missing text an empty entry, compile the catalogues, report.
	@$(BIN)/python -m locales.update

bench: $(VENV)/.bench ## Measure what is quick: the engine, and screening.
	@$(BIN)/python -m tests.bench.engine
	@$(BIN)/python -m tests.bench.speed

bench-pages: setup-dev ## Measure how soon a page is on a DSP's phone while 200 learners write.
	@$(BIN)/python -m tests.bench.pages

bench-screening: $(VENV)/.bench ## Measure what screening hears; with EVERYDAY=folder also everyday text.
	@$(BIN)/python -m tests.bench.listening $(if $(EVERYDAY),--everyday $(EVERYDAY))

opinion: $(VENV)/.bench ## Learn the second opinion anew from the training texts.
	@$(BIN)/python -m escalation.training.train

story: setup-dev ## Tell the golden stories anew; read what has changed before you keep it.
	@$(BIN)/python -m tests.support.golden

lock: setup-dev ## Pin every dependency anew, with hashes and without index addresses (needs uv).
	uv pip compile --universal --python-version 3.11 pyproject.toml --group build \
		-o requirements/run.txt --no-strip-extras --generate-hashes --custom-compile-command "make lock"
	uv pip compile --universal --python-version 3.11 pyproject.toml --group build --group dev \
		-o requirements/dev.txt --no-strip-extras --generate-hashes --custom-compile-command "make lock"
	uv pip compile --universal --python-version 3.11 pyproject.toml --group build --group dev --group bench \
		-o requirements/bench.txt --constraint requirements/dev.txt --no-strip-extras --generate-hashes --custom-compile-command "make lock"

clean: ## Remove .venv and caches; data stays.
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# The virtual environment itself, of a Python that is new enough.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Gwrando needs Python 3.11 or newer; say which with make PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 2; }

# What the program needs, as pinned; made again when the pins change.
$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Setting up (a minute or two, once)..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# What tests and checks need as well, as pinned.
$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

# What measuring and learning need as well, as pinned.
$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@
