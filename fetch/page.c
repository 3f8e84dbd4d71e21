/* SPDX-License-Identifier: MIT */
/*
 * Links in pages, with libxml2's HTML parser used for its events alone: the
 * only file that calls it here.  The page goes through the pre-pass first and
 * is handed over at once, as UTF-8.  Holds the page and the text of one link.
 */
#include <limits.h>
#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>

#include "fetch/page.h"
#include "lib/prepass.h"
#include "lib/url.h"

struct page {
	struct finder	*finder;
	htmlParserCtxtPtr context;
	struct buf	 base, address, text;
	struct link	 link;		/* the a that is open */
	bool		 is_open, has_base;
	const char	*why;
};

static const char *
attribute(const xmlChar **atts, const char *name)
{
	for (; atts != NULL && atts[0] != NULL; atts += 2)
		if (strcmp((const char *)atts[0], name) == 0)
			return atts[1] != NULL ? (const char *)atts[1] : "";
	return NULL;
}

/* Is the word among those of the list, any case? */
static bool
has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	while (list != NULL && *list != '\0') {
		size_t m = strcspn(list, " \t\n\r\f");

		if (m == n && strncasecmp(list, word, n) == 0)
			return true;
		list += m;
		list += strspn(list, " \t\n\r\f");
	}
	return false;
}

static bool
resolve(struct page *p, const char *href)
{
	return href != NULL && finder_resolve(&p->address,
	    slice(buf_str(&p->base), p->base.len), slice_str(href));
}

static void
put(struct page *p)
{
	p->link.address = slice(buf_str(&p->address), p->address.len);
	p->link.title = slice(buf_str(&p->text), p->text.len);
	finder_put(p->finder, &p->link);
}

/* An a ends with its tag, with the next one, or with the page. */
static void
close_anchor(struct page *p)
{
	if (p->is_open)
		put(p);
	p->is_open = false;
}

static void
see_anchor(struct page *p, const xmlChar **atts)
{
	close_anchor(p);
	buf_reset(&p->text);
	p->is_open = resolve(p, attribute(atts, "href"));
	p->link.kind = has_word(attribute(atts, "rel"), "next") ? LINK_NEXT :
	    LINK_ANCHOR;
}

/* What a link element leads to; false when it is none of ours. */
static bool
link_kind(enum link_kind *kind, const xmlChar **atts)
{
	const char *rel = attribute(atts, "rel");
	const char *type = attribute(atts, "type");

	if (has_word(rel, "canonical"))
		*kind = LINK_CANONICAL;
	else if (has_word(rel, "next"))
		*kind = LINK_NEXT;
	else if (has_word(rel, "amphtml"))
		*kind = LINK_AMP;
	else if (!has_word(rel, "alternate") || has_word(rel, "stylesheet"))
		return false;
	else if (type != NULL && (strncasecmp(type, "application/rss", 15) == 0
	    || strncasecmp(type, "application/atom", 16) == 0 ||
	    strncasecmp(type, "application/rdf", 15) == 0))
		*kind = LINK_FEED;
	else if (attribute(atts, "hreflang") != NULL)
		*kind = LINK_ALTERNATE;
	else
		return false;
	return true;
}

static void
see_link(struct page *p, const xmlChar **atts)
{
	const char *title = attribute(atts, "title");
	enum link_kind kind;

	if (!link_kind(&kind, atts))
		return;
	close_anchor(p);
	if (!resolve(p, attribute(atts, "href")))
		return;
	p->link.kind = kind;
	buf_reset(&p->text);
	if (title != NULL)
		(void)buf_adds(&p->text, title);
	put(p);
}

/* The first base that has an address counts (HTML, 4.2.3). */
static void
see_base(struct page *p, const xmlChar **atts)
{
	close_anchor(p);
	if (p->has_base || !resolve(p, attribute(atts, "href")))
		return;
	p->has_base = true;
	buf_reset(&p->base);
	(void)buf_add(&p->base, buf_str(&p->address), p->address.len);
}

static void
on_start(void *data, const xmlChar *name, const xmlChar **atts)
{
	struct page *p = data;
	const char *tag = (const char *)name;

	if (p->context->nameNr > PAGE_MAX_DEPTH) {
		p->why = "the page nests too deep";
		xmlStopParser(p->context);
	} else if (strcmp(tag, "a") == 0)
		see_anchor(p, atts);
	else if (strcmp(tag, "area") == 0) {
		see_anchor(p, atts);
		close_anchor(p);
	} else if (strcmp(tag, "link") == 0)
		see_link(p, atts);
	else if (strcmp(tag, "base") == 0)
		see_base(p, atts);
	else if (p->is_open)
		(void)buf_addc(&p->text, ' ');
}

static void
on_end(void *data, const xmlChar *name)
{
	if (strcmp((const char *)name, "a") == 0)
		close_anchor(data);
}

static void
on_text(void *data, const xmlChar *s, int n)
{
	struct page *p = data;

	if (p->is_open && n > 0)
		(void)buf_add(&p->text, s, (size_t)n);
}

static void
parse(struct page *p, struct slice page)
{
	htmlSAXHandler *sax;
	htmlDocPtr doc;

	xmlInitParser();
	if ((p->context = htmlNewParserCtxt()) == NULL) {
		p->why = "no memory for a parser";
		return;
	}
	sax = p->context->sax;
	memset(sax, 0, sizeof(*sax));
	sax->startElement = on_start;
	sax->endElement = on_end;
	sax->characters = on_text;
	sax->ignorableWhitespace = on_text;
	p->context->userData = p;
	doc = htmlCtxtReadMemory(p->context, page.p, (int)page.n, NULL,
	    "UTF-8", HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	    HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC |
	    XML_PARSE_HUGE);
	if (doc != NULL)
		xmlFreeDoc(doc);
	htmlFreeParserCtxt(p->context);
	close_anchor(p);
}

const char *
page_read(struct finder *finder, struct slice page, struct slice base)
{
	struct page p = { .finder = finder };
	struct prepass found;
	struct buf clean;

	buf_init(&clean, INT_MAX);
	buf_init(&p.base, LINKS_MAX_TEXT);
	buf_init(&p.address, LINKS_MAX_TEXT);
	buf_init(&p.text, LINKS_MAX_TEXT);
	(void)buf_add(&p.base, base.p, base.n);
	if (prepass(&clean, &found, page) != 0)
		p.why = "the page is over the ceiling";
	else if (clean.len > 0)
		parse(&p, slice(clean.data, clean.len));
	buf_free(&clean);
	buf_free(&p.base);
	buf_free(&p.address);
	buf_free(&p.text);
	return p.why;
}
