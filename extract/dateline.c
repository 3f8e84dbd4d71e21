/* SPDX-License-Identifier: MIT */
/*
 * The dateline: `PLACE - `, `OUTLET, PLACE | date - `, `PLACE (OUTLET) - ` and
 * their kin.  It is made of capitalised words, names of outlets and dates, and
 * ends at the last dash, colon or bar before ordinary text begins.
 */
#include <string.h>

#include "extract/story.h"
#include "lib/ascii.h"

#define DATELINE_MAX_WORDS 16
#define SHORT_LINE_WORDS 5

/* The word that stands without blanks around word i: its first and last. */
static void
chunk_of(const struct passage *p, size_t i, size_t *first, size_t *last)
{
	*first = *last = i;
	while (*first > 0 && (p->token[*first].gap & (GAP_SPACE | GAP_BREAK |
	    GAP_COMMA)) == 0)
		--*first;
	while (*last + 1 < p->ntokens && (p->token[*last + 1].gap &
	    (GAP_SPACE | GAP_BREAK | GAP_COMMA)) == 0)
		++*last;
}

/* A web address: a full stop with letters on both sides, in a word of at
   least three letters. */
static bool
is_domain(const struct passage *p, size_t i)
{
	size_t first, last;

	chunk_of(p, i, &first, &last);
	for (; first < last; first++)
		if (p->token[first + 1].gap == GAP_DOT &&
		    (p->token[first].end - p->token[first].begin > 2 ||
		    p->token[first + 1].shape == SHAPE_LOWER) &&
		    p->token[first].shape != SHAPE_NUMBER &&
		    p->token[first + 1].end - p->token[first + 1].begin > 1)
			return true;
	return false;
}

/* Does a sign that ends a dateline stand before word i? */
static bool
is_separator(const struct passage *p, size_t i)
{
	const struct token *t = &p->token[i];
	size_t begin = p->token[i - 1].end, j;
	size_t dashes = 0;

	if (t->gap & GAP_BREAK || (t->shape == SHAPE_NUMBER &&
	    t[-1].shape == SHAPE_NUMBER))
		return false;
	for (j = begin; j < t->begin; j++)
		dashes += p->text.p[j] == '-' || p->text.p[j] == '/';
	/* PADANG—Polisi: a long dash needs no blanks behind capitals or an
	   address */
	if (t->gap & GAP_HYPHEN)
		return t->gap & GAP_SPACE || dashes > 1 || (dashes == 0 &&
		    ((t[-1].shape == SHAPE_UPPER && t->shape != SHAPE_UPPER) ||
		    is_domain(p, i - 1)));
	if (t->gap & GAP_SLASH)
		return dashes > 1;
	return t->gap & GAP_COLON && t->gap & GAP_SPACE;
}

/* Letters and digits of a slice in lower case; how many fit. */
static size_t
squeeze(char *out, size_t max, struct slice s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n && n < max; i++)
		if (ascii_is_alnum(s.p[i]))
			out[n++] = ascii_lower(s.p[i]);
	return n;
}

static bool
holds(struct slice whole, struct slice part)
{
	char a[256], b[256];
	size_t n = squeeze(a, sizeof(a), whole);
	size_t m = squeeze(b, sizeof(b), part), i;

	for (i = 0; m > 0 && i + m <= n; i++)
		if (memcmp(a + i, b, m) == 0)
			return true;
	return false;
}

/* The words between signs that word i stands in (`BANTEN PESISIR,`). */
static struct slice
segment_of(const struct passage *p, size_t i, size_t end)
{
	const uint16_t sign = GAP_COMMA | GAP_OPEN | GAP_CLOSE | GAP_COLON |
	    GAP_BREAK | GAP_HYPHEN | GAP_SLASH;
	size_t first = i, last = i + 1;

	while (first > 0 && !(p->token[first].gap & sign))
		first--;
	while (last < end && !(p->token[last].gap & sign))
		last++;
	return passage_words(p, first, last);
}

