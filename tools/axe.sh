#!/bin/sh
# axe-core, by which the tests judge the pages: from npm into build/, never into the repository.
set -eu
cd "$(dirname "$0")/.."
version=4.14.1
grep -qs "\"version\": *\"$version\"" build/npm/node_modules/axe-core/package.json && exit 0
command -v npm >/dev/null || {
    echo "The tests of accessible pages need npm (it fetches axe-core $version). On Debian or Ubuntu: sudo apt install npm" >&2
    exit 1
}
mkdir -p build/npm
npm install --prefix build/npm --no-save --no-audit --no-fund --ignore-scripts --loglevel=error "axe-core@$version" >/dev/null
