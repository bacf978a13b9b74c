# Each target does its own set-up: a machine with Python from 3.11 up, make and network to the package registries is enough.

PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$python -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && echo $$python && break; done)
PORT ?= 8000
BIN := .venv/bin
STAMP := .venv/.installed
# What Python compiles is kept here, also where it is told to keep nothing: the tests start it hundreds of times.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/var/compiled

.PHONY: run setup test test-deep coverage check fix bench messages lock vendor pictures clean

run: setup  ## migrate, fill an empty database with the Dalsland demonstration, serve
	$(BIN)/samdrift demonstrate --port $(PORT)

setup: $(STAMP)  ## the environment alone

$(STAMP): requirements.lock pyproject.toml $(wildcard tools/build_hook.py)
	@test -x $(BIN)/python || test -n "$(PYTHON)" || { echo "Python 3.11 or later, with venv, is needed: on Debian python3 and python3-venv."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --retries 1 "uv==0.13.9" \
		&& $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock \
		&& $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e . \
		|| { echo "The packages could not be fetched: the set-up needs the network once, to the Python package index or a mirror of it (PIP_INDEX_URL, UV_INDEX_URL)."; exit 1; }
	touch $@

test: setup  ## every test but the slow ones on SQLite, then again on PostgreSQL where there is one
	$(BIN)/python tools/test.py

test-deep: setup  ## the slow ones, marked `deep`; `.ci/run` runs both
	$(BIN)/python tools/test.py --deep

coverage: setup  ## what the tests run of each room, in per cent
	$(BIN)/python tools/coverage.py

check: setup  ## style, types, import order, migrations, translations, house rules
	$(BIN)/python tools/check.py

fix: setup  ## what can be mended by machine
	$(BIN)/ruff check --fix samdrift tests tools
	$(BIN)/ruff format samdrift tests tools
	$(BIN)/djhtml --tabwidth 2 samdrift tests

bench: setup  ## ratios in one run, written to docs/performance.md
	$(BIN)/python tools/bench.py

messages: setup  ## collect the messages of every room and compile its catalogue
	$(BIN)/python tools/messages.py

lock: setup  ## choose versions anew
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 --no-emit-index-url --quiet --upgrade --custom-compile-command "make lock" -o requirements.lock

vendor:  ## fetch the few front-end files that are committed
	cd tools/vendor && npm ci --ignore-scripts && $(CURDIR)/$(BIN)/python vendor.py $(CURDIR)/samdrift/foundation/ui/static/vendor

pictures: setup  ## take the handbook's pictures anew
	$(BIN)/python tools/pictures.py

clean:
	rm -rf .venv var build dist
