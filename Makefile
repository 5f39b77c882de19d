# Every target sets up what it needs in .venv, pinned by constraints.txt, and again when what it is made from
# has changed. Needs Python 3.11 or newer and GNU make 3.81 or newer, nothing else.
#
#   make test TESTS=tests/store                  only these
#   make test PYTEST='-k undo --snapshot-update' more arguments for pytest
#   make PYTHON=python3.12                       another Python
PYTHON ?= python3
TESTS ?= tests
PYTEST ?=

BIN := .venv/bin
INSTALLED := .venv/.installed
READY := .venv/.ready
CATALOGUES := $(wildcard store/locale/*/LC_MESSAGES/*.po)
MADE_FROM := pyproject.toml constraints.txt hatch_build.py $(CATALOGUES)
# Older pips apply the first also to what builds the package, newer ones want the second.
INSTALL := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
	$(BIN)/python -m pip install -q

WITH_TESTS := .[dev,web]

.PHONY: demo test check bench soak pictures locale format clean help
.NOTPARALLEL:

demo: $(INSTALLED) ## open a fresh example board
	@$(BIN)/duiqi demo

test: $(READY) ## the tests, on all cores
	@scripts/system-packages
	@scripts/mermaid
	$(BIN)/python -m pytest -n auto -m "not soak" $(TESTS) $(PYTEST)

check: $(READY) ## what CI runs: style, types, imports, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) test

bench: $(READY) ## the budgets of docs/speed.md, measured here
	@$(BIN)/python -m bench

soak: $(READY) ## the long runs
	$(BIN)/python -m pytest -n auto -m soak $(TESTS) $(PYTEST)

pictures: $(READY) ## the pictures of the documents, from the running program
	@scripts/system-packages
	@$(BIN)/python -m docs.pictures

locale: $(READY) ## extract the sentences, update and compile the catalogues
	@mkdir -p build
	$(BIN)/pybabel -q extract -F babel.cfg -k msg -o build/duiqi.pot --no-location --omit-header --sort-output store screens tui
	$(BIN)/pybabel -q update -i build/duiqi.pot -d store/locale -D duiqi --no-fuzzy-matching --ignore-obsolete --no-wrap --ignore-pot-creation-date
	$(BIN)/python hatch_build.py

format: $(READY) ## put the style right where that needs no thought
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## take away what the other targets made
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

help: ## these lines
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile

# The program alone, which is all that a look at it needs. When only a translation has changed, compiling it is
# enough; without the tools for that it is installed again.
$(INSTALLED): $(MADE_FROM) | $(BIN)/python
	@$(if $(filter-out %.po,$?),echo "setting up Duiqi in .venv"; $(INSTALL) -e .,$(BIN)/python hatch_build.py 2>/dev/null || $(INSTALL) --no-deps -e .)
	@touch $@

# The program and what it is tested and built with.
$(READY): $(MADE_FROM) | $(BIN)/python
	@$(if $(filter-out %.po,$?),echo "setting up Duiqi and its tests in .venv"; $(INSTALL) -e '$(WITH_TESTS)',$(BIN)/python hatch_build.py)
	@touch $(INSTALLED) $@

# A Python without ensurepip (Debian's without python3-venv) lends its own pip instead.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Duiqi needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 \
	|| { $(PYTHON) -m venv --clear --without-pip .venv && $(PYTHON) -m pip --python $(BIN)/python install -q pip; } \
	|| { rm -rf .venv; echo "Duiqi needs a Python with venv or pip. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
