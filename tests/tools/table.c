/* SPDX-License-Identifier: MIT */
/*
 * table - the table of the bench, the same bytes for the same number of rows.
 *
 * Writes TSV of kliping(5) on standard output: 12 columns, about 111 bytes a
 * row.  `outlet` has 500 values, a few of which are most rows; `doc` about as
 * many as a fifth of the rows; `score`, the last, is a number of three decimals.
 * One row in eight has a character beyond ASCII.  Holds a row.
 */
#include <stdio.h>
#include <stdlib.h>

#include "lib/cli.h"

#define OUTLETS 500
#define ROWS_A_DOC 5

static uint64_t seed = 20240808;

static uint64_t
mix(uint64_t x)
{
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

/* A number under n. */
static unsigned
pick(unsigned n)
{
	seed += 0x9e3779b97f4a7c15u;
	return (unsigned)((mix(seed) >> 32) * n >> 32);
}

static void
put_row(unsigned docs)
{
	static const char *const events[] = { "rakor", "apel", "simulasi",
	    "deklarasi", "patroli", "pengamanan", "kunjungan", "" };
	static const char *const themes[] = { "netralitas", "hoaks;sara",
	    "kerawanan", "politik-uang", "partisipasi;sinergitas", "" };
	/* One after another: the order of arguments is the compiler's. */
	unsigned doc = pick(docs), region = pick(514);
	unsigned outlet = pick(pick(OUTLETS) + 1);
	unsigned month = 1 + pick(12), day = 1 + pick(28);
	const char *place = pick(8) > 0 ? "Maluku" : "Mal\xc3\xbaku";
	const char *event = events[pick(8)], *theme = themes[pick(6)];
	unsigned personnel = pick(2000), words = 80 + pick(900);
	unsigned score = pick(1000000);

	(void)printf("%016llx\toutlet-%03u.example\t2024-%02u-%02u\t%04u\t%02u",
	    (unsigned long long)mix(doc + 1), outlet, month, day,
	    1101 + region * 15, 11 + region / 15);
	(void)printf("\tPolres %s %u\t%s\t%s\t%u\t%u\tid\t%u.%03u\n", place,
	    region, event, theme, personnel, words, score / 1000,
	    score % 1000);
}

int
main(int argc, char **argv)
{
	long long rows, i;

	cli_init("table");
	if (argc != 2)
		cli_usage("wants a number of rows");
	rows = cli_num(argv[1], 1, 1000000000, "rows");
	(void)puts("doc\toutlet\tevent_date\tregion\tprovince\tunit\tevent"
	    "\tthemes\tpersonnel\twords\tlang\tscore");
	for (i = 0; i < rows; i++)
		put_row((unsigned)(rows / ROWS_A_DOC + 1));
	cli_close_stdout();
	return CLI_OK;
}
