/* SPDX-License-Identifier: MIT */
/*
 * Feeds.  Reads the events of a document, holds one item, and hands on an
 * address an item.  Elements are known by their names and places, as feeds
 * declare the namespaces they like.
 */
#include <string.h>
#include <strings.h>

#include "fetch/feed.h"
#include "fetch/links_xml.h"

enum field { LINK, TITLE, DATE };

/* Children of an item.  The highest rank of a field wins, the first of it. */
static const struct rule {
	const char	*name;
	enum field	 field;
	int		 rank;
	bool		 own;	/* of the item's namespace alone */
} rules[] = {
	{ "title", TITLE, 1, true },
	{ "link", LINK, 3, false },
	{ "origLink", LINK, 4, false },
	{ "guid", LINK, 2, false },
	{ "published", DATE, 4, false },
	{ "pubDate", DATE, 4, false },
	{ "issued", DATE, 3, false },
	{ "date", DATE, 2, false },
	{ "created", DATE, 2, false },
	{ "updated", DATE, 1, false },
	{ "modified", DATE, 1, false },
};
#define RANK_ABOUT 1		/* rdf:about of the item itself */

struct feed {
	struct finder	*finder;
	size_t		 item;		/* its depth; 0: outside */
	char		 space[128];	/* its namespace */
	const struct rule *rule;	/* of the field that is open, or NULL */
	size_t		 field;		/* its depth */
	struct buf	 text, address, title, date, scratch;
	int		 rank_address, rank_title, rank_date;
};

/* A guid is an address only when it looks like one. */
static bool
is_absolute(struct slice s)
{
	return s.n > 4 && strncasecmp(s.p, "http", 4) == 0;
}

static void
set_address(struct feed *f, struct slice base, struct slice reference, int rank)
{
	if (rank <= f->rank_address)
		return;
	if (!finder_resolve(&f->scratch, base, reference))
		return;
	f->rank_address = rank;
	buf_reset(&f->address);
	(void)buf_add(&f->address, buf_str(&f->scratch), f->scratch.len);
}

static void
set_text(struct buf *out, int *rank, struct slice text, int new_rank)
{
	if (new_rank <= *rank || text.n == 0)
		return;
	*rank = new_rank;
	buf_reset(out);
	(void)buf_add(out, text.p, text.n);
}

static void
open_item(struct feed *f, const struct element *e)
{
	f->item = e->depth;
	f->space[0] = '\0';
	if (strlen(e->space) < sizeof(f->space))
		memcpy(f->space, e->space, strlen(e->space) + 1);
	f->rule = NULL;
	f->rank_address = f->rank_title = f->rank_date = 0;
	buf_reset(&f->address);
	buf_reset(&f->title);
	buf_reset(&f->date);
	set_address(f, e->base, element_attribute(e, "about"), RANK_ABOUT);
}

static void
close_item(struct feed *f)
{
	struct link link = { .kind = LINK_ITEM,
	    .address = slice(buf_str(&f->address), f->address.len),
	    .title = slice(buf_str(&f->title), f->title.len),
	    .date = slice(buf_str(&f->date), f->date.len) };

	finder_put(f->finder, &link);
	f->item = 0;
}

/* A link of Atom has its address in an attribute (RFC 4287, 4.2.7). */
static void
see_href(struct feed *f, const struct element *e)
{
	struct slice href = element_attribute(e, "href");
	struct slice rel = element_attribute(e, "rel");
	struct link link = { .kind = LINK_NEXT };

	if (href.n == 0)
		return;
	if (f->item > 0) {
		if (rel.n == 0 || slice_is(rel, "alternate"))
			set_address(f, e->base, href, 3);
		return;
	}
	if (!slice_is(rel, "next") && !slice_is(rel, "prev-archive"))
		return;
	if (finder_resolve(&f->scratch, e->base, href)) {
		link.address = slice(buf_str(&f->scratch), f->scratch.len);
		finder_put(f->finder, &link);
	}
}

static const struct rule *
find_rule(const struct feed *f, const struct element *e)
{
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (strcmp(e->name, rules[i].name) == 0 &&
		    (!rules[i].own || strcmp(e->space, f->space) == 0))
			return &rules[i];
	return NULL;
}

static void
on_open(void *data, const struct element *e)
{
	struct feed *f = data;

	if (f->item == 0 && (strcmp(e->name, "item") == 0 ||
	    strcmp(e->name, "entry") == 0)) {
		open_item(f, e);
		return;
	}
	if (strcmp(e->name, "link") == 0 &&
	    (f->item == 0 || e->depth == f->item + 1))
		see_href(f, e);
	if (f->item == 0 || e->depth != f->item + 1)
		return;
	f->rule = find_rule(f, e);
	f->field = e->depth;
	buf_reset(&f->text);
	if (f->rule != NULL && strcmp(e->name, "guid") == 0 &&
	    slice_is(element_attribute(e, "isPermaLink"), "false"))
		f->rule = NULL;
}

static void
on_text(void *data, struct slice text)
{
	struct feed *f = data;

	if (f->rule != NULL)
		(void)buf_add(&f->text, text.p, text.n);
}

static void
on_close(void *data, const struct element *e)
{
	struct feed *f = data;
	struct slice text = slice_trim(slice(buf_str(&f->text), f->text.len));

	if (f->item > 0 && e->depth == f->item) {
		close_item(f);
		return;
	}
	if (f->rule == NULL || e->depth != f->field)
		return;
	if (f->rule->field == TITLE)
		set_text(&f->title, &f->rank_title, text, f->rule->rank);
	else if (f->rule->field == DATE)
		set_text(&f->date, &f->rank_date, text, f->rule->rank);
	else if (!f->text.over && (strcmp(e->name, "guid") != 0 ||
	    is_absolute(text)))
		set_address(f, e->base, text, f->rule->rank);
	f->rule = NULL;
}

const char *
feed_read(struct finder *finder, struct slice document, struct slice base)
{
	struct feed f = { .finder = finder };
	struct xml_reader reader = { on_open, on_text, on_close, &f };
	const char *why;

	buf_init(&f.text, LINKS_MAX_TEXT);
	buf_init(&f.address, LINKS_MAX_TEXT);
	buf_init(&f.title, LINKS_MAX_TEXT);
	buf_init(&f.date, LINKS_MAX_TEXT);
	buf_init(&f.scratch, LINKS_MAX_TEXT);
	why = xml_read(&reader, document, base);
	buf_free(&f.text);
	buf_free(&f.address);
	buf_free(&f.title);
	buf_free(&f.date);
	buf_free(&f.scratch);
	return why;
}
