/* SPDX-License-Identifier: MIT */
/*
 * When a page was published and modified: gathers what its data, its metas,
 * its address and its visible lines say, and settles the zone where they
 * differ.  Sites that write local time with a false Z are common; the visible
 * line then shows which it is.
 */
#include <stdlib.h>
#include <string.h>

#include "clean/page.h"
#include "clean/str.h"
#include "lib/ascii.h"

#define HEAD_LINES	20	/* of the head, below its first paragraph */
#define VISIBLE_LINES	60	/* before the body, searched for a stamp */
#define VISIBLE_BELOW	12	/* and behind it */
#define VISIBLE_CHARS	120
#define FALSE_ZONE	(9 * 60)	/* minutes that a false zone is off */
#define DAY_MINUTES	(24 * 60)

static const char *const published_metas[] = {
	"article:published_time", "datepublished", "pubdate", "publishdate",
	"publish-date", "publish_date", "og:published_time",
	"article:published", "dc.date.issued", "dc.date", "date",
	"parsely-pub-date", "sailthru.date", "dcterms.created",
	"dcterms.date", "dc.date.created", "article_date_original",
	"og:pubdate", "originalpublicationdate", "content_publisheddate",
	"dtk:publishdate", "cxenseparse:recs:publishtime", "displaydate",
	"datecreated", "rnews:datepublished", "article:post_date",
	"citation_publication_date", "date_published", "created",
	"published_time", "published-date", "published_date", "timestamp",
};
static const char *const modified_metas[] = {
	"article:modified_time", "og:updated_time", "datemodified", "lastmod",
	"last-modified", "dcterms.modified", "dc.date.modified", "modified",
	"article:modified", "article:modified_date",
};

static bool
read_stamp(const struct cleaner *c, struct stamp *stamp, struct slice text)
{
	return text.n >= 6 && text.n < 200 &&
	    date_read_stamp(stamp, c->lex.calendar, text) == 0 &&
	    date_is_valid(stamp->date);
}

static bool
first_meta(const struct cleaner *c, struct stamp *stamp,
    const char *const names[], size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (read_stamp(c, stamp, tree_meta(&c->tree, names[i])))
			return true;
	return false;
}

/* Year, month and day in the address: `/2024/08/26/`. */
static bool
in_address(struct slice url, struct stamp *stamp)
{
	size_t i;

	memset(stamp, 0, sizeof(*stamp));
	stamp->hour = -1;
	stamp->zone = DATE_NO_ZONE;
	for (i = 0; i + 10 < url.n; i++) {
		const char *p = url.p + i;
		char sep = p[5];

		if (p[0] != '/' || (p[5] != '/' && p[5] != '-') ||
		    p[8] != sep || !ascii_is_digit(p[1]) ||
		    !ascii_is_digit(p[2]) || !ascii_is_digit(p[3]) ||
		    !ascii_is_digit(p[4]) || !ascii_is_digit(p[6]) ||
		    !ascii_is_digit(p[7]) || !ascii_is_digit(p[9]) ||
		    !ascii_is_digit(p[10]))
			continue;
		stamp->date.year = (p[1] - '0') * 1000 + (p[2] - '0') * 100 +
		    (p[3] - '0') * 10 + p[4] - '0';
		stamp->date.month = (p[6] - '0') * 10 + p[7] - '0';
		stamp->date.day = (p[9] - '0') * 10 + p[10] - '0';
		if (date_is_valid(stamp->date))
			return true;
	}
	stamp->date.year = 0;
	return false;
}

/* Minutes since 1970 of the clock as written. */
static long
clock_of(const struct stamp *s)
{
	return date_days(s->date) * DAY_MINUTES + s->hour * 60 + s->minute;
}

/* Does the line tell the time of a change? */
static bool
is_update(const struct cleaner *c, struct slice text)
{
	char lower[24];
	size_t i, n = text.n < sizeof(lower) ? text.n : sizeof(lower);

	for (i = 0; i < n; i++)
		lower[i] = ascii_lower(text.p[i]);
	return phrase_at_start(&c->lex.boilerplate, slice(lower, n),
	    1u << WHERE_UPDATED) >= 0;
}

