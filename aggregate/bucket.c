/* SPDX-License-Identifier: MIT */
/*
 * Buckets of dates and numbers.  Reads and writes memory only; knows no zone: a date is
 * the day that is written.
 */
#include <string.h>

#include "aggregate/bucket.h"
#include "lib/date.h"
#include "lib/scan.h"

/* `2024-08-08`, alone or with `T12:40...` behind it. */
static const char *
read_date(struct slice cell, struct date *d)
{
	if (!scan_number(&cell, 4, 4, &d->year) || !scan_char(&cell, '-') ||
	    !scan_number(&cell, 2, 2, &d->month) || !scan_char(&cell, '-') ||
	    !scan_number(&cell, 2, 2, &d->day) ||
	    (cell.n > 0 && *cell.p != 'T' && *cell.p != ' '))
		return "is not a date (YYYY-MM-DD)";
	if (!date_is_valid(*d))
		return "is no day from 1900 to 2199";
	return NULL;
}

/* A number of so many digits.  Dates are put for every row: no printf. */
static void
put_digits(struct buf *out, int value, size_t width)
{
	char digits[4];
	size_t i;

	for (i = width; i > 0; value /= 10)
		digits[--i] = (char)('0' + value % 10);
	(void)buf_add(out, digits, width);
}

static void
put_year_and(struct buf *out, int year, const char *mark)
{
	put_digits(out, year, 4);
	(void)buf_adds(out, mark);
}

static const char *
put_day(struct buf *out, struct slice cell, const struct bucket_how *how)
{
	struct date d;
	const char *why = read_date(cell, &d);

	(void)how;
	if (why == NULL)
		(void)buf_add(out, cell.p, sizeof("2024-08-08") - 1);
	return why;
}

/* The week of a date is the year and number of its Thursday's. */
static const char *
put_week(struct buf *out, struct slice cell, const struct bucket_how *how)
{
	struct date d, thursday, new_year = { 0, 1, 1 };
	const char *why = read_date(cell, &d);

	(void)how;
	if (why != NULL)
		return why;
	thursday = date_from_days(date_days(d) - date_weekday(d) + 3);
	new_year.year = thursday.year;
	put_year_and(out, thursday.year, "-W");
	put_digits(out, (int)(date_days(thursday) - date_days(new_year)) / 7 +
	    1, 2);
	return NULL;
}

static const char *
put_month(struct buf *out, struct slice cell, const struct bucket_how *how)
{
	struct date d;
	const char *why = read_date(cell, &d);

	(void)how;
	if (why == NULL)
		(void)buf_add(out, cell.p, sizeof("2024-08") - 1);
	return why;
}

static const char *
put_quarter(struct buf *out, struct slice cell, const struct bucket_how *how)
{
	struct date d;
	const char *why = read_date(cell, &d);

	(void)how;
	if (why != NULL)
		return why;
	put_year_and(out, d.year, "-Q");
	put_digits(out, (d.month + 2) / 3, 1);
	return NULL;
}

static const char *
put_year(struct buf *out, struct slice cell, const struct bucket_how *how)
{
	struct date d;
	const char *why = read_date(cell, &d);

	(void)how;
	if (why == NULL)
		(void)buf_add(out, cell.p, sizeof("2024") - 1);
	return why;
}

static const char *
put_weekday(struct buf *out, struct slice cell, const struct bucket_how *how)
{
	struct date d;
	const char *why = read_date(cell, &d);

	(void)how;
	if (why == NULL)
		put_digits(out, date_weekday(d) + 1, 1);
	return why;
}

static const char *
put_bin(struct buf *out, struct slice cell, const struct bucket_how *how)
{
	struct decimal n;
	const char *why = how->read(&n, cell);

	if (why != NULL)
		return why;
	n = decimal_floor(&n, &how->width);
	decimal_put(out, &n);
	return NULL;
}

/* The bucket of the day so many days from another, by that bucket's own put. */
static bool
put_later(struct buf *out, struct date d, int days,
    const char *(*put)(struct buf *, struct slice, const struct bucket_how *))
{
	struct buf day;
	bool good;

	d = date_from_days(date_days(d) + days);
	if (!date_is_valid(d))
		return false;
	buf_init(&day, sizeof("2024-08-08"));
	put_year_and(&day, d.year, "-");
	put_digits(&day, d.month, 2);
	(void)buf_addc(&day, '-');
	put_digits(&day, d.day, 2);
	good = put(out, slice(day.data, day.len), NULL) == NULL;
	buf_free(&day);
	return good;
}

static bool
next_day(struct buf *out, struct slice bucket)
{
	struct date d;

	return read_date(bucket, &d) == NULL &&
	    put_later(out, d, 1, put_day);
}

/* Thursday of the first week is in the year's first seven days. */
static bool
next_week(struct buf *out, struct slice bucket)
{
	struct date d = { 0, 1, 4 };
	int week;

	if (!scan_number(&bucket, 4, 4, &d.year) ||
	    !scan_char(&bucket, '-') || !scan_char(&bucket, 'W') ||
	    !scan_number(&bucket, 2, 2, &week))
		return false;
	return put_later(out, d, week * 7 - date_weekday(d) + 3, put_week);
}

/* Months lead to the middle of the next, quarters of the one after. */
static bool
next_month(struct buf *out, struct slice bucket)
{
	struct date d = { 0, 0, 1 };

	if (!scan_number(&bucket, 4, 4, &d.year) ||
	    !scan_char(&bucket, '-') ||
	    !scan_number(&bucket, 2, 2, &d.month))
		return false;
	return put_later(out, d, 35, put_month);
}

static bool
next_quarter(struct buf *out, struct slice bucket)
{
	struct date d = { 0, 0, 1 };
	int quarter;

	if (!scan_number(&bucket, 4, 4, &d.year) ||
	    !scan_char(&bucket, '-') || !scan_char(&bucket, 'Q') ||
	    !scan_number(&bucket, 1, 1, &quarter))
		return false;
	d.month = quarter * 3 - 2;
	return put_later(out, d, 100, put_quarter);
}

static bool
next_year(struct buf *out, struct slice bucket)
{
	struct date d = { 0, 1, 1 };

	return scan_number(&bucket, 4, 4, &d.year) &&
	    put_later(out, d, 370, put_year);
}

const struct bucket_type bucket_types[] = {
	{ "day", put_day, false, next_day },
	{ "week", put_week, false, next_week },
	{ "month", put_month, false, next_month },
	{ "quarter", put_quarter, false, next_quarter },
	{ "year", put_year, false, next_year },
	{ "weekday", put_weekday, true, NULL },
	{ "bin", put_bin, true, NULL },
	{ NULL, NULL, false, NULL }
};

const struct bucket_type *
bucket_find(struct slice name, struct decimal *width)
{
	const struct bucket_type *type;

	for (type = bucket_types; type->put != put_bin; type++)
		if (slice_is(name, type->name))
			return type;
	if (name.n < 3 || memcmp(name.p, type->name, 3) != 0 ||
	    decimal_read(width, slice(name.p + 3, name.n - 3)) != NULL ||
	    decimal_units(width) <= 0)
		return NULL;
	return type;
}
