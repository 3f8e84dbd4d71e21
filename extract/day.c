/* SPDX-License-Identifier: MIT */
/*
 * The dates of an article: found by lib/date.h, years and weekdays resolved
 * against the publish date or, without one, against what else the text names,
 * and told apart by the words before them.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/day.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

#define PAIR_MAX_BYTES	60	/* between the two ends of a period */
#define FAR_DAYS	200	/* a weekday that fits so far off is chance */
#define NEAR_DAYS	14	/* (8/8) so near the publish date is a day */
#define WORDS_BEFORE	5	/* of a date, before the word that tells it */
#define WORDS_BEHIND	12
#define YEARS		200	/* from FIRST_YEAR on, as lib/date.h */
#define FIRST_YEAR	1900

const char *const day_basis_names[] = {
	"full", "year-inferred", "weekday", "relative"
};
const char *const day_kind_names[] = {
	"other", "event", "period-start", "period-end", "publish"
};

/* What a year can be inferred from. */
struct context {
	const struct article *a;
	const struct knowledge *k;
	struct date	published;
	uint32_t	named[YEARS];	/* how often the text names each year */
};

static void
count_years(struct context *c)
{
	const struct passage *p = &c->a->body;
	size_t i;

	for (i = 0; i < p->ntokens; i++) {
		struct slice s;
		int year;

		if (p->token[i].shape != SHAPE_NUMBER ||
		    p->token[i].end - p->token[i].begin != 4)
			continue;
		s = passage_words(p, i, i + 1);
		year = (s.p[0] - '0') * 1000 + (s.p[1] - '0') * 100 +
		    (s.p[2] - '0') * 10 + (s.p[3] - '0');
		if (year >= FIRST_YEAR && year < FIRST_YEAR + YEARS)
			c->named[year - FIRST_YEAR]++;
	}
}

static bool
weekday_fits(struct date d, int weekday)
{
	return date_is_valid(d) && date_weekday(d) == weekday;
}

static long
distance(struct date a, struct date b)
{
	long n = date_days(a) - date_days(b);

	return n < 0 ? -n : n;
}

/* The year in which the day lies nearest to the publish date; a weekday that
   fits decides between years near enough. */
static int
year_by_publish(const struct context *c, struct date d, int weekday)
{
	int year, best = 0, fits = 0;
	long n, least = 0, least_fit = FAR_DAYS;

	for (year = c->published.year - 1; year <= c->published.year + 1;
	    year++) {
		d.year = year;
		if (!date_is_valid(d))
			continue;
		n = distance(d, c->published);
		if (best == 0 || n < least) {
			best = year;
			least = n;
		}
		if (weekday >= 0 && weekday_fits(d, weekday) && n < least_fit) {
			fits = year;
			least_fit = n;
		}
	}
	return fits != 0 ? fits : best;
}

/* Without a publish date: the year named most often, among those in which the
   weekday fits when there is one. */
static int
year_by_text(const struct context *c, struct date d, int weekday)
{
	uint32_t most = 0, most_fit = 0;
	int i, best = 0, fits = 0;

	for (i = 0; i < YEARS; i++) {
		d.year = FIRST_YEAR + i;
		if (c->named[i] > most && date_is_valid(d)) {
			most = c->named[i];
			best = d.year;
		}
		if (c->named[i] > most_fit && weekday >= 0 &&
		    weekday_fits(d, weekday)) {
			most_fit = c->named[i];
			fits = d.year;
		}
	}
	return fits != 0 ? fits : best;
}

/* The mark in the two words before a byte, or at it. */
static const struct match *
mark_before(const struct passage *p, size_t at)
{
	size_t i = passage_token(p, at);
	const struct match *m;

	if (i == 0)
		return NULL;
	m = passage_match_over(p, LEX_MARK, i - 1);
	if (m == NULL && i > 1 && p->token[i - 1].shape == SHAPE_LOWER)
		m = passage_match_over(p, LEX_MARK, i - 2);
	return m;
}

/* A weekday alone: the last one up to the publish date, or the next or the one
   of the week before when the word behind says so. */
static struct date
day_of_weekday(const struct context *c, const struct date_hit *hit)
{
	const struct passage *p = &c->a->body;
	size_t next = passage_token(p, hit->end);
	long days = date_days(c->published);
	int back = (date_weekday(c->published) - hit->weekday + 7) % 7;

	if (knowledge_is(c->k, passage_match_at(p, LEX_MARK, next), 1,
	    "week-before"))
		return date_from_days(days - date_weekday(c->published) - 7 +
		    hit->weekday);
	if (knowledge_is(c->k, passage_match_at(p, LEX_MARK, next), 1,
	    "next") || knowledge_is(c->k, mark_before(p, hit->begin), 1,
	    "ahead"))
		return date_from_days(days + (back == 0 ? 7 : 7 - back));
	return date_from_days(days - back);
}

