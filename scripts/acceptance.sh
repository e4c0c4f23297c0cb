#!/usr/bin/env bash
# Holds the machine formats against other people's programs: SARIF against Microsoft's validator (npm registry), JUnit
# against an independent parser (PyPI), GitHub's commands against the runner's documented escapes. What it needs is
# installed below target/acceptance, once. Takes about a minute after the first run.
set -euo pipefail
cd "$(dirname "$0")/.."

tools="$PWD/target/acceptance"
mkdir -p "$tools"
work="$(mktemp -d "${TMPDIR:-/tmp}/gainsay-acceptance.XXXXXX")"
trap 'rm -rf "$work"' EXIT

for program in npm node python3; do
    command -v "$program" >/dev/null || { echo "acceptance: $program is missing" >&2; exit 1; }
done
if [ ! -x "$tools/node_modules/.bin/sarif-multitool" ]; then
    echo "acceptance: installing @microsoft/sarif-multitool"
    npm install --silent --no-fund --no-audit --prefix "$tools" @microsoft/sarif-multitool@5.7.0
fi
if [ ! -x "$tools/python/bin/python" ] || ! "$tools/python/bin/python" -c 'import junitparser, lxml' 2>/dev/null; then
    echo "acceptance: installing junitparser and lxml"
    python3 -m venv "$tools/python"
    "$tools/python/bin/pip" install --quiet --disable-pip-version-check junitparser lxml
fi

cargo build --quiet --locked
gainsay="${CARGO_TARGET_DIR:-$PWD/target}/debug/gainsay"

# Two projects: our own, and one whose articles, names and folders do all that they should not.
cp -R examples/ci/hostile "$work/hos tile #1"
printf '\033]0;owned\007The minister said \xe2\x80\x9cwe shall \033[31mnever yield\xe2\x80\x9d. ::stop-commands::x\n::error::x ##[add-mask]y <script>alert(1)</script> | 100 %%, `x`\n' \
    > "$work/hos tile #1/seeds/a b,c:%.txt"

check() {
    local name="$1" project="$2"
    local formats=(json short sarif github junit markdown) statuses=()
    for format in "${formats[@]}"; do
        local status=0
        GITHUB_STEP_SUMMARY='' "$gainsay" check "$project" --no-baseline --format "$format" >"$work/$name.$format" 2>/dev/null || status=$?
        statuses+=("$status")
    done
    if [ "$(printf '%s\n' "${statuses[@]}" | sort -u | wc -l)" -ne 1 ]; then
        echo "acceptance: $name: the exit status depends on the format: ${statuses[*]}" >&2
        exit 1
    fi
    cp "$work/$name.sarif" "$work/$name.log.sarif"
    "$tools/node_modules/.bin/sarif-multitool" validate "$work/$name.log.sarif" \
        --output "$work/$name.validated.sarif" --log ForceOverwrite >"$work/$name.multitool" 2>&1 \
        || { cat "$work/$name.multitool" >&2; exit 1; }
    "$tools/python/bin/python" scripts/acceptance.py "$work" "$name"
}

check ours .
check hostile "$work/hos tile #1"
echo "acceptance: SARIF, JUnit, GitHub and Markdown are what their readers expect"
