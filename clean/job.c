/* SPDX-License-Identifier: MIT */
/*
 * From a record to a line: unpacks it, makes the article and writes its cells.
 * Holds one record's document and article.
 */
#include <string.h>

#include "clean/job.h"
#include "lib/ascii.h"
#include "lib/tsv.h"
#include "lib/utf8.h"

#define MIN_WORDS	8	/* fewer are no article */
#define KEEP_BYTES	((size_t)1 << 20)	/* of each buffer, between pages */

const char job_row_header[] = "doc\turl\tfetched\toutlet\ttitle\tauthor\teditor"
    "\tpublished\tmodified\tlang\tmethod\twords\tdropped\tnext\ttext\n";
const char job_drops_header[] = "doc\trule\ttext\n";

static void
put_drop(void *data, enum rule rule, struct slice text)
{
	struct job *j = data;

	tsv_puts(&j->cells, j->cleaner.article.doc);
	tsv_puts(&j->cells, rule_names[rule]);
	tsv_put_text(&j->cells, text);
	(void)tsv_end_in(&j->cells, &j->drops);
}

int
job_init(struct job *j, const char *datadir, char *why, size_t whysize)
{
	memset(j, 0, sizeof(*j));
	j->only = WAY_MAX;
	buf_init(&j->row, TSV_MAX_LINE);
	buf_init(&j->drops, TSV_MAX_LINE);
	buf_init(&j->cells, TSV_MAX_LINE);
	unpack_init(&j->unpacker);
	return cleaner_init(&j->cleaner, datadir, why, whysize);
}

void
job_free(struct job *j)
{
	buf_free(&j->row);
	buf_free(&j->drops);
	buf_free(&j->cells);
	unpack_free(&j->unpacker);
	cleaner_free(&j->cleaner);
}

static void
put_stamp(struct buf *row, struct buf *scratch, const struct stamp *stamp)
{
	buf_reset(scratch);
	if (stamp->date.year != 0)
		date_put_stamp(scratch, stamp);
	tsv_put(row, slice(buf_str(scratch), scratch->len));
}

static void
put_names(struct buf *row, struct buf *scratch, const struct names *names)
{
	buf_reset(scratch);
	credit_put(scratch, names);
	tsv_put_text(row, slice(buf_str(scratch), scratch->len));
}

/* A cell that comes from an address as an archive or a folder has it, which may
   be any bytes. */
static void
put_repaired(struct buf *row, struct buf *scratch, struct slice cell)
{
	buf_reset(scratch);
	(void)utf8_repair(scratch, cell.p, cell.n);
	tsv_put_text(row, slice(buf_str(scratch), scratch->len));
}

/* Is this a WARC-Date: UTC as ISO 8601 has it, as exact as it is known? */
static bool
is_instant(struct slice date)
{
	static const char form[] = "0000-00-00T00:00:00.000000000Z";
	size_t i, at = 0;

	for (i = 0; i < date.n; i++, at++) {
		if (date.p[i] == 'Z' && i + 1 == date.n)
			return at >= 16;
		if (at + 1 == sizeof(form) || (form[at] != '0' ?
		    date.p[i] != form[at] : !ascii_is_digit(date.p[i])))
			return false;
	}
	return at == 4 || at == 7 || at == 10;
}

/* Write the article; 0, or -1 when the row is over the ceiling. */
static int
put_article(struct job *j)
{
	struct article *a = &j->cleaner.article;
	struct buf *row = &j->cells, *scratch = &j->cleaner.scratch;

	tsv_puts(row, a->doc);
	put_repaired(row, scratch, a->url);
	tsv_put(row, is_instant(a->fetched) ? a->fetched : slice("", 0));
	put_repaired(row, scratch, a->outlet);
	tsv_put_text(row, a->title);
	put_names(row, scratch, &a->credits.author);
	put_names(row, scratch, &a->credits.editor);
	put_stamp(row, scratch, &a->published);
	put_stamp(row, scratch, &a->modified);
	tsv_put(row, a->lang);
	tsv_puts(row, method_names[a->method]);
	tsv_putn(row, (long long)a->words);
	tsv_putn(row, (long long)a->dropped);
	put_repaired(row, scratch, a->next);
	tsv_put_text(row, slice(buf_str(&a->text), a->text.len));
	return tsv_end_in(row, &j->row);
}

static enum answer
take_document(struct job *j, const struct document *d)
{
	struct article *a = &j->cleaner.article;

	j->cleaner.only = j->only;
	j->cleaner.report = j->wants_drops && !d->is_refusal ? put_drop :
	    NULL;
	j->cleaner.report_data = j;
	if (cleaner_run(&j->cleaner, d) != 0) {
		j->why = "the page is over the ceiling";
		return ANSWER_REJECT;
	}
	if (a->words < MIN_WORDS || d->is_refusal) {
		if (!j->all)
			return ANSWER_NONE;
		buf_reset(&a->text);
		a->words = 0;
	}
	if (put_article(j) == 0)
		return ANSWER_ROW;
	j->why = "the article is over the ceiling of a line";
	return ANSWER_REJECT;
}

/* What a large article took is given back. */
static void
empty(struct buf *b)
{
	buf_reset(b);
	buf_shrink(b, KEEP_BYTES);
}

enum answer
job_run(struct job *j, const struct raw *raw)
{
	struct document d;
	enum got got;

	empty(&j->row);
	empty(&j->drops);
	empty(&j->cells);
	got = unpack(&j->unpacker, raw, &d);
	j->why = got != GOT_END ? j->unpacker.why : NULL;
	if (got == GOT_RECORD)
		return take_document(j, &d);
	return got == GOT_BAD ? ANSWER_REJECT : ANSWER_NONE;
}
