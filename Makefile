# The register's errands. `make` alone lists them; each sets up first what it needs.

PORT ?= 8000
ARGS ?=
BIN = .venv/bin
PYTEST = $(BIN)/python -m pytest -n 2 --dist loadfile

# The oldest supported Python first: what works there works everywhere.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && \
	echo $$python && break; done)

.DEFAULT_GOAL = help
.NOTPARALLEL:
.PHONY: help setup setup-run setup-check setup-test run test test-storage check bench \
	screenshots diagram lock clean

help: ## list these targets
	@echo 'Usage: make TARGET, where TARGET is one of'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s%s\n", $$1, $$2 }' Makefile

setup: setup-run ## install what `make run` needs; the other targets do this by themselves

setup-run setup-check setup-test lock:
	@python='$(PYTHON)'; \
	if [ -z "$$python" ]; then \
		echo 'Python 3.11 or newer is needed and was not found.' >&2; \
		echo 'Install it (Debian: apt install python3 python3-venv; macOS: brew install python)' >&2; \
		echo 'or say where it is: make PYTHON=/path/to/python3' >&2; \
		exit 1; \
	fi; \
	case $@ in \
		lock) "$$python" -m tools.lock $(ARGS);; \
		*) "$$python" -m tools.setup_environment $(@:setup-%=%);; \
	esac

run: setup-run ## serve the demo on http://127.0.0.1:8000 (PORT= for another port)
	@echo 'Starting the register with its demo data on port $(PORT); Ctrl-C stops it.'
	@$(BIN)/register demo --port $(PORT)

test: setup-test check ## check, then run all tests, those in a browser too (ARGS= for pytest)
	@echo 'Running the tests.'
	@$(PYTEST) $(ARGS)

test-storage: setup-check ## run the storage tests, on DATABASE_URL where that is set (ARGS= for pytest)
	@echo 'Running the storage tests.'
	@$(PYTEST) -m storage $(ARGS)

check: setup-check ## check style, types and the import contract
	@echo 'Checking the style (ruff).'
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@echo 'Checking the types (mypy).'
	@$(BIN)/mypy
	@echo 'Checking that rooms import only from rooms below them (import-linter).'
	@$(BIN)/lint-imports --no-logo

bench: setup-check ## measure the register against its limits (ARGS= for the benchmarks)
	@echo 'Running the benchmarks.'
	@$(BIN)/python -m benchmarks $(ARGS)

screenshots: setup-test ## take the pictures in docs/images anew
	@$(BIN)/python -m tools.take_screenshots

diagram: setup-run ## draw the states in docs/architecture.md anew
	@$(BIN)/python -m tools.draw_states

lock: ## pin the Python and npm packages anew (ARGS=--upgrade: at their newest)

clean: ## remove what setup and the tools made; the data in .data/ stays
	@echo 'Removing the installed packages and the caches; .data/ stays.'
	@rm -rf .venv .venv.part node_modules build dist *.egg-info
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -not -path './.data/*' -prune -exec rm -rf {} +
