# Two commands set everything up on a machine that has Python >= 3.11, git and make:
#   make demo    puts the bundled sample pages into a library and opens the desk on it
#   make test    installs what the tests need and runs them; the desk is tested in Chromium, which apt-get brings if it may
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test pictures postgres interchange lint docs clean

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

demo: $(VENV)/.ready
	mkdir -p demo
	$(BIN)/marsad read src/marsad/samples/*.html src/marsad/samples/*.txt --format html --out demo/index.html
	@echo "A report of three pages, one file: demo/index.html"
	test -f demo/library/library.sqlite || $(BIN)/marsad init demo/library
	$(BIN)/marsad add --quiet demo/library src/marsad/samples/demo/*/ > demo/added.txt
	$(BIN)/marsad desk demo/library

test: $(VENV)/.ready postgres interchange
	sh tests/desk/browser/get_chromium.sh
	$(BIN)/python -m pytest -n 2 -rs

# The pictures of the docs, taken while the screens are tested.
pictures: $(VENV)/.ready
	MARSAD_PICTURES=docs/screens $(BIN)/python -m pytest -n 2 tests/desk/browser/test_screens.py

# Some tests start a PostgreSQL server of their own. Where Debian's packages can be had they are installed; else those tests are skipped.
postgres:
	@if ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null; then exit 0; fi; \
	sudo=$$([ "$$(id -u)" = 0 ] || echo 'sudo -n'); \
	{ command -v apt-get >/dev/null && $$sudo apt-get update -qq && $$sudo apt-get install -yqq postgresql >/dev/null; } \
	|| echo 'PostgreSQL could not be installed: its tests will be skipped'

# FollowTheMoney's own package reads what is exported for it. It is built upon ICU; where it cannot be built its two tests are skipped.
interchange: $(VENV)/.ready
	@$(BIN)/python -c 'import followthemoney' 2>/dev/null \
	|| $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[interchange]' >/dev/null 2>&1 \
	|| echo 'followthemoney could not be installed (Debian: libicu-dev, pkg-config, g++): its tests will be skipped'

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy -p marsad
	$(BIN)/python -m marsad.matching.lint

docs: $(VENV)/.ready
	$(BIN)/python docs/build_reference.py
	$(BIN)/python docs/build_figures.py

clean:
	rm -rf $(VENV) build dist demo
