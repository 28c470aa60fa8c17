# make serve: everything on http://127.0.0.1:8000    make test: every check (`aryz check` is one of the tests)    make demo: papers of the examples
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# tests in a browser wait now and then: one process more than there are processors
WORKERS = $(shell $(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)')

# what Python compiled is kept, or each process of the tests compiles it anew; empty: a shell's own setting is put out
export PYTHONDONTWRITEBYTECODE =

.PHONY: serve build test static suite demo check engines browsers audit lint long twin clean

serve: $(VENV)/ready
	$(BIN)/aryz serve

build: $(VENV)/ready
	$(BIN)/aryz build

demo: $(VENV)/ready
	$(BIN)/python tools/demo.py

# the types and the tests side by side: neither keeps two processors busy all the time
test: $(VENV)/ready-dev
	$(BIN)/ruff check src tests tools benchmarks
	$(BIN)/ruff format --check src tests tools benchmarks
	PATH="$(CURDIR)/$(BIN):$$PATH" sh tools/system-packages.sh
	sh tools/axe.sh
	sh tools/types.sh
	$(MAKE) --no-print-directory -j 2 static suite

static: $(VENV)/ready-dev
	$(BIN)/mypy
	$(BIN)/bandit -q -c pyproject.toml -r src tools
	$(BIN)/python tools/audit.py --if-reachable

suite: $(VENV)/ready-dev
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

# the tests of `make test` in more languages and cases; takes some minutes
long: $(VENV)/ready-dev
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m long

lint: $(VENV)/ready-dev
	$(BIN)/ruff check --fix src tests tools benchmarks
	$(BIN)/ruff format src tests tools benchmarks

# known weaknesses of the locked packages, by the index of PyPI; needs the network
audit: $(VENV)/ready-dev
	$(BIN)/python tools/audit.py

# the whole site by the engine that comes after MkDocs, compared page by page
engines: $(VENV)/ready-dev
	$(BIN)/python -m tests.engines

# every interview's own cases in Firefox and WebKit; what is not installed is left out (apt install firefox-esr webkit2gtk-driver xvfb)
browsers: $(VENV)/ready-dev
	$(BIN)/python -m tests.other_browsers

# the interview engine in JavaScript beside Python's, 10,000 random pairs of a plan and answers
twin: $(VENV)/ready-dev
	$(BIN)/python benchmarks/twin.py --pairs 10000

check: $(VENV)/ready
	$(BIN)/aryz check

$(VENV)/bin/python:
	sh tools/make-venv.sh $(PYTHON) $(VENV)

$(VENV)/ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

# the locked packages of `ready` are among those of the developers: one call for all
$(VENV)/ready-dev: requirements-dev.lock requirements.lock pyproject.toml | $(VENV)/bin/python
	sh tools/install.sh $(BIN) requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $(VENV)/ready $@

clean:
	rm -rf build $(VENV)
