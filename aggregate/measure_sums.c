/* SPDX-License-Identifier: MIT */
/*
 * Measures made of sums: of numbers, of their squares and products.  The sums
 * are exact, and what is reckoned from them is rounded once, at its end, so
 * that neither order nor size of the numbers shows.
 */
#include "aggregate/item.h"
#include "aggregate/measure.h"
#include "aggregate/product.h"

#define SQUARE_DIGITS 12	/* behind the point, of a small one */

/* The sums of a state: all that the functions below need.  Most types use the
   first few fields alone, and are that much shorter.  Small numbers have sums of
   their own, until somebody asks. */
struct sums {
	uint64_t		n;
	uint64_t		missing;
	decimal_wide		small;	/* of x, in millionths */
	struct decimal_sum	x;
	decimal_uwide		squares;	/* of them, in 10^-12 */
	uint64_t		squares_high;	/* above 2^128 */
	struct product_sum	xx;	/* for two columns: of x times y */
	struct decimal_sum	y;
	struct product_sum	x2, y2;
};

#define UP_TO(field) (offsetof(struct sums, field))

static inline void
add_number(struct sums *s, const struct number *x)
{
	if (x->kind == NUMBER_SMALL) {
		s->small += x->small;
		s->n++;
	} else if (x->kind == NUMBER_LARGE) {
		decimal_add(&s->x, &x->large);
		s->n++;
	} else
		s->missing++;
}

static void
sum_add(const struct measure_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++)
		add_number(measure_state(rows, i), &rows->x[i]);
}

/* Of a column as sum_add; without one, every row is a 1. */
static void
share_add(const struct measure_rows *rows)
{
	size_t i;

	if (rows->x != NULL) {
		sum_add(rows);
		return;
	}
	for (i = 0; i < rows->n; i++) {
		struct sums *s = measure_state(rows, i);

		s->small += NUMBER_UNIT;
		s->n++;
	}
}

static inline void
add_square(struct sums *s, int64_t small)
{
	decimal_uwide square = (decimal_uwide)((decimal_wide)small * small);

	s->squares += square;
	s->squares_high += s->squares < square;
}

static void
square_add(const struct measure_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++) {
		struct sums *s = measure_state(rows, i);
		const struct number *x = &rows->x[i];

		add_number(s, x);
		if (x->kind == NUMBER_SMALL)
			add_square(s, x->small);
		else if (x->kind == NUMBER_LARGE)
			product_add(&s->xx, &x->large, &x->large);
	}
}

/* Rows that lack one of the two are missing. */
static bool
add_both(struct sums *s, const struct decimal *x, const struct decimal *y,
    bool missing)
{
	if (missing) {
		s->missing++;
		return false;
	}
	s->n++;
	decimal_add(&s->x, x);
	product_add(&s->xx, x, y);
	decimal_add(&s->y, y);
	return true;
}

static void
add_pairs(const struct measure_rows *rows, bool squares)
{
	struct decimal x, y;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		struct sums *s = measure_state(rows, i);
		bool missing = rows->x[i].kind == NUMBER_MISSING ||
		    rows->y[i].kind == NUMBER_MISSING;

		x = number_decimal(&rows->x[i]);
		y = number_decimal(&rows->y[i]);
		if (!add_both(s, &x, &y, missing) || !squares)
			continue;
		product_add(&s->x2, &x, &x);
		product_add(&s->y2, &y, &y);
	}
}

static void
weight_add(const struct measure_rows *rows)
{
	add_pairs(rows, false);
}

static void
correlation_add(const struct measure_rows *rows)
{
	add_pairs(rows, true);
}

/* The small numbers into the sum of all. */
static void
settle_sum(struct sums *s)
{
	s->x.whole += s->small / NUMBER_UNIT;
	s->x.fraction += s->small % NUMBER_UNIT *
	    (DECIMAL_UNIT / NUMBER_UNIT);
	s->small = 0;
}

static void
settle_squares(struct sums *s)
{
	struct wide sum, high, unit;

	settle_sum(s);
	wide_set(&unit, false, (decimal_uwide)1 << 64);
	wide_multiply(&unit, &unit, &unit);
	wide_set(&high, false, s->squares_high);
	wide_multiply(&high, &high, &unit);
	wide_set(&sum, false, s->squares);
	wide_add(&sum, &sum, &high);
	wide_pow10(&unit, PRODUCT_DIGITS - SQUARE_DIGITS);
	wide_multiply(&sum, &sum, &unit);
	/* 2^64 squares fit, so that this cannot fail. */
	(void)product_add_wide(&s->xx, &sum);
	s->squares = 0;
	s->squares_high = 0;
}

