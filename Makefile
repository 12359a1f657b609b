# What can be done here. `make` alone prints it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
MVN ?= mvn -B -ntp

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

prepare: .build/jjava/jjava.jar ## Fetch the kernel that we bring (JJava, from PyPI) for the Java build

JJAVA = $(shell sed -n 's/.*"\(jjava==[^"]*\)".*/\1/p' install/pyproject.toml)
.build/jjava/jjava.jar:
	@mkdir -p .build/jjava
	$(PYTHON) -m pip download -q --disable-pip-version-check --no-deps -d .build/jjava "$(or $(JJAVA),jjava==1.0a8)"
	$(PYTHON) -c "import glob,zipfile; z=zipfile.ZipFile(glob.glob('.build/jjava/*.whl')[0]); n=[n for n in z.namelist() if n.endswith('/jjava.jar')][0]; open('$@','wb').write(z.read(n))"

java: prepare ## Build the jars
	$(MVN) -q package -DskipTests

.PHONY: help prepare java
