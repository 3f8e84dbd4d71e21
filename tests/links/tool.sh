# Sourced by cases: archive [ADDRESS TYPE FILE]... writes a web archive.
archive() {
	python3 "$ROOT/tests/tools/mkwarc.py" "$@"
}