/* The sum of no rows is 0; that of rows which all lack the number is not
   known. */
static void
sum_put(struct buf *out, void *state, const struct measure_how *how)
{
	struct sums *s = state;

	(void)how;
	settle_sum(s);
	if (s->n > 0 || s->missing == 0)
		decimal_put_sum(out, &s->x);
}

static void
mean_put(struct buf *out, void *state, const struct measure_how *how)
{
	struct sums *s = state;

	settle_sum(s);
	if (s->n > 0)
		decimal_put_quotient(out, &s->x, s->n, how->digits);
}

static void
share_put(struct buf *out, void *state, const struct measure_how *how)
{
	struct sums *s = state;
	const struct sums *all = how->total;	/* loaded, so settled */
	struct wide part, total;

	settle_sum(s);
	decimal_sum_wide(&s->x, &part);
	decimal_sum_wide(&all->x, &total);
	if (total.n == 0 || (s->n == 0 && s->missing > 0))
		return;
	if (total.negative && part.n > 0)
		part.negative = !part.negative;
	total.negative = false;
	wide_put_ratio(out, &part, &total, how->digits);
}

/* n times the sum of products less the product of the sums: n squared times a
   covariance, in units of 10^-36. */
static void
spread(struct wide *out, uint64_t n, const struct product_sum *products,
    const struct decimal_sum *x, const struct decimal_sum *y)
{
	struct wide a, b;

	product_wide(products, out);
	wide_set(&a, false, n);
	wide_multiply(out, out, &a);
	decimal_sum_wide(x, &a);
	decimal_sum_wide(y, &b);
	wide_multiply(&a, &a, &b);
	wide_subtract(out, out, &a);
}

/* What the spread is to be divided by. */
static bool
variance(struct sums *s, struct wide *numerator, struct wide *denominator)
{
	struct wide unit;

	if (s->n < 2)
		return false;
	settle_squares(s);
	spread(numerator, s->n, &s->xx, &s->x, &s->x);
	wide_set(denominator, false, (wide_word)s->n * (s->n - 1));
	wide_pow10(&unit, PRODUCT_DIGITS);
	wide_multiply(denominator, denominator, &unit);
	return true;
}

static void
var_put(struct buf *out, void *state, const struct measure_how *how)
{
	struct wide numerator, denominator;

	if (variance(state, &numerator, &denominator))
		wide_put_ratio(out, &numerator, &denominator, how->digits);
}

static void
sd_put(struct buf *out, void *state, const struct measure_how *how)
{
	struct wide numerator, denominator;

	if (variance(state, &numerator, &denominator))
		wide_put_root(out, &numerator, &denominator, how->digits);
}

static void
wsum_put(struct buf *out, void *state, const struct measure_how *how)
{
	const struct sums *s = state;
	struct wide sum;

	(void)how;
	product_wide(&s->xx, &sum);
	if (s->n > 0 || s->missing == 0)
		wide_put(out, &sum, PRODUCT_DIGITS);
}

static void
wmean_put(struct buf *out, void *state, const struct measure_how *how)
{
	const struct sums *s = state;
	struct wide sum, weight, unit;

	product_wide(&s->xx, &sum);
	decimal_sum_wide(&s->y, &weight);
	if (weight.n == 0)
		return;
	if (weight.negative && sum.n > 0)
		sum.negative = !sum.negative;
	weight.negative = false;
	wide_pow10(&unit, DECIMAL_MAX_FRACTION);
	wide_multiply(&weight, &weight, &unit);
	wide_put_ratio(out, &sum, &weight, how->digits);
}

/* Nothing where one of the two does not vary. */
static void
corr_put(struct buf *out, void *state, const struct measure_how *how)
{
	const struct sums *s = state;
	struct wide xy, x, y;
	struct buf size;

	spread(&xy, s->n, &s->xx, &s->x, &s->y);
	spread(&x, s->n, &s->x2, &s->x, &s->x);
	spread(&y, s->n, &s->y2, &s->y, &s->y);
	if (x.n == 0 || y.n == 0)
		return;
	wide_multiply(&x, &x, &y);
	buf_init(&size, SIZE_MAX);
	wide_multiply(&y, &xy, &xy);
	wide_put_root(&size, &y, &x, how->digits);
	if (xy.negative && !slice_is(slice(buf_str(&size), size.len), "0"))
		(void)buf_addc(out, '-');
	(void)buf_add(out, buf_str(&size), size.len);
	buf_free(&size);
}

static void
save_sum(struct buf *out, const struct decimal_sum *sum)
{
	decimal_put_sum(out, sum);
	item_end(out);
}

