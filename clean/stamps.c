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
#include "clean/shown.h"
#include "clean/str.h"
#include "lib/ascii.h"

#define VISIBLE_CHARS	120
#define FIRST_YEAR	1995	/* of an address: no paper was on the web before */
#define FALSE_ZONE	(9 * 60)	/* minutes that a false zone is off */
#define DAY_MINUTES	(24 * 60)
#define WEST_ZONE	(-12 * 60)	/* the zones of the world lie between */
#define EAST_ZONE	(14 * 60)

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
	"published", "publication_date", "publication-date", "posted",
};
static const char *const modified_metas[] = {
	"article:modified_time", "og:updated_time", "datemodified", "lastmod",
	"last-modified", "dcterms.modified", "dc.date.modified", "modified",
	"article:modified", "article:modified_date",
};

static bool
first_meta(const struct cleaner *c, struct stamp *stamp,
    const char *const names[], size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (shown_stamp_in(c, stamp, tree_meta(&c->tree, names[i])))
			return true;
	return false;
}

static bool
are_digits(const char *p, size_t n)
{
	while (n > 0 && ascii_is_digit(*p)) {
		p++;
		n--;
	}
	return n == 0;
}

/* The number that n digits at p are. */
static int
number_at(const char *p, size_t n)
{
	int number = 0;

	while (n-- > 0)
		number = number * 10 + *p++ - '0';
	return number;
}

/*
 * A day in the address, between characters that are no digits: `/2024/08/26/`,
 * `-2024-08-26`, `/20240826`, and with the time of day, which counts nothing
 * here: `/20240826101500-1`.
 */
static bool
in_address(struct slice url, struct stamp *stamp)
{
	size_t i, n;

	shown_no_stamp(stamp);
	for (i = 0; i < url.n; i += n + 1) {
		const char *p = url.p + i;
		size_t step = 0;

		for (n = 0; i + n < url.n && ascii_is_digit(p[n]); n++)
			continue;
		if (n == 4 && i + 10 <= url.n && (p[4] == '/' || p[4] == '-') &&
		    p[7] == p[4] && are_digits(p + 5, 2) &&
		    are_digits(p + 8, 2) &&
		    (i + 10 == url.n || !ascii_is_digit(p[10])))
			step = 1;
		else if (n != 8 && n != 12 && n != 14)
			continue;
		stamp->date.year = number_at(p, 4);
		stamp->date.month = number_at(p + 4 + step, 2);
		stamp->date.day = number_at(p + 6 + 2 * step, 2);
		if (stamp->date.year >= FIRST_YEAR &&
		    date_is_valid(stamp->date))
			return true;
	}
	shown_no_stamp(stamp);
	return false;
}

