# Everything runs from a checkout with git, make and Python 3.11 or later. The first call sets up .venv.
PYTHON ?= python3
VENV   := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: play test check bench peers soak map data screenshots wheel lock clean

play: $(VENV)/.run
	@$(BIN)/khasan play $(ARGS)

test: $(VENV)/.dev
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.dev
	$(BIN)/python tools/check.py

bench: $(VENV)/.dev
	$(BIN)/python tools/bench.py $(ARGS)

# What is only measured against; GDAL comes with the system: apt install python3-gdal.
peers: $(VENV)/.dev
	@$(PIP) --no-deps --upgrade --target .peers scipy networkx

soak: $(VENV)/.dev
	$(BIN)/python -m pytest -m "soak or hypothesis" --hypothesis-profile=soak -o addopts="-q --benchmark-skip" $(ARGS)

# The board and the fonts are made from their sources by these; the results are kept in the repository.
map: $(VENV)/.dev
	$(BIN)/python tools/make_map.py

# The pictures of docs/screenshots, taken of the game without a screen.
screenshots: $(VENV)/.dev
	$(BIN)/python tools/screenshots.py $(ARGS)

wheel: $(VENV)/.dev
	$(BIN)/python -m hatchling build -t wheel

clean:
	rm -rf $(VENV) .peers dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks .import_linter_cache

$(VENV)/.made:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || \
	  { echo "Khasan 1938 needs Python 3.11 or later; name one with: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "This Python cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/.made
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/.made
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run
