/* SPDX-License-Identifier: MIT */
/*
 * Dates in running text.  Reads memory only.  Walks the text once, word by
 * word and number by number; at each it looks ahead a bounded number of
 * characters, so the time is linear.
 */
#include <string.h>

#include "lib/ascii.h"
#include "lib/date.h"
#include "lib/date_form.h"
#include "lib/scan.h"

#define MAX_GAP 6		/* characters between a weekday and its date */
#define MAX_PARTS 2		/* words there: `Senin pagi tadi (12/8)` */

/* What stands before a date and makes one of doubtful numbers. */
struct context {
	int	weekday;	/* -1 without */
	bool	lead;		/* `tanggal` */
	bool	part;		/* `kemarin` */
	const char *bracket;	/* an opening bracket just before, or NULL */
};

struct finder {
	const struct calendar	*cal;
	struct slice		 text;
	struct slice		 rest;	/* what is still to be looked at */
	enum calendar_kind	 before;	/* the word just before rest */
	const char		*bracket;	/* the bracket just before rest */
};

/* A number here would be the tail of another number, a path or a name. */
static bool
is_tail(const struct finder *f, const char *p, char separator)
{
	char c;

	if (p == f->text.p)
		return false;
	c = p[-1];
	if (ascii_is_alnum(c) || c == '/' || c == '_')
		return true;
	if (p - 1 == f->text.p || !ascii_is_digit(p[-2]))
		return false;
	/* `24-26/8/2024` is a span of days; `0812-10-2024` is a number. */
	return c == '.' || c == ',' || c == ':' ||
	    (c == '-' && separator == '-');
}

/* A number goes on behind the date, so it was none. */
static bool
has_tail(struct slice s, const struct written *w)
{
	if (s.n == 0)
		return false;
	if (ascii_is_digit(*s.p) || *s.p == '_')
		return true;
	if (w->separator == '\0')
		return false;	/* a month's name leaves no doubt */
	if (w->year_digits != 4 && ascii_is_alpha(*s.p))
		return true;
	if (s.n < 2 || !ascii_is_digit(s.p[1]))
		return false;
	return *s.p == '/' || (*s.p == '-' && w->separator == '-') ||
	    (w->year_digits != 4 && (*s.p == '.' || *s.p == ','));
}

/* Whether what is written is a date in this place, and of which form. */
static bool
is_date(const struct written *w, const struct context *c, bool closed,
    enum date_form *form)
{
	bool known = c->weekday >= 0 || c->lead;

	*form = w->year_digits == 4 || w->year_digits == 2 ? DATE_FULL :
	    DATE_DAY_MONTH;
	if (!date_form_is_valid(w))
		return false;
	switch (w->year_digits) {
	case 4:
		return true;
	case 2:
		return known || closed;
	case 0:
		break;
	default:
		return c->weekday >= 0;
	}
	if (w->separator == '\0')
		return !w->short_month || c->weekday >= 0;
	return w->separator == '/' && (known || (closed && c->part));
}

/* The closing bracket of c's opening one; whether it stands here. */
static bool
skip_bracket(struct slice *s, const struct context *c)
{
	struct slice t = *s;

	if (c->bracket == NULL)
		return false;
	scan_gap(&t, "", 1, false);
	if (!scan_char(&t, ')'))
		return false;
	*s = t;
	return true;
}

/* Fill hit from the date at the beginning of t; whether there is one. */
static bool
read_date(const struct finder *f, struct slice t, const struct context *c,
    struct date_hit *hit)
{
	const char *begin = t.p;
	struct written w;
	bool closed;

	if (!date_form_ymd(&t, &w) && !date_form_dmy(&t, f->cal, &w) &&
	    !date_form_mdy(&t, f->cal, &w))
		return false;
	if (has_tail(t, &w) || (ascii_is_digit(*begin) && c->weekday < 0 &&
	    is_tail(f, begin, w.separator)))
		return false;
	closed = skip_bracket(&t, c);
	if (!is_date(&w, c, closed, &hit->form))
		return false;
	hit->date = w.date;
	if (hit->form == DATE_DAY_MONTH)
		hit->date.year = 0;
	hit->weekday = c->weekday;
	hit->begin = (size_t)((closed ? c->bracket : begin) - f->text.p);
	hit->end = (size_t)(t.p - f->text.p);
	return true;
}

/* Over a word of the given kind and the gap before it. */
static bool
skip_word(const struct finder *f, struct slice *s, enum calendar_kind kind)
{
	struct slice t = *s, word;
	int value;

	scan_gap(&t, ",.", MAX_GAP, false);
	if (!scan_word(&t, &word) ||
	    calendar_look(f->cal, word, &value) != kind)
		return false;
	*s = t;
	return true;
}

/* The date behind a weekday: ` pagi tadi, tanggal (8/8/2024)`. */
static bool
read_behind_weekday(const struct finder *f, struct slice t,
    struct context *c, struct date_hit *hit)
{
	const char *bracket;
	int i;

