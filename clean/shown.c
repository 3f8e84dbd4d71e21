/* SPDX-License-Identifier: MIT */
/*
 * The days that a page shows its readers: the dateline in the head of the
 * article, the line that tells of a change, the time elements.  Reads the
 * lines of the page; holds nothing.
 */
#include "clean/shown.h"

#include <string.h>

#include "clean/str.h"
#include "lib/ascii.h"

#define HEAD_LINES	20	/* of the head, below its first paragraph */
#define VISIBLE_LINES	60	/* before the body, searched for a stamp */
#define VISIBLE_BELOW	12	/* and behind it */
#define NEAR_LINES	12	/* before the body: the head of the article */
#define VISIBLE_CHARS	120
#define LABEL_BYTES	24	/* of `Last updated on`, a line of its own */
#define STAMP_MIN_BYTES	6
#define STAMP_MAX_BYTES	200	/* of a text that may hold one */

/* The lines of a page that may show its day. */
struct region {
	size_t	from;		/* the first that is looked at */
	size_t	near;		/* the first of the head: below the headline */
	size_t	to;		/* behind the head */
	size_t	last;		/* the last line of the body */
};

void
shown_no_stamp(struct stamp *s)
{
	memset(s, 0, sizeof(*s));
	s->hour = -1;
	s->zone = DATE_NO_ZONE;
}

bool
shown_stamp_in(const struct cleaner *c, struct stamp *stamp,
    struct slice text)
{
	return text.n >= STAMP_MIN_BYTES && text.n < STAMP_MAX_BYTES &&
	    date_read_stamp(stamp, c->lex.calendar, text) == 0 &&
	    date_is_valid(stamp->date);
}

bool
shown_same_day(const struct stamp *a, const struct stamp *b)
{
	return date_days(a->date) == date_days(b->date);
}

/*
 * Is there a label of changes in what stands before the first digit?  words
 * is how many bytes that are.
 */
static bool
has_update_label(const struct cleaner *c, struct slice text, size_t *words)
{
	char lower[VISIBLE_CHARS];
	struct words_hit hit;
	size_t n = 0;

	while (n < text.n && n < sizeof(lower) &&
	    !ascii_is_digit(text.p[n])) {
		lower[n] = ascii_lower(text.p[n]);
		n++;
	}
	*words = n;
	return phrase_within(&c->lex.boilerplate, slice(lower, n),
	    1u << WHERE_UPDATED, &hit) >= 0;
}

/* Does the line tell the time of a change?  Its label may be a line above. */
static bool
is_update(const struct cleaner *c, size_t i)
{
	struct slice above;
	size_t words;

	if (has_update_label(c, c->tree.segs[i].text, &words))
		return true;
	if (i == 0)
		return false;
	above = c->tree.segs[i - 1].text;
	return above.n <= LABEL_BYTES &&
	    has_update_label(c, above, &words) && words == above.n;
}

static bool
is_dated(const struct cleaner *c, size_t i)
{
	const struct node *node = &c->tree.nodes[c->tree.segs[i].node];

	return (node->kinds & KIND(DATE)) != 0 || node->tag == TAG_TIME;
}

/* How good a visible line is as the article's stamp; 0 = it is none. */
static unsigned
rank_of(const struct cleaner *c, size_t i, struct stamp *stamp)
{
	const struct seg *seg = &c->tree.segs[i];

	if (seg->chars > VISIBLE_CHARS ||
	    !shown_stamp_in(c, stamp, seg->text))
		return 0;
	if (str_ends_sentence(seg->text) && !is_dated(c, i))
		return 0;
	if (is_update(c, i))
		return 0;
	if (stamp->hour >= 0 && stamp->zone != DATE_NO_ZONE)
		return 4;
	if (stamp->hour >= 0)
		return is_dated(c, i) ? 3 : 2;
	return 1;
}

/*
 * Where the head ends: below it is the second paragraph, for the first may be
 * a lead that stands above the date.
 */
static size_t
head_end(const struct cleaner *c, size_t first)
{
	size_t i;

	for (i = first + 1; i < c->tree.nsegs && i < first + HEAD_LINES; i++)
		if (c->pick.keep[i] != 0 && body_is_good(&c->tree.segs[i]))
			return i;
	return first + 2 < c->tree.nsegs ? first + 2 : c->tree.nsegs;
}

static struct region
region_of(const struct cleaner *c)
{
	struct region r;
	size_t first;

	page_range(c, &first, &r.last);
	r.from = first > VISIBLE_LINES ? first - VISIBLE_LINES : 0;
	r.to = head_end(c, first);
	/* Above the headline, sites print the day of today. */
	for (r.near = r.to; r.near > r.from; r.near--) {
		const struct seg *seg = &c->tree.segs[r.near - 1];

		if (c->tree.nodes[seg->node].tag == TAG_H1 ||
		    slice_eq(seg->text, c->article.title))
			break;
	}
	if (r.near == r.from)
		r.near = r.to;
	if (r.near + NEAR_LINES < first)
		r.near = first - NEAR_LINES;
	return r;
}

