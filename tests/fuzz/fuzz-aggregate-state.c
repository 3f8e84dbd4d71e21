/* SPDX-License-Identifier: MIT */
/*
 * The reader of states over arbitrary bytes.  What it takes is written and read
 * again with the same bytes, and can be printed.
 */
#include <assert.h>
#include <stdio.h>
#include <unistd.h>

#include "aggregate/result.h"
#include "aggregate/state.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

/* Read a state; whether it is one.  The feed is the caller's to free. */
static bool
read_state(FILE *fp, struct plan *plan, struct feed *feed)
{
	char why[PLAN_MAX_WHY];
	struct tsv t;
	bool good;

	rewind(fp);
	tsv_open(&t, fileno(fp), "fuzz");
	good = tsv_header(&t) == GOT_RECORD &&
	    (plan->nmeasures > 0 || state_plan(plan, &t, why) == 0) &&
	    state_is_like(plan, &t);
	if (good) {
		feed_init(feed, plan);
		good = state_read(feed, &t) == GOT_END;
	}
	tsv_close(&t);
	return good;
}

static void
write_again(struct plan *plan, struct feed *feed)
{
	FILE *once = tmpfile(), *twice = tmpfile();
	struct feed other = { 0 };
	int c;

	assert(once != NULL && twice != NULL);
	state_write(feed, once);
	(void)fflush(once);
	assert(read_state(once, plan, &other));
	state_write(&other, twice);
	feed_free(&other);
	rewind(once);
	rewind(twice);
	while ((c = getc(once)) != EOF)
		assert(getc(twice) == c);
	(void)fclose(once);
	(void)fclose(twice);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static FILE *null;
	struct plan plan = { .read = decimal_read };
	struct feed feed = { 0 };
	struct result result = { .feed = &feed, .plan = &plan, .digits = 18 };
	char why[RESULT_MAX_WHY];
	FILE *fp = tmpfile();

	if (null == NULL)
		null = fopen("/dev/null", "w");
	assert(null != NULL);
	if (fp == NULL || fwrite(data, 1, n, fp) != n || fflush(fp) != 0)
		return 0;
	if (read_state(fp, &plan, &feed)) {
		write_again(&plan, &feed);
		if (result_prepare(&result, why) == 0)
			result_write(&result, null);
		result_free(&result);
	}
	feed_free(&feed);
	plan_free(&plan);
	(void)fclose(fp);
	return 0;
}
