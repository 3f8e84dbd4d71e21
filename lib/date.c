/* SPDX-License-Identifier: MIT */
/*
 * Days: reckoning and printing.  Reads and writes memory only; knows no zone
 * but the one it is given, and never asks the clock.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/date.h"

/*
 * Days from 1970-01-01, proleptic Gregorian.  Years are counted from March, so
 * that the leap day ends a year, and in eras of 400 years of equal length.
 */
long
date_days(struct date d)
{
	long year = d.month <= 2 ? d.year - 1L : d.year;
	long era = (year >= 0 ? year : year - 399) / 400;
	long of_era = year - era * 400;
	long month = (d.month + 9L) % 12;
	long of_year = (153 * month + 2) / 5 + d.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	    of_year - 719468;
}

struct date
date_from_days(long days)
{
	long shifted = days + 719468;
	long era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
	long of_era = shifted - era * 146097;
	long year = (of_era - of_era / 1460 + of_era / 36524 -
	    of_era / 146096) / 365;
	long of_year = of_era - (365 * year + year / 4 - year / 100);
	long month = (5 * of_year + 2) / 153;
	struct date d;

	d.day = (int)(of_year - (153 * month + 2) / 5 + 1);
	d.month = (int)(month < 10 ? month + 3 : month - 9);
	d.year = (int)(year + era * 400 + (month >= 10));
	return d;
}

bool
date_is_valid(struct date d)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
	    31 };
	bool leap = (d.year % 4 == 0 && d.year % 100 != 0) ||
	    d.year % 400 == 0;

	if (d.year < DATE_MIN_YEAR || d.year > DATE_MAX_YEAR || d.month < 1 ||
	    d.month > 12)
		return false;
	return d.day >= 1 && d.day <= days[d.month - 1] + (leap &&
	    d.month == 2);
}

int
date_weekday(struct date d)
{
	/* 1970-01-01 was a Thursday. */
	long weekday = (date_days(d) + 3) % 7;

	return (int)(weekday >= 0 ? weekday : weekday + 7);
}

/* n as decimal digits that end before `end`. */
static void
put_digits(char *end, int n, int digits)
{
	for (; digits > 0; digits--, n /= 10)
		*--end = (char)('0' + n % 10);
}

void
date_text(char text[DATE_TEXT], struct date d)
{
	memcpy(text, "0000-00-00", DATE_TEXT);
	put_digits(text + 4, d.year, 4);
	put_digits(text + 7, d.month, 2);
	put_digits(text + 10, d.day, 2);
}

void
date_put_stamp(struct buf *out, const struct stamp *s)
{
	char text[DATE_TEXT];

	date_text(text, s->date);
	(void)buf_adds(out, text);
	if (s->hour < 0)
		return;
	(void)buf_addf(out, "T%02d:%02d:%02d", s->hour, s->minute, s->second);
	if (s->zone != DATE_NO_ZONE)
		(void)buf_addf(out, "%c%02d:%02d", s->zone < 0 ? '-' : '+',
		    abs(s->zone) / 60, abs(s->zone) % 60);
}
