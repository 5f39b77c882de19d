# Every target sets up what it needs: a virtual environment in .venv, pinned by constraints.txt.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
TESTS ?= tests

.PHONY: demo test check bench soak pictures locale format clean

demo: $(READY) ## open a fresh example board
	$(BIN)/duiqi demo

test: $(READY) ## the tests
	$(BIN)/python -m pytest -n auto -m "not soak" $(TESTS)

check: $(READY) ## what CI runs: style, types, imports, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

bench: $(READY) ## the budgets of docs/speed.md, measured here
	$(BIN)/python -m bench

soak: $(READY) ## the long runs
	$(BIN)/python -m pytest -n auto -m soak $(TESTS)

pictures: $(READY) ## the pictures of the README and docs, from the running program
	$(BIN)/python -m docs.pictures

locale: $(READY) ## extract the sentences, update and compile the catalogues
	@mkdir -p build
	$(BIN)/pybabel -q extract -F babel.cfg -k msg -o build/duiqi.pot --no-location --omit-header --sort-output store screens tui
	$(BIN)/pybabel -q update -i build/duiqi.pot -d store/locale -D duiqi --no-fuzzy-matching --ignore-obsolete --no-wrap --ignore-pot-creation-date
	$(BIN)/python hatch_build.py

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv dist build

$(READY): pyproject.toml constraints.txt hatch_build.py $(wildcard store/locale/*/LC_MESSAGES/*.po)
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Duiqi needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	PIP_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -q -e '.[dev]'
	@touch $@
