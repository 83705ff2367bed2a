# Two commands set everything up on a fresh machine: `make demo` runs the main job, `make test` passes the tests.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo dashboard study test dev lint types compiled unit journeys nightly benchmarks generated notebooks site clean

demo: ## Compare the busy clinic with the nurse moved to Monday morning
	@PYTHON=$(PYTHON) sh scripts/setup.sh
	$(BIN)/direktsim compare scenarios/busy_clinic.yaml scenarios/moved_nurse.yaml

dashboard: ## Open the dashboard: http://127.0.0.1:8501
	@PYTHON=$(PYTHON) sh scripts/setup.sh
	$(BIN)/direktsim dashboard

study: ## Make docs/studies anew: some minutes
	@PYTHON=$(PYTHON) sh scripts/setup.sh
	sh docs/studies/branch.sh

test: dev ## Lint, floors, types, journeys, tests: the journeys with little beside them, for they wait for a browser
	@$(MAKE) --no-print-directory -j2 lint types journeys
	@$(MAKE) --no-print-directory unit

dev: ## Set up .venv with the tools
	@PYTHON=$(PYTHON) sh scripts/setup.sh dev

lint: dev ## Style and floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: dev ## Types
	nice $(BIN)/mypy

compiled: dev
	$(BIN)/python scripts/compile.py

unit: compiled ## Tests, but for the journeys
	$(BIN)/pytest -n auto --dist loadfile --ignore tests/journeys

journeys: compiled ## Each page of the dashboard in a browser
	$(BIN)/pytest tests/journeys

nightly: compiled ## All tests, those that take minutes too, with many more random worlds
	RANDOM_WORLDS=3000 KILLS=10 $(BIN)/pytest -n auto -m "nightly or not nightly" --ignore tests/journeys
	$(BIN)/pytest tests/journeys

benchmarks: ## Time the engines, other simulators on the same work, and growth; writes docs/benchmarks.md
	@PYTHON=$(PYTHON) sh scripts/setup.sh benchmarks
	$(BIN)/python -m benchmarks

generated: dev ## Write anew what is generated
	$(BIN)/python -m sim.domain.rulebook > docs/rulebook.md
	$(BIN)/python -m sim.domain.glossary > docs/glossary.md
	$(BIN)/python -m sim.report.scenario_reference > docs/scenario-reference.md
	$(BIN)/python -m sim.report.assumptions_page > docs/assumptions.md
	$(BIN)/direktsim columns --markdown > docs/data-dictionary.md
	$(BIN)/direktsim schema > scenarios/scenario.schema.json
	$(BIN)/python scripts/make_county.py > scenarios/county.yaml
	$(BIN)/direktsim verify --markdown > docs/verification.md

notebooks: dev ## Execute the notebooks and write them anew
	$(BIN)/python scripts/compile.py
	$(BIN)/python scripts/notebooks.py

site: ## Build the documentation into build/site
	@PYTHON=$(PYTHON) sh scripts/setup.sh docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

clean: ## Remove .venv and caches, and keep runs/
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