/* The same but for signs, blanks and case? */
static bool
same(struct slice a, struct slice b)
{
	char x[256], y[256];
	size_t n = squeeze(x, sizeof(x), a);

	return n > 0 && n == squeeze(y, sizeof(y), b) && memcmp(x, y, n) == 0;
}

/* Is a segment all of it a place's name?  Outlets are called after towns, so
   that being in the outlet's name says little of it. */
static bool
is_place_alone(const struct passage *p, size_t i, struct slice segment)
{
	const struct match *m = passage_match_over(p, LEX_PLACE, i);

	return m != NULL && m->begin == (size_t)(segment.p - p->text.p) &&
	    m->end == m->begin + segment.n;
}

/* Part of the outlet's name, which is in the address or beside it. */
static bool
is_outlet(const struct article *a, size_t i, size_t end)
{
	const struct passage *p = &a->body;
	struct slice segment = segment_of(p, i, end);
	struct slice url = a->cell[ARTICLE_URL];
	const char *host = memchr(url.p, ':', url.n), *slash;
	size_t n;

	if (is_domain(p, i))
		return true;
	if (is_place_alone(p, i, segment))
		return same(a->cell[ARTICLE_OUTLET], segment);
	if (holds(a->cell[ARTICLE_OUTLET], segment))
		return segment.n * 3 >= a->cell[ARTICLE_OUTLET].n;
	if (host == NULL || (size_t)(url.p + url.n - host) < 4)
		return false;
	host += 3;
	n = (size_t)(url.p + url.n - host);
	slash = memchr(host, '/', n);
	if (slash != NULL)
		n = (size_t)(slash - host);
	return segment.n > 7 && segment.n * 2 >= n &&
	    holds(slice(host, n), segment);
}

/* Where the dateline ends: the first word behind it; 0 when there is none. */
static size_t
end_of_dateline(const struct passage *p)
{
	size_t i, end = 0;

	for (i = 0; i < p->ntokens && i < DATELINE_MAX_WORDS; i++) {
		const struct token *t = &p->token[i];

		if (i > 0 && t->gap & GAP_BREAK)
			break;
		if (i > 0 && is_separator(p, i))
			end = i;
		/* kabarkita – Padang – ...: outlets write themselves small */
		if (t->shape == SHAPE_LOWER && !is_domain(p, i) &&
		    !(i == 0 && p->ntokens > 1 && is_separator(p, 1)))
			break;
	}
	return end;
}

/* The next place in words from *i to end that is no part of a unit's or an
   outlet's name; *i moves on.  NULL when there is none. */
static const struct match *
next_place(const struct article *a, size_t *i, size_t end)
{
	const struct passage *p = &a->body;
	const struct match *m;

	while ((m = passage_match_in(p, LEX_PLACE, *i, end)) != NULL) {
		*i = m->token + 1;
		if (m->token + m->ntokens <= end &&
		    !is_outlet(a, m->token, end) && (m->token == 0 ||
		    passage_match_over(p, LEX_UNIT_WORD, m->token - 1) ==
		    NULL))
			return m;
	}
	return NULL;
}

/* The town in words before `end`, else the first province; NULL when there is
   neither. */
static const struct match *
find_place(const struct article *a, size_t end, const struct knowledge *k)
{
	const struct match *m, *first = NULL;
	const struct place *place;
	size_t i = 0;

	while ((m = next_place(a, &i, end)) != NULL) {
		place = region_resolve(k->regions, m->entry, a->hint);
		if (place != NULL && strlen(place->code) > 2)
			return m;
		if (first == NULL)
			first = m;
	}
	return first;
}

