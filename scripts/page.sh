#!/usr/bin/env bash
# Opens the editor's page in a real browser: filters, search and links work, nothing leaves the page, it reads with
# scripts off, axe-core finds nothing serious, and an independent validator takes its HTML. What it needs is installed
# below target/acceptance, once; Chromium from Debian's packages, where there is none.
set -euo pipefail
cd "$(dirname "$0")/.."

tools="$PWD/target/acceptance/page"
mkdir -p "$tools"
work="$(mktemp -d "${TMPDIR:-/tmp}/gainsay-page.XXXXXX")"
trap 'rm -rf "$work"' EXIT

browser="${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}"
if [ -z "$browser" ]; then
    echo "page: installing chromium"
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null
    browser="$(command -v chromium)"
fi
if [ ! -d "$tools/node_modules/html-validate" ]; then
    echo "page: installing playwright-core, axe-core and html-validate"
    npm install --silent --no-fund --no-audit --prefix "$tools" \
        playwright-core@1.64.1 axe-core@4 html-validate@10
fi

cargo build --quiet --locked
gainsay="${CARGO_TARGET_DIR:-$PWD/target}/debug/gainsay"

# Three projects: our own, one whose articles do all that they should not, and one with several hundred findings.
page() { "$gainsay" report "$1" --no-baseline --output "$work/$2.html" 2>/dev/null || [ -s "$work/$2.html" ]; }
page . ours
cp -R examples/ci/hostile "$work/hostile"
printf 'The minister said <script>alert(1)</script> ]]> "x" \047y\047 &amp; \xf0\x9f\x98\x80. \033[31mred\033[0m\n' \
    > "$work/hostile/seeds/a b,c:%.txt"
page "$work/hostile" hostile
mkdir -p "$work/many/claims" "$work/many/seeds"
{
    echo "sources: { a: { role: reference, published: 2026-01-01 }, b: { role: reference, published: 2026-01-01 } }"
    echo "properties: { toll: { type: number } }"
    echo "entities:"
    for i in $(seq 300); do echo "  town-$i: { name: Town $i }"; done
    echo "claims:"
    for i in $(seq 300); do
        echo "  - { source: a, subject: town-$i, property: toll, value: $i }"
        echo "  - { source: b, subject: town-$i, property: toll, value: $((i + 1)) }"
    done
} > "$work/many/claims/many.yaml"
page "$work/many" many

NODE_PATH="$tools/node_modules" CHROMIUM="$browser" node scripts/page.cjs "$work" ours hostile many
for name in ours hostile many; do
    "$tools/node_modules/.bin/html-validate" --config scripts/html-validate.json "$work/$name.html"
done
echo "page: works in a browser, without scripts, and for assistive technology; its HTML is valid"
