/* SPDX-License-Identifier: MIT */
/*
 * Which element ends where: the rules of libxml2's HTML parser, which are those
 * of HTML 4 with what pages get wrong.  They are kept as they are because the
 * choice of the body is fitted on trees of that shape, which are near to what
 * authors meant where the standard's adoption agency copies elements about.
 * Holds the open elements, by number, so that no tag is looked for in them.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "clean/balance.h"
#include "lib/ascii.h"
#include "lib/url.h"
#include "lib/xalloc.h"

/* When one of these begins right within the first, the first ends. */
static const struct closing {
	const char *open, *closed_by;
} closings[] = {
	{ "a", "a fieldset table td th" },
	{ "address", "dd dl dt form li ul" },
	{ "b", "center p td th" },
	{ "big", "p" },
	{ "caption", "col colgroup tbody tfoot thead tr" },
	{ "colgroup", "colgroup tbody tfoot thead tr" },
	{ "dd", "dt" },
	{ "dir", "dd dl dt form ul" },
	{ "dl", "form li" },
	{ "dt", "dd dl" },
	{ "font", "center td th" },
	{ "form", "form" },
	{ "h1", "fieldset form li p table" },
	{ "h2", "fieldset form li p table" },
	{ "h3", "fieldset form li p table" },
	{ "h4", "fieldset form li p table" },
	{ "h5", "fieldset form li p table" },
	{ "h6", "fieldset form li p table" },
	{ "head", "a abbr acronym address b bdo big blockquote body br center "
	    "cite code dd dfn dir div dl dt em fieldset font form frameset h1 "
	    "h2 h3 h4 h5 h6 hr i iframe img kbd li listing map menu ol p pre q "
	    "s samp small span strike strong sub sup table tt u ul var xmp" },
	{ "i", "center p td th" },
	{ "legend", "fieldset" },
	{ "li", "li" },
	{ "listing", "dd dl dt fieldset form li table ul" },
	{ "menu", "dd dl dt form ul" },
	{ "ol", "form ul" },
	{ "option", "optgroup option" },
	{ "p", "address blockquote body caption center col colgroup dd dir div "
	    "dl dt fieldset form frameset h1 h2 h3 h4 h5 h6 head hr li listing "
	    "menu ol p pre table tbody td tfoot th title tr ul xmp" },
	{ "pre", "dd dl dt fieldset form li table ul" },
	{ "s", "p" },
	{ "small", "p" },
	{ "span", "td th" },
	{ "strike", "p" },
	{ "tbody", "tbody tfoot" },
	{ "td", "tbody td tfoot th tr" },
	{ "tfoot", "tbody" },
	{ "th", "tbody td tfoot th tr" },
	{ "thead", "tbody tfoot" },
	{ "title", "body frameset" },
	{ "tr", "tbody tfoot tr" },
	{ "tt", "p" },
	{ "u", "p td th" },
	{ "ul", "address form menu ol pre" },
	{ "xmp", "dd dl dt fieldset form li table ul" },
};

static size_t
number_of(const struct balance *b, const char *name)
{
	return tag_number(tag_find(&b->tags, name, strlen(name)));
}

static void
add_closing(struct balance *b, const struct closing *row)
{
	size_t open = number_of(b, row->open), n, by;
	const char *p = row->closed_by;

	for (; *p != '\0'; p += n + (p[n] == ' ')) {
		n = strcspn(p, " ");
		by = tag_number(tag_find(&b->tags, p, n));
		assert(open < TAGS_MAX && by < TAGS_MAX);
		b->closes[open][by / 64] |= (uint64_t)1 << by % 64;
	}
}

void
balance_init(struct balance *b)
{
	size_t i;

	memset(b, 0, sizeof(*b));
	tags_init(&b->tags);
	for (i = 0; i < sizeof(closings) / sizeof(closings[0]); i++)
		add_closing(b, &closings[i]);
	b->open = xcalloc(BALANCE_MAX_DEPTH, sizeof(*b->open));
}

void
balance_free(struct balance *b)
{
	free(b->open);
	b->open = NULL;
}

void
balance_begin(struct balance *b, struct tree *tree)
{
	b->tree = tree;
	b->depth = b->misplaced = b->nothers = 0;
	b->had_head = b->had_body = false;
	memset(b->last, 0, sizeof(b->last));
	memset(b->last_level, 0, sizeof(b->last_level));
}

/* An end tag closes nothing beyond an open element of a higher level. */
static unsigned
level_of(const struct tag_info *info)
{
	switch (info->tag) {
	case TAG_DIV:
		return strcmp(info->name, "div") == 0;
	case TAG_TD:
	case TAG_TH:
		return 2;
	case TAG_TR:
		return 3;
	case TAG_ROWS:
		return 4;
	case TAG_TABLE:
		return 5;
	case TAG_HEAD:
	case TAG_BODY:
		return 6;
	case TAG_HTML:
		return 7;
	default:
		return 0;
	}
}

/* A number for a name that is not in the table; the last one is shared. */
static size_t
other_number(struct balance *b, const char *name, size_t n)
{
	uint64_t hash = fnv1a(FNV1A_INIT, name, n);
	size_t i;

	for (i = 0; i < b->nothers; i++)
		if (b->others[i] == hash)
			return TAGS_MAX + i;
	if (i < BALANCE_MAX_OTHERS)
		b->others[b->nothers++] = hash;
	return TAGS_MAX + i;
}

