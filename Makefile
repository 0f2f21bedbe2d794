# Two commands do everything on a fresh Debian machine with Python 3.11: `make run` and `make test`.
PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip --disable-pip-version-check
SAMPLE  := corpora/sample
OUTPUTS ?= outputs

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check lint bench lock train evaluate sample clean

help: ## Show this help
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.installed ## Make the virtual environment and install tongket from the lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || .ci/install-debian python3-venv
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python requirements.lock pyproject.toml .ci/debian-packages
	@.ci/install-debian $$(cat .ci/debian-packages)
	$(PIP) install -q --require-hashes -r requirements.lock
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

setup-dev: $(VENV)/.installed-dev

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock .ci/debian-packages-dev
	@.ci/install-debian $$(cat .ci/debian-packages-dev)
	$(PIP) install -q --require-hashes -r requirements-dev.lock
	@touch $@

run: setup ## Read the sample campaign and write its draft (the main job)
	$(BIN)/tongket run --campaign $(SAMPLE)/campaign.yaml --inbox $(SAMPLE)/inbox --outputs $(OUTPUTS)

test: setup-dev ## Run the tests
	$(BIN)/python -m pytest

lint: setup-dev ## Check style, types and the floors of the architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## Everything that must hold before a change lands

bench: setup-dev ## Measure speed, side by side in one run
	$(BIN)/python -m tests.bench

train: setup ## Train the models from corpora/ into models/
	$(BIN)/tongket train

evaluate: setup ## Write docs/evaluation.md: the models on campaigns that they did not see
	$(BIN)/tongket evaluate

sample: setup-dev ## Write corpora/sample/inbox again from its annotated reports
	$(BIN)/python -m corpora.render_sample

lock: setup-dev ## Resolve the dependencies again and write both locks
	$(BIN)/python .ci/write-locks

clean: ## Remove the virtual environment and the results
	rm -rf $(VENV) outputs/*/ outputs/.tongket
