#!/bin/sh
# Builds the wheel, checks what it holds, installs it into a clean environment and builds the example with it.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/python -m build --wheel --outdir "$work/dist" . >/dev/null
.venv/bin/check-wheel-contents --toplevel kg "$work"/dist/*.whl
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "$work"/dist/*.whl
cp tests/gold/beispielfolge.txt "$work/"
cd "$work"
venv/bin/kg --help >/dev/null
venv/bin/kg build beispielfolge.txt --out out --store out/kg.db --quiet
test -s out/graph.html && test -s out/graph.trig && test -s out/beispielfolge.json
venv/bin/kg query investments --store out/kg.db --format csv | head -3
echo "1 passed, 0 failed"
