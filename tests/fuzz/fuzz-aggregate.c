/* SPDX-License-Identifier: MIT */
/*
 * The feed and the result of aggregate over arbitrary bytes: a table whose
 * columns are all grouped and measured.  What is rejected is a cell of the
 * row, what is printed is a number again, and a state reads as it was written.
 */
#include <assert.h>
#include <stdio.h>
#include <unistd.h>

#include "aggregate/result.h"
#include "aggregate/state.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

/* Ask for all that is known of the first and the last column. */
static int
make_plan(struct plan *plan, const struct tsv *t)
{
	static const char *const types[] = { "sum", "mean", "median", "min",
	    "max", "distinct", "first", "last", "missing", "count", "var",
	    "sd", "range", "p7", "mode", "antimode", "list", "list-distinct",
	    "histogram0.3", "top2", "share", "numeric-missing",
	    "approx-distinct" };
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
	buf_reset(&spec);
	(void)buf_addf(&spec, "corr:%.*s:1=r,wmean:1:1=w,count=n",
	    (int)t->names[t->nnames - 1].n, t->names[t->nnames - 1].p);
	rc |= plan_add_measures(plan, buf_str(&spec), why);
	buf_free(&spec);
	plan->read = decimal_read;
	if (t->nnames > 3)
		rc |= plan_add_pairs(plan, t->names[1], why);
	return rc == 0 ? plan_bind(plan, t, why) : -1;
}

/* States that are read are written again with the same bytes. */
static void
check_states(struct feed *feed, const struct plan *plan)
{
	FILE *once = tmpfile(), *twice = tmpfile();
	struct feed other = { 0 };
	struct tsv t;
	int c;

	assert(once != NULL && twice != NULL);
	state_write(feed, once);
	rewind(once);
	tsv_open(&t, fileno(once), "state");
	assert(tsv_header(&t) == GOT_RECORD && state_is_like(plan, &t));
	feed_init(&other, plan);
	assert(state_read(&other, &t) == GOT_END);
	state_write(&other, twice);
	feed_free(&other);
	tsv_close(&t);
	rewind(once);
	rewind(twice);
	while ((c = getc(once)) != EOF)
		assert(getc(twice) == c);
	assert(getc(twice) == EOF);
	(void)fclose(once);
	(void)fclose(twice);
}

static void
read_table(struct tsv *t)
{
	static FILE *null;
	struct plan plan = { 0 };
	struct feed feed = { 0 };
	struct result result = { .feed = &feed, .plan = &plan, .digits = 3,
	    .sort = "0" };
	char why[RESULT_MAX_WHY];
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
		check_states(&feed, &plan);
		if (result_prepare(&result, why) == 0)
			result_write(&result, null);
		result_free(&result);
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
