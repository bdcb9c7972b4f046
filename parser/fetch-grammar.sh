#!/bin/sh
# Fetches PostgreSQL's grammar (libpg-query, WebAssembly) as package-lock.json pins it.
# `npm ci` starts by removing node_modules, so the copy of the lock file proves that it finished.
set -eu
cd "$(dirname "$0")"
cmp -s package-lock.json node_modules/.fetched-lock.json && exit 0
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
cp package-lock.json node_modules/.fetched-lock.json
