#!/bin/sh
# Write the locked versions anew, for every Python from 3.11 and every system. Needs uv.
set -eu
cd "$(dirname "$0")/.."
lock() { uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url "$@"; }
lock -q pyproject.toml --extra dev -o requirements-dev.lock
printf 'setuptools>=80\n' > build.in
lock -q pyproject.toml build.in -c requirements-dev.lock -o requirements.lock
lock -q pyproject.toml build.in --extra centre -c requirements-dev.lock -o requirements-centre.lock
rm build.in
