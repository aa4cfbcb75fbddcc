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
           $(shell find gui -type f -not -path '*/node_modules/*' -not -path 'gui/dist/*' -not -path 'gui/e2e/*' 2>/dev/null)

##@ Build and run

.PHONY: build
build: $(JAR) ## Build target/postmagiq.jar, web application included

$(JAR): $(SOURCES)
	@$(TOOLS) need_java; need_maven; need_node
	"$$MVN" -B -q -ntp -DskipTests package
	touch $(JAR)
	echo "Built $(JAR) ($$(du -m $(JAR) | cut -f1) MB)"

.PHONY: build-local-model
build-local-model: ## Build target/local-model/postmagiq.jar, which runs models of files (LOCAL_MODEL)
	@$(TOOLS) need_java; need_maven; need_node
	"$$MVN" -B -q -ntp -Plocal-model -DskipTests package
	echo "Built target/local-model/postmagiq.jar"

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

.PHONY: setup check-env api up down restart gui gui-build
setup: $(JAR) gui/node_modules ## Fetch everything and build

check-env: ## Whether JDK, Maven, Node and Chromium are there
	@$(TOOLS) need_java; need_maven; need_node
	echo "JDK $$JAVA_HOME, Maven $$MVN, Node $$(node --version)"

api: run
up: $(JAR) ## Start the server in the background (PORT=, POSTMAGIQ_DATA_DIR=)
	@$(TOOLS) need_java
	mkdir -p target
	nohup "$$JAVA" $(JAVA_FLAGS) $(JAVA_OPTS) -jar $(JAR) serve $(if $(PORT),--port $(PORT)) > target/server.log 2>&1 &
	echo $$! > target/server.pid
	echo "Server $$(cat target/server.pid) starts; it tells its address in target/server.log"
down: ## Stop the server that make up started
	@if [ ! -f target/server.pid ]; then echo "No server was started by make up." >&2; exit 2; fi
	pid=$$(cat target/server.pid)
	rm target/server.pid
	kill "$$pid" 2> /dev/null || { echo "Server $$pid had ended already."; exit 0; }
	while kill -0 "$$pid" 2> /dev/null; do sleep 0.2; done
	echo "Server $$pid has stopped."
restart: ## make down, then make up
	@$(MAKE) down || true
	$(MAKE) up

gui: dev
gui-build: gui/node_modules ## Build the web application alone
	@$(TOOLS) need_node
	cd gui
	npm run build

.PHONY: dist
dist: $(JAR) ## Unpacked jar with a start cache in target/dist: starts in less than half of the time
	@$(TOOLS) need_java
	rm -rf target/dist target/dist-data target/dist-data-keys
	"$$JAVA" -Djarmode=tools -jar $(JAR) extract --destination target/dist
	JAVA_FLAGS="$(JAVA_FLAGS)" scripts/start-cache.sh target/dist
	cp deploy/start.options target/dist
	cd target/dist
	"$$JAVA" @start.options -XX:AOTMode=on -jar postmagiq.jar --version
	echo "Start it with: cd target/dist && java @start.options -jar postmagiq.jar serve"

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

.PHONY: sync-workflows
sync-workflows: $(JAR) ## Registry and files into the database [DEPLOYMENT_ENV=production]
	@$(POSTMAGIQ) sync-workflows

.PHONY: seed-personas seed-voices list-personas check-personas
seed-personas: $(JAR) ## Personas, rules and voices that ship into the database
	@$(POSTMAGIQ) personas seed
seed-voices: $(JAR) ## The voices alone
	@$(POSTMAGIQ) voices seed
list-personas: $(JAR) ## Which personas there are
	@$(POSTMAGIQ) personas list
check-personas: $(JAR) ## Whether every persona can be used
	@$(POSTMAGIQ) personas check

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

