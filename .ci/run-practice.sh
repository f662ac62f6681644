#!/usr/bin/env bash
# Practice: fills a folder of its own with pretend accounts and orders, then prices one of the orders.
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
printf '\nGo on by yourself: target/debug/shipdesk-cli --data-dir %s help\n' "$folder"
