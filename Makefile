# Shipdesk: `make help` lists the targets. Every target that needs something installs it first (.ci/install.sh).
SHELL := /bin/bash
# a fresh rustup is on nobody's PATH yet
export PATH := $(PATH):$(HOME)/.cargo/bin

.DEFAULT_GOAL := help
.PHONY: help run test check bench

help: ## this list
	@awk -F ': .*## ' '/^[a-z-]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## practice: pretend providers, accounts and orders, from the price to the label; nothing real can be bought
	@.ci/install.sh build
	@.ci/run-practice.sh

test: ## everything that can fail: check, then every test; ends with "N passed, N failed"
	@.ci/install.sh test
	@$(MAKE) --no-print-directory check
	@.ci/count.sh cargo test --workspace --locked --no-fail-fast

check: ## formatting and lints, without running anything
	@.ci/install.sh build
	cargo fmt --all --check
	rustfmt --check $$(find src-tauri/crates/providers/src -mindepth 2 -name '*.rs') # a macro declares these modules
	cargo clippy --workspace --all-targets --locked -- -D warnings

bench: ## measures against the budgets, in a release build (some minutes)
	@.ci/install.sh build
	@.ci/bench.sh
