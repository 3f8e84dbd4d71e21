/* SPDX-License-Identifier: MIT */
/*
 * Time stamps of pages: a date, then perhaps a time of day, then perhaps a
 * zone.  Reads memory only.
 */
#include <string.h>

#include "lib/ascii.h"
#include "lib/date.h"
#include "lib/date_form.h"
#include "lib/scan.h"

#define SHORT_YEAR_SPLIT 50	/* RFC 5322, 4.3: 49 is 2049, 50 is 1950 */
#define MAX_OFFSET (14 * 60)	/* minutes: the farthest zone of the world */

struct reading {
	const struct calendar	*cal;
	struct slice		 whole;
	struct stamp		*stamp;
	struct written		 written;
	bool			 iso;	/* a T stands before the time */
};

/* `+07:00`, `+0700`, `+07`.  A minus sign is also the dash of `08:00-10:00`,
   so it needs an ISO stamp or four digits in a row. */
static bool
read_offset(struct slice *s, bool iso, int *minutes)
{
	struct slice t = *s;
	int hours, rest = 0, sign;

	if (t.n == 0 || (*t.p != '+' && *t.p != '-'))
		return false;
	sign = *t.p == '-' ? -1 : 1;
	(void)scan_char(&t, *t.p);
	if (scan_number(&t, 4, 4, &hours)) {
		rest = hours % 100;
		hours /= 100;
	} else if (!scan_number(&t, 1, 2, &hours) || (sign < 0 && !iso))
		return false;
	else if (scan_char(&t, ':') && !scan_number(&t, 2, 2, &rest))
		return false;
	if (rest > 59 || hours * 60 + rest > MAX_OFFSET)
		return false;
	*minutes = sign * (hours * 60 + rest);
	*s = t;
	return true;
}

/* The zone behind a time: `WIB`, `(WITA)`, `Z`, `+0700`, `GMT+7`. */
static void
read_zone(struct reading *r, struct slice t)
{
	struct slice word;
	int zone, offset;

	if (read_offset(&t, r->iso, &r->stamp->zone))
		return;
	scan_gap(&t, "(", 3, true);
	if (read_offset(&t, false, &r->stamp->zone) || !scan_word(&t, &word))
		return;
	zone = slice_is(word, "Z") || slice_is(word, "z") ? 0 :
	    calendar_zone(r->cal, word);
	if (zone == DATE_NO_ZONE)
		return;
	if (zone == 0 && read_offset(&t, true, &offset))
		zone = offset;
	r->stamp->zone = zone;
}

/* `pm` or `p.m.` behind a time: 0 or 12; -1 when there is none. */
static int
read_half(const struct calendar *cal, struct slice *s)
{
	struct slice t = *s, word, second;
	char joined[2];
	int half = -1;

	scan_gap(&t, "", 2, true);
	if (!scan_word(&t, &word))
		return -1;
	if (word.n == 1 && scan_char(&t, '.') && scan_word(&t, &second) &&
	    second.n == 1) {
		joined[0] = *word.p;
		joined[1] = *second.p;
		word = slice(joined, sizeof(joined));
		(void)scan_char(&t, '.');
	}
	if (calendar_look(cal, word, &half) != CALENDAR_HALF)
		return -1;
	*s = t;
	return half;
}

/* Digits of a fraction of a second. */
static void
skip_fraction(struct slice *s)
{
	struct slice t = *s;
	int ignored;

	if ((scan_char(&t, '.') || scan_char(&t, ',')) &&
	    scan_number(&t, 1, 9, &ignored))
		*s = t;
}

