/* SPDX-License-Identifier: MIT */
/*
 * Keeps rows at fault and reports them.  Holds those of one block.
 */
#include <stdint.h>
#include <string.h>

#include "aggregate/reject.h"
#include "lib/tsv.h"
#include "lib/utf8.h"

#define MAX_SHOWN 100	/* bytes of a cell in a message */

void
reject_add(struct reject_log *log, const struct reject *r)
{
	if (log->records.max == 0)
		buf_init(&log->records, SIZE_MAX);
	(void)buf_add(&log->records, r, sizeof(*r));
	(void)buf_add(&log->records, r->why.p, r->why.n);
	(void)buf_add(&log->records, r->cell.p, r->cell.n);
	(void)buf_add(&log->records, r->row.p, r->row.n);
	log->n++;
}

/* The record at a place of the log; returns the place of the next. */
static size_t
record_at(const struct reject_log *log, size_t at, struct reject *r)
{
	const char *s = log->records.data + at;

	memcpy(r, s, sizeof(*r));
	s += sizeof(*r);
	r->why.p = s;
	if (r->cell.p != NULL)
		r->cell.p = s + r->why.n;
	r->row.p = s + r->why.n + r->cell.n;
	return at + sizeof(*r) + r->why.n + r->cell.n + r->row.n;
}

/* A row as a cell: escaped as free text is, and what is no text replaced. */
static void
put_whole_row(struct buf *table, struct slice row)
{
	struct buf text, escaped;

	buf_init(&text, SIZE_MAX);
	buf_init(&escaped, SIZE_MAX);
	(void)utf8_repair(&text, row.p, row.n);
	tsv_put_text(&escaped, slice(buf_str(&text), text.len));
	/* The first byte is the mark of an empty row. */
	tsv_put(table, slice(escaped.data + 1, escaped.len - 1));
	buf_free(&text);
	buf_free(&escaped);
}

static void
put_row(const struct reject *r, FILE *table, const char *file, uint64_t line)
{
	struct buf row;

	buf_init(&row, SIZE_MAX);
	tsv_puts(&row, file);
	tsv_putn(&row, (long long)line);
	if (r->column > 0)
		tsv_putn(&row, (long long)r->column);
	else
		tsv_puts(&row, "");
	tsv_put(&row, r->why);
	tsv_put(&row, r->cell);
	put_whole_row(&row, r->row);
	(void)tsv_end(&row, table);
	buf_free(&row);
}

static void
say(const struct reject *r, struct cli_rejects *rejects, const char *file,
    uint64_t line)
{
	struct tsv place = { .name = file, .line = line,
	    .column = r->column };
	bool cut = r->cell.n > MAX_SHOWN;

	if (r->cell.p != NULL)
		cli_reject(rejects, tsv_where(&place), "'%.*s%s' %.*s",
		    cut ? MAX_SHOWN : (int)r->cell.n, r->cell.p,
		    cut ? "..." : "", (int)r->why.n, r->why.p);
	else
		cli_reject(rejects, tsv_where(&place), "%.*s",
		    (int)r->why.n, r->why.p);
}

void
reject_report(struct reject_log *log, struct cli_rejects *rejects,
    FILE *table, const char *file, uint64_t line)
{
	struct reject r;
	size_t at;

	for (at = 0; at < log->records.len;) {
		at = record_at(log, at, &r);
		if (table == NULL)
			say(&r, rejects, file, line + r.line + 1);
		else {
			rejects->n++;
			put_row(&r, table, file, line + r.line + 1);
		}
	}
	if (log->n > 0)
		buf_reset(&log->records);
	log->n = 0;
}

void
reject_free(struct reject_log *log)
{
	if (log->records.max > 0)
		buf_free(&log->records);
	*log = (struct reject_log){ 0 };
}
