#!/usr/bin/env bash
# Runs every test: those of the crates, of the components, of the real window. Ends with one line "N passed, N failed",
# summed over all; the status is that of the first runner that failed. One that fails does not keep the others from
# running.
set -uo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0

# runs WHAT COMMAND…
runs() {
    printf '\n=== %s\n' "$1"
    shift
    "$@" 2>&1 | tee -a "$log"
    local outcome=${PIPESTATUS[0]}
    if [ "$status" -eq 0 ]; then status=$outcome; fi
}

runs "the crates" cargo test --workspace --locked --no-fail-fast
runs "the components" npm --prefix ui run --silent test
runs "the window" tests/e2e/run.sh

# cargo: "test result: ok. 3 passed; 0 failed; …" · vitest: "Tests  1 failed | 3 passed (4)" · node: "ℹ pass 3"
sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '
    /^test result: / {
        for (i = 1; i < NF; i++) {
            if ($(i + 1) == "passed;") passed += $i
            if ($(i + 1) == "failed;") failed += $i
        }
    }
    /^ *Tests  / {
        for (i = 1; i < NF; i++) {
            if ($(i + 1) == "passed") passed += $i
            if ($(i + 1) == "failed") failed += $i
        }
    }
    /^(#|ℹ) pass [0-9]+$/ { passed += $3 }
    /^(#|ℹ) (fail|cancelled) [0-9]+$/ { failed += $3 }
    END { printf "\n%d passed, %d failed\n", passed, failed }
'
exit "$status"
