#!/usr/bin/env bash
# Makes the figures of BENCHMARKS.md: generated projects of growing size, the floors of reading them at all, and each
# step of a check, in one run. Needs cargo and coreutils.
#
#     scripts/bench.sh [CLAIMS…]      10000 100000 1000000 where none are named
set -euo pipefail
cd "$(dirname "$0")/.."

sizes=("$@")
[ "${#sizes[@]}" -gt 0 ] || sizes=(10000 100000 1000000)
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

cargo build --quiet --release --locked --bin gainsay --example generate --example floors --example phases
bin="${CARGO_TARGET_DIR:-target}/release"

printf '== the program\n'
printf '%s bytes\n' "$(stat -c %s "$bin/gainsay")"
from="$(date +%s%N)"
for _ in $(seq 20); do "$bin/gainsay" --version >/dev/null; done
printf -- '--version %s microseconds, the mean of 20\n' "$((($(date +%s%N) - from) / 20000))"

TIMEFORMAT='%R s wall, %U s user, %S s system'

run() {
    local size="$1" shape="$2" jsonl="${3:-}"
    local project="$work/$shape-$size"
    "$bin/examples/generate" "$size" "$project" --shape "$shape" ${jsonl:+--jsonl}
    printf '\n== %s claims, %s%s, %s threads\n' "$size" "$shape" "${jsonl:+, JSON Lines}" "$(nproc)"
    "$bin/examples/floors" "$project"
    "$bin/examples/phases" "$project"
    # The whole program, once: wall and processor time.
    printf 'gainsay check: '
    time { "$bin/gainsay" check --format short "$project" >/dev/null || true; }
    if [ "$shape$jsonl" = mixed ] && [ "$size" -le 100000 ]; then
        "$bin/examples/phases" "$project" --again "$project/claims/claims-0.yaml"
    fi
    rm -rf "$project"
}

for size in "${sizes[@]}"; do
    run "$size" mixed
    run "$size" mixed jsonl
    run "$size" topic
    run "$size" network
done
run 10000 article
run 100000 article
run 10000 articles
run 100000 articles
run 100000 few-lost
run 1000 lost
