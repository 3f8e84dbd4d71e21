# Sourced by the cases of people and quotes.

# article TITLE < TEXT: an articles stream of one row, its text one paragraph a
# line, on standard output.
article()
{
	printf 'doc\turl\tfetched\toutlet\ttitle\tauthor\teditor\tpublished\t'
	printf 'modified\tlang\tmethod\twords\tdropped\tnext\ttext\n'
	printf '00000000000000aa\thttp://warta.example/1\t\tWarta\t%s\t' "$1"
	printf '\t\t2024-08-20\t\tid\ttext\t\t\t\t'
	sed 's/\\/\\\\/g' | awk '{ printf "%s%s", sep, $0; sep = "\\n" }
	    END { print "" }'
}

# people TITLE: name, rank, role, body, region of the people of $CASE/text.
people()
{
	article "$1" < "$CASE/text" | extract -t people | cut -f 3-7 | tail -n +2
}

# quotes TITLE: direct, speaker, role, verb, text of its quotes.
quotes()
{
	article "$1" < "$CASE/text" | extract -t quotes |
	    awk -F '\t' -v OFS='\t' 'NR > 1 { print $6, $3, $4, $5, $7 }'
}
