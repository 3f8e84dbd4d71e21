# Sourced by a case: starts tests/tools/httpd.py, and ends it with the case.
# Then `get` is fetch with the hosts KIND.example on that server, and without
# waiting.
python3 "$ROOT/tests/tools/httpd.py" port requests &
httpd=$!
trap 'kill "$httpd" 2>/dev/null' EXIT
for ((i = 0; i < 200; i++)); do
	[ -s port ] && break
	sleep 0.05
done
[ -s port ] || {
	echo 'the test server did not start' >&2
	exit 99
}

connect=()
for kind in free open forbid part calm tired broken mended busy mute moved \
    circle astray vast a b c d; do
	connect+=(--connect-to "$kind.example:80:127.0.0.1:$(cat port)")
done

# As an array too, for `"${get[@]}" &`, whose $! is fetch and no subshell.
get=(fetch -q -d 0 --retry-wait 0 "${connect[@]}")

get() {
	"${get[@]}" "$@"
}

# The log without what differs from run to run: milliseconds.
rows() {
	cut -f 1-5,7 "$@"
}

# Type, address and first line of the block of each record in an archive.
records() {
	python3 "$ROOT/tests/tools/records.py" "$@"
}

# What the server was asked for: host and path.
asked() {
	cut -f 2,3 requests
}
