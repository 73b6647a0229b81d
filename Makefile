# Every target works in a fresh clone: what it needs is installed by start.py first.
PYTHON ?= python3
BIN := .venv/bin
COMPILE := uv pip compile -q --no-header --generate-hashes --no-emit-index-url --universal --python-version 3.11
TO ?= var/backups/$(shell date +%Y%m%d-%H%M%S)

.PHONY: help run test check format bench soak lock messages demo backup dev

help:            ## what each target does
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## +/\t/' | expand -t 12

run:             ## install what is missing and start (PORT=8001 make run for another port)
	@MULIN_WITH_PARENT=1 exec $(PYTHON) start.py

dev:             ## install the developers' packages too
	@$(PYTHON) start.py --prepare-dev

test: dev        ## every suite: law, SQLite, PostgreSQL, browser; fast ones first
	@$(BIN)/python tests/run.py law sqlite+story postgres browser

soak: dev        ## the long tests: fresh clone, kill -9, loads
	@$(BIN)/python tests/run.py soak story-postgres pages-postgres

check: dev       ## format, lint, types, import contracts, migrations, translations, settings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy mulin start.py
	$(BIN)/lint-imports
	MULIN_VAR_DIR=var/check $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m mulin.site.translations check
	MULIN_VAR_DIR=var/check MULIN_HTTPS=1 $(BIN)/python manage.py check --deploy --fail-level ERROR

format: dev      ## put the source into its usual form
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format .

bench: dev       ## measure our way beside the limit; rows are kept in bench/results
	@set -e; for job in bench/bench_*.py; do $(BIN)/python $$job; done

messages: dev    ## gather translatable texts into locale/; the empty ones want English
	@$(BIN)/python -m mulin.site.translations gather

lock: dev        ## resolve the newest allowed versions into the lock files
	$(COMPILE) --upgrade pyproject.toml -o requirements.lock
	$(COMPILE) --upgrade pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) --upgrade --group pyproject.toml:assets -o requirements-assets.lock

$(BIN)/mulin:
	@$(PYTHON) start.py --prepare-dev

demo: | $(BIN)/mulin   ## load the demo street into an empty database
	@$(BIN)/mulin demo

backup: | $(BIN)/mulin ## database and papers into TO=DIR (default: var/backups/now)
	@$(BIN)/mulin backup $(TO)
