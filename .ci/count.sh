#!/usr/bin/env bash
# Runs `cargo test …` and ends with one line "N passed, N failed", summed over every test program.
# The exit status is cargo's: a build that fails, or a test program that crashes, has no result line to count.
set -uo pipefail

log=$(mktemp)
trap 'rm -f "$log"' EXIT
"$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
awk '
    /^test result: / {
        for (i = 1; i < NF; i++) {
            if ($(i + 1) == "passed;") passed += $i
            if ($(i + 1) == "failed;") failed += $i
        }
    }
    END { printf "%d passed, %d failed\n", passed, failed }
' "$log"
exit "$status"
