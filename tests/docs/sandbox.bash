# Sourced by tests in an empty folder: starts the bundled site and prepares the
# files that the examples in the manuals and the README name.  The server ends
# with the shell that sourced this, because its standard input then ends.

# Commands by their bare names, `fetch` knowing where the site's hosts are.
sandbox_programs() {
	local program
	mkdir bin
	for program in links clean extract aggregate; do
		ln -s "$BIN/$program" "bin/$program"
	done
	printf '#!/bin/sh\nexec "%s" --allow-private --delay 0.01 %s "$@"\n' \
	    "$BIN/fetch" "$1" > bin/fetch
	sed "s|^libexec=.*|libexec=$PWD/bin|" "$ROOT/scripts/kliping" \
	    > bin/kliping
	chmod +x bin/fetch bin/kliping
	PATH=$PWD/bin:$PATH
	export PATH
}

sandbox_start() {
	local port host address rest connect='' hosts=()
	coproc SITE { exec "$BUILD/tests/site/serve" "$ROOT/tests/site"; }
	read -r port <&"${SITE[0]}"
	while read -r -t 10 host address rest <&"${SITE[0]}"; do
		hosts+=("$host")
		connect+=" --connect-to $host:80:$address:$port"
		[ "${#hosts[@]}" -lt "$(sandbox_outlets)" ] || break
	done
	sandbox_programs "$connect"
	printf 'http://%s/sitemap.txt\n' "${hosts[@]}" |
	    fetch -q | links --sitemaps > list.txt
}

# How many outlets the site has: the rows behind the header of its list.
sandbox_outlets() {
	grep -v '^#' "$ROOT/tests/site/outlets.tsv" | tail -n +2 | wc -l
}

# Everything that follows from the site's first pages.
sandbox_files() {
	cp list.txt urls.txt
	head -n 6 list.txt > few.txt
	fetch -q < few.txt > pages.warc
	gzip -k pages.warc
	clean -q pages.warc > articles.tsv
	extract -q -d tables articles.tsv
	find "$ROOT/tests/site/pages" -name '*.html' | sort | head -n 1 |
	    xargs -I FILE cp FILE page.html
	tail -n 1 articles.tsv | cut -f15 | sed 's/\\n/\n/g' > note.txt
}
