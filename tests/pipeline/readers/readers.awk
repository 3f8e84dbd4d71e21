# What readers.py prints, of one table, as awk reads it.
BEGIN {
	FS = "\t"
}
NF != columns {
	columns = NF
	widths = widths " " NF
}
{
	for (i = 1; i <= NF; i++)
		sum += i * (1 + length($i))
}
END {
	print FILENAME, NR - 1 widths, sum
}
