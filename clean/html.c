/* SPDX-License-Identifier: MIT */
/*
 * libxml2 as a tokenizer: its SAX events become calls on the tree.  The whole
 * page is handed over at once, because the push parser of 2.9 is quadratic on
 * some input, and always as UTF-8, because guesses differ between versions.
 * No libxml2 tree is built.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#include "clean/html.h"
#include "lib/xalloc.h"

/* A context keeps every name it met, so it is made anew after so many pages. */
#define PAGES_PER_CONTEXT 512

struct html {
	htmlParserCtxtPtr	 context;
	unsigned		 pages;
	struct tree		*tree;
};

static void
on_start(void *data, const xmlChar *name, const xmlChar **atts)
{
	struct html *h = data;

	tree_open(h->tree, (const char *)name, (const char *const *)atts);
}

static void
on_end(void *data, const xmlChar *name)
{
	struct html *h = data;

	tree_close(h->tree, (const char *)name);
}

static void
on_text(void *data, const xmlChar *s, int n)
{
	struct html *h = data;

	if (n > 0)
		tree_text(h->tree, (const char *)s, (size_t)n);
}

struct html *
html_new(void)
{
	struct html *h = xcalloc(1, sizeof(*h));

	xmlInitParser();
	return h;
}

/* A context ready for a page, or NULL without memory. */
static htmlParserCtxtPtr
ready(struct html *h)
{
	htmlSAXHandler *sax;

	if (h->context != NULL && ++h->pages < PAGES_PER_CONTEXT)
		return h->context;
	if (h->context != NULL)
		htmlFreeParserCtxt(h->context);
	h->pages = 0;
	if ((h->context = htmlNewParserCtxt()) == NULL)
		return NULL;
	sax = h->context->sax;
	memset(sax, 0, sizeof(*sax));
	sax->startElement = on_start;
	sax->endElement = on_end;
	sax->characters = on_text;
	sax->ignorableWhitespace = on_text;
	h->context->userData = h;
	return h->context;
}

int
html_parse(struct html *h, struct tree *tree, struct slice page)
{
	htmlParserCtxtPtr context;
	htmlDocPtr doc;
	int rc = 0;

	h->tree = tree;
	if (page.n > INT_MAX)
		page.n = INT_MAX;
	if (page.n > 0) {
		context = ready(h);
		if (context == NULL)
			return -1;
		doc = htmlCtxtReadMemory(context, page.p, (int)page.n, NULL,
		    "UTF-8", HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
		    HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
		    HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
		if (doc != NULL)
			xmlFreeDoc(doc);
		rc = context->errNo == XML_ERR_NO_MEMORY ? -1 : 0;
	}
	tree_finish(tree);
	return rc;
}

void
html_free(struct html *h)
{
	if (h == NULL)
		return;
	if (h->context != NULL)
		htmlFreeParserCtxt(h->context);
	free(h);
}