/* Minutes since 1970 of the clock as written. */
static long
clock_of(const struct stamp *s)
{
	return date_days(s->date) * DAY_MINUTES + s->hour * 60 + s->minute;
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
	if (data->zone == 0 && apart % 30 == 0 && apart >= WEST_ZONE &&
	    apart <= EAST_ZONE) {
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

/* The same clock, with a zone. */
static bool
adds_zone(const struct stamp *to, const struct stamp *from)
{
	return to->hour >= 0 && to->zone == DATE_NO_ZONE && from->hour >= 0 &&
	    from->zone != DATE_NO_ZONE && clock_of(to) == clock_of(from);
}

/*
 * The same instant with the site's own zone, or the same clock with a zone,
 * where a meta or a time has it.
 */
static void
localize(const struct cleaner *c, struct stamp *stamp)
{
	struct stamp other;
	size_t i;

	for (i = 0; i < c->tree.nmetas && stamp->zone == 0; i++)
		if (c->tree.metas[i].value.n >= 19 &&
		    c->tree.metas[i].value.n < 40 &&
		    shown_stamp_in(c, &other, c->tree.metas[i].value) &&
		    same_instant(stamp, &other))
			*stamp = other;
	for (i = 1; i < c->tree.nnodes && (stamp->zone == 0 ||
	    stamp->zone == DATE_NO_ZONE); i++)
		if (c->tree.nodes[i].when.n >= 19 &&
		    shown_stamp_in(c, &other, c->tree.nodes[i].when) &&
		    (same_instant(stamp, &other) || adds_zone(stamp, &other)))
			*stamp = other;
}

/* What the page's data and, without them, its lines say. */
static bool
published_of(const struct cleaner *c, const struct shown *shown,
    struct slice url, struct stamp *p)
{
	if (shown_stamp_in(c, p, c->jsonld.published) ||
	    first_meta(c, p, published_metas,
	    sizeof(published_metas) / sizeof(published_metas[0])) ||
	    shown_time_element(c, p))
		return true;
	if (shown->dateline.hour < 0 && in_address(url, p))
		return true;
	*p = shown->dateline;
	return p->date.year != 0 || shown_anywhere(c, p);
}

static bool
modified_of(const struct cleaner *c, const struct shown *shown,
    struct stamp *m)
{
	if (shown_stamp_in(c, m, c->jsonld.modified) ||
	    first_meta(c, m, modified_metas,
	    sizeof(modified_metas) / sizeof(modified_metas[0])))
		return true;
	*m = shown->updated;
	return m->date.year != 0;
}

/*
 * The same instant on the day that is shown, where the data are in UTC and the
 * page shows that day alone: the zone is the nearest whole hour with that day.
 */
static bool
move_to_day(struct stamp *p, struct date day)
{
	long at, begin = date_days(day) * DAY_MINUTES, zone;

	if (p->hour < 0 || p->zone != 0)
		return false;
	at = clock_of(p);
	if (at < begin)
		zone = (begin - at + 59) / 60 * 60;
	else
		zone = -((at - begin - DAY_MINUTES) / 60 + 1) * 60;
	if (zone < WEST_ZONE || zone > EAST_ZONE)
		return false;
	at += zone;
	p->date = date_from_days(at / DAY_MINUTES);
	p->hour = (int)(at % DAY_MINUTES / 60);
	p->zone = (int)zone;
	return true;
}

/* The day of the data, where the page shows another, is not its readers'. */
static void
settle_day(const struct cleaner *c, const struct shown *shown,
    struct slice url, struct stamp *p)
{
	struct stamp address;

	if (shown->dateline.date.year == 0 || !shown_beats(c, shown, p) ||
	    (in_address(url, &address) && shown_same_day(&address, p)))
		return;
	if (shown->dateline.hour >= 0 ||
	    !move_to_day(p, shown->dateline.date))
		*p = shown->dateline;
}

void
stamps_of_page(struct cleaner *c, struct article *a)
{
	struct stamp *p = &a->published, *m = &a->modified, element;
	const struct stamp *dateline;
	struct shown shown;

	shown_read(c, &shown);
	dateline = &shown.dateline;
	if (!published_of(c, &shown, a->url, p))
		shown_no_stamp(p);
	if (!modified_of(c, &shown, m))
		shown_no_stamp(m);
	/* A page that tells its last change alone is dated by it. */
	if (p->date.year == 0)
		*p = *m;
	/* A false Z is false in both. */
	if (m->date.year != 0 && dateline->hour >= 0 && p->hour >= 0 &&
	    p->zone == 0 && m->zone == 0 && clock_of(p) == clock_of(dateline))
		m->zone = dateline->zone;
	settle(p, dateline);
	if (shown_time_element(c, &element) && element.zone == DATE_NO_ZONE)
		settle(p, &element);
	localize(c, p);
	localize(c, m);
	settle_day(c, &shown, a->url, p);
}

/* The head of a text, or the dateline of its first paragraph. */
void
stamps_of_text(struct cleaner *c, struct article *a)
{
	size_t i;

	shown_no_stamp(&a->published);
	shown_no_stamp(&a->modified);
	for (i = 0; i < c->tree.nsegs; i++) {
		const struct seg *seg = &c->tree.segs[i];
		struct stamp stamp;
		size_t n;

		if (!body_is_good(seg) || slice_eq(seg->text, a->title)) {
			if (seg->chars <= VISIBLE_CHARS &&
			    !str_ends_sentence(seg->text) &&
			    shown_stamp_in(c, &stamp, seg->text)) {
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
		if (n < 80 && shown_stamp_in(c, &stamp, slice(seg->text.p, n)))
			a->published = stamp;
		return;
	}
}