static size_t
number_in(struct balance *b, const struct tag_info *info, const char *name,
    size_t n)
{
	size_t number = tag_number(info);

	return number < TAGS_MAX ? number : other_number(b, name, n);
}

static void
pop(struct balance *b)
{
	const struct balance_open *top = &b->open[--b->depth];

	tree_close(b->tree);
	b->last[top->number] = top->same;
	b->last_level[level_of(top->info)] = top->level;
}

static void
push(struct balance *b, const struct tag_info *info, size_t number,
    const struct atts *atts)
{
	struct balance_open *top;
	unsigned level = level_of(info);

	if (b->depth == BALANCE_MAX_DEPTH)
		pop(b);
	tree_open(b->tree, info, atts);
	top = &b->open[b->depth++];
	top->info = info;
	top->number = (uint16_t)number;
	top->same = b->last[number];
	top->level = b->last_level[level];
	b->last[number] = b->last_level[level] = (uint16_t)b->depth;
	b->had_head |= info->tag == TAG_HEAD;
	b->had_body |= info->tag == TAG_BODY;
}

static void
push_name(struct balance *b, const char *name)
{
	static const struct atts none;
	const struct tag_info *info = tag_find(&b->tags, name, strlen(name));

	push(b, info, tag_number(info), &none);
}

/* Close what cannot hold the element that comes. */
static void
make_way(struct balance *b, size_t number)
{
	if (number >= TAGS_MAX)
		return;
	while (b->depth > 0) {
		size_t top = b->open[b->depth - 1].number;

		if (top >= TAGS_MAX || (b->closes[top][number / 64] >>
		    number % 64 & 1) == 0)
			return;
		pop(b);
	}
}

static bool
is_open(const struct balance *b, const char *name)
{
	return b->last[number_of(b, name)] != 0;
}

static bool
belongs_in_head(const struct tag_info *info)
{
	return info->tag == TAG_META || info->tag == TAG_LINK ||
	    info->tag == TAG_TITLE || strcmp(info->name, "script") == 0 ||
	    strcmp(info->name, "style") == 0 || strcmp(info->name, "base") == 0;
}

/* html, head and body, where the page does not write them. */
static void
imply(struct balance *b, const struct tag_info *info)
{
	if (info->tag == TAG_HTML)
		return;
	if (b->depth == 0)
		push_name(b, "html");
	if (info->tag == TAG_HEAD || info->tag == TAG_BODY)
		return;
	if (b->depth == 1 && belongs_in_head(info)) {
		if (!b->had_head)
			push_name(b, "head");
	} else if (!b->had_body && !is_open(b, "head") &&
	    strncmp(info->name, "frame", 5) != 0 &&
	    strcmp(info->name, "noframes") != 0)
		push_name(b, "body");
}

/* A second html, a head behind its place, a body in the body. */
static bool
is_misplaced(const struct balance *b, const struct tag_info *info)
{
	switch (info->tag) {
	case TAG_HTML:
		return b->depth > 0;
	case TAG_HEAD:
		return b->depth != 1;
	case TAG_BODY:
		return is_open(b, "body");
	default:
		return false;
	}
}

void
balance_open(struct balance *b, const char *name, size_t n,
    const struct tag_info *info, const struct atts *atts, bool empty)
{
	size_t number = number_in(b, info, name, n);

	make_way(b, number);
	imply(b, info);
	if (is_misplaced(b, info)) {
		b->misplaced++;
		return;
	}
	push(b, info, number, atts);
	if (empty || (info->flags & TAG_IS_VOID) != 0)
		pop(b);
}

void
balance_close(struct balance *b, const char *name, size_t n)
{
	const struct tag_info *info = tag_find(&b->tags, name, n);
	size_t number = number_in(b, info, name, n);
	unsigned at, level;

	if (b->misplaced > 0 && (info->tag == TAG_HTML ||
	    info->tag == TAG_HEAD || info->tag == TAG_BODY)) {
		b->misplaced--;
		return;
	}
	if ((at = b->last[number]) == 0)
		return;
	for (level = level_of(info) + 1; level < BALANCE_LEVELS; level++)
		if (b->last_level[level] > at)
			return;
	while (b->depth >= at)
		pop(b);
}

static bool
is_blank(struct slice text)
{
	size_t i;

	for (i = 0; i < text.n; i++)
		if (!ascii_is_space(text.p[i]))
			return false;
	return true;
}

void
balance_text(struct balance *b, struct slice text)
{
	const struct tag_info *top = b->depth > 0 ?
	    b->open[b->depth - 1].info : NULL;

	/* Text has no place right within html and head. */
	if ((top == NULL || top->tag == TAG_HTML || top->tag == TAG_HEAD) &&
	    !is_blank(text)) {
		const struct tag_info *p = tag_find(&b->tags, "p", 1);

		make_way(b, tag_number(p));
		imply(b, p);
		push_name(b, "p");
	}
	tree_text(b->tree, text.p, text.n);
}

void
balance_end(struct balance *b)
{
	while (b->depth > 0)
		pop(b);
}
