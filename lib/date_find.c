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
	bool	span;		/* the first day of a span */
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
    struct date_hit *hit)
{
	bool known = c->weekday >= 0 || c->lead;

	hit->bare = false;
	hit->form = w->year_digits == 4 || w->year_digits == 2 ? DATE_FULL :
	    DATE_DAY_MONTH;
	if (!date_form_is_valid(w))
		return false;
	switch (w->year_digits) {
	case 4:
		return true;
	case 2:
		return known || closed || c->span;
	case 0:
		break;
	default:
		return c->weekday >= 0;
	}
	if (w->separator == '\0')
		return !w->short_month || known || c->span;
	hit->bare = !known && !c->part;
	return w->separator == '/' && (known || closed || c->span);
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
	if (!is_date(&w, c, closed, hit))
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

/* Over what stands between two days: a dash, `dan`. */
static bool
skip_between(const struct finder *f, struct slice *s)
{
	struct slice t = *s;
	const char *dash;

	if (!skip_word(f, &t, CALENDAR_SPAN)) {
		scan_gap(&t, "", 1, false);
		dash = t.p;
		scan_gap(&t, "-", 1, false);
		if (t.p == dash)
			return false;
	}
	scan_gap(&t, "", 1, false);
	*s = t;
	return true;
}

/* The first day of a span and what stands behind it; *end: the day's. */
static bool
skip_first_day(const struct finder *f, struct slice *s, int *day,
    const char **end)
{
	struct slice t = *s;

	if (!scan_number(&t, 1, 2, day))
		return false;
	*end = t.p;
	if (!skip_between(f, &t))
		return false;
	*s = t;
	return true;
}

/* The first day of `24-26 Agustus 2024`, which has month and year from the
   last. */
static bool
read_span(const struct finder *f, struct slice t, const struct context *c,
    struct date_hit *hit)
{
	const char *begin = t.p, *end;
	int day;

	if (!skip_first_day(f, &t, &day, &end) || !read_date(f, t, c, hit) ||
	    day < 1 || day >= hit->date.day)
		return false;
	hit->date.day = day;
	hit->begin = (size_t)(begin - f->text.p);
	hit->end = (size_t)(end - f->text.p);
	return true;
}

/* Bytes of the blank or dash that ends at p; 0 when there is none. */
static size_t
between_before(const struct finder *f, const char *p)
{
	size_t room = (size_t)(p - f->text.p);

	if (room > 0 && (p[-1] == ' ' || p[-1] == '-'))
		return 1;
	return room > 2 && (memcmp(p - 3, "\xe2\x80\x93", 3) == 0 ||
	    memcmp(p - 3, "\xe2\x80\x94", 3) == 0) ? 3 : 0;
}

/* The word that ends before p and what is between; no letters: none. */
static struct slice
word_before(const struct finder *f, const char *p)
{
	const char *end;
	size_t n, gap = 0;

	while (gap++ < MAX_GAP && (n = between_before(f, p)) > 0)
		p -= n;
	for (end = p; p > f->text.p && end - p <= CALENDAR_MAX_WORD &&
	    (ascii_is_alpha(p[-1]) || p[-1] == '\'' || *(p - 1) & 0x80); p--)
		;
	return slice(p, (size_t)(end - p));
}

/* Is the weekday the second of two: `Selasa-Rabu (20-21/8)`? */
static bool
is_second_weekday(const struct finder *f, struct slice word)
{
	struct slice before = word_before(f, word.p);
	int value;

	if (calendar_look(f->cal, before, &value) == CALENDAR_SPAN)
		before = word_before(f, before.p);
	return calendar_look(f->cal, before, &value) == CALENDAR_WEEKDAY;
}

/* Over the second of two weekdays. */
static bool
skip_second_weekday(const struct finder *f, struct slice *s)
{
	struct slice t = *s;

	if (!skip_between(f, &t) || !skip_word(f, &t, CALENDAR_WEEKDAY))
		return false;
	*s = t;
	return true;
}

/* The date behind a weekday: ` pagi tadi, tanggal (8/8/2024)`.  Of two
   weekdays each has its day of a span, the first with no bytes but its own. */
static bool
read_behind_weekday(const struct finder *f, struct slice word, struct slice t,
    struct context *c, struct date_hit *hit)
{
	bool first = skip_second_weekday(f, &t);
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
	if (first) {
		if (!read_span(f, t, c, hit))
			return false;
		hit->end = (size_t)(word.p + word.n - f->text.p);
		return true;
	}
	if (read_date(f, t, c, hit))
		return true;
	if (!is_second_weekday(f, word))
		return read_span(f, t, c, hit);
	return skip_first_day(f, &t, &i, &bracket) && read_date(f, t, c, hit);
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
	bool found = read_behind_weekday(f, word, behind, &c, hit);

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

/* Is it behind the first day of a span, `20-', which is no part of a number? */
static bool
is_behind_day(const struct finder *f)
{
	const char *p = f->rest.p, *end;
	size_t n = between_before(f, p);

	if (n == 0 || p[-1] == ' ')
		return false;
	p -= n;
	for (end = p; p > f->text.p && end - p <= 2 && ascii_is_digit(p[-1]);)
		p--;
	return p < end && end - p <= 2 && !is_tail(f, p, '-') &&
	    (p == f->text.p || p[-1] != '-');
}

/* Look at the number at the beginning of f->rest and move past it. */
static bool
find_at_number(struct finder *f, struct date_hit *hit)
{
	struct context c = { .weekday = -1, .bracket = f->bracket,
	    .lead = f->before == CALENDAR_DATE,
	    .part = f->before == CALENDAR_PART,
	    .span = is_behind_day(f) };
	bool found = read_date(f, f->rest, &c, hit) ||
	    (!is_tail(f, f->rest.p, '-') && read_span(f, f->rest, &c, hit));
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
