# Everything starts from a bare machine: Python >= 3.11, Node >= 20 and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
MODULES := js/node_modules/.installed
BUNDLE := insight_widgets/static/report.js
EXTENSION := $(VENV)/share/jupyter/labextensions/insight-widgets
QUICKSTART := notebooks/quickstart.ipynb

.DEFAULT_GOAL := help
.PHONY: help report lab test lint build docs bench release-check clean

help: ## say what there is to make
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

report: $(INSTALLED) $(BUNDLE) ## run the quickstart notebook and leave it and report.html in build/
	@mkdir -p build
	INSIGHT_REPORT_HTML=$(CURDIR)/build/report.html $(BIN)/jupyter nbconvert --to notebook --execute $(QUICKSTART) \
		--ExecutePreprocessor.store_widget_state=False --output-dir build
	@echo
	@echo "The report:            $(CURDIR)/build/report.html"
	@echo "The executed notebook: $(CURDIR)/build/quickstart.ipynb"

lab: $(INSTALLED) $(BUNDLE) ## open JupyterLab on the quickstart
	$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) $(QUICKSTART)

test: lint ## run all tests, the browser included
	cd js && npm test
	$(BIN)/python -m tests.ui.chromium
	$(BIN)/python -m pytest --nbval-lax --numprocesses 2 --dist loadfile

lint: $(INSTALLED) $(BUNDLE) ## check style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	cd js && npm run check

build: $(INSTALLED) $(BUNDLE) ## build the front end, the sdist and the wheel
	$(BIN)/python -m build --outdir dist

docs: $(INSTALLED) ## build the documentation into build/docs; a warning is an error
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/docs
	@echo "The documentation: $(CURDIR)/build/docs/index.html"

bench: $(INSTALLED) $(BUNDLE) ## measure, and print the ratios
	$(BIN)/python -m benchmarks

release-check: $(INSTALLED) $(BUNDLE) docs ## build sdist and wheel and try them on the oldest and newest Python there is
	$(BIN)/python -m pytest tests/package -m "release or wheel"

clean: ## remove everything that was made
	rm -rf $(VENV) js/node_modules js/lib insight_widgets/static insight_widgets/labextension build dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; '$(PYTHON)' is not. Set one with make PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "No environment could be made; on Debian: apt-get install python3-venv"; exit 1; }

$(INSTALLED): pyproject.toml hatch_build.py | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

$(MODULES): js/package.json js/package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' && command -v npm >/dev/null || \
		{ echo "Node 20 or newer, with npm, is needed to build the front end."; exit 1; }
	cd js && npm ci --loglevel=error
	@touch $@

$(BUNDLE): $(MODULES) $(INSTALLED) js/build.mjs js/notices.mjs js/labextension.config.cjs js/tsconfig.json $(shell find js/src -type f)
	cd js && npm run --silent build
	@rm -rf $(EXTENSION) && mkdir -p $(dir $(EXTENSION)) && ln -s $(CURDIR)/insight_widgets/labextension $(EXTENSION)
