#!/usr/bin/env bash
# Practice: fills a folder of its own with pretend accounts and orders, then takes one of them from its prices to its
# label and its timeline. A second run shows what is there: nothing is bought twice.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${SHIPDESK_PRACTICE:-target/practice}
cargo build --locked -p shipdesk-cli
shipdesk() {
    printf '\n$ shipdesk-cli --data-dir %s %s\n' "$folder" "$*"
    target/debug/shipdesk-cli --data-dir "$folder" "$@"
}

[ -e "$folder/shipdesk.db" ] || shipdesk demo
shipdesk account list
shipdesk order list
shipdesk quote A1001
shipdesk buy A1001 --cheapest
shipdesk label export A1001 --out "$folder/A1001.pdf" --layout 4x6
shipdesk track show A1001 --refresh
printf '\nGo on by yourself: target/debug/shipdesk-cli --data-dir %s help\n' "$folder"
