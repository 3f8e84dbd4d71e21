/* SPDX-License-Identifier: MIT */
/*
 * Groups that memory does not hold.  The first byte even: the rows that follow,
 * spilled every few, give what they give in memory.  Odd: what follows stands in
 * the place of runs; it is read or refused.
 */
#include <assert.h>
#include <stdio.h>
#include <unistd.h>

#include "aggregate/result.h"
#include "aggregate/spill.h"
#include "aggregate/state.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static const char measures[] = "count,sum:2=s,median:2=m,mode:1=o,"
    "list:1=l,distinct:1=d,list-distinct:1=ld,var:2=v,approx-distinct:1=h";

static bool
make_plan(struct plan *plan, const struct tsv *t)
{
	char why[PLAN_MAX_WHY];

	plan->read = decimal_read;
	return plan_add_keys(plan, "1=key", why) == 0 &&
	    plan_add_measures(plan, measures, why) == 0 &&
	    plan_bind(plan, t, why) == 0;
}

static void
same_files(FILE *a, FILE *b)
{
	int c;

	rewind(a);
	rewind(b);
	while ((c = getc(a)) != EOF)
		assert(getc(b) == c);
	assert(getc(b) == EOF);
	(void)fclose(a);
	(void)fclose(b);
}

/* Rows into memory, and every few into a run. */
static void
read_rows(struct tsv *t, struct feed *all, struct feed *few, struct spill *s,
    unsigned every)
{
	unsigned n = 0;
	enum got got;

	while ((got = tsv_next(t)) == GOT_RECORD || got == GOT_BAD) {
		if (got == GOT_BAD)
			continue;
		(void)feed_row(all, t->field);
		(void)feed_row(few, t->field);
		if (++n % every == 0)
			assert(spill_feed(s, few) == 0);
	}
	assert(spill_feed(s, few) == 0);
}

static void
check_rows(FILE *fp, unsigned every)
{
	struct plan plan = { .nna = 0 };
	struct feed all = { 0 }, few = { 0 };
	FILE *want = tmpfile(), *got = tmpfile();
	struct spill s;
	struct tsv t;

	assert(want != NULL && got != NULL);
	tsv_open(&t, fileno(fp), "fuzz");
	if (tsv_header(&t) == GOT_RECORD && make_plan(&plan, &t)) {
		feed_init(&all, &plan);
		feed_init(&few, &plan);
		spill_init(&s, &plan, "/tmp", 1);
		read_rows(&t, &all, &few, &s, every);
		state_write(&all, want);
		assert(state_write_spilled(&s, got) == 0);
		spill_free(&s);
	}
	same_files(want, got);
	tsv_close(&t);
	feed_free(&all);
	feed_free(&few);
	plan_free(&plan);
}

static int
look(struct spill_group *g, void *with)
{
	struct spill *s = with;
	size_t i;

	for (i = 0; i < s->plan->nmeasures; i++) {
		struct items *items = &g->items[i];
		struct slice text;
		uint64_t count;

		items_rewind(items);
		while (items_next(items, &text, &count))
			;
	}
	return 0;
}

/* Two runs that nobody wrote. */
static void
check_runs(const unsigned char *data, size_t n)
{
	struct plan plan = { .read = decimal_read };
	char why[PLAN_MAX_WHY];
	struct spill s;
	size_t part[2] = { n / 2, n - n / 2 }, i;

	assert(plan_add_measures(&plan, measures, why) == 0);
	spill_init(&s, &plan, "/tmp", 1);
	for (i = 0; i < 2; i++) {
		FILE *fp = tmpfile();

		assert(fp != NULL);
		(void)fwrite(data, 1, part[i], fp);
		data += part[i];
		s.level[0].runs[s.level[0].n++] = fp;
	}
	if (spill_merge(&s, look, &s) != 0)
		assert(s.error != 0);
	spill_free(&s);
	plan_free(&plan);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	FILE *fp;

	if (n == 0)
		return 0;
	if (data[0] % 2 == 1) {
		check_runs(data + 1, n - 1);
		return 0;
	}
	fp = tmpfile();
	assert(fp != NULL);
	(void)fwrite(data + 1, 1, n - 1, fp);
	rewind(fp);
	(void)lseek(fileno(fp), 0, SEEK_SET);
	check_rows(fp, 1 + data[0] / 2 % 8);
	(void)fclose(fp);
	return 0;
}
