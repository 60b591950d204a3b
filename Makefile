# Two commands set everything up on a machine with Python 3.11+ and git: make demo, make test.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export BROADSHEET_HOME ?= $(CURDIR)/var

.PHONY: demo test check lint types contract bench lock accessibility clean

.venv/installed: requirements.lock requirements.uv.lock pyproject.toml
	@echo "Making the environment from the lock file"
	@$(PYTHON) -c 'import sys; sys.exit("Broadsheet needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Run: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.uv.lock
	@$(BIN)/uv pip install -q --require-hashes -r requirements.lock
	@$(BIN)/uv pip install -q --no-deps --no-build-isolation -e .
	@touch .venv/installed

demo: .venv/installed
	@PORT=$(PORT) BROADSHEET_PORT=$(PORT) BROADSHEET_BASE_URL=http://127.0.0.1:$(PORT) $(BIN)/broadsheet demo --serve

test: .venv/installed
	@$(BIN)/python -m tests.run

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed
	$(BIN)/mypy

contract: .venv/installed
	$(BIN)/lint-imports

check: lint types contract test

accessibility: .venv/installed
	$(BIN)/python -m tools.accessibility http://127.0.0.1:$(PORT)

bench: .venv/installed
	$(BIN)/python -m bench

lock: .venv/installed
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements.lock
	echo 'uv' | $(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -c requirements.lock - -o requirements.uv.lock

clean:
	rm -rf var build dist .pytest_cache .mypy_cache .ruff_cache