/* A name rather than a day: Jumat Curhat. */
static bool
is_title_word(const struct passage *p, const struct date_hit *hit)
{
	size_t next = passage_token(p, hit->end);

	return next < p->ntokens && p->token[next].gap == GAP_SPACE &&
	    (p->token[next].shape == SHAPE_CAPITAL ||
	    p->token[next].shape == SHAPE_UPPER);
}

/* Double quotation marks of every kind between the paragraph's beginning and
   the byte: an odd number means inside a quotation. */
static bool
in_quotation(const struct passage *p, size_t at)
{
	const struct span *s = passage_paragraph(p, at);
	size_t i, n = 0;

	if (s == NULL || s->begin > at)
		return false;
	if (s->token < p->ntokens && p->token[s->token].gap & GAP_QUOTE)
		n = 1;
	for (i = s->token + 1; i < s->token_end && p->token[i].begin <= at; i++)
		n += (p->token[i].gap & GAP_QUOTE) != 0;
	return n % 2 == 1;
}

static void
add_day(struct days *out, const struct day *d)
{
	out->v = xgrow(out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = *d;
}

/* Is it a day that the paper may write of without another word? */
static bool
is_near(const struct context *c, struct date d)
{
	return c->published.year != 0 && distance(d, c->published) <= NEAR_DAYS;
}

/* One hit of lib/date.h as a day; 0 when it cannot be resolved. */
static int
resolve(struct day *d, const struct context *c, const struct date_hit *hit)
{
	const struct passage *p = &c->a->body;

	*d = (struct day){ .date = hit->date, .begin = hit->begin,
	    .end = hit->end, .weekday = hit->weekday, .rule = RULE_DATE_FULL };
	d->in_brackets = memchr(p->text.p + hit->begin, '(',
	    hit->end - hit->begin) != NULL;
	if (hit->form == DATE_WEEKDAY) {
		d->basis = DAY_WEEKDAY;
		d->rule = RULE_DATE_WEEKDAY;
		d->weekday = -1;
		if (c->published.year == 0 || is_title_word(p, hit) ||
		    in_quotation(p, hit->begin))
			return 0;
		d->date = day_of_weekday(c, hit);
		return 1;
	}
	if (hit->form == DATE_DAY_MONTH) {
		d->basis = DAY_YEAR_INFERRED;
		d->rule = c->published.year != 0 ? RULE_DATE_YEAR_PUBLISHED :
		    RULE_DATE_YEAR_TEXT;
		d->date.year = c->published.year != 0 ?
		    year_by_publish(c, hit->date, hit->weekday) :
		    year_by_text(c, hit->date, hit->weekday);
	}
	if (!date_is_valid(d->date) || (hit->bare && !is_near(c, d->date)))
		return 0;
	d->weekday_ok = hit->weekday >= 0 &&
	    date_weekday(d->date) == hit->weekday;
	if (hit->end - hit->begin <= 2)	/* the 20 of 20-21 Agustus */
		d->rule = RULE_DATE_RANGE;
	return 1;
}

/* Can the word be part of a date: a word of the calendar, or figures with a
   sign between?  (Jum'at is two words to us.) */
static bool
is_near_date(const struct passage *p, size_t i)
{
	const struct token *t = &p->token[i], *next = t + 1;

	if (t->gap == GAP_APOSTROPHE)
		return true;
	if (t->shape != SHAPE_NUMBER)
		return (t->starts & MATCH_BIT(LEX_CALENDAR)) != 0;
	if (i + 1 == p->ntokens || next->shape != SHAPE_NUMBER)
		return false;
	return next->gap == GAP_SLASH || next->gap == GAP_HYPHEN ||
	    (next->gap == GAP_DOT && t->end - t->begin <= 2 &&
	    next->end - next->begin <= 2);
}

/* The first date around word i that begins at byte `at` or later. */
static int
find_around(struct date_hit *hit, const struct context *c, size_t i, size_t at)
{
	const struct passage *p = &c->a->body;
	const struct span *s = passage_paragraph(p, p->token[i].begin);
	size_t from = i > WORDS_BEFORE ? i - WORDS_BEFORE : 0;
	size_t to = i + WORDS_BEHIND, begin, end;

	begin = p->token[from].begin;
	if (begin < s->begin)
		begin = s->begin;
	if (begin < at)
		begin = at;
	end = to < s->token_end ? p->token[to].begin : s->end;
	if (!date_find(hit, c->k->calendar, slice(p->text.p + s->begin,
	    end - s->begin), begin - s->begin))
		return 0;
	hit->begin += s->begin;
	hit->end += s->begin;
	return 1;
}

static void
find_written(struct days *out, const struct context *c)
{
	const struct passage *p = &c->a->body;
	struct date_hit hit;
	struct day d;
	size_t at = 0, i;

	for (i = 0; i < p->ntokens && out->n < DAYS_MAX; i++) {
		if (!is_near_date(p, i) || p->token[i].begin < at)
			continue;
		if (!find_around(&hit, c, i, at)) {
			at = p->token[i].end;
			continue;
		}
		if (resolve(&d, c, &hit))
			add_day(out, &d);
		at = hit.end;
		/* 19 - 21 Agustus: the word's own date is still to come. */
		if (at <= p->token[i].begin)
			i--;
	}
}

/* Words such as kemarin, outside quotations and not beside a date. */
static void
find_relative(struct days *out, const struct context *c)
{
	const struct passage *p = &c->a->body;
	const struct match *m = c->published.year == 0 ? NULL :
	    passage_first_match(p, LEX_MARK);
	size_t j, written = out->n;
	const char *value;

	for (; m != NULL && out->n < DAYS_MAX; m = passage_next_match(p, m)) {
		struct day d = { .basis = DAY_RELATIVE, .weekday = -1,
		    .rule = RULE_DATE_RELATIVE,
		    .begin = m->begin, .end = m->end };

		value = knowledge_cell(c->k, LEX_MARK, m->entry, 2);
		if (!knowledge_is(c->k, m, 1, "day") &&
		    (!knowledge_is(c->k, m, 1, "ahead") || *value == '\0'))
			continue;
		for (j = 0; j < written; j++)
			if (out->v[j].begin < m->end + 4 &&
			    m->begin < out->v[j].end + 4)
				break;
		if (j < written || in_quotation(p, m->begin))
			continue;
		d.date = date_from_days(date_days(c->published) +
		    strtol(value, NULL, 10));
		add_day(out, &d);
	}
}

static int
by_position(const void *a, const void *b)
{
	const struct day *x = a, *y = b;

	return (x->begin > y->begin) - (x->begin < y->begin);
}

/* Are the two ends of a period side by side? */
static bool
is_pair(const struct passage *p, const struct day *from, const struct day *to)
{
	const struct span *s = passage_sentence(p, from->begin);
	size_t i, dashes = 0;

	if (s == NULL || to->begin >= s->end ||
	    to->begin - from->end > PAIR_MAX_BYTES)
		return false;
	for (i = from->end; i < to->begin; i++) {
		if (ascii_is_alnum(p->text.p[i]))
			return false;
		dashes += p->text.p[i] == '-' || p->text.p[i] == '\xe2';
	}
	return dashes > 0;
}

/* The first day of a period whose last day has a year gets it too. */
static void
join_pair(struct day *from, const struct day *to, const struct passage *p)
{
	const struct span *s = passage_sentence(p, from->begin);

	if (s == NULL || to->begin >= s->end || from->kind == DAY_PUBLISH ||
	    to->begin - from->end > PAIR_MAX_BYTES)
		return;
	from->kind = DAY_START;
	if (from->basis != DAY_YEAR_INFERRED || to->basis != DAY_FULL)
		return;
	from->date.year = to->date.year -
	    (from->date.month > to->date.month);
	from->weekday_ok = from->weekday >= 0 &&
	    weekday_fits(from->date, from->weekday);
}

/* `19 hingga 21 Agustus 2024`: the first day is a number alone.  1 when there
   is one before the last day. */
static int
first_of_range(struct day *from, const struct day *to,
    const struct passage *p, const struct knowledge *k)
{
	size_t i = passage_token(p, to->begin), value = 0, at;
	const struct match *m = mark_before(p, to->begin);

	if (knowledge_is(k, m, 1, "to"))
		i = m->token;
	else if (i == 0 || p->token[i].gap & ~(GAP_HYPHEN | GAP_SPACE) ||
	    !(p->token[i].gap & GAP_HYPHEN))
		return 0;
	if (i == 0 || p->token[i].gap & (GAP_DOT | GAP_COMMA | GAP_BREAK) ||
	    p->token[--i].shape != SHAPE_NUMBER)
		return 0;
	for (at = p->token[i].begin; at < p->token[i].end && value < 100; at++)
		value = value * 10 + (size_t)(p->text.p[at] - '0');
	*from = *to;
	from->date.day = (int)value;
	from->weekday = -1;
	from->weekday_ok = from->in_brackets = false;
	from->rule = RULE_DATE_RANGE;
	from->begin = p->token[i].begin;
	from->end = p->token[i].end;
	return date_is_valid(from->date) && value < (size_t)to->date.day;
}

/* Add the first days of ranges, in their places. */
static void
find_ranges(struct days *out, const struct context *c)
{
	size_t i, n = out->n;
	struct day from;

	for (i = 0; i < n && out->n < DAYS_MAX; i++)
		if (out->v[i].weekday < 0 && out->v[i].basis <=
		    DAY_YEAR_INFERRED && first_of_range(&from, &out->v[i],
		    &c->a->body, c->k) && (i == 0 ||
		    out->v[i - 1].end <= from.begin)) {
			out->v[i].kind = DAY_END;
			from.kind = DAY_START;
			add_day(out, &from);
		}
}

/* Does another day follow in the sentence? */
static bool
has_end(const struct days *days, size_t i, const struct passage *p)
{
	const struct span *s = passage_sentence(p, days->v[i].begin);

	return s != NULL && i + 1 < days->n && days->v[i + 1].begin < s->end;
}

static void
find_kinds(struct days *out, const struct context *c, const struct story *s)
{
	const struct passage *p = &c->a->body;
	size_t i;

	for (i = 0; i < out->n; i++) {
		struct day *d = &out->v[i];
		const struct match *m = mark_before(p, d->begin);

		if (d->begin < s->lead)
			d->kind = DAY_PUBLISH;
		else if (d->kind == DAY_START)
			continue;
		else if (knowledge_is(c->k, m, 1, "from")) {
			/* dimulai Senin pagi: a beginning without an end */
			if (d->basis != DAY_WEEKDAY || has_end(out, i, p))
				d->kind = DAY_START;
		}
		else if (knowledge_is(c->k, m, 1, "to") ||
		    (i > 0 && is_pair(p, d - 1, d))) {
			d->kind = DAY_END;
			if (i > 0)
				join_pair(d - 1, d, p);
		}
	}
}

/* A day named again in the same way needs no second row. */
static void
hide_repeats(struct days *out)
{
	size_t i, j;

	for (i = 0; i < out->n; i++)
		for (j = 0; j < i && !out->v[i].hidden; j++)
			out->v[i].hidden = out->v[j].kind == out->v[i].kind &&
			    date_days(out->v[j].date) ==
			    date_days(out->v[i].date);
}

void
days_find(struct days *out, const struct article *a, const struct story *s,
    const struct knowledge *k)
{
	struct context c = { .a = a, .k = k, .published = a->published };

	out->n = 0;
	if (a->published.year == 0)
		count_years(&c);
	find_written(out, &c);
	find_relative(out, &c);
	find_ranges(out, &c);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), by_position);
	find_kinds(out, &c, s);
}