.PHONY: eval-agents eval-costs eval-trend eval-daily eval-weekly eval-post eval-summary eval-export
EVAL_WEEKS = $(if $(WEEKS),--weeks "$(WEEKS)") $(if $(filter 1,$(OFFLINE)),--include-offline)
EVAL_OPTIONS = $(if $(DAYS),--days "$(DAYS)") $(if $(filter 1,$(OFFLINE)),--include-offline)
eval-agents: $(JAR) ## Agents by what auditors said [DAYS=] [OFFLINE=1 counts runs without AI]
	@$(POSTMAGIQ) eval agents $(EVAL_OPTIONS)
eval-costs: $(JAR) ## Where the money went [DAYS=] [BY=agent|provider|model|config|state]
	@$(POSTMAGIQ) eval costs $(EVAL_OPTIONS) $(if $(BY),--by "$(BY)")
eval-trend: $(JAR) ## Complete runs by ISO week [WEEKS=]
	@$(POSTMAGIQ) eval trend $(EVAL_WEEKS)
eval-daily: $(JAR) ## Complete runs by day [DAYS=]
	@$(POSTMAGIQ) eval daily $(EVAL_OPTIONS)
eval-weekly: $(JAR) ## The last seven days in one line
	@$(POSTMAGIQ) eval summary --days 7 $(if $(filter 1,$(OFFLINE)),--include-offline)
eval-post: need-STORY $(JAR) ## The runs of one story: STORY=label, story key or run number
	@$(POSTMAGIQ) eval post "$(STORY)" $(if $(filter 1,$(OFFLINE)),--include-offline)
eval-summary: $(JAR) ## A period in one line [DAYS=]
	@$(POSTMAGIQ) eval summary $(EVAL_OPTIONS)
eval-export: need-OUT $(JAR) ## Weeks as a file: OUT=weeks.csv [WEEKS=]
	@$(POSTMAGIQ) eval trend $(EVAL_WEEKS) --export "$(OUT)"

.PHONY: doctor
doctor: $(JAR) ## Check this machine and say what to do
	@$(POSTMAGIQ) doctor

.PHONY: check-gpu ollama-list ollama-pull
check-gpu: $(JAR) ## What doctor says about models and the graphics card
	@$(POSTMAGIQ) doctor
ollama-list: ## Models the local Ollama has (OLLAMA_HOST=)
	@curl -fsS --max-time 10 "$(OLLAMA)/api/tags"; echo
ollama-pull: need-MODEL ## Have the local Ollama load a model: MODEL=llama3.1:8b
	@curl -fsSN --max-time 3600 -d '{"model":"$(MODEL)"}' "$(OLLAMA)/api/pull"

