/* SPDX-License-Identifier: MIT */
/*
 * The tokenizer, after the states of the HTML standard (WHATWG, 13.2.5) for
 * data, tags, attributes, comments and character references.  Holds the one
 * tag that is being read; the page stays where it is.  Takes broken markup as
 * it comes, and looks at each byte a bounded number of times.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "clean/balance.h"
#include "clean/entities.h"
#include "clean/html.h"
#include "lib/ascii.h"
#include "lib/skip.h"
#include "lib/xalloc.h"

struct html {
	struct balance	 balance;
	struct entities	*entities;
	/* of the page at hand */
	struct tree	*tree;
	struct prepass	*found;
	struct skip	 skip;
	const char	*end;
	struct atts	 atts;
};

/* The names of enum attribute, which are in order of their lengths. */
static const struct {
	const char	*name;
	size_t		 n;
} names[ATT_MAX] = {
	[ATT_ID] = { "id", 2 }, [ATT_REL] = { "rel", 3 },
	[ATT_HREF] = { "href", 4 }, [ATT_LANG] = { "lang", 4 },
	[ATT_NAME] = { "name", 4 }, [ATT_ROLE] = { "role", 4 },
	[ATT_CLASS] = { "class", 5 }, [ATT_STYLE] = { "style", 5 },
	[ATT_TITLE] = { "title", 5 },
	[ATT_HIDDEN] = { "hidden", 6 }, [ATT_CONTENT] = { "content", 7 },
	[ATT_DATETIME] = { "datetime", 8 }, [ATT_ITEMPROP] = { "itemprop", 8 },
	[ATT_PROPERTY] = { "property", 8 },
	[ATT_ARIA_HIDDEN] = { "aria-hidden", 11 },
};

struct html *
html_new(const char *datadir, char *why, size_t whysize)
{
	struct html *h = xcalloc(1, sizeof(*h));

	balance_init(&h->balance);
	h->entities = entities_load(datadir, why, whysize);
	if (h->entities == NULL) {
		html_free(h);
		return NULL;
	}
	return h;
}

void
html_free(struct html *h)
{
	if (h == NULL)
		return;
	balance_free(&h->balance);
	entities_free(h->entities);
	free(h);
}

/* ATT_MAX: none that matters. */
static enum attribute
find_attribute(const char *p, size_t n)
{
	unsigned i;

	for (i = 0; i < ATT_MAX && names[i].n <= n; i++)
		if (names[i].n == n &&
		    ascii_lower(*p) == names[i].name[0] &&
		    strncasecmp(p, names[i].name, n) == 0)
			return (enum attribute)i;
	return ATT_MAX;
}

/* Keep an attribute; the first of a name counts. */
static void
take_attribute(struct html *h, struct slice name, struct slice value)
{
	enum attribute a = find_attribute(name.p, name.n);
	char *decoded;

	if (a == ATT_MAX || (h->atts.has >> a & 1) != 0)
		return;
	if (value.n > 0 && memchr(value.p, '&', value.n) != NULL) {
		decoded = arena_alloc(&h->tree->arena, value.n * 2);
		value = slice(decoded, entities_decode(h->entities, value,
		    decoded));
	}
	h->atts.has |= 1u << a;
	h->atts.value[a] = value;
}

static bool
ends_name(char c)
{
	return c == '=' || c == '>' || c == '/' || ascii_is_space(c);
}

static const char *
skip_space(const char *p, const char *end)
{
	while (p < end && ascii_is_space(*p))
		p++;
	return p;
}

/*
 * The value of an attribute whose `=` is before p; behind it, or NULL when its
 * quote never closes.
 */
static const char *
read_value(struct html *h, const char *p, struct slice *value)
{
	const char *q;

	p = skip_space(p, h->end);
	if (p < h->end && (*p == '"' || *p == '\'')) {
		if ((q = skip_quote(&h->skip, p)) == NULL)
			return NULL;
		*value = slice(p + 1, (size_t)(q - p) - 1);
		return q + 1;
	}
	for (q = p; q < h->end && *q != '>' && !ascii_is_space(*q); q++)
		continue;
	*value = slice(p, (size_t)(q - p));
	return q;
}

/*
 * Read attributes from p, behind the tag's name.  Behind the tag's `>`; NULL
 * when the page ends first.
 */
static const char *
read_attributes(struct html *h, const char *p, bool *empty)
{
	unsigned count = 0;

	for (;;) {
		struct slice name, value = slice("", 0);
		const char *q;

		for (*empty = false; p < h->end && (ascii_is_space(*p) ||
		    *p == '/'); p++)
			*empty = *p == '/';
		if (p == h->end)
			return NULL;
		if (*p == '>')
			return p + 1;
		for (q = p + 1; q < h->end && !ends_name(*q); q++)
			continue;
		name = slice(p, (size_t)(q - p));
		p = q;
		q = skip_space(q, h->end);
		if (q < h->end && *q == '=' &&
		    (p = read_value(h, q + 1, &value)) == NULL)
			return NULL;
		if (++count <= HTML_MAX_ATTRIBUTES)
			take_attribute(h, name, value);
	}
}

