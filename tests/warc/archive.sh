# Sourced by the cases: a small archive, record by record.
record() {
	printf 'WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\n' "$1" "$2"
	printf 'Content-Length: %d\r\n\r\n%s\r\n\r\n' "${#3}" "$3"
}
info() { record warcinfo '' 'software: none'; }
page() { record response "http://a.example/$1" "HTTP/1.1 200 OK

<p>Halaman $1</p>"; }
