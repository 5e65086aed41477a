# What a newcomer needs: `make demo` and `make test`. Both make the environment themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT ?= kg-out

.PHONY: help env demo test lint types unit test-wheel test-neo4j test-browser gold train bench clean

help: ## Show what can be made
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

env: $(READY) ## Make the environment in .venv

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $(READY)

demo: $(READY) ## Build the example episode: store, page, RDF, and what to try next
	$(BIN)/kg build tests/gold/beispielfolge.txt --store $(OUT)/demo.db --out $(OUT)
	@$(BIN)/kg query investments --store $(OUT)/demo.db
	@echo
	@echo "Next: open $(OUT)/graph.html in a browser, or try"
	@echo "  $(BIN)/kg queries                                  the questions that can be asked"
	@echo "  $(BIN)/kg show Nvidia --store $(OUT)/demo.db        what is said about one name, with quotes"
	@echo "  $(BIN)/kg build YOUR-TRANSCRIPT.txt                 your own episode"

test: lint types unit ## Everything that must hold: style, layers, types, tests

lint: $(READY) ## Style and the order of the layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(READY) ## Strict types
	$(BIN)/mypy

unit: $(READY) ## The tests; those that need a server or a browser say why they skip
	$(BIN)/pytest

test-wheel: $(READY) ## Build the wheel, install it in a clean environment, run it there
	sh tests/wheel.sh

test-neo4j: $(READY) ## The tests against a real Neo4j (KG_NEO4J_URL, or one started from Maven's jars)
	KG_TEST_NEO4J=1 $(BIN)/pytest -m neo4j

test-browser: $(READY) ## The tests of the page in a headless Chromium
	KG_TEST_BROWSER=1 $(BIN)/pytest -m browser

gold: $(READY) ## Score the extraction on the gold documents
	$(BIN)/kg evaluate tests/gold

bench: $(READY) ## The benchmarks, with their figures
	$(BIN)/python -m tests.benchmarks.store_speed
	$(BIN)/python -m tests.benchmarks.ways

train: $(READY) ## Train the German pipeline again: make train CORPORA=folder
	$(BIN)/python -m pip install --quiet --editable ".[train]"
	$(BIN)/kg train $(CORPORA) --out kg/language/weights

clean: ## Remove what was made
	rm -rf $(VENV) $(OUT) build dist kg.db .pytest_cache .mypy_cache .ruff_cache .hypothesis
