/* SPDX-License-Identifier: MIT */
/*
 * Sitemaps.  Reads the events of a document, or lines, holds one entry, and
 * hands on its address and those of its versions in other languages.
 */
#include <string.h>
#include <strings.h>

#include "fetch/links_xml.h"
#include "fetch/sitemap.h"

#define MAX_OTHERS ((size_t)1 << 20)	/* bytes of an entry's other versions */

struct sitemap {
	struct finder	*finder;
	enum link_kind	 kind;		/* of the entry that is open */
	size_t		 entry;		/* its depth; 0: outside */
	bool		 is_news;	/* inside its news:news */
	struct buf	*field;		/* where text goes, or NULL */
	size_t		 field_depth;
	struct buf	 address, lastmod, news_date, title, scratch;
	struct buf	 others;	/* a byte of kind, an address, LF */
};

static struct slice
contents(const struct buf *b)
{
	return slice_trim(slice(buf_str(b), b->over ? 0 : b->len));
}

static void
open_entry(struct sitemap *s, const struct element *e)
{
	s->entry = e->depth;
	s->kind = strcmp(e->name, "url") == 0 ? LINK_URL : LINK_SITEMAP;
	s->is_news = false;
	buf_reset(&s->address);
	buf_reset(&s->lastmod);
	buf_reset(&s->news_date);
	buf_reset(&s->title);
	buf_reset(&s->others);
}

/* xhtml:link: the page in another language, or for telephones. */
static void
see_other(struct sitemap *s, const struct element *e)
{
	struct slice rel = element_attribute(e, "rel");
	bool amp = slice_is(rel, "amphtml");

	if (!amp && !slice_is(rel, "alternate"))
		return;
	if (!finder_resolve(&s->scratch, e->base, element_attribute(e, "href")))
		return;
	(void)buf_addf(&s->others, "%c%s\n", amp ? 'm' : 'a',
	    buf_str(&s->scratch));
}

static void
put_others(struct sitemap *s, struct link *link)
{
	const char *p = buf_str(&s->others), *end;

	link->title = slice(NULL, 0);
	for (; (end = strchr(p, '\n')) != NULL; p = end + 1) {
		link->kind = *p == 'm' ? LINK_AMP : LINK_ALTERNATE;
		link->address = slice(p + 1, (size_t)(end - p) - 1);
		finder_put(s->finder, link);
	}
}

static void
close_entry(struct sitemap *s, const struct element *e)
{
	struct link link = { .kind = s->kind, .title = contents(&s->title),
	    .date = contents(&s->news_date) };

	if (link.date.n == 0)
		link.date = contents(&s->lastmod);
	if (finder_resolve(&s->scratch, e->base, contents(&s->address)))
		link.address = slice(buf_str(&s->scratch), s->scratch.len);
	finder_put(s->finder, &link);
	put_others(s, &link);
	s->entry = 0;
}

static struct buf *
find_field(struct sitemap *s, const struct element *e)
{
	if (e->depth == s->entry + 1) {
		if (strcmp(e->name, "loc") == 0)
			return &s->address;
		return strcmp(e->name, "lastmod") == 0 ? &s->lastmod : NULL;
	}
	if (!s->is_news || e->depth != s->entry + 2)
		return NULL;
	if (strcmp(e->name, "publication_date") == 0)
		return &s->news_date;
	return strcmp(e->name, "title") == 0 ? &s->title : NULL;
}

static void
on_open(void *data, const struct element *e)
{
	struct sitemap *s = data;

	if (s->entry == 0) {
		if (e->depth > 1 && (strcmp(e->name, "url") == 0 ||
		    strcmp(e->name, "sitemap") == 0))
			open_entry(s, e);
		return;
	}
	if (e->depth == s->entry + 1) {
		s->is_news = strcmp(e->name, "news") == 0;
		if (strcmp(e->name, "link") == 0)
			see_other(s, e);
	}
	s->field = find_field(s, e);
	s->field_depth = e->depth;
	if (s->field != NULL)
		buf_reset(s->field);
}

static void
on_text(void *data, struct slice text)
{
	struct sitemap *s = data;

	if (s->field != NULL)
		(void)buf_add(s->field, text.p, text.n);
}

static void
on_close(void *data, const struct element *e)
{
	struct sitemap *s = data;

	if (s->entry > 0 && e->depth == s->entry)
		close_entry(s, e);
	if (s->field != NULL && e->depth == s->field_depth)
		s->field = NULL;
}

const char *
sitemap_read(struct finder *finder, struct slice document, struct slice base)
{
	struct sitemap s = { .finder = finder };
	struct xml_reader reader = { on_open, on_text, on_close, &s };
	struct buf *const all[] = { &s.address, &s.lastmod, &s.news_date,
	    &s.title, &s.scratch, &s.others };
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		buf_init(all[i], LINKS_MAX_TEXT);
	s.others.max = MAX_OTHERS;
	why = xml_read(&reader, document, base);
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		buf_free(all[i]);
	return why;
}

/* Take the next line off the text; false at its end. */
static bool
next_line(struct slice *text, struct slice *line)
{
	size_t n = 0;

	if (text->n == 0)
		return false;
	while (n < text->n && text->p[n] != '\n' && text->p[n] != '\r')
		n++;
	*line = slice_trim(slice(text->p, n));
	n += n < text->n;
	*text = slice(text->p + n, text->n - n);
	return true;
}

void
sitemap_read_text(struct finder *finder, struct slice text)
{
	struct link link = { .kind = LINK_URL };
	struct buf address;
	struct slice line;

	buf_init(&address, LINKS_MAX_TEXT);
	while (next_line(&text, &line)) {
		if (line.n == 0)
			continue;
		link.address = slice(NULL, 0);
		if (finder_resolve(&address, line, line))
			link.address = slice(buf_str(&address), address.len);
		finder_put(finder, &link);
	}
	buf_free(&address);
}

void
sitemap_read_robots(struct finder *finder, struct slice text,
    struct slice base)
{
	static const char word[] = "sitemap:";
	const size_t n = sizeof(word) - 1;
	struct link link = { .kind = LINK_SITEMAP };
	struct buf address;
	struct slice line;

	buf_init(&address, LINKS_MAX_TEXT);
	while (next_line(&text, &line)) {
		if (line.n < n || strncasecmp(line.p, word, n) != 0)
			continue;
		line = slice(line.p + n, line.n - n);
		link.address = slice(NULL, 0);
		if (finder_resolve(&address, base, line))
			link.address = slice(buf_str(&address), address.len);
		finder_put(finder, &link);
	}
	buf_free(&address);
}
