#!/usr/bin/env bash
# Drives the real window, the real spooler and a real key store in a display and a message bus of their own.
# run.sh [FILE…]
set -euo pipefail
cd "$(dirname "$0")/../.."

cargo build --locked -p shipdesk -p shipdesk-cli
mkdir -p target/e2e
files=("$@")
if [ "${#files[@]}" -eq 0 ]; then files=(tests/e2e/*.test.mjs); fi
# a window that hangs must not hang the run
exec timeout --kill-after=10 900 node --test --test-concurrency=1 --test-timeout=240000 "${files[@]}"
