# Each target does its own set-up and may be repeated.
PYTHON ?= python3
PORT ?= 8000
VAR ?= $(CURDIR)/var
export PORT VAR

BIN := .venv/bin
RUN := .venv/run.stamp
TEST := .venv/test.stamp
BENCH := .venv/bench.stamp
BROWSER := requirements/browser/node_modules/run.stamp
AXE := requirements/browser-tests/node_modules/test.stamp

.PHONY: run test check bench nightly pictures backup restore lock clean

run: $(RUN) $(BROWSER)
	@exec $(BIN)/python deploy/launch.py

test: $(TEST) $(BROWSER) $(AXE)
	@.ci/system-packages
	@$(BIN)/python manage.py vendor
	$(BIN)/pytest -q -n 2 -m "not nightly"
	$(BIN)/python tests/services.py $(BIN)/pytest -q -n 2 -m "not nightly"

check: $(TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --check --lint --quiet
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	.ci/check-deploy

bench: $(BENCH) $(BROWSER)
	@$(BIN)/python manage.py vendor
	$(BIN)/python -m benchmarks
	$(BIN)/python tests/services.py $(BIN)/python -m benchmarks search public registrations reminders staff

nightly: $(TEST) $(BROWSER) $(AXE)
	@.ci/system-packages
	@$(BIN)/python manage.py vendor
	$(BIN)/python tests/services.py $(BIN)/pytest -q -m nightly

pictures: $(TEST) $(BROWSER)
	@.ci/system-packages
	@$(BIN)/python docs/pictures.py

backup: $(RUN)
	@test -n "$(FILE)" || { echo "用法：make backup FILE=备份文件.tar"; exit 2; }
	@$(BIN)/python manage.py backup "$(FILE)"

restore: $(RUN)
	@test -n "$(FILE)" || { echo "用法：make restore FILE=备份文件.tar"; exit 2; }
	@$(BIN)/python manage.py restore "$(FILE)"

# Exact versions with hashes, and no hosts, for every Python from 3.11.0 on
lock: $(TEST)
	$(BIN)/uv pip compile requirements/run.in $(LOCK) -o requirements/run.txt
	$(BIN)/uv pip compile requirements/test.in -c requirements/run.txt $(LOCK) -o requirements/test.txt
	$(BIN)/uv pip compile requirements/bench.in -c requirements/test.txt $(LOCK) -o requirements/bench.txt
	$(BIN)/uv pip compile requirements/production.in -c requirements/run.txt $(LOCK) -o requirements/production.txt
	for folder in browser browser-tests; do $(BIN)/python deploy/npm.py requirements/$$folder \
	  install --package-lock-only --omit-lockfile-registry-resolved; done
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet

$(RUN): requirements/run.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更高版本。")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(TEST): requirements/test.txt $(RUN)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(BENCH): requirements/bench.txt $(TEST)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(BROWSER): requirements/browser/package-lock.json $(RUN)
	$(BIN)/python deploy/npm.py requirements/browser ci --loglevel error
	@touch $@

$(AXE): requirements/browser-tests/package-lock.json $(RUN)
	$(BIN)/python deploy/npm.py requirements/browser-tests ci --loglevel error
	@touch $@

clean:
	rm -rf .venv requirements/*/node_modules