/* As written, but words all in capitals in the case of names. */
static const char *
proper_case(struct arena *arena, struct slice s)
{
	char *copy = arena_alloc(arena, s.n + 1);
	size_t i, letters = 0;

	memcpy(copy, s.p, s.n);
	copy[s.n] = '\0';
	for (i = 0; i < s.n; i++) {
		if (ascii_is_lower(s.p[i]))
			return copy;
		letters = ascii_is_alpha(s.p[i]) ? letters + 1 : 0;
		if (letters > 1)
			copy[i] = ascii_lower(copy[i]);
	}
	return copy;
}

/* `Masohi, KM. Polres ...`: a town, an outlet's letters and a full stop.  The
   word behind; 0 when it is not so. */
static size_t
end_at_stop(const struct passage *p)
{
	const struct match *m = passage_match_at(p, LEX_PLACE, 0);
	size_t i = m == NULL ? 0 : m->ntokens;

	if (i == 0 || i + 1 >= p->ntokens || p->token[0].shape == SHAPE_LOWER ||
	    p->token[i].gap != (GAP_COMMA | GAP_SPACE) ||
	    p->token[i].shape != SHAPE_UPPER ||
	    p->token[i + 1].gap != (GAP_DOT | GAP_SPACE) ||
	    p->token[i + 1].shape == SHAPE_LOWER)
		return 0;
	return i + 1;
}

/*
 * Datelines without a dash: a short first line (`Outlet-Place`), or an outlet,
 * a place and more between commas.  The word behind the place's part.
 */
static size_t
end_without_dash(const struct article *a)
{
	const struct passage *p = &a->body;
	const struct match *m;
	size_t i;

	if (p->nparagraphs > 1 && p->paragraph[0].token_end <=
	    SHORT_LINE_WORDS)
		return p->paragraph[0].token_end;
	if ((i = end_at_stop(p)) > 0)
		return i;
	for (i = 1; i < p->ntokens && i < SHORT_LINE_WORDS; i++)
		if (p->token[i].gap == (GAP_COMMA | GAP_SPACE))
			break;
	if (i >= p->ntokens || i == SHORT_LINE_WORDS || !is_outlet(a, 0, i))
		return 0;
	m = passage_match_at(p, LEX_PLACE, i);
	/* Outlet.com, Padang Polisi ...: an address needs no comma */
	if (m == NULL || i + m->ntokens >= p->ntokens ||
	    p->token[i].shape == SHAPE_LOWER ||
	    !(p->token[i + m->ntokens].gap & GAP_COMMA ||
	    (is_domain(p, 0) &&
	    p->token[i + m->ntokens].shape == SHAPE_CAPITAL)))
		return 0;
	return i + m->ntokens;
}

/* `OUTLET–PLACE, Polres ...`, `outlet.id - Place. Polres ...`: a town and a
   sign behind the outlet; NULL when there is none. */
static const struct match *
place_behind(const struct passage *p, size_t end)
{
	const struct match *m = passage_match_at(p, LEX_PLACE, end);
	size_t next = m == NULL ? p->ntokens : m->token + m->ntokens;

	if (next >= p->ntokens || (p->token[end].shape != SHAPE_UPPER &&
	    (p->token[end].shape == SHAPE_LOWER || !is_domain(p, end - 1))))
		return NULL;
	return p->token[next].gap & (GAP_COMMA | GAP_DOT) ? m : NULL;
}

void
dateline_find(struct story *s, struct article *a, const struct knowledge *k)
{
	const struct passage *p = &a->body;
	size_t end = end_of_dateline(p);
	const struct match *m;
	const struct place *place;

	s->lead = end == 0 ? 0 : p->token[end].begin;
	if (end == 0)
		end = end_without_dash(a);
	if (end == 0)
		return;
	m = find_place(a, end, k);
	if (m == NULL && (m = place_behind(p, end)) == NULL)
		return;
	place = region_resolve(k->regions, m->entry, a->hint);
	s->dateline_name = proper_case(&a->arena, passage_words(p, m->token,
	    m->token + m->ntokens));
	s->dateline_code = place == NULL ? "" : place->code;
}