/* How good a visible line is as the article's stamp; 0 = it is none. */
static unsigned
visible_rank(const struct cleaner *c, size_t i, struct stamp *stamp)
{
	const struct seg *seg = &c->tree.segs[i];
	const struct node *node = &c->tree.nodes[seg->node];
	bool dated = (node->kinds & KIND(DATE)) != 0 || node->tag == TAG_TIME;

	if (seg->chars > VISIBLE_CHARS || !read_stamp(c, stamp, seg->text))
		return 0;
	if (str_ends_sentence(seg->text) && !dated)
		return 0;
	if (is_update(c, seg->text))
		return 0;
	if (stamp->hour >= 0 && stamp->zone != DATE_NO_ZONE)
		return 4;
	if (stamp->hour >= 0)
		return dated ? 3 : 2;
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

/* The best stamp among the lines around the body's beginning and end. */
static bool
visible(const struct cleaner *c, struct stamp *best)
{
	size_t first, last, i, from, to;
	unsigned most = 0;

	page_range(c, &first, &last);
	from = first > VISIBLE_LINES ? first - VISIBLE_LINES : 0;
	to = head_end(c, first);
	for (i = to; i-- > from;) {
		struct stamp s;
		unsigned rank = visible_rank(c, i, &s);

		if (rank > most) {
			most = rank;
			*best = s;
		}
	}
	for (i = last; most < 2 && i < c->tree.nsegs &&
	    i < last + VISIBLE_BELOW; i++) {
		struct stamp s;
		unsigned rank = visible_rank(c, i, &s);

		if (rank > 1 && rank > most) {
			most = rank;
			*best = s;
		}
	}
	return most > 0;
}

/* The datetime of a time element near the top of the body. */
static bool
time_element(const struct cleaner *c, struct stamp *stamp)
{
	size_t first, last, end, i;
	bool found = false;

	page_range(c, &first, &last);
	end = head_end(c, first);
	for (i = 1; i < c->tree.nnodes; i++) {
		const struct node *node = &c->tree.nodes[i];

		if (node->when.n == 0 || node->seg >= end)
			continue;
		if ((node->flags & NODE_HIDDEN) == 0 &&
		    read_stamp(c, stamp, node->when))
			found = true;
		if (found && (node->kinds & KIND(DATE)) != 0)
			return true;
	}
	return found;
}

/*
 * Settle a stamp of the data with the visible one: the same clock with another
 * zone means that the data's zone is false; a clock that is off by 7, 8 or 9
 * hours means the data are in UTC and tells the zone.
 */
static void
settle(struct stamp *data, const struct stamp *shown)
{
	long apart;

	if (shown->hour < 0 || data->date.year == 0)
		return;
	if (data->hour < 0) {
		if (date_days(data->date) == date_days(shown->date))
			*data = *shown;
		return;
	}
	apart = clock_of(shown) - clock_of(data);
	if (data->zone == DATE_NO_ZONE) {
		if (apart == 0)
			data->zone = shown->zone;
		return;
	}
	if (apart == 0 && data->zone == 0) {
		data->zone = shown->zone;
		return;
	}
	/* Nearly the same clock is nearer than that clock in UTC. */
	if (data->zone == 0 && shown->zone != DATE_NO_ZONE &&
	    labs(apart) * 4 < labs((long)shown->zone)) {
		data->zone = shown->zone;
		return;
	}
	if (shown->zone != DATE_NO_ZONE) {
		long off = apart - (shown->zone - data->zone);
		int second = data->second;

		/* Whole hours apart, the data's zone is false; else it is
		   another time that is shown. */
		if (off % 60 != 0 || off < -FALSE_ZONE || off > FALSE_ZONE)
			return;
		*data = *shown;
		if (shown->second == 0)
			data->second = second;
		return;
	}
	if (data->zone == 0 && apart % 30 == 0 && apart >= -12 * 60 &&
	    apart <= 14 * 60) {
		*data = *shown;
		data->zone = (int)apart;
	}
}

static bool
same_instant(const struct stamp *a, const struct stamp *b)
{
	return a->hour >= 0 && b->hour >= 0 && a->zone != DATE_NO_ZONE &&
	    b->zone != DATE_NO_ZONE && clock_of(a) - a->zone ==
	    clock_of(b) - b->zone;
}

/* The same instant with the site's own zone, where a meta or a time has it. */
static void
localize(const struct cleaner *c, struct stamp *stamp)
{
	struct stamp other;
	size_t i;

	for (i = 0; i < c->tree.nmetas && stamp->zone == 0; i++)
		if (c->tree.metas[i].value.n >= 19 &&
		    c->tree.metas[i].value.n < 40 &&
		    read_stamp(c, &other, c->tree.metas[i].value) &&
		    same_instant(stamp, &other))
			*stamp = other;
	for (i = 1; i < c->tree.nnodes && stamp->zone == 0; i++)
		if (c->tree.nodes[i].when.n >= 19 &&
		    read_stamp(c, &other, c->tree.nodes[i].when) &&
		    same_instant(stamp, &other))
			*stamp = other;
}

static void
no_stamp(struct stamp *s)
{
	memset(s, 0, sizeof(*s));
	s->hour = -1;
	s->zone = DATE_NO_ZONE;
}

void
stamps_of_page(struct cleaner *c, struct article *a)
{
	struct stamp shown, address, *p = &a->published;
	bool is_shown = visible(c, &shown), dated;

	no_stamp(p);
	no_stamp(&a->modified);
	dated = read_stamp(c, p, c->jsonld.published);
	if (!dated)
		dated = first_meta(c, p, published_metas,
		    sizeof(published_metas) / sizeof(published_metas[0]));
	if (!dated)
		dated = time_element(c, p);
	if (!dated && is_shown && shown.hour >= 0) {
		*p = shown;
		dated = true;
	}
	if (!dated && in_address(a->url, &address)) {
		*p = address;
		dated = true;
	}
	if (!dated && is_shown)
		*p = shown;
	if (!read_stamp(c, &a->modified, c->jsonld.modified) &&
	    !first_meta(c, &a->modified, modified_metas,
	    sizeof(modified_metas) / sizeof(modified_metas[0])))
		no_stamp(&a->modified);
	/* A page that tells its last change alone is dated by it. */
	if (p->date.year == 0)
		*p = a->modified;
	/* A false Z is false in both. */
	if (a->modified.date.year != 0 && is_shown && shown.hour >= 0 &&
	    p->hour >= 0 && p->zone == 0 && a->modified.zone == 0 &&
	    clock_of(p) == clock_of(&shown))
		a->modified.zone = shown.zone;
	if (is_shown)
		settle(p, &shown);
	localize(c, p);
	localize(c, &a->modified);
}

/* The head of a text, or the dateline of its first paragraph. */
void
stamps_of_text(struct cleaner *c, struct article *a)
{
	size_t i;

	no_stamp(&a->published);
	no_stamp(&a->modified);
	for (i = 0; i < c->tree.nsegs; i++) {
		const struct seg *seg = &c->tree.segs[i];
		struct stamp stamp;
		size_t n;

		if (!body_is_good(seg) || slice_eq(seg->text, a->title)) {
			if (seg->chars <= VISIBLE_CHARS &&
			    !str_ends_sentence(seg->text) &&
			    read_stamp(c, &stamp, seg->text)) {
				a->published = stamp;
				return;
			}
			continue;
		}
		/* `PLACE | 9 Juli 2024 - ` before the first sentence. */
		for (n = 0; n + 3 < seg->text.n && n < 80; n++)
			if (memcmp(seg->text.p + n, " \xe2\x80\x93", 4) == 0 ||
			    memcmp(seg->text.p + n, " - ", 3) == 0)
				break;
		if (n < 80 && read_stamp(c, &stamp, slice(seg->text.p, n)))
			a->published = stamp;
		return;
	}
}
