/* SPDX-License-Identifier: MIT */
/*
 * The feed and the result of aggregate over arbitrary bytes: a table whose
 * columns are all grouped and measured.  What is rejected is a cell of the
 * row, and what is printed is a number again.
 */
#include <assert.h>
#include <stdio.h>
#include <unistd.h>

#include "aggregate/result.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

/* Ask for all that is known of the first and the last column. */
static int
make_plan(struct plan *plan, const struct tsv *t)
{
	static const char *const types[] = { "sum", "mean", "median", "min",
	    "max", "distinct", "first", "last", "missing", "count" };
	char why[PLAN_MAX_WHY];
	struct buf spec;
	size_t i;
	int rc = 0;

	buf_init(&spec, 4096);
	(void)buf_addf(&spec, "%.*s=key,week:%.*s=week", (int)t->names[0].n,
	    t->names[0].p, (int)t->names[0].n, t->names[0].p);
	rc |= plan_add_keys(plan, buf_str(&spec), why);
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		buf_reset(&spec);
		(void)buf_addf(&spec, "%s:%.*s=%zu", types[i],
		    (int)t->names[t->nnames - 1].n,
		    t->names[t->nnames - 1].p, i);
		rc |= plan_add_measures(plan, buf_str(&spec), why);
	}
	buf_free(&spec);
	return rc == 0 ? plan_bind(plan, t, why) : -1;
}

static void
read_table(struct tsv *t)
{
	static FILE *null;
	struct plan plan = { 0 };
	struct feed feed = { 0 };
	struct result result = { .feed = &feed, .plan = &plan, .digits = 3,
	    .sort = "0" };
	enum got got;

	if (null == NULL)
		null = fopen("/dev/null", "w");
	assert(null != NULL);
	if (tsv_header(t) == GOT_RECORD && make_plan(&plan, t) == 0) {
		feed_init(&feed, &plan);
		while ((got = tsv_next(t)) == GOT_RECORD || got == GOT_BAD)
			if (got == GOT_RECORD && feed_row(&feed, t->field) !=
			    NULL)
				assert(feed.column >= 1 &&
				    feed.column <= t->nfields);
		result_write(&result, null);
	}
	feed_free(&feed);
	plan_free(&plan);
}

/* A number that is read is put as one that is read, with the same value. */
static void
check_number(struct slice text)
{
	struct decimal once, twice;
	struct buf out;

	if (decimal_read(&once, text) != NULL)
		return;
	buf_init(&out, 64);
	decimal_put(&out, &once);
	assert(decimal_read(&twice, slice(out.data, out.len)) == NULL);
	assert(decimal_compare(&once, &twice) == 0);
	buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct tsv t;
	FILE *fp = tmpfile();

	check_number(slice((const char *)data, n));
	if (fp == NULL || fwrite(data, 1, n, fp) != n || fflush(fp) != 0)
		return 0;
	rewind(fp);
	tsv_open(&t, fileno(fp), "fuzz");
	read_table(&t);
	tsv_close(&t);
	(void)fclose(fp);
	return 0;
}