/* `12:40`, `12.40`, `12:40:00.000`, in ISO stamps also `12-40-00`, `124000`. */
static bool
read_clock(struct slice *s, bool iso, struct stamp *stamp)
{
	struct slice t = *s, behind;
	int packed;
	char separator;

	stamp->second = 0;
	if (iso && scan_number(&t, 6, 6, &packed)) {
		stamp->hour = packed / 10000;
		stamp->minute = packed / 100 % 100;
		stamp->second = packed % 100;
	} else if (iso && scan_number(&t, 4, 4, &packed)) {
		stamp->hour = packed / 100;
		stamp->minute = packed % 100;
	} else {
		if (!scan_number(&t, 1, 2, &stamp->hour) || t.n == 0)
			return false;
		separator = *t.p;
		if ((separator != ':' && separator != '.' &&
		    !(iso && separator == '-')) ||
		    !scan_char(&t, separator) ||
		    !scan_number(&t, 2, 2, &stamp->minute))
			return false;
		behind = t;
		if (scan_char(&behind, separator) &&
		    scan_number(&behind, 2, 2, &stamp->second))
			t = behind;
	}
	skip_fraction(&t);
	*s = t;
	return true;
}

/* Words that may stand between date and time: `pukul`, `at`, a zone, `T`. */
static void
skip_words(struct reading *r, struct slice *s)
{
	struct slice t = *s, word;
	enum calendar_kind kind;
	int value = 0;

	if (!scan_word(&t, &word))
		return;
	kind = calendar_look(r->cal, word, &value);
	if (slice_is(word, "T") || slice_is(word, "t")) {
		if (t.n == 0 || !ascii_is_digit(*t.p))
			return;
		r->iso = true;
	} else if (kind == CALENDAR_ZONE)
		r->stamp->zone = value;
	else if (kind != CALENDAR_CLOCK)
		return;
	*s = t;
	scan_gap(s, ":-.,", 3, true);
}

static void
clear_time(struct stamp *stamp)
{
	stamp->hour = -1;
	stamp->minute = stamp->second = 0;
	stamp->zone = DATE_NO_ZONE;
}

/* A time, perhaps with am or pm; what that adds, or -1.  Hour -1: none. */
static int
read_hours(struct reading *r, struct slice *t)
{
	struct stamp *stamp = r->stamp;
	int half;

	if (!read_clock(t, r->iso, stamp)) {
		clear_time(stamp);
		return -1;
	}
	half = read_half(r->cal, t);
	if (half >= 0 && stamp->hour >= 1 && stamp->hour <= 12)
		stamp->hour = stamp->hour % 12 + half;
	if (stamp->hour > 23 || stamp->minute > 59 || stamp->second > 60)
		clear_time(stamp);
	return half;
}

/* The time behind a date, or none.  Returns what am or pm adds, -1 without. */
static int
read_time(struct reading *r, struct slice t)
{
	int half;

	clear_time(r->stamp);
	scan_gap(&t, ",-|:;/@(.", DATE_MAX_GAP, true);
	skip_words(r, &t);
	half = read_hours(r, &t);
	if (r->stamp->hour >= 0)
		read_zone(r, t);
	return half;
}

/* Is what stands between a time and a date behind it a weekday, a zone, `,`? */
static bool
leads_to_date(const struct calendar *cal, struct slice t)
{
	struct slice word;
	int ignored;

	scan_gap(&t, ",-|/()", DATE_MAX_GAP, true);
	while (scan_word(&t, &word)) {
		switch (calendar_look(cal, word, &ignored)) {
		case CALENDAR_WEEKDAY:
		case CALENDAR_WEEKDAY_SHORT:
		case CALENDAR_ZONE:
		case CALENDAR_DATE:
			break;
		default:
			return false;
		}
		scan_gap(&t, ",-|/().", DATE_MAX_GAP, true);
	}
	return t.n == 0;
}

/* `20240820T1240`; `20240820` and `20240820124000` as the whole text. */
static bool
read_packed(struct reading *r, struct slice *s)
{
	struct slice day, t;
	bool whole = s->p == r->whole.p;
	int value;

	if (s->n < 8)
		return false;
	day = slice(s->p, 8);
	t = slice(s->p + 8, s->n - 8);
	if (!scan_number(&day, 8, 8, &value))
		return false;
	r->iso = whole && t.n == 6;
	if (!r->iso && !(whole && t.n == 0) && !(t.n > 0 && *t.p == 'T'))
		return false;
	r->written = (struct written){ .year_digits = 4, .date = {
	    value / 10000, value / 100 % 100, value % 100 } };
	*s = t;
	return true;
}

