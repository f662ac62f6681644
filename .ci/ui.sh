#!/usr/bin/env bash
# Builds the pages of the window into ui/dist: the program has them inside, so it cannot be compiled without.
set -euo pipefail
cd "$(dirname "$0")/../ui"

# npm ci again only when what is wanted has changed
wanted=$(cat package.json package-lock.json | sha256sum)
if [ "$(cat node_modules/.wanted 2>/dev/null)" != "$wanted" ]; then
    npm ci --no-audit --no-fund
    printf '%s\n' "$wanted" >node_modules/.wanted
fi
npm run --silent build
