# Tocsin: `make demo` and `make test` do all the set-up on a fresh Debian 12 machine with Swift 6.3.
.DEFAULT_GOAL := help
SHELL := /bin/bash

RELEASE := swift build -c release --product tocsin
BINARY := .build/release/tocsin
DEMO := demo
SEED ?= 1
POSTS ?= 200000
SERVE ?= 1
PORT ?= 8316
CONSOLE_PORT ?= 8317

.PHONY: help bootstrap build demo test check check-calibration check-console check-evidence check-media bench bench-detection \
  bench-media bench-meaning train-threats docs clean

help: ## Show these targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 20

bootstrap: ## Install what is missing
	@script/bootstrap

build: bootstrap ## Build the release program
	$(RELEASE)

demo: build ## Simulate a stream, analyse it, show report and console (SERVE=0: do not show, return)
	@rm -rf $(DEMO)
	@mkdir -p $(DEMO)
	$(BINARY) simulate --out $(DEMO)/stream --seed $(SEED) --posts $(POSTS) --media
	$(BINARY) analyze $(DEMO)/stream/posts.ndjson --out $(DEMO)/analysis --db $(DEMO)/tocsin.db
	@if [ "$(SERVE)" = 1 ]; then script/show-console $(BINARY) $(DEMO) $(PORT) $(CONSOLE_PORT); fi

test: bootstrap ## Build and run every test
	swift build --build-tests
	swift test --skip-build

check: bootstrap ## Check formatting and the project's own rules
	swift format lint --strict --recursive --parallel Sources Tests Benchmarks Package.swift
	script/check-rules

check-calibration: bootstrap ## Hold the claim about false alarms on hundreds of surrogates (minutes)
	script/check-calibration

check-console: build ## Take the console through a real browser (needs chromium)
	script/check-console

check-media: bootstrap ## Damage every public picture in 120 ways and hash it (minutes)
	script/check-media

check-evidence: bootstrap ## Have warcio and wacz, where installed, read what tocsin evidence warc writes
	swift build --product tocsin
	script/check-evidence

bench-media: bootstrap ## Measure hashing beside pdqhash, vpdq and threatexchange
	script/bench-media

bench-meaning: bootstrap ## Measure the sentence encoder beside its reference, and its errors by language
	script/bench-meaning

bench: bootstrap ## Measure the engine beside the fastest existing tool
	script/bench-engine

bench-detection: bootstrap ## Compare detection with the field's methods on the same streams (ARGS="--also ...")
	script/bench-detection.py $(ARGS)

train-threats: bootstrap ## Train the linear model of threats anew (seeded; the same bytes each time)
	swift build -c release --product tocsin-bench
	script/threat-examples | .build/release/tocsin-bench train-threats \
	  --out Sources/Threats/Resources/weights.bin

docs: bootstrap ## Build the API documentation into docs/api
	script/build-docs

clean: ## Remove what was built
	rm -rf .build $(DEMO)