/* The name at p in small letters; its bytes, of which name holds the first. */
static size_t
read_name(char name[HTML_MAX_NAME], const char *p, const char *end)
{
	size_t n = 0;

	while (p + n < end && (ascii_is_alnum(p[n]) || p[n] == '-' ||
	    p[n] == ':' || p[n] == '_' || p[n] == '.')) {
		if (n < HTML_MAX_NAME)
			name[n] = ascii_lower(p[n]);
		n++;
	}
	return n;
}

/* Behind an element whose contents nobody reads; its tag is p to body. */
static const char *
pass_element(struct html *h, const char *p, const char *body)
{
	const struct skip_raw *raw = skip_find(p + 1, h->end);
	struct prepass *f = h->found;
	const char *inner, *after;

	if (raw == NULL)
		return body;
	after = skip_element(&h->skip, raw, p, body, &inner);
	if (inner != NULL && skip_is_script(raw) &&
	    f->njsonld < PREPASS_MAX_JSONLD &&
	    slice_find(slice(p, (size_t)(body - p)), "ld+json") != NULL)
		f->jsonld[f->njsonld++] = slice(body, (size_t)(inner - body));
	return after;
}

/* A tag, whose `<` is at p; behind it. */
static const char *
read_open(struct html *h, const char *p)
{
	char name[HTML_MAX_NAME];
	size_t n = read_name(name, p + 1, h->end);
	const struct tag_info *info;
	const char *after;
	bool empty = false;

	h->atts.has = 0;
	after = read_attributes(h, p + 1 + n, &empty);
	if (after == NULL) {
		/* A quote that never closes: the tag ends where it seems to. */
		after = skip_declaration(&h->skip, p);
		if (after == h->end)
			return after;
	}
	n = n < HTML_MAX_NAME ? n : HTML_MAX_NAME;
	info = tag_find(&h->balance.tags, name, n);
	if ((info->flags & TAG_IS_RAW) != 0 && !empty)
		return pass_element(h, p, after);
	balance_open(&h->balance, name, n, info, &h->atts, empty);
	return after;
}

static const char *
read_close(struct html *h, const char *p)
{
	char name[HTML_MAX_NAME];
	size_t n = read_name(name, p + 2, h->end);

	balance_close(&h->balance, name, n < HTML_MAX_NAME ? n :
	    HTML_MAX_NAME);
	return skip_declaration(&h->skip, p);
}

/* Hand on text from p to end, its references read. */
static void
put_text(struct html *h, const char *p, const char *end)
{
	const char *at = p;

	while (at < end &&
	    (at = memchr(at, '&', (size_t)(end - at))) != NULL) {
		char bytes[ENTITY_MAX_BYTES];
		size_t n, taken = entity_read(h->entities, slice(at,
		    (size_t)(end - at)), false, bytes, &n);

		if (taken == 0) {
			at++;
			continue;
		}
		if (at > p)
			balance_text(&h->balance, slice(p, (size_t)(at - p)));
		balance_text(&h->balance, slice(bytes, n));
		p = at += taken;
	}
	if (end > p)
		balance_text(&h->balance, slice(p, (size_t)(end - p)));
}

/* A `<` before anything else is text. */
static bool
is_markup(const char *p, const char *end)
{
	return end - p >= 2 && (ascii_is_alpha(p[1]) || p[1] == '/' ||
	    p[1] == '!' || p[1] == '?');
}

/* Behind the tag, comment or declaration at p. */
static const char *
read_markup(struct html *h, const char *p)
{
	size_t left = (size_t)(h->end - p);

	if (ascii_is_alpha(p[1]))
		return read_open(h, p);
	if (p[1] == '/' && left > 2 && ascii_is_alpha(p[2]))
		return read_close(h, p);
	if (left >= 4 && memcmp(p, "<!--", 4) == 0)
		return skip_comment(&h->skip, p);
	return skip_declaration(&h->skip, p);
}

void
html_parse(struct html *h, struct tree *tree, struct prepass *found,
    struct slice page)
{
	const char *p = page.p, *text = page.p;

	h->tree = tree;
	h->found = found;
	found->njsonld = 0;
	h->end = page.p + page.n;
	memset(&h->skip, 0, sizeof(h->skip));
	h->skip.end = h->end;
	balance_begin(&h->balance, tree);
	while (p < h->end &&
	    (p = memchr(p, '<', (size_t)(h->end - p))) != NULL) {
		if (!is_markup(p, h->end)) {
			p++;
			continue;
		}
		put_text(h, text, p);
		text = p = read_markup(h, p);
	}
	put_text(h, text, h->end);
	balance_end(&h->balance);
	tree_finish(tree);
}
