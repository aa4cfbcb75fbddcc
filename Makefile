# Everything there is to do with Postmagiq from a clone. `make help` lists it.
#
# It looks for JDK 25, Maven and Node itself and says what is missing. Settings are environment variables
# (see .env.example); PORT and POSTMAGIQ_DATA_DIR let several copies run side by side.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:
MAKEFLAGS += --no-print-directory

JAR := target/postmagiq.jar
TOOLS := . scripts/tools.sh;
JAVA_FLAGS := -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED
POSTMAGIQ := $(TOOLS) need_java; exec "$$JAVA" $(JAVA_FLAGS) $(JAVA_OPTS) -jar $(JAR)
SOURCES := $(shell find pom.xml src/main workflows prompts examples -type f 2>/dev/null) \
           $(shell find gui -type f -not -path '*/node_modules/*' -not -path 'gui/dist/*' 2>/dev/null)

##@ Build and run

.PHONY: build
build: $(JAR) ## Build target/postmagiq.jar, web application included

$(JAR): $(SOURCES)
	@$(TOOLS) need_java; need_maven; need_node
	"$$MVN" -B -q -ntp -DskipTests package
	touch $(JAR)
	echo "Built $(JAR) ($$(du -m $(JAR) | cut -f1) MB)"

.PHONY: demo
demo: $(JAR) ## From nothing to a finished post, then stay up (ONCE=1 ends after the post, PORT=)
	@$(POSTMAGIQ) demo $(if $(filter 1,$(ONCE)),--once)

.PHONY: run
run: $(JAR) ## Start the application on kept data (PORT=, POSTMAGIQ_DATA_DIR=)
	@$(POSTMAGIQ) serve $(if $(PORT),--port $(PORT))

