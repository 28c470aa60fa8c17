#!/bin/sh
# Install the packages of a lock file: by uv, where the lock names it, which takes a quarter of pip's time; else by pip.
set -eu
bin=$1 lock=$2
pip() { "$bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"; }
part=$(mktemp)
trap 'rm -f "$part"' EXIT
sed -n '/^uv==/,/[^\\]$/p' "$lock" >"$part"
if [ -s "$part" ] && pip "$part" && "$bin/uv" pip install --quiet --python "$bin/python" --require-hashes -r "$lock"; then
    exit 0
fi
pip "$lock"
