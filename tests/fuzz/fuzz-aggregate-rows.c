/* SPDX-License-Identifier: MIT */
/*
 * Rows of arbitrary bytes in blocks, through the scanner and the quick reader of
 * numbers, beside the same rows one after another; and each cell as a number.
 */
#include <assert.h>
#include <stdlib.h>
#include <unistd.h>

#include "aggregate/reader.h"
#include "aggregate/state.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

/* The same kind and the same value, whatever stands behind the cell. */
static void
check_number(struct slice cell)
{
	struct number quick = { .small = 0 }, plain = { .small = 0 };
	char *room = malloc(cell.n + NUMBER_SLACK);
	const char *why;
	struct decimal a, b;

	assert(room != NULL);
	memset(room, '7', cell.n + NUMBER_SLACK);
	if (cell.n > 0)
		memcpy(room, cell.p, cell.n);
	why = number_read_cell(&plain, cell, decimal_read);
	assert((number_read_quick(&quick, slice(room, cell.n)) == NULL) ==
	    (why == NULL));
	if (why == NULL) {
		assert(quick.kind == plain.kind);
		a = number_decimal(&quick);
		b = number_decimal(&plain);
		assert(decimal_compare(&a, &b) == 0);
	}
	free(room);
}

/* What the first, the middle and the last column have. */
static int
make_plan(struct plan *plan, const struct tsv *t)
{
	char why[PLAN_MAX_WHY];
	struct buf spec;
	int rc;

	plan->read = decimal_read;
	buf_init(&spec, 4096);
	(void)buf_addf(&spec, "%.*s=key", (int)t->names[0].n, t->names[0].p);
	rc = plan_add_keys(plan, buf_str(&spec), why);
	buf_reset(&spec);
	(void)buf_addf(&spec, "count,sum:%.*s=s,min:%.*s=a,max:%.*s=b,"
	    "list:%.*s=l", (int)t->names[t->nnames - 1].n,
	    t->names[t->nnames - 1].p, (int)t->names[t->nnames - 1].n,
	    t->names[t->nnames - 1].p, (int)t->names[t->nnames - 1].n,
	    t->names[t->nnames - 1].p, (int)t->names[t->nnames / 2].n,
	    t->names[t->nnames / 2].p);
	rc |= plan_add_measures(plan, buf_str(&spec), why);
	buf_free(&spec);
	return rc == 0 ? plan_bind(plan, t, why) : -1;
}

/* One row after another.  Returns how many are rejected. */
static uint64_t
read_rows(struct feed *f, struct tsv *t)
{
	uint64_t rejected = 0;
	enum got got;
	size_t i;

	while ((got = tsv_next(t)) == GOT_RECORD || got == GOT_BAD) {
		rejected += got == GOT_BAD || feed_row(f, t->field) != NULL;
		for (i = 0; got == GOT_RECORD && i < t->nfields; i++)
			check_number(t->field[i]);
	}
	return rejected;
}

static uint64_t
read_blocks(struct feed *f, struct tsv *t, FILE *null)
{
	struct reader_worker worker;
	struct progress progress;
	struct cli_rejects rejects = { .max = UINT64_MAX };
	struct reader *r = calloc(1, sizeof(*r));

	assert(r != NULL);
	progress_init(&progress, "rows", true);
	reader_worker_init(&worker, f);
	*r = (struct reader){ .workers = &worker, .nworkers = 1,
	    .rejects = &rejects, .table = null, .progress = &progress };
	(void)reader_rows(r, t);
	reader_worker_free(&worker);
	free(r);
	return rejects.n;
}

static void
same_states(struct feed *a, struct feed *b)
{
	FILE *once = tmpfile(), *twice = tmpfile();
	int c;

	assert(once != NULL && twice != NULL);
	state_write(a, once);
	state_write(b, twice);
	rewind(once);
	rewind(twice);
	while ((c = getc(once)) != EOF)
		assert(getc(twice) == c);
	assert(getc(twice) == EOF);
	(void)fclose(once);
	(void)fclose(twice);
}

/* The rows of a file, in blocks or not. */
static bool
read_table(FILE *fp, struct plan *plan, struct feed *f, FILE *null,
    uint64_t *rejected)
{
	struct tsv t;
	bool good;

	rewind(fp);
	(void)lseek(fileno(fp), 0, SEEK_SET);
	tsv_open(&t, fileno(fp), "fuzz");
	good = tsv_header(&t) == GOT_RECORD &&
	    (plan->nmeasures > 0 || make_plan(plan, &t) == 0);
	if (good) {
		feed_init(f, plan);
		*rejected = null != NULL ? read_blocks(f, &t, null) :
		    read_rows(f, &t);
	}
	tsv_close(&t);
	return good;
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static const char *const paths[] = { "", "avx2", "portable" };
	static FILE *null;
	struct plan plan = { .nna = 0 };
	struct feed plain = { 0 }, blocks = { 0 };
	uint64_t want, got;
	FILE *fp = tmpfile();
	size_t i;

	if (null == NULL)
		null = fopen("/dev/null", "w");
	assert(null != NULL);
	check_number(slice((const char *)data, n));
	if (fp == NULL || fwrite(data, 1, n, fp) != n || fflush(fp) != 0)
		return 0;
	if (read_table(fp, &plan, &plain, NULL, &want))
		for (i = 0; i < 3; i++) {
			(void)setenv("KLIPING_SIMD", paths[i], 1);
			assert(read_table(fp, &plan, &blocks, null, &got));
			assert(got == want);
			same_states(&plain, &blocks);
			feed_free(&blocks);
		}
	feed_free(&plain);
	plan_free(&plan);
	(void)fclose(fp);
	return 0;
}