	for (i = 0; i < MAX_PARTS; i++)
		if (!skip_word(f, &t, CALENDAR_PART))
			break;
	scan_gap(&t, ",.-:", MAX_GAP, false);
	bracket = t.p;
	if (scan_char(&t, '('))
		c->bracket = bracket;
	c->lead = skip_word(f, &t, CALENDAR_DATE);
	scan_gap(&t, ".", MAX_GAP, false);
	return read_date(f, t, c, hit);
}

/* A weekday alone is a day when it is no part of a name. */
static bool
stands_alone(const struct finder *f, struct slice word, struct slice behind,
    enum calendar_kind kind)
{
	if (kind != CALENDAR_WEEKDAY || !ascii_is_upper(*word.p) ||
	    f->before == CALENDAR_NAME_BEFORE)
		return false;
	return !skip_word(f, &behind, CALENDAR_NAME_AFTER);
}

static bool
find_at_weekday(const struct finder *f, struct slice word,
    enum calendar_kind kind, int weekday, struct date_hit *hit)
{
	struct slice behind = slice(word.p + word.n,
	    (size_t)(f->text.p + f->text.n - (word.p + word.n)));
	struct context c = { .weekday = weekday };
	bool found = read_behind_weekday(f, behind, &c, hit);

	if (!found && !stands_alone(f, word, behind, kind))
		return false;
	if (!found)
		*hit = (struct date_hit){ .form = DATE_WEEKDAY,
		    .weekday = weekday,
		    .end = (size_t)(behind.p - f->text.p) };
	hit->begin = (size_t)(word.p - f->text.p);
	return true;
}

/* Look at the word at the beginning of f->rest and move past it. */
static bool
find_at_word(struct finder *f, struct slice word, struct date_hit *hit)
{
	struct context c = { .weekday = -1, .bracket = f->bracket };
	struct slice from = slice(word.p, f->rest.n + word.n);
	int value = 0;
	enum calendar_kind kind = calendar_look(f->cal, word, &value);
	bool found = false;

	if (kind == CALENDAR_WEEKDAY || kind == CALENDAR_WEEKDAY_SHORT)
		found = find_at_weekday(f, word, kind, value, hit);
	else if (kind == CALENDAR_MONTH || kind == CALENDAR_MONTH_SHORT)
		found = read_date(f, from, &c, hit);
	f->before = kind;
	f->bracket = NULL;
	return found;
}

/* The first day of `24-26 Agustus 2024`, which has month and year from the
   last; the weekday before a span may be of either. */
static bool
read_span(const struct finder *f, const struct context *c,
    struct date_hit *hit)
{
	struct slice t = f->rest;
	const char *end, *dash;
	int day;

	if (!scan_number(&t, 1, 2, &day) || is_tail(f, f->rest.p, '\0'))
		return false;
	end = t.p;
	scan_gap(&t, "", 1, false);
	dash = t.p;
	scan_gap(&t, "-", 1, false);
	if (t.p == dash)
		return false;
	scan_gap(&t, "", 1, false);
	if (!read_date(f, t, c, hit) || day < 1 || day >= hit->date.day)
		return false;
	hit->date.day = day;
	hit->begin = (size_t)(f->rest.p - f->text.p);
	hit->end = (size_t)(end - f->text.p);
	return true;
}

/* Look at the number at the beginning of f->rest and move past it. */
static bool
find_at_number(struct finder *f, struct date_hit *hit)
{
	struct context c = { .weekday = -1, .bracket = f->bracket,
	    .lead = f->before == CALENDAR_DATE,
	    .part = f->before == CALENDAR_PART };
	bool found = read_date(f, f->rest, &c, hit) || read_span(f, &c, hit);
	size_t n = 0;

	while (n < f->rest.n && ascii_is_digit(f->rest.p[n]))
		n++;
	f->rest = slice(f->rest.p + n, f->rest.n - n);
	f->before = CALENDAR_NONE;
	f->bracket = NULL;
	return found;
}

/* Move past one character that begins neither word nor number. */
static void
skip_other(struct finder *f)
{
	size_t n = scan_space(f->rest, false);

	if (n == 0) {
		n = 1;
		f->bracket = *f->rest.p == '(' ? f->rest.p : NULL;
		if (strchr("(,.:", *f->rest.p) == NULL || *f->rest.p == '\0')
			f->before = CALENDAR_NONE;
	}
	f->rest = slice(f->rest.p + n, f->rest.n - n);
}

int
date_find(struct date_hit *hit, const struct calendar *cal, struct slice text,
    size_t from)
{
	struct finder f = { .cal = cal, .text = text,
	    .rest = { text.p + from, text.n - from } };
	struct slice word;

	while (f.rest.n > 0) {
		if (ascii_is_digit(*f.rest.p)) {
			if (find_at_number(&f, hit))
				return 1;
		} else if (scan_word(&f.rest, &word)) {
			if (find_at_word(&f, word, hit))
				return 1;
		} else
			skip_other(&f);
	}
	return 0;
}