.PHONY: dev
dev: ## Web application with hot reload beside a running server
	@$(TOOLS) need_node
	cd gui
	[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund
	exec npm run dev

.PHONY: dist
dist: $(JAR) ## Unpacked jar with a start cache in target/dist: starts in a third of the time
	@$(TOOLS) need_java
	rm -rf target/dist target/dist-data target/dist-data-keys
	"$$JAVA" -Djarmode=tools -jar $(JAR) extract --destination target/dist
	data=$$(mktemp -d); chmod 755 "$$data"
	trap 'rm -rf "$$data"' EXIT
	cd target/dist
	POSTMAGIQ_DATA_DIR="$$data/data" "$$JAVA" -XX:AOTCacheOutput=app.aot -Xlog:aot*=error $(JAVA_FLAGS) \
	  -jar postmagiq.jar demo --once > /dev/null # what a first user does is what should be fast
	"$$JAVA" -XX:AOTCache=app.aot -XX:AOTMode=on $(JAVA_FLAGS) -jar postmagiq.jar --version
	echo "Start it with: cd target/dist && java -XX:AOTCache=app.aot $(JAVA_FLAGS) -jar postmagiq.jar serve"

##@ Runs

.PHONY: workflow
workflow: need-STORY $(JAR) ## Run a story: STORY=label or file [CONFIG=] [INPUT=] [TIER=] [YES=1]
	@$(POSTMAGIQ) run --story "$(STORY)" $(RUN_OPTIONS)

.PHONY: workflow-interactive
workflow-interactive: $(JAR) ## Paste a story and run it [CONFIG=] [TIER=]
	@$(POSTMAGIQ) run --interactive $(RUN_OPTIONS)

.PHONY: workflow-step
workflow-step: need-STEP need-STORY $(JAR) ## Run up to and including one state: STEP= STORY=
	@$(POSTMAGIQ) run --story "$(STORY)" --step "$(STEP)" $(RUN_OPTIONS)

RUN_OPTIONS = $(if $(CONFIG),--config "$(CONFIG)") $(if $(INPUT),--input "$(INPUT)") \
              $(if $(TIER),--tier "$(TIER)") $(if $(filter 1,$(YES)),--yes)

.PHONY: list-configs
list-configs: $(JAR) ## Which configurations there are
	@$(POSTMAGIQ) configs list

.PHONY: check-config
check-config: $(JAR) ## Validate configurations [CONFIG=name or file]; all of them without
	@$(POSTMAGIQ) configs validate $(if $(CONFIG),"$(CONFIG)",--all)

.PHONY: logs log-states log-tokens log-summary log-transitions log-breaker
logs: $(JAR) ## List runs
	@$(POSTMAGIQ) runs list
log-states: need-RUN $(JAR) ## States of a run: RUN=
	@$(POSTMAGIQ) runs states "$(RUN)"
log-tokens: need-RUN $(JAR) ## Tokens and cost of a run: RUN=
	@$(POSTMAGIQ) runs tokens "$(RUN)"
log-summary: need-RUN $(JAR) ## Summary of a run: RUN=
	@$(POSTMAGIQ) runs summary "$(RUN)"
log-transitions: need-RUN $(JAR) ## Transitions of a run: RUN=
	@$(POSTMAGIQ) runs events "$(RUN)" --type state.completed
log-breaker: need-RUN $(JAR) ## What the circuit breaker did: RUN=
	@$(POSTMAGIQ) runs events "$(RUN)" --type circuit_break

.PHONY: doctor
doctor: $(JAR) ## Check this machine and say what to do
	@$(POSTMAGIQ) doctor

.PHONY: db-migrate db-history
db-migrate: $(JAR) ## Bring the tables up to date
	@$(POSTMAGIQ) db migrate
db-history: $(JAR) ## Which migrations were applied
	@$(POSTMAGIQ) db info

##@ Checks

.PHONY: test
test: test-gui ## Everything: web application, Java, journeys in a browser
	@$(TOOLS) need_java; need_maven; need_node
	"$$MVN" -B -ntp verify
	touch $(JAR) # its own time is fixed, so that equal sources give equal bytes
	$(MAKE) test-e2e

.PHONY: test-gui
test-gui: gui/node_modules ## Lint and unit tests of the web application
	@$(TOOLS) need_node
	cd gui
	npm run lint
	npm test

gui/node_modules: gui/package-lock.json
	@$(TOOLS) need_node
	cd gui
	npm ci --ignore-scripts --no-audit --no-fund
	touch node_modules

.PHONY: test-unit
test-unit: ## Java tests without the packaged jar [TEST=pattern]
	@$(TOOLS) need_java; need_maven; need_node
	"$$MVN" -B -ntp $(if $(TEST),-Dtest="$(TEST)" -Dsurefire.failIfNoSpecifiedTests=true) test

.PHONY: test-int
test-int: ## Java tests against the packaged jar
	@$(TOOLS) need_java; need_maven; need_node
	"$$MVN" -B -ntp -Dsurefire.skip=true verify

.PHONY: test-databases
test-databases: ## Every test over HTTP on an external PostgreSQL, then through PgBouncer
	@$(TOOLS) need_java; need_maven; need_node
	for kind in external pgbouncer; do
	  "$$MVN" -B -ntp -Dexec.skip -Dgroups=http -Dtest.database=$$kind test
	done

CHAOS := -Dchaos.runs=$(or $(RUNS),2000) -Dchaos.away=30000 $(if $(SEED),-Dchaos.seed=$(SEED))

.PHONY: chaos
chaos: ## Two nodes killed and frozen at random while runs are on their way [RUNS=2000] [SEED=]
	@$(TOOLS) need_java; need_maven; need_node
	"$$MVN" -B -ntp -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ChaosIT $(CHAOS) verify

.PHONY: storm
storm: ## A provider that fails in every way for ten minutes [SECONDS=600] [SEED=]
	@$(TOOLS) need_java; need_maven
	"$$MVN" -B -ntp -Dexec.skip -Dtest=StormTests -Dstorm.seconds=$(or $(SECONDS),600) \
	  $(if $(SEED),-Dstorm.seed=$(SEED)) test

.PHONY: test-e2e
test-e2e: $(JAR) gui/node_modules ## Journeys in a browser against the jar
	@$(TOOLS) need_java; need_node; need_chromium
	scripts/e2e.sh

.PHONY: quality-eval
quality-eval: need-DATA ## Measure the checks on labelled sentences: DATA=file.jsonl
	@$(TOOLS) need_java; need_maven
	"$$MVN" -B -q -ntp -Dexec.skip -DskipTests test-compile dependency:build-classpath \
	  -Dmdep.outputFile=target/classpath.txt
	exec "$$JAVA" -cp "target/classes:$$(cat target/classpath.txt)" \
	  com.postmagiq.quality.eval.FabricationEval "$(DATA)"

.PHONY: bench
bench: ## Measure speed against this machine's own limits; see bench/README.md [PARTS="engine list"]
	@$(TOOLS) need_java; need_maven
	exec bench/run $(PARTS)

.PHONY: docs
docs: ## Write anew what is generated from the code: interface, problems, settings, module diagrams
	@$(TOOLS) need_java; need_maven; need_node
	"$$MVN" -B -q -ntp -Dexec.skip -Dtest='com.postmagiq.proof.*' -Dcommitted.write=true \
	  -Dsurefire.failIfNoSpecifiedTests=true test || true
	cd gui
	npm run gen:api

.PHONY: clean
clean: ## Delete what was built; data in var/ stays
	rm -rf target gui/dist gui/node_modules

.PHONY: help
help: ## This list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-zA-Z0-9_-]+:.*## / {printf "  make %-22s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

# A variable a target cannot do without.
USAGE_STORY := make workflow STORY=examples/stories/fire-company.md [CONFIG=offline]
USAGE_STEP := make workflow-step STEP=draft STORY=examples/stories/fire-company.md
USAGE_RUN := make log-summary RUN=1 (make logs lists the runs)
USAGE_DATA := make quality-eval DATA=labelled.jsonl

need-%:
	@if [ -z "$($*)" ]; then echo "$* is missing. Usage: $(USAGE_$*)" >&2; exit 2; fi
