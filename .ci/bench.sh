#!/usr/bin/env bash
# Runs every benchmark of the workspace, one after the other so that none disturbs another, and repeats at the end
# the lines that compare a figure with its budget (those with the word "ratio").
set -euo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
benches=$(cargo metadata --no-deps --format-version 1 | node -e '
    const { packages } = JSON.parse(require("fs").readFileSync(0, "utf8"));
    for (const { name, targets } of packages)
        for (const target of targets)
            if (target.kind.includes("bench")) console.log(name, target.name);
')
if [ -z "$benches" ]; then
    echo "There are no benchmarks yet."
    exit 0
fi
cargo build --workspace --benches --release --locked
while read -r package bench; do
    printf '\n== %s: %s\n' "$package" "$bench"
    cargo bench --quiet --locked -p "$package" --bench "$bench" </dev/null 2>&1 | tee -a "$log"
done <<<"$benches"
printf '\n== the window against an empty one\n'
cargo build --release --locked -p shipdesk -p shipdesk-cli --bins --example empty_window
node tests/bench/window.mjs 2>&1 | tee -a "$log"
printf '\n== 200 processes killed anywhere, and one at every commit and send\n'
SHIPDESK_KILLS=${SHIPDESK_KILLS:-200} cargo test --locked -p shipdesk-cli --test kills </dev/null
printf '\n== against the budgets\n'
grep -i ratio "$log" || echo "no benchmark printed a ratio"
