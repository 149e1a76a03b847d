# Needs Python 3.11 or newer and GNU make 3.81 or newer (macOS has that one), and nothing else:
# everything goes into .venv. `make clean` first to change the Python it was made with.

.DEFAULT_GOAL := help
.PHONY: help serve test test-slow check fmt e2e soak bench openapi snapshots clean

bin := .venv/bin
# Newer than its prerequisites while .venv holds what uv.lock says.
synced := .venv/.synced
# The same for openapi/node_modules and its lock; node itself is a package in .venv.
npm := openapi/node_modules/.synced

PYTHON ?= python3.13 python3.12 python3.11 python3
# Additional arguments: make test ARGS="-k readyz"
ARGS ?=

# uv takes the Python that is here. Neither it nor an activated environment may choose another.
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv
unexport VIRTUAL_ENV UV_PYTHON
# Where Python may not keep what it compiled, each start would take seconds longer.
export UV_COMPILE_BYTECODE := 1
unexport PYTHONDONTWRITEBYTECODE

help: ## show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

serve: $(synced) ## serve on http://127.0.0.1:8000, with a PostgreSQL of its own
	@exec $(bin)/instep serve

# Two processes; a file stays in one of them, so what its tests share is made once.
# Only tests/e2e needs the plugin that is left out, which takes a second to import.
pytest := $(bin)/pytest -p no:schemathesis -n 2 --dist loadfile --ignore=tests/e2e --ignore=tests/bench

test: $(synced) $(npm) ## run the tests that need nothing but PyPI and npm, without the slow ones
	$(pytest) -m "not slow" $(ARGS)

test-slow: $(synced) $(npm) ## run the slow tests: server processes, new clusters, large catalogues
	$(pytest) -m slow $(ARGS)

check: $(synced) $(npm) ## run every check: style, types, layers, migrations, content, contract
	@failed=""; \
	for check in $(checks); do \
		$(MAKE) --no-print-directory check-$$check || failed="$$failed $$check"; \
	done; \
	test -z "$$failed" || { echo "Failed:$$failed" >&2; exit 1; }

fmt: $(synced) ## format the code, and mend what can be mended by machine
	$(bin)/ruff check --fix --exit-zero
	$(bin)/ruff format

# What the tests on a whole machine run beside the server.
debian := chromium postgresql redis-server nginx haproxy pgbouncer curl faketime default-jdk-headless libjakarta-annotation-api-java

# Two processes here too (tests/e2e/turns.py). Tests that measure time or memory, or that kill and
# freeze at a moment, run at the end while nothing else does: beside another test their figures
# would be those of both. They are marked `timed`.
e2e: $(synced) $(npm) ## run the tests in a browser and on servers from Debian, which it installs
ifeq ($(wildcard tests/e2e/test_*.py),)
	@echo "tests/e2e holds no tests."
else
	scripts/debian_packages.sh $(debian)
	$(bin)/pytest -n 2 tests/e2e $(ARGS)
endif

soak: $(synced) ## run the tests that kill, freeze, flood and break rules, in their long form
	scripts/debian_packages.sh $(debian)
	SOAK=1 $(bin)/pytest tests/e2e -m soak $(ARGS)

# Named one by one, since their names need not begin with test_.
benchmarks := $(filter-out %/__init__.py %/conftest.py,$(wildcard tests/bench/*.py))

# It writes its figures into docs/performance.md. The short form, make bench ARGS=--quick, does not.
bench: $(synced) ## measure how fast it is, beside raw applications and nginx
ifeq ($(benchmarks),)
	@echo "tests/bench holds no benchmarks."
else
	scripts/debian_packages.sh wrk nginx
	$(bin)/pytest -p no:schemathesis -s $(benchmarks) $(ARGS)
endif

openapi: $(synced) ## write openapi/v1.json and docs/hostile-requests.md anew; their diff is the review
	$(bin)/python -m tests.contract.refresh

snapshots: $(synced) ## write the frozen pages of tests/embeds anew; their diff is the review
	$(bin)/python -m tests.embeds.snapshots

clean: ## remove .venv and every cache; the database stays
	rm -rf .venv openapi/node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +

checks := lint format types imports migrations seed contract
.PHONY: $(checks:%=check-%)

check-lint: $(synced)
	$(bin)/ruff check

check-format: $(synced)
	$(bin)/ruff format --check

check-types: $(synced)
	$(bin)/mypy
	$(bin)/mypy scripts examples

check-imports: $(synced)
	$(bin)/lint-imports --no-logo

check-migrations: $(synced)
	$(bin)/python scripts/lint_migrations.py

check-seed: $(synced)
	$(bin)/instep seed --check

tool := $(bin)/node openapi/node_modules/.bin

check-contract: $(synced) $(npm)
	$(tool)/spectral lint openapi/v1.json --ruleset openapi/.spectral.yaml --fail-severity=hint --quiet
	REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true \
		$(tool)/redocly lint openapi/v1.json --config openapi/redocly.yaml
	$(bin)/python scripts/check_contract.py

$(synced): pyproject.toml uv.lock scripts/bootstrap.py
	@for python in $(PYTHON); do \
		if $$python -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then exec $$python scripts/bootstrap.py; fi; \
	done; \
	echo "No Python 3.11 or newer with its standard library found; tried: $(PYTHON)." >&2; \
	echo "Debian: apt-get install python3-venv. macOS: brew install python." >&2; \
	echo "If it is elsewhere: make PYTHON=/path/to/python3" >&2; \
	exit 1
	.venv/uv/bin/uv sync --locked
	@touch $@

$(npm): openapi/package.json openapi/package-lock.json | $(synced)
	$(bin)/npm ci --prefix openapi --loglevel=error
	@touch $@