OLLAMA = $(or $(OLLAMA_HOST),http://localhost:11434)

##@ Database

.PHONY: db-migrate db-history db-rollback db-revision
db-migrate: $(JAR) ## Bring the tables up to date
	@$(POSTMAGIQ) db migrate
db-history: $(JAR) ## Which migrations were applied
	@$(POSTMAGIQ) db info
db-rollback: ## Why there is none, and what to do instead
	@echo "Migrations only go forward. To go back to the release before: stop Postmagiq, put the backup of the database" >&2
	echo "from before the upgrade in place (docs/admin-guide/database.md), and start the old release." >&2
	exit 1
db-revision: need-MSG ## Begin a new migration: MSG="add colours"
	@slug=$$(tr -cs 'a-z0-9' '_' <<< "$$(tr 'A-Z' 'a-z' <<< "$(MSG)")" | sed 's/^_*//; s/_*$$//')
	file="src/main/resources/db/migration/V$$(date +%Y%m%d%H%M)__$$slug.sql"
	echo "-- $(MSG)" > "$$file"
	echo "$$file"

COMPOSE = docker compose version > /dev/null 2>&1 || { echo "Docker with its compose plugin was not found: db-up and db-down need it; nothing else does." >&2; exit 2; }; docker compose

.PHONY: db-up db-down db-shell
db-up: ## PostgreSQL and PgBouncer in Docker, and how to use them
	@$(COMPOSE) up -d --build --wait
	echo "export DATABASE_URL=postgresql://postgres:$(DB_PASSWORD)@127.0.0.1:$(or $(POSTMAGIQ_POOLER_PORT),6432)/postmagiq"
	echo "export POSTMAGIQ_DATABASE_PGBOUNCER=true"
	echo "export POSTMAGIQ_DATABASE_DIRECT_URL=postgresql://postgres:$(DB_PASSWORD)@127.0.0.1:$(or $(POSTMAGIQ_DB_PORT),5432)/postmagiq"
db-down: ## Stop them; the rows stay
	@$(COMPOSE) down
db-shell: ## psql on DATABASE_URL
	@if [ -z "$${DATABASE_URL:-}" ]; then
	  echo "DATABASE_URL is empty: the embedded database has no shell; start with make db-up, or name a server." >&2; exit 2
	fi
	exec psql "$$DATABASE_URL"

DB_PASSWORD = $(or $(POSTMAGIQ_DB_PASSWORD),postmagiq)

##@ Checks

.PHONY: test
test: test-gui ## Everything: web application, Java, journeys in a browser
	@$(TOOLS) need_java; need_maven; need_node
	"$$MVN" -B -ntp $(TWICE) verify
	touch $(JAR) # its own time is fixed, so that equal sources give equal bytes
	$(MAKE) test-e2e

# A test that fails once and passes at once after is told as a flake in the summary: a bug to find, not the end of an
# hour's run. One that fails twice ends it. The journeys in a browser hold to the same rule.
TWICE := -Dsurefire.rerunFailingTestsCount=1 -Dfailsafe.rerunFailingTestsCount=1

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

.PHONY: test-file test-isolation coverage
test-file: need-FILE ## One test class: FILE=ControlTests
	@$(MAKE) test-unit TEST="$(FILE)"
test-isolation: ## Everything that keeps workspaces apart
	@$(MAKE) test-unit TEST='*Tenan*Tests,CrossTenant*Tests,FenceTests'
coverage: ## Which lines the Java tests reach: target/site/jacoco/index.html
	@$(TOOLS) need_java; need_maven; need_node
	"$$MVN" -B -ntp -Dexec.skip -Djacoco.propertyName=test.jvm.args $(JACOCO):prepare-agent test $(JACOCO):report

JACOCO := org.jacoco:jacoco-maven-plugin:0.8.14

.PHONY: test-int
test-int: ## Java tests against the packaged jar
	@$(TOOLS) need_java; need_maven; need_node
	"$$MVN" -B -ntp -Dskip.unit.tests=true verify

.PHONY: test-local-model
test-local-model: ## The model of a file: build with -Plocal-model, a whole run with a tiny model made here
	@$(TOOLS) need_java; need_maven
	"$$MVN" -B -ntp -Plocal-model -Dexec.skip -Dskip.unit.tests=true -Dit.test='Local*IT' verify

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

.PHONY: voice-eval
voice-eval: need-DATA ## Measure how well voices are told apart: DATA=file.jsonl with id, author, text
	@$(TOOLS) need_java; need_maven
	"$$MVN" -B -q -ntp -Dexec.skip -DskipTests test-compile dependency:build-classpath \
	  -Dmdep.outputFile=target/classpath.txt
	exec "$$JAVA" -cp "target/classes:$$(cat target/classpath.txt)" \
	  com.postmagiq.voice.eval.VoiceEval "$(DATA)"

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
USAGE_OUT := make eval-export OUT=weeks.csv [WEEKS=8]
USAGE_MODEL := make ollama-pull MODEL=llama3.1:8b
USAGE_MSG := make db-revision MSG="add colours"
USAGE_FILE := make test-file FILE=ControlTests
USAGE_DATA := make quality-eval DATA=labelled.jsonl

need-%:
	@if [ -z "$($*)" ]; then echo "$* is missing. Usage: $(USAGE_$*)" >&2; exit 2; fi
