# Everything happens in a virtual environment that is made once, and again when pyproject.toml changes.

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
RUN = $(VENV)/run.stamp
DEV = $(VENV)/dev.stamp
FUZZ = $(VENV)/fuzz.stamp
CLIENTS = .clients
WITH_FUZZ = .[dev,fuzz]
SECONDS = 30
EACH = 25
N = 1000
SEED = 0
OLDEST = 3.11
OTHERS = python3.14 python3.13 python3.12 python3.11

# Else each of a thousand starts would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: run test test-all check fmt fmt-check lint type imports bench docs dist clean help
.PHONY: fuzz mutants worlds oldest pythons audit clients spark

run: $(RUN) ## show the Monday of the bundled timeline
	@$(BIN)/crisis show --day monday -f fixtures/openai.yaml

test: $(DEV) ## run the tests: two minutes
	@$(BIN)/python -m pytest -n auto

test-all: $(DEV) ## all tests, the long ones and the real shells, browsers and spreadsheets too
	@THOROUGH=1 $(BIN)/python -m pytest -n auto

check: fmt-check lint type imports test-all ## everything CI runs: format, lint, types, imports, tests

fmt: $(DEV) ## format the code and apply the safe fixes
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

fmt-check: $(DEV) ## say what is not formatted
	@$(BIN)/ruff format --check

lint: $(DEV) ## ruff's rules
	@$(BIN)/ruff check

type: $(DEV) ## mypy, strict
	@$(BIN)/mypy

imports: $(DEV) ## who may import whom
	@$(BIN)/lint-imports --no-logo

bench: $(DEV) ## measure crisis beside other tools; SUITES="cold warm" SIZES="10k 1M" PAGE=1
	@$(BIN)/python -m bench $(if $(SUITES),--suites $(SUITES)) $(if $(SIZES),--sizes $(SIZES)) \
	    $(if $(PAGE),--page) $(BENCH)

docs: $(DEV) ## draw the pictures, write the tables, references and transcripts of the manual
	@$(BIN)/python docs/make.py && $(BIN)/python docs/table.py \
	&& $(BIN)/python docs/reference.py && $(BIN)/python docs/examples.py

fuzz: $(FUZZ) ## throw bytes at the reader and words at the language of time, a minute in all
	@mkdir -p build/fuzz
	@$(BIN)/python fuzz/reader.py build/fuzz/reader fuzz/corpus/reader \
	    -max_total_time=$(SECONDS) -artifact_prefix=build/fuzz/
	@$(BIN)/python fuzz/phrases.py build/fuzz/phrases \
	    -max_total_time=$(SECONDS) -artifact_prefix=build/fuzz/

mutants: $(FUZZ) ## change the core in many places, one at a time: does a test notice?
	@$(BIN)/python fuzz/mutants.py --each $(EACH) --tell

worlds: $(DEV) ## random worlds with a hidden truth against all laws; N=100000 SEED=0
	@$(BIN)/python fuzz/worlds.py --worlds $(N) --seed $(SEED)

oldest: ## run the tests with the oldest versions of everything that is allowed
	@$(MAKE) --no-print-directory VENV=.venv-oldest .venv-oldest/dev.stamp
	@.venv-oldest/bin/python .ci/oldest.py >.venv-oldest/oldest.txt
	@.venv-oldest/bin/python -m pip install --quiet --disable-pip-version-check \
	    -r .venv-oldest/oldest.txt
	@.venv-oldest/bin/python -m pytest -n auto

pythons: ## run the tests on every Python from 3.11 to 3.14 that is found
	@.ci/pythons

clients: $(CLIENTS)/khal/stamp $(CLIENTS)/timesketch/stamp $(CLIENTS)/edtf/stamp $(CLIENTS)/node/stamp
clients: $(CLIENTS)/pre-commit/stamp $(CLIENTS)/spark/stamp
clients: ## install programs of others that read what crisis writes, for make test-all
	@echo "installed in $(CLIENTS)/"

spark: $(CLIENTS)/spark/stamp $(CLIENTS)/spark-jvm/stamp ## the questions of tables to Spark itself (Java 17)
	@$(CLIENTS)/spark/bin/python tests/clients/spark_server.py $(CLIENTS)/spark-jvm

audit: $(DEV) ## ask for known weaknesses of what is installed (needs the network)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	@$(BIN)/pip-audit --local --skip-editable --strict # what cannot be looked up is an error

dist: $(DEV) ## build the wheel and the source archive into dist/, the same bytes for the same commit
	@rm -rf dist build *.egg-info
	@umask 022; SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct); export SOURCE_DATE_EPOCH; \
	$(BIN)/python -m build --outdir dist && $(BIN)/python .ci/repack.py dist/*.tar.gz

clean: ## remove the environment and all that was generated
	@rm -rf $(VENV) $(CLIENTS) build dist *.egg-info .coverage
	@rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

# Set-up is quiet; its output is shown only when it fails.

$(RUN): pyproject.toml $(BIN)/python
	@$(call install,.)
	@touch $@

$(DEV): pyproject.toml $(BIN)/python
	@$(call install,.[dev])
	@touch $(RUN) $@

$(FUZZ): $(DEV)
	@$(call install,$(WITH_FUZZ))
	@touch $@

# Programs of others, each in an environment of its own, in versions that tests/clients names.

$(CLIENTS)/node/stamp: tests/clients/package.json
	@rm -rf $(@D) && mkdir -p $(@D) && cp $< $(@D)/
	@$(call quietly,npm install --prefix $(@D) --no-package-lock --ignore-scripts --no-audit --no-fund)
	@touch $@

$(CLIENTS)/%/stamp: tests/clients/%.txt | $(BIN)/python
	@rm -rf $(@D) && $(BIN)/python -m venv $(@D)
	@$(call quietly,$(@D)/bin/python -m pip install --disable-pip-version-check --no-deps -r $<)
	@touch $@

define quietly
echo "setting up $(@D)…" >&2; $(1) >$(@D).log 2>&1 || { tail -n 20 $(@D).log >&2; exit 1; }
endef

define install
echo "setting up…" >&2; \
$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '$(1)' >$(VENV)/setup.log 2>&1 \
    || { cat $(VENV)/setup.log >&2; exit 1; }
endef

$(BIN)/python:
	@found=; \
	for candidate in $(PYTHON) $(OTHERS); do \
	    if $$candidate -c 'import sys, venv, ensurepip; \
	        sys.exit(sys.version_info < tuple(map(int, "$(OLDEST)".split("."))))' 2>/dev/null; \
	    then found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo "$(PYTHON) is not Python $(OLDEST) or newer with venv, nor is one of $(OTHERS) found" >&2; \
	    exit 1; \
	fi; \
	[ "$$found" = "$(PYTHON)" ] \
	    || echo "$(PYTHON) is not Python $(OLDEST) or newer with venv: using $$found" >&2; \
	"$$found" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }
