/* SPDX-License-Identifier: MIT */
/*
 * ways - what the arbiter of clean chooses from.
 *
 * Reads an archive, writes a line for each page and way: url, way, the
 * features that the arbiter sees, the article that this way would give.
 * scripts/fitarbiter reads it.  Holds one page.
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "clean/input.h"
#include "clean/page.h"
#include "lib/buf.h"
#include "lib/cli.h"
#include "lib/tsv.h"

static void
put_header(void)
{
	size_t i;

	(void)printf("url\tway");
	for (i = 0; i < F_FEATURE_MAX; i++)
		(void)printf("\t%s", feature_names[i]);
	(void)printf("\ttext\n");
}

static void
put_way(struct cleaner *c, struct buf *row, enum way way)
{
	struct article *a = &c->article;
	size_t i;

	tsv_put_text(row, a->url);
	tsv_puts(row, way_names[way]);
	for (i = 0; i < F_FEATURE_MAX; i++) {
		char cell[40];

		(void)snprintf(cell, sizeof(cell), "%.6g",
		    c->arbiter.seen[way][i]);
		tsv_puts(row, cell);
	}
	tsv_put_text(row, slice(buf_str(&a->text), a->text.len));
	(void)tsv_end(row, stdout);
}

static void
put_ways(struct cleaner *c, const struct document *d, struct buf *row)
{
	enum way way;

	c->only = WAY_MAX;
	if (!d->is_html || cleaner_run(c, d) != 0)
		return;
	for (way = 0; way < WAY_MAX; way++) {
		c->only = way;
		if (cleaner_run(c, d) == 0)
			put_way(c, row, way);
	}
}

int
main(int argc, char *argv[])
{
	static struct cleaner cleaner;
	static struct input in;
	struct document d;
	struct unpacker unpacker;
	struct raw raw;
	struct buf row;
	char why[512];
	int fd;

	cli_init("ways");
	if (argc != 2)
		cli_usage("usage: ways FILE");
	if (cleaner_init(&cleaner, NULL, why, sizeof(why)) != 0)
		cli_die(NULL, "%s", why);
	fd = open(argv[1], O_RDONLY);
	if (fd == -1)
		cli_die(argv[1], "cannot be opened");
	buf_init(&row, TSV_MAX_LINE);
	unpack_init(&unpacker);
	input_open(&in, fd, argv[1]);
	put_header();
	while (input_next(&in, &raw) == GOT_RECORD)
		if (unpack(&unpacker, &raw, &d) == GOT_RECORD)
			put_ways(&cleaner, &d, &row);
	input_close(&in);
	unpack_free(&unpacker);
	(void)close(fd);
	buf_free(&row);
	cleaner_free(&cleaner);
	cli_close_stdout();
	return 0;
}
