# Shipdesk: `make help` lists the targets. Every target that needs something installs it first (.ci/install.sh).
SHELL := /bin/bash
# a fresh rustup is on nobody's PATH yet
export PATH := $(PATH):$(HOME)/.cargo/bin

.DEFAULT_GOAL := help
.PHONY: help run practice test check bindings shots bundle bench ui

help: ## this list
	@awk -F ': .*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## the window, in a folder of its own; without a display on a virtual one, and where the picture of it is
	@.ci/install.sh run
	@.ci/ui.sh
	cargo build --locked -p shipdesk
	@.ci/run-window.sh

practice: ## the command line: pretend providers, accounts and orders, from the price to the label
	@.ci/install.sh build
	@.ci/run-practice.sh

test: ## everything that can fail: check, then every test; ends with "N passed, N failed"
	@.ci/install.sh test
	@$(MAKE) --no-print-directory check
	@.ci/test.sh

check: ui ## formatting, lints and types, without running anything
	cargo fmt --all --check
	rustfmt --check $$(find src-tauri/crates/providers/src -mindepth 2 -name '*.rs') # a macro declares these modules
	cargo clippy --workspace --all-targets --locked -- -D warnings
	npm --prefix ui run --silent check

ui: ## the pages of the window, into ui/dist
	@.ci/install.sh build
	@.ci/ui.sh

bindings: ui ## writes ui/src/ipc/bindings.ts from the commands
	SHIPDESK_WRITE_BINDINGS=1 cargo test --locked -p shipdesk bindings

shots: ui ## pictures of every screen into docs/screens
	@.ci/install.sh test
	cargo build --locked -p shipdesk -p shipdesk-cli
	node tests/e2e/shots.mjs

bundle: ui ## .deb and .rpm into target/release/bundle, both programs in them
	cargo build --locked --release -p shipdesk-cli
	cd src-tauri && ../ui/node_modules/.bin/tauri build --bundles deb,rpm

bench: ui ## measures against the budgets, in a release build (some minutes)
	@.ci/install.sh run
	@.ci/bench.sh
