#!/bin/sh
# Make .venv with direktsim and everything it needs; $1 is the extra to install ("", "dev", "docs" or "benchmarks").
# Safe to run again: it does nothing when nothing changed.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
extra=${1:-}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "direktsim needs Python 3.11 or later; $("$python" --version) was found. Set PYTHON to another one." >&2
    exit 1
}
version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
constraints="constraints/$version.txt"
stamp=".venv/installed-${extra:-base}"

if [ -f "$stamp" ] && [ ! pyproject.toml -nt "$stamp" ] && { [ ! -f "$constraints" ] || [ ! "$constraints" -nt "$stamp" ]; }; then
    exit 0
fi
if [ ! -x .venv/bin/pip ]; then
    if ! "$python" -m venv .venv 2>/dev/null; then
        # Debian keeps venv in a package of its own.
        rm -rf .venv
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -qq && apt-get install -y -qq "$version-venv" || apt-get install -y -qq python3-venv
        fi
        "$python" -m venv .venv || {
            echo "Python's venv module is missing; on Debian: sudo apt-get install python3-venv" >&2
            exit 1
        }
    fi
fi
echo "Installing direktsim into .venv (once) ..."
browser=
if [ "$extra" = dev ] && ! command -v chromium >/dev/null; then
    # The tests of the dashboard look at it in a browser. It is fetched beside the rest.
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "Chromium is missing, for the tests of the dashboard; on Debian: sudo apt-get install chromium" >&2
        exit 1
    fi
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium) &
    browser=$!
fi
# Python compiles what it imports when it first does: all of it at once would take as long as fetching it.
set -- --quiet --disable-pip-version-check --no-compile --editable ".${extra:+[$extra]}"
if [ -f "$constraints" ]; then
    set -- "$@" --constraint "$constraints"
fi
.venv/bin/pip install "$@"
if [ -n "$browser" ]; then
    wait "$browser"
fi
touch "$stamp"