/* Does the sentence hold a mark of that kind? */
static bool
has_mark(const struct passage *p, const struct span *s, const char *mark,
    const struct knowledge *k)
{
	size_t i = s->token;
	const struct match *m;

	while ((m = passage_match_in(p, LEX_MARK, i, s->token_end)) != NULL) {
		if (knowledge_is(k, m, 1, mark))
			return true;
		i = m->token + 1;
	}
	return false;
}

/* What speaks for a day being the event's; 0: nothing may. */
static int
worth_of(const struct day *d, const struct article *a,
    const struct knowledge *k)
{
	const struct passage *p = &a->body;
	const struct span *s = passage_sentence(p, d->begin);
	long ago = a->published.year == 0 ? 0 :
	    date_days(a->published) - date_days(d->date);
	int worth = d->kind == DAY_START ? 6 : 10;

	/* A period that begins on a weekday is what people come to. */
	if ((d->kind != DAY_OTHER && (d->kind != DAY_START ||
	    d->weekday < 0)) || s == NULL || ago < -1 ||
	    knowledge_is(k, mark_before(p, d->begin), 1, "ahead"))
		return 0;
	if (d->basis == DAY_RELATIVE && ago < 0)
		return 1;
	if (p->nparagraphs > 3 && d->begin < p->paragraph[2].end)
		worth += 3;
	if (d->weekday >= 0 || d->in_brackets || d->basis == DAY_WEEKDAY)
		worth += 2;
	if (passage_match_in(p, LEX_EVENT, s->token, s->token_end) != NULL)
		worth++;
	if (has_mark(p, s, "before", k))
		worth -= 3;
	if (ago > 60)
		worth -= 4;
	return worth;
}

const struct day *
days_choose_event(struct days *days, const struct article *a,
    const struct knowledge *k)
{
	struct day *best = NULL;
	int most = 0, n;
	size_t i;

	for (i = 0; i < days->n; i++)
		if ((n = worth_of(&days->v[i], a, k)) > most) {
			best = &days->v[i];
			most = n;
		}
	for (i = 0; best != NULL && i < days->n; i++)
		if (days->v[i].kind == DAY_OTHER &&
		    date_days(days->v[i].date) == date_days(best->date))
			days->v[i].kind = DAY_EVENT;
	hide_repeats(days);
	return best;
}

bool
days_cover(const struct days *days, size_t at)
{
	size_t low = 0, high = days->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (days->v[mid].end <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < days->n && days->v[low].begin <= at;
}

void
days_free(struct days *d)
{
	free(d->v);
	*d = (struct days){ 0 };
}
