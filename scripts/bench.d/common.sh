# shellcheck shell=bash
# shellcheck disable=SC2034 # read by the parts
# What every part of the bench shares: where things are, and how a command is
# measured and printed.
set -euo pipefail
export LC_ALL=C
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
BIN=$ROOT/build/bin
# Where scripts/setup bench puts the peers from the Python registry.
PYTHON=$ROOT/build/peers/bin/python3
[ -x "$PYTHON" ] || PYTHON=python3
TOOLS=$ROOT/build/release/tests/tools
SHARED=
[ -d "$ROOT/../shared/data" ] && SHARED=$(cd "$ROOT/../shared" && pwd)
RUNS=${RUNS:-5}
PATH=$BIN:$PATH
scratch=$(mktemp -d "${TMPDIR:-/tmp}/kliping-bench.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

heading() {
	printf '\n== %s\n' "$*"
}

# Time a shell command RUNS times: sets seconds (median) and kilobytes (peak).
measure() {
	local i
	: > "$scratch/times"
	for ((i = 0; i < RUNS; i++)); do
		/usr/bin/time -f '%e %M' -a -o "$scratch/times" \
		    bash -c "$1" > /dev/null 2> "$scratch/err" ||
		    { cat "$scratch/err" >&2; echo "failed: $1" >&2; exit 1; }
	done
	seconds=$(sort -n "$scratch/times" | awk '{ t[NR] = $1 }
	    END { print t[int((NR + 1) / 2)] }')
	kilobytes=$(awk '$2 > m { m = $2 } END { print m }' "$scratch/times")
}

# A line of a table: name, seconds, ratio to ours, rate, memory.
ours=
line() {
	local name=$1 amount=$2 unit=$3
	[ -n "$ours" ] || ours=$seconds
	awk -v n="$name" -v s="$seconds" -v o="$ours" -v a="$amount" \
	    -v u="$unit" -v k="$kilobytes" 'BEGIN {
		printf "%-28s %7.2f s  %6.2f x  %10.1f %s  %7.1f MB\n",
		    n, s, (o > 0 ? s / o : 0), (s > 0 ? a / s : 0), u, k / 1024
	}'
}
