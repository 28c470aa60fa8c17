#!/bin/sh
# TypeScript, which checks the types of the browser's scripts: from npm into build/, never into the repository.
set -eu
cd "$(dirname "$0")/.."
version=5.9.3
grep -qs "\"version\": *\"$version\"" build/types/node_modules/typescript/package.json && exit 0
command -v npm >/dev/null || {
    echo "The check of the scripts' types needs npm (it fetches typescript $version). On Debian or Ubuntu: sudo apt install npm" >&2
    exit 1
}
mkdir -p build/types
npm install --prefix build/types --no-save --no-audit --no-fund --ignore-scripts --loglevel=error "typescript@$version" >/dev/null