static void
save_products(struct buf *out, const struct product_sum *sum)
{
	struct wide wide;

	product_wide(sum, &wide);
	wide_put(out, &wide, PRODUCT_DIGITS);
	item_end(out);
}

/* Both counts and the sum of x; false when nothing came in. */
static bool
save_start(struct buf *out, const struct sums *s)
{
	if (s->n == 0 && s->missing == 0)
		return false;
	item_put_number(out, s->n);
	item_end(out);
	item_put_number(out, s->missing);
	item_end(out);
	save_sum(out, &s->x);
	return true;
}

static void
sum_save(struct buf *out, void *state)
{
	settle_sum(state);
	(void)save_start(out, state);
}

static void
square_save(struct buf *out, void *state)
{
	struct sums *s = state;

	settle_squares(s);
	if (save_start(out, s))
		save_products(out, &s->xx);
}

static void
weight_save(struct buf *out, void *state)
{
	const struct sums *s = state;

	square_save(out, state);
	if (s->n > 0 || s->missing > 0)
		save_sum(out, &s->y);
}

static void
correlation_save(struct buf *out, void *state)
{
	const struct sums *s = state;

	weight_save(out, state);
	if (s->n == 0 && s->missing == 0)
		return;
	save_products(out, &s->x2);
	save_products(out, &s->y2);
}

static bool
load_start(struct sums *s, struct slice *text)
{
	struct slice item;
	uint64_t n, missing;

	if (!item_next(text, &item) || !item_number(item, &n) ||
	    !item_next(text, &item) || !item_number(item, &missing) ||
	    !item_next(text, &item))
		return false;
	s->n += n;
	s->missing += missing;
	return decimal_load_sum(&s->x, item);
}

static bool
load_products(struct product_sum *sum, struct slice *text)
{
	struct slice item;
	struct wide wide;

	return item_next(text, &item) &&
	    wide_read(&wide, item, PRODUCT_DIGITS) &&
	    product_add_wide(sum, &wide);
}

static bool
sum_load(void *state, struct slice text, const struct measure_aid *aid)
{
	(void)aid;
	return load_start(state, &text) && text.n == 0;
}

static bool
square_load(void *state, struct slice text, const struct measure_aid *aid)
{
	struct sums *s = state;

	(void)aid;
	return load_start(s, &text) && load_products(&s->xx, &text) &&
	    text.n == 0;
}

static bool
load_weight(struct sums *s, struct slice *text)
{
	struct slice item;

	return load_start(s, text) && load_products(&s->xx, text) &&
	    item_next(text, &item) && decimal_load_sum(&s->y, item);
}

static bool
weight_load(void *state, struct slice text, const struct measure_aid *aid)
{
	(void)aid;
	return load_weight(state, &text) && text.n == 0;
}

static bool
correlation_load(void *state, struct slice text,
    const struct measure_aid *aid)
{
	struct sums *s = state;

	(void)aid;
	return load_weight(s, &text) && load_products(&s->x2, &text) &&
	    load_products(&s->y2, &text) && text.n == 0;
}

#define SUM(name, needs, add, put, total) { name, needs, true, \
	UP_TO(squares), MEASURE_PLAIN, 0, total, add, square_add, put, sum_save, sum_load,\
	NULL, false, MEASURE_NO_ITEMS, false, NULL }
#define SQUARE(name, put) { name, MEASURE_NUMBER, true, UP_TO(y), \
	MEASURE_PLAIN, 0, false, square_add, NULL, put, square_save, square_load, \
	NULL, false, MEASURE_NO_ITEMS, false, NULL }
#define WEIGHT(name, put) { name, MEASURE_TWO_NUMBERS, true, UP_TO(x2), \
	MEASURE_PLAIN, 0, false, weight_add, correlation_add, put, \
	weight_save, weight_load,\
	NULL, false, MEASURE_NO_ITEMS, false, NULL }

const struct measure_type measures_of_sums[] = {
	SUM("sum", MEASURE_NUMBER, sum_add, sum_put, false),
	SUM("mean", MEASURE_NUMBER, sum_add, mean_put, false),
	SUM("share", MEASURE_ROW_OR_NUMBER, share_add, share_put, true),
	SQUARE("var", var_put),
	SQUARE("sd", sd_put),
	WEIGHT("wsum", wsum_put),
	WEIGHT("wmean", wmean_put),
	{ "corr", MEASURE_TWO_NUMBERS, true, sizeof(struct sums),
	    MEASURE_PLAIN, 0, false, correlation_add, NULL, corr_put,
	    correlation_save, correlation_load,\
	NULL, false, MEASURE_NO_ITEMS, false, NULL },
	{ .name = NULL }
};
