/* SPDX-License-Identifier: MIT */
/*
 * Buckets of dates.  Reads and writes memory only; knows no zone: a date is
 * the day that is written.
 */
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
put_day(struct buf *out, struct slice cell)
{
	struct date d;
	const char *why = read_date(cell, &d);

	if (why == NULL)
		(void)buf_add(out, cell.p, sizeof("2024-08-08") - 1);
	return why;
}

/* The week of a date is the year and number of its Thursday's. */
static const char *
put_week(struct buf *out, struct slice cell)
{
	struct date d, thursday, new_year = { 0, 1, 1 };
	const char *why = read_date(cell, &d);

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
put_month(struct buf *out, struct slice cell)
{
	struct date d;
	const char *why = read_date(cell, &d);

	if (why == NULL)
		(void)buf_add(out, cell.p, sizeof("2024-08") - 1);
	return why;
}

static const char *
put_quarter(struct buf *out, struct slice cell)
{
	struct date d;
	const char *why = read_date(cell, &d);

	if (why != NULL)
		return why;
	put_year_and(out, d.year, "-Q");
	put_digits(out, (d.month + 2) / 3, 1);
	return NULL;
}

static const char *
put_year(struct buf *out, struct slice cell)
{
	struct date d;
	const char *why = read_date(cell, &d);

	if (why == NULL)
		(void)buf_add(out, cell.p, sizeof("2024") - 1);
	return why;
}

static const char *
put_weekday(struct buf *out, struct slice cell)
{
	struct date d;
	const char *why = read_date(cell, &d);

	if (why == NULL)
		put_digits(out, date_weekday(d) + 1, 1);
	return why;
}

const struct bucket_type bucket_types[] = {
	{ "day", put_day },
	{ "week", put_week },
	{ "month", put_month },
	{ "quarter", put_quarter },
	{ "year", put_year },
	{ "weekday", put_weekday },
	{ NULL, NULL }
};

const struct bucket_type *
bucket_find(struct slice name)
{
	const struct bucket_type *type;

	for (type = bucket_types; type->name != NULL; type++)
		if (slice_is(name, type->name))
			return type;
	return NULL;
}
