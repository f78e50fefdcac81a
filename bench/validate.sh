#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail

usage() {
    cat <<'END'
usage: bench/validate.sh [FILE [PROGRAM [ARGUMENT...]]]

Judges one descriptor as a whole process, again and again, beside a Python that only loads the same YAML (PyYAML's
safe_load, the first step of OSM's own validation), and prints both medians, their ratio, and the memory of each.
Without FILE that is tests/golden/nbi/mec_vnfd.yaml; without PROGRAM 'build/release/bin/edgepool validate'.

environment:
    RUNS   how often each is started (100)
END
}

case ${1:-} in
-h | --help)
    usage
    exit 0
    ;;
esac

root=$(dirname "$(dirname "$(readlink -f "$0")")")
file=${1:-$root/tests/golden/nbi/mec_vnfd.yaml}
shift $(($# > 0 ? 1 : 0))
if (($# == 0)); then
    set -- "$root/build/release/bin/edgepool" validate
fi
runs=${RUNS:-100}
load=(python3 -c 'import sys, yaml; yaml.safe_load(open(sys.argv[1]))')

median() {
    sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

# Microseconds of each start; a program that finds faults ends with another status than 0, and that is no failure here.
times_of() {
    local before after i
    for ((i = 0; i < runs; i++)); do
        before=${EPOCHREALTIME/[.,]/}
        "$@" >/dev/null 2>&1 || true
        after=${EPOCHREALTIME/[.,]/}
        echo $((after - before))
    done
}

# The most memory that the process had, in KiB.
memory_of() {
    python3 - "$@" <<'END'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
END
}

ours=$(times_of "$@" "$file" | median)
theirs=$(times_of "${load[@]}" "$file" | median)
printf '%-42s %8s %10s\n' "$(basename "$file")" 'µs' 'KiB'
printf '%-42s %8d %10d\n' "$(basename "$1")" "$ours" "$(memory_of "$@" "$file")"
printf '%-42s %8d %10d\n' 'PyYAML, loading only' "$theirs" "$(memory_of "${load[@]}" "$file")"
awk -v ours="$ours" -v theirs="$theirs" 'BEGIN { printf "ratio %.1f\n", theirs / ours }'