/*
 * Of two stamps in a row, of equal rank, the first is that of publication and
 * the other that of a change.
 */
static size_t
first_in_row(const struct cleaner *c, const struct region *r, size_t i,
    struct stamp *best)
{
	unsigned rank = rank_of(c, i, best);
	struct stamp above;

	while (i > r->from && is_dated(c, i - 1) &&
	    rank_of(c, i - 1, &above) == rank &&
	    date_days(above.date) <= date_days(best->date)) {
		*best = above;
		i--;
	}
	return i;
}

/* The best stamp among the lines around the body's beginning and end. */
static void
find_dateline(const struct cleaner *c, const struct region *r,
    struct shown *shown)
{
	struct stamp s;
	size_t i, at = 0;
	unsigned most = 0, rank;

	for (i = r->to; i-- > r->from;)
		if ((rank = rank_of(c, i, &s)) > most) {
			most = rank;
			at = i;
		}
	for (i = r->last; most < 2 && i < c->tree.nsegs &&
	    i < r->last + VISIBLE_BELOW; i++)
		if ((rank = rank_of(c, i, &s)) > 1 && rank > most) {
			most = rank;
			at = i;
		}
	if (most == 0)
		return;
	at = first_in_row(c, r, at, &shown->dateline);
	shown->in_head = at >= r->near && at < r->to;
}

/* The first line around the body that tells of a change. */
static void
find_update(const struct cleaner *c, const struct region *r,
    struct shown *shown)
{
	size_t i;

	for (i = r->from; i < c->tree.nsegs; i++) {
		if (i == r->to && r->last > r->to)
			i = r->last;
		if (i > r->last + VISIBLE_BELOW)
			break;
		if (c->tree.segs[i].chars <= VISIBLE_CHARS &&
		    shown_stamp_in(c, &shown->updated,
		    c->tree.segs[i].text)) {
			if (is_update(c, i))
				return;
			shown_no_stamp(&shown->updated);
		}
	}
}

void
shown_read(const struct cleaner *c, struct shown *shown)
{
	struct region r = region_of(c);

	shown_no_stamp(&shown->dateline);
	shown_no_stamp(&shown->updated);
	shown->in_head = false;
	find_dateline(c, &r, shown);
	find_update(c, &r, shown);
}

bool
shown_beats(const struct cleaner *c, const struct shown *shown,
    const struct stamp *data)
{
	struct region r = region_of(c);
	struct stamp s;
	size_t i;

	if (!shown->in_head || shown_same_day(&shown->dateline, data))
		return false;
	for (i = r.near; i < r.to; i++) {
		if (c->tree.segs[i].chars > VISIBLE_CHARS ||
		    !shown_stamp_in(c, &s, c->tree.segs[i].text))
			continue;
		if (shown_same_day(&s, data) || (rank_of(c, i, &s) > 0 &&
		    !shown_same_day(&s, &shown->dateline)))
			return false;
	}
	return !shown_time_element(c, &s) || !shown_same_day(&s, data);
}

bool
shown_time_element(const struct cleaner *c, struct stamp *stamp)
{
	struct region r = region_of(c);
	bool found = false;
	size_t i;

	for (i = 1; i < c->tree.nnodes; i++) {
		const struct node *node = &c->tree.nodes[i];

		if (node->when.n == 0 || node->seg >= r.to)
			continue;
		if ((node->flags & NODE_HIDDEN) == 0 &&
		    shown_stamp_in(c, stamp, node->when))
			found = true;
		if (found && (node->kinds & KIND(DATE)) != 0)
			return true;
	}
	return found;
}

/* Add a day to those found; false when it is another one. */
static bool
add_day(struct stamp *all, const struct stamp *s)
{
	if (all->date.year != 0 && !shown_same_day(all, s))
		return false;
	if (all->date.year == 0 || all->hour < 0)
		*all = *s;
	return true;
}

static bool
days_anywhere(const struct cleaner *c, struct stamp *all)
{
	const struct tree *t = &c->tree;
	struct stamp s;
	size_t i;

	for (i = 0; i < t->nsegs; i++)
		if (is_dated(c, i) && rank_of(c, i, &s) > 0 &&
		    !add_day(all, &s))
			return false;
	for (i = 1; i < t->nnodes; i++)
		if (t->nodes[i].when.n > 0 &&
		    (t->nodes[i].flags & NODE_HIDDEN) == 0 &&
		    shown_stamp_in(c, &s, t->nodes[i].when) &&
		    !add_day(all, &s))
			return false;
	return all->date.year != 0;
}

bool
shown_anywhere(const struct cleaner *c, struct stamp *stamp)
{
	shown_no_stamp(stamp);
	if (days_anywhere(c, stamp))
		return true;
	shown_no_stamp(stamp);
	return false;
}
