/* SPDX-License-Identifier: MIT */
/*
 * libxml2 as a tokenizer of XML: its SAX events become calls of a reader.  The
 * only file that calls its XML parser.  The document is healed and handed over
 * piece by piece and always as UTF-8, so that no copy of it is ever held; the
 * first error ends it, because what a parser makes of XML behind an error is
 * guesswork.
 */
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "fetch/links_heal.h"
#include "fetch/links_xml.h"
#include "lib/url.h"

struct level {
	size_t	base_at;	/* in bases, where this level's base begins */
	size_t	bases_n;	/* length of bases before this level */
	size_t	namespaces;	/* declared by this element */
};

struct reading {
	const struct xml_reader	*reader;
	xmlParserCtxtPtr	 context;
	struct buf		 bases;	/* bases, one behind the other */
	struct level		 levels[LINKS_MAX_DEPTH + 1];
	size_t			 depth;
	size_t			 namespaces;	/* open */
	const char		*why;
};

/* An attribute of libxml2: name, prefix, namespace, value, its end. */
enum { ATT_NAME, ATT_PREFIX, ATT_SPACE, ATT_VALUE, ATT_END, ATT_PARTS };

static void
stop(struct reading *r, const char *why)
{
	if (r->why == NULL)
		r->why = why;
	xmlStopParser(r->context);
}

struct slice
element_attribute(const struct element *e, const char *name)
{
	const xmlChar *const *att = e->attributes;
	size_t i;

	for (i = 0; i < e->nattributes; i++, att += ATT_PARTS)
		if (strcmp((const char *)att[ATT_NAME], name) == 0)
			return slice((const char *)att[ATT_VALUE],
			    (size_t)(att[ATT_END] - att[ATT_VALUE]));
	return slice(NULL, 0);
}

static struct slice
base_of(const struct reading *r)
{
	size_t at = r->levels[r->depth].base_at;

	return slice(buf_str(&r->bases) + at, r->bases.len - at);
}

/* xml:base (XML Base, 4.2) holds for the element and what is in it. */
static void
add_base(struct reading *r, const struct element *e)
{
	const xmlChar *const *att = e->attributes;
	struct slice parent = base_of(r), value = { NULL, 0 };
	size_t i, at = r->bases.len;
	struct buf joined;

	for (i = 0; i < e->nattributes; i++, att += ATT_PARTS)
		if (att[ATT_PREFIX] != NULL &&
		    strcmp((const char *)att[ATT_PREFIX], "xml") == 0 &&
		    strcmp((const char *)att[ATT_NAME], "base") == 0)
			value = slice((const char *)att[ATT_VALUE],
			    (size_t)(att[ATT_END] - att[ATT_VALUE]));
	if (value.n == 0 || value.n > URL_MAX_BYTES)
		return;
	buf_init(&joined, (size_t)4 * URL_MAX_BYTES);
	if (url_join(&joined, parent, value) == 0 && buf_add(&r->bases,
	    buf_str(&joined), joined.len) == 0)
		r->levels[r->depth].base_at = at;
	buf_free(&joined);
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *space, int nspaces, const xmlChar **spaces, int natts,
    int ndefaulted, const xmlChar **atts)
{
	struct reading *r = data;
	struct element e = { .name = (const char *)name,
	    .space = space != NULL ? (const char *)space :
	    prefix != NULL ? (const char *)prefix : "",
	    .attributes = atts, .nattributes = (size_t)natts };
	struct level *parent = &r->levels[r->depth], *level = parent + 1;

	(void)spaces;
	(void)ndefaulted;
	if (r->depth == LINKS_MAX_DEPTH) {
		stop(r, "the XML nests too deep");
		return;
	}
	*level = (struct level){ .base_at = parent->base_at,
	    .bases_n = r->bases.len, .namespaces = (size_t)nspaces };
	r->depth++;
	r->namespaces += (size_t)nspaces;
	if (r->namespaces > LINKS_MAX_NAMESPACES) {
		stop(r, "the XML declares too many namespaces");
		return;
	}
	add_base(r, &e);
	e.depth = r->depth;
	e.base = base_of(r);
	r->reader->open(r->reader->data, &e);
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *space)
{
	struct reading *r = data;
	struct element e = { .name = (const char *)name,
	    .space = space != NULL ? (const char *)space :
	    prefix != NULL ? (const char *)prefix : "",
	    .depth = r->depth, .base = base_of(r) };

	r->reader->close(r->reader->data, &e);
	r->namespaces -= r->levels[r->depth].namespaces;
	buf_cut(&r->bases, r->levels[r->depth].bases_n);
	r->depth--;
}

static void
on_text(void *data, const xmlChar *s, int n)
{
	struct reading *r = data;

	if (n > 0)
		r->reader->text(r->reader->data,
		    slice((const char *)s, (size_t)n));
}

/* links_heal has dropped it; should one come through, nothing is read. */
static void
on_doctype(void *data, const xmlChar *name, const xmlChar *external,
    const xmlChar *system)
{
	(void)name;
	(void)external;
	(void)system;
	stop(data, "a document type is refused");
}

static void
on_error(void *data, xmlErrorPtr error)
{
	if (error->level == XML_ERR_FATAL)
		stop(data, "the XML is cut or damaged");
}

static void
set_events(struct reading *r)
{
	xmlSAXHandler *sax = r->context->sax;

	memset(sax, 0, sizeof(*sax));
	sax->initialized = XML_SAX2_MAGIC;
	sax->startElementNs = on_start;
	sax->endElementNs = on_end;
	sax->characters = on_text;
	sax->ignorableWhitespace = on_text;
	sax->cdataBlock = on_text;
	sax->internalSubset = on_doctype;
	sax->serror = on_error;
	r->context->userData = r;
}

/* A piece of the document; the parser has read as far as it makes sense. */
static const char *
feed(void *data, struct slice piece)
{
	struct reading *r = data;

	(void)xmlParseChunk(r->context, piece.p, (int)piece.n, 0);
	return r->why;
}

const char *
xml_read(const struct xml_reader *reader, struct slice document,
    struct slice base)
{
	struct reading r = { .reader = reader };
	const char *why;

	buf_init(&r.bases, (size_t)4 * URL_MAX_BYTES * (LINKS_MAX_DEPTH + 1));
	(void)buf_add(&r.bases, base.p, base.n);
	xmlInitParser();
	r.context = xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL);
	if (r.context == NULL)
		return "no memory for a parser";
	(void)xmlCtxtUseOptions(r.context, XML_PARSE_NONET |
	    XML_PARSE_IGNORE_ENC);
	set_events(&r);
	why = links_heal(document, feed, &r);
	if (why == NULL) {
		(void)xmlParseChunk(r.context, "", 0, 1);
		why = r.why;
	}
	if (r.context->myDoc != NULL)
		xmlFreeDoc(r.context->myDoc);
	xmlFreeParserCtxt(r.context);
	buf_free(&r.bases);
	return why;
}