/*
 * `24 12:40` behind a month's name: a year of two digits, as RFC 822 wrote it;
 * RFC 5322, 4.3 says which.  Without the time it might be anything.
 */
static bool
read_short_year(struct slice *s, struct written *w)
{
	struct slice t = *s, clock;
	int year, hour;

	if (w->separator != '\0' || w->year_digits != 0)
		return false;
	scan_gap(&t, "-", 3, false);
	if (!scan_number(&t, 2, 2, &year))
		return false;
	clock = t;
	scan_gap(&clock, "", 3, true);
	if (clock.p == t.p || !scan_number(&clock, 2, 2, &hour) ||
	    !scan_char(&clock, ':'))
		return false;
	w->date.year = year + (year < SHORT_YEAR_SPLIT ? 2000 : 1900);
	w->year_digits = 4;
	*s = t;
	return true;
}

/* A date at the beginning of t with its time; whether there is one. */
static bool
read_stamp(struct reading *r, struct slice t)
{
	struct written *w = &r->written;
	struct date swapped;
	int half;

	r->iso = false;
	if (!date_form_ymd(&t, w) && !read_packed(r, &t) &&
	    !date_form_dmy(&t, r->cal, w) && !date_form_mdy(&t, r->cal, w))
		return false;
	if (w->year_digits != 4 && !read_short_year(&t, w) &&
	    (w->year_digits != 2 || w->separator != '/'))
		return false;
	half = read_time(r, t);
	r->stamp->date = w->date;
	swapped = (struct date){ w->date.year, w->date.day, w->date.month };
	if ((half >= 0 || !date_is_valid(w->date)) && w->separator == '/' &&
	    date_is_valid(swapped))
		r->stamp->date = swapped;
	return date_is_valid(r->stamp->date);
}

/* `SchmittDec 05`: where a capital follows a small letter, a word may begin. */
static size_t
glued_word(struct slice word)
{
	size_t n;

	for (n = 1; n < word.n; n++)
		if (ascii_is_upper(word.p[n]) && ascii_is_lower(word.p[n - 1]))
			return n;
	return 0;
}

/* Past the word, the number or the character at the beginning of s. */
static struct slice
next_place(struct slice s)
{
	struct slice word, t = s;
	size_t n = 0;

	if (scan_word(&t, &word)) {
		n = glued_word(word);
		return n > 0 ? slice(s.p + n, s.n - n) : t;
	}
	while (n < s.n && ascii_is_digit(s.p[n]))
		n++;
	n = n > 0 ? n : 1;
	return slice(s.p + n, s.n - n);
}

/* The time before a date, where none is behind it: `07:26, `, `8 PM EST, `. */
static void
read_time_before(struct reading *r, struct slice before)
{
	struct slice t, rest;

	for (t = before; t.n > 0; t = next_place(t)) {
		rest = t;
		r->iso = false;
		(void)read_hours(r, &rest);
		if (r->stamp->hour >= 0 && leads_to_date(r->cal, rest)) {
			read_zone(r, rest);
			return;
		}
	}
	clear_time(r->stamp);
}

int
date_read_stamp(struct stamp *stamp, const struct calendar *cal,
    struct slice text)
{
	struct stamp read;
	struct reading r = { .cal = cal, .whole = text, .stamp = &read };
	struct slice t = text;

	memset(&read, 0, sizeof(read));
	while (t.n > 0) {
		if (read_stamp(&r, t)) {
			if (read.hour < 0)
				read_time_before(&r, slice(text.p,
				    text.n - t.n));
			*stamp = read;
			return 0;
		}
		t = next_place(t);
	}
	return -1;
}
