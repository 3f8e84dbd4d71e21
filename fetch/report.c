/* SPDX-License-Identifier: MIT */
/*
 * Counts outcomes and writes the log, one TSV row an address, flushed row by
 * row so that it can be watched.  Holds one row.
 */
#include <errno.h>

#include "fetch/report.h"
#include "lib/tsv.h"
#include "lib/utf8.h"

#define REPORT_MAX_CELL	((size_t)8 << 10)	/* bytes of an address that is
						   none; the rest is cut */

int
report_open(struct report *r, const char *path)
{
	*r = (struct report){ .log = NULL };
	buf_init(&r->row, 64 << 10);
	buf_init(&r->cell, 4 * REPORT_MAX_CELL);
	if (path == NULL)
		return 0;
	if ((r->log = fopen(path, "w")) == NULL)
		return -1;
	return fputs("address\tfinal\tstatus\toutcome\tbytes\tms\ttries\n",
	    r->log) == EOF || fflush(r->log) != 0 ? -1 : 0;
}

/* The given address may hold any bytes; the log holds UTF-8. */
static void
put_text(struct report *r, struct slice text)
{
	buf_reset(&r->cell);
	if (text.n > REPORT_MAX_CELL)
		text.n = REPORT_MAX_CELL;
	(void)utf8_repair(&r->cell, text.p, text.n);
	tsv_put(&r->row, slice(buf_str(&r->cell), r->cell.len));
}

void
report_put(struct report *r, const struct report_row *row)
{
	r->addresses++;
	r->count[row->outcome]++;
	r->bytes += row->bytes;
	if (r->log == NULL)
		return;
	put_text(r, row->address);
	tsv_puts(&r->row, row->final);
	if (row->status > 0)
		tsv_putn(&r->row, row->status);
	else
		tsv_puts(&r->row, "");
	tsv_puts(&r->row, outcome_name(row->outcome));
	tsv_putn(&r->row, (long long)row->bytes);
	tsv_putn(&r->row, (long long)row->ms);
	tsv_putn(&r->row, row->tries);
	/* What is lost here shows in report_close. */
	(void)tsv_end(&r->row, r->log);
	(void)fflush(r->log);
}

uint64_t
report_failures(const struct report *r)
{
	uint64_t n = 0;
	int i;

	for (i = 0; i < OUTCOME_COUNT; i++)
		if (outcome_is_failure((enum outcome)i))
			n += r->count[i];
	return n;
}

void
report_summary(const struct report *r, struct buf *out)
{
	int i;

	(void)buf_addf(out, "%llu of %llu addresses fetched",
	    (unsigned long long)r->count[OUTCOME_OK],
	    (unsigned long long)r->addresses);
	for (i = OUTCOME_OK + 1; i < OUTCOME_COUNT; i++)
		if (r->count[i] > 0)
			(void)buf_addf(out, ", %llu %s",
			    (unsigned long long)r->count[i],
			    outcome_name((enum outcome)i));
}

int
report_close(struct report *r)
{
	int rc = 0;

	if (r->log != NULL) {
		if (ferror(r->log)) {
			errno = EIO;
			rc = -1;
		}
		if (fclose(r->log) != 0)
			rc = -1;
	}
	r->log = NULL;
	buf_free(&r->row);
	buf_free(&r->cell);
	return rc;
}
