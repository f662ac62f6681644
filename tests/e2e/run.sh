#!/usr/bin/env bash
# Drives the real window, the real spooler and a real key store in a display and a message bus of their own.
# run.sh [FILE…]
set -euo pipefail
cd "$(dirname "$0")/../.."

# with the tests, because their crates then have the same features as in `cargo test --workspace`: what that has built
# is used again, and the window alone is left to build
cargo build --locked --workspace --bins --tests
mkdir -p target/e2e
files=("$@")
if [ "${#files[@]}" -eq 0 ]; then files=(tests/e2e/*.test.mjs); fi
# a window that hangs must not hang the run
exec timeout --kill-after=10 900 node --test --test-concurrency=1 --test-timeout=240000 "${files[@]}"
