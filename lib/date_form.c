/* SPDX-License-Identifier: MIT */
/*
 * The orders in which a date is written: year first, day first, month first,
 * in numbers or with the month's name.  Reads memory only.
 */
#include "lib/ascii.h"
#include "lib/date_form.h"
#include "lib/scan.h"

#define MAX_GAP 3		/* characters between day, month and year */
#define CENTURY_SPLIT 70	/* POSIX, strptime %y: 69 is 2069, 70 is 1970 */

static size_t
digits(struct slice s)
{
	size_t n = 0;

	while (n < s.n && n < 9 && ascii_is_digit(s.p[n]))
		n++;
	return n;
}

/* The year behind a separator, whatever its length. */
static void
read_year(struct slice *s, struct written *w)
{
	int year = 0;

	w->year_digits = digits(*s);
	if (!scan_number(s, 1, 8, &year)) {
		w->year_digits = 0;
		return;
	}
	if (w->year_digits == 2)
		year += year < CENTURY_SPLIT ? 2000 : 1900;
	else if (year < DATE_MIN_YEAR || year > DATE_MAX_YEAR)
		w->year_digits = DATE_FORM_NO_YEAR;
	w->date.year = w->year_digits == 4 || w->year_digits == 2 ? year : 0;
}

/* Over `bulan' or `tahun'. */
static void
skip_link(struct slice *s, const struct calendar *cal)
{
	struct slice t = *s, word;
	int value;

	if (!scan_word(&t, &word) ||
	    calendar_look(cal, word, &value) != CALENDAR_LINK)
		return;
	scan_gap(&t, "", MAX_GAP, false);
	*s = t;
}

bool
date_form_ymd(struct slice *s, struct written *w)
{
	struct slice t = *s;

	*w = (struct written){ .year_digits = 4 };
	if (!scan_number(&t, 4, 4, &w->date.year) || t.n == 0)
		return false;
	w->separator = *t.p;
	if ((w->separator != '-' && w->separator != '/') ||
	    !scan_char(&t, w->separator) ||
	    !scan_number(&t, 1, 2, &w->date.month) ||
	    !scan_char(&t, w->separator) ||
	    !scan_number(&t, 1, 2, &w->date.day))
		return false;
	*s = t;
	return true;
}

static bool
read_month(struct slice *s, const struct calendar *cal, struct written *w)
{
	struct slice word;
	enum calendar_kind kind;

	if (!scan_word(s, &word))
		return false;
	kind = calendar_look(cal, word, &w->date.month);
	w->short_month = kind == CALENDAR_MONTH_SHORT;
	return kind == CALENDAR_MONTH || w->short_month;
}

/* `/08/2024` behind a day. */
static bool
read_numbers(struct slice *s, struct written *w)
{
	struct slice t = *s, behind;

	if (t.n == 0 || (*t.p != '/' && *t.p != '-' && *t.p != '.'))
		return false;
	w->separator = *t.p;
	if (!scan_char(&t, w->separator) ||
	    !scan_number(&t, 1, 2, &w->date.month))
		return false;
	behind = t;
	if (!scan_char(&behind, w->separator))
		behind.n = 0;
	if (scan_space(behind, false) > 0) {
		scan_gap(&behind, "", 1, false);	/* 26/8/ 2024 */
		if (digits(behind) != 4)
			behind.n = 0;
	}
	if (digits(behind) > 0) {
		read_year(&behind, w);
		t = behind;
	}
	*s = t;
	return true;
}

/* ` Agustus 2024` behind a day. */
static bool
read_named(struct slice *s, const struct calendar *cal, struct written *w)
{
	struct slice t = *s, behind;

	w->separator = '\0';
	/* No full stop here: `1. Maret` is an item of a list. */
	scan_gap(&t, "-/", MAX_GAP, false);
	skip_link(&t, cal);
	if (!read_month(&t, cal, w))
		return false;
	behind = t;
	scan_gap(&behind, ".,-/", MAX_GAP, false);
	skip_link(&behind, cal);
	if (digits(behind) == 4) {
		read_year(&behind, w);
		if (w->date.year == 0)
			w->year_digits = 0;
		else
			t = behind;
	}
	*s = t;
	return true;
}

static void
skip_ordinal(struct slice *s, const struct calendar *cal)
{
	struct slice t = *s, word;
	int value;

	if (scan_word(&t, &word) &&
	    calendar_look(cal, word, &value) == CALENDAR_ORDINAL)
		*s = t;
}

bool
date_form_dmy(struct slice *s, const struct calendar *cal, struct written *w)
{
	struct slice t = *s;

	*w = (struct written){ .year_digits = 0 };
	if (!scan_number(&t, 1, 2, &w->date.day))
		return false;
	if (!read_numbers(&t, w)) {
		skip_ordinal(&t, cal);
		if (!read_named(&t, cal, w))
			return false;
	}
	*s = t;
	return true;
}

bool
date_form_mdy(struct slice *s, const struct calendar *cal, struct written *w)
{
	struct slice t = *s;

	*w = (struct written){ .year_digits = 0 };
	if (!read_month(&t, cal, w))
		return false;
	scan_gap(&t, ".", MAX_GAP, false);
	if (!scan_number(&t, 1, 2, &w->date.day))
		return false;
	skip_ordinal(&t, cal);
	scan_gap(&t, ",", MAX_GAP, false);
	if (digits(t) != 4)
		return false;
	read_year(&t, w);
	*s = t;
	return true;
}

bool
date_form_is_valid(const struct written *w)
{
	struct date d = w->date;

	if (w->year_digits != 4 && w->year_digits != 2)
		d.year = 2000;	/* a leap year: 29 February is some day */
	return date_is_valid(d);
}
