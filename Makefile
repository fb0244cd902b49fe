# Everything that is done to this project is a target here. `make` alone lists them.
# Another Python: make PYTHON=python3.12 test. An index of one's own: pip reads PIP_EXTRA_INDEX_URL and its like.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Stamps: each says that this much is installed. They lie inside .venv, so that removing it removes them.
RUN := $(VENV)/.installed
DEV := $(VENV)/.installed-for-development
PIP := $(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt
# pip's progress bars are for people.
ifdef CI
PIP += --quiet
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve test check format bench evaluate train docs lock wheel clean

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

serve: $(RUN)  ## Install what is needed and start Viva on this machine
	@$(BIN)/viva serve

test: $(DEV)  ## Run all tests, with Chromium and PostgreSQL, and measure what they reach
	@bash tests/system.sh
	$(BIN)/python -m pytest --cov

check: $(DEV)  ## Check format, rules, types, layers and the generated pages
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/hadolint Dockerfile
	$(BIN)/python -m viva.docs --check

format: $(DEV)  ## Format the code and mend what can be mended by rule
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(DEV)  ## Time the grader on this machine
	$(BIN)/python -m viva.evaluation.bench

evaluate: $(DEV)  ## Measure agreement with labelled answers; writes docs/evaluation.md and the README's table
	$(BIN)/python -m viva.evaluation $(if $(PUBLIC),--public $(PUBLIC))

train: $(RUN)  ## Train the verifier anew, from models/corpus to models/verifier (an hour or two)
	$(BIN)/python -m viva.training $(if $(NLI),--nli $(NLI))

docs: $(RUN)  ## Write the generated pages of docs/ anew
	$(BIN)/python -m viva.docs

# The comment at the head of the file is kept. A local suffix (+cpu) names a build that only one index has.
# --all, because torch asks for setuptools, which freeze would leave out.
lock: $(DEV)  ## Write constraints.txt from what .venv holds now
	@{ grep '^#' constraints.txt; \
	   $(BIN)/python -m pip freeze --all --exclude pip --exclude-editable | grep '==' | sed 's/+.*//' | LC_ALL=C sort -f; \
	 } > $(VENV)/constraints.new
	@mv $(VENV)/constraints.new constraints.txt
	@echo "constraints.txt: $$(grep -c '==' constraints.txt) versions."

wheel: $(DEV)  ## Build the wheel into dist/ (needs the trained files in models/verifier)
	$(BIN)/python -m build --outdir dist

clean:  ## Remove .venv and everything that tools left behind
	rm -rf $(VENV) build dist htmlcov .coverage .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find service tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Viva needs Python 3.11 or newer, and $(PYTHON) is: $$($(PYTHON) --version 2>&1)"; \
	  echo "Name another one: make PYTHON=python3.12"; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

# Order-only on python: its time stamp is that of the system's Python, and means nothing here.
$(RUN): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Viva and what it needs into $(VENV); the first time, that is some 2 GB and a few minutes"
	@$(PIP) -e .
	@touch $@

# Holds all that $(RUN) asks for, hence both stamps.
$(DEV): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Viva with its tests and linters into $(VENV); the first time, that is some 2 GB and a few minutes"
	@$(PIP) -e '.[test,lint]'
	@touch $(RUN) $@
