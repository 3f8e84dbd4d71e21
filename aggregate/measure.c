/* SPDX-License-Identifier: MIT */
/*
 * The measures.  Each is three functions and a line in the table at the end.
 * median holds every value of its group, first and last one cell; the others
 * hold a few words.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/measure.h"
#include "lib/xalloc.h"

struct count {
	uint64_t n;
};

struct sum {
	struct decimal_sum	 sum;
	uint64_t		 n;
	uint64_t		 missing;
};

struct extreme {
	struct decimal	 number;
	bool		 any;
};

struct median {
	struct decimal	*numbers;	/* owned */
	size_t		 n, cap;
};

struct text {
	char	*s;			/* owned */
	size_t	 n, cap;
	bool	 any;
};

static void
count_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	struct count *c = state;

	(void)aid;
	c->n += !cell->missing;
}

static void
missing_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	struct count *c = state;

	(void)aid;
	c->n += cell->missing;
}

static void
distinct_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	struct count *c = state;

	if (!cell->missing)
		c->n += set_add(aid->set, aid->owner, cell->text);
}

static void
count_put(struct buf *out, const void *state, unsigned digits)
{
	const struct count *c = state;

	(void)digits;
	(void)buf_addf(out, "%llu", (unsigned long long)c->n);
}

static void
sum_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	struct sum *s = state;

	(void)aid;
	if (cell->missing) {
		s->missing++;
		return;
	}
	decimal_add(&s->sum, &cell->number);
	s->n++;
}

/* The sum of no rows is 0; that of rows which all lack the number is not
   known. */
static void
sum_put(struct buf *out, const void *state, unsigned digits)
{
	const struct sum *s = state;

	(void)digits;
	if (s->n > 0 || s->missing == 0)
		decimal_put_sum(out, &s->sum);
}

static void
mean_put(struct buf *out, const void *state, unsigned digits)
{
	const struct sum *s = state;

	if (s->n > 0)
		decimal_put_quotient(out, &s->sum, s->n, digits);
}

static void
keep_extreme(struct extreme *e, const struct measure_cell *cell, int sign)
{
	if (cell->missing || (e->any &&
	    sign * decimal_compare(&cell->number, &e->number) >= 0))
		return;
	e->number = cell->number;
	e->any = true;
}

static void
min_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	(void)aid;
	keep_extreme(state, cell, 1);
}

static void
max_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	(void)aid;
	keep_extreme(state, cell, -1);
}

static void
extreme_put(struct buf *out, const void *state, unsigned digits)
{
	const struct extreme *e = state;

	(void)digits;
	if (e->any)
		decimal_put(out, &e->number);
}

static void
median_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	struct median *m = state;

	(void)aid;
	if (cell->missing)
		return;
	m->numbers = xgrow(m->numbers, m->n, &m->cap, sizeof(*m->numbers));
	m->numbers[m->n++] = cell->number;
}

static int
compare_numbers(const void *a, const void *b)
{
	return decimal_compare(a, b);
}

/* Exact: half of a number of 18 digits has 19. */
static void
median_put(struct buf *out, const void *state, unsigned digits)
{
	const struct median *m = state;
	struct decimal_sum sum = { 0, 0 };

	(void)digits;
	if (m->n == 0)
		return;
	qsort(m->numbers, m->n, sizeof(*m->numbers), compare_numbers);
	decimal_add(&sum, &m->numbers[(m->n - 1) / 2]);
	decimal_add(&sum, &m->numbers[m->n / 2]);
	decimal_put_quotient(out, &sum, 2, DECIMAL_MAX_DIGITS);
}

static void
median_free(void *state)
{
	struct median *m = state;

	free(m->numbers);
}

static void
keep_text(struct text *t, struct slice cell)
{
	if (cell.n > t->cap) {
		t->s = xreallocarray(t->s, cell.n, 2);
		t->cap = cell.n * 2;
	}
	memcpy(t->s, cell.p, cell.n);
	t->n = cell.n;
	t->any = true;
}

static void
first_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	struct text *t = state;

	(void)aid;
	if (!cell->missing && !t->any)
		keep_text(t, cell->text);
}

static void
last_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	(void)aid;
	if (!cell->missing)
		keep_text(state, cell->text);
}

static void
text_put(struct buf *out, const void *state, unsigned digits)
{
	const struct text *t = state;

	(void)digits;
	if (t->any)
		(void)buf_add(out, t->s, t->n);
}

static void
text_free(void *state)
{
	struct text *t = state;

	free(t->s);
}

const struct measure_type measure_types[] = {
	{ "count", MEASURE_NOTHING, true, sizeof(struct count), count_add,
	    count_put, NULL },
	{ "sum", MEASURE_NUMBER, true, sizeof(struct sum), sum_add, sum_put,
	    NULL },
	{ "mean", MEASURE_NUMBER, true, sizeof(struct sum), sum_add, mean_put,
	    NULL },
	{ "min", MEASURE_NUMBER, true, sizeof(struct extreme), min_add,
	    extreme_put, NULL },
	{ "max", MEASURE_NUMBER, true, sizeof(struct extreme), max_add,
	    extreme_put, NULL },
	{ "median", MEASURE_NUMBER, true, sizeof(struct median), median_add,
	    median_put, median_free },
	{ "distinct", MEASURE_TEXT, true, sizeof(struct count), distinct_add,
	    count_put, NULL },
	{ "first", MEASURE_TEXT, false, sizeof(struct text), first_add,
	    text_put, text_free },
	{ "last", MEASURE_TEXT, false, sizeof(struct text), last_add, text_put,
	    text_free },
	{ "missing", MEASURE_TEXT, true, sizeof(struct count), missing_add,
	    count_put, NULL },
	{ NULL, MEASURE_NOTHING, false, 0, NULL, NULL, NULL }
};

const struct measure_type *
measure_find(struct slice name)
{
	const struct measure_type *type;

	for (type = measure_types; type->name != NULL; type++)
		if (slice_is(name, type->name))
			return type;
	return NULL;
}
