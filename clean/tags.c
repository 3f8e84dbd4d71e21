/* SPDX-License-Identifier: MIT */
/*
 * The table of elements.  The scores are those of Mozilla's Readability
 * (_initializeNode).
 */
#include <stdint.h>
#include <string.h>

#include "clean/tags.h"

#define BLOCK	TAG_IS_BLOCK
#define HIDES	TAG_HIDES
#define VOID	TAG_IS_VOID
#define RAW	TAG_IS_RAW

/* Sorted; their numbers are their places here. */
static const struct tag_info tags[] = {
	{ "a", TAG_A, 0, 0 },
	{ "abbr", TAG_OTHER, 0, 0 },
	{ "acronym", TAG_OTHER, 0, 0 },
	{ "address", TAG_ADDRESS, BLOCK, -3 },
	{ "applet", TAG_OTHER, 0, 0 },
	{ "area", TAG_OTHER, VOID, 0 },
	{ "article", TAG_ARTICLE, BLOCK, 0 },
	{ "aside", TAG_ASIDE, BLOCK, 0 },
	{ "audio", TAG_SKIP, HIDES | RAW, 0 },
	{ "b", TAG_B, 0, 0 },
	{ "base", TAG_OTHER, VOID, 0 },
	{ "basefont", TAG_OTHER, VOID, 0 },
	{ "bdo", TAG_OTHER, 0, 0 },
	{ "big", TAG_OTHER, 0, 0 },
	{ "blockquote", TAG_BLOCKQUOTE, BLOCK, 3 },
	{ "body", TAG_BODY, BLOCK, 0 },
	{ "br", TAG_BR, VOID, 0 },
	{ "button", TAG_SKIP, HIDES | RAW, 0 },
	{ "canvas", TAG_SKIP, HIDES | RAW, 0 },
	{ "caption", TAG_FIGCAPTION, BLOCK, 0 },
	{ "center", TAG_DIV, BLOCK, 0 },
	{ "cite", TAG_OTHER, 0, 0 },
	{ "code", TAG_OTHER, 0, 0 },
	{ "col", TAG_OTHER, VOID, 0 },
	{ "colgroup", TAG_OTHER, 0, 0 },
	{ "datalist", TAG_SKIP, HIDES, 0 },
	{ "dd", TAG_DD, BLOCK, -3 },
	{ "del", TAG_OTHER, 0, 0 },
	{ "details", TAG_SECTION, BLOCK, 0 },
	{ "dfn", TAG_OTHER, 0, 0 },
	{ "dialog", TAG_SKIP, HIDES, 0 },
	{ "dir", TAG_OTHER, 0, 0 },
	{ "div", TAG_DIV, BLOCK, 5 },
	{ "dl", TAG_DL, BLOCK, -3 },
	{ "dt", TAG_DT, BLOCK, -3 },
	{ "em", TAG_OTHER, 0, 0 },
	{ "embed", TAG_EMBED, VOID, 0 },
	{ "fieldset", TAG_FORM, BLOCK, 0 },
	{ "figcaption", TAG_FIGCAPTION, BLOCK, 0 },
	{ "figure", TAG_FIGURE, BLOCK, 0 },
	{ "font", TAG_OTHER, 0, 0 },
	{ "footer", TAG_FOOTER, BLOCK, 0 },
	{ "form", TAG_FORM, BLOCK, -3 },
	{ "frame", TAG_OTHER, VOID, 0 },
	{ "frameset", TAG_DIV, BLOCK, 0 },
	{ "h1", TAG_H1, BLOCK, -5 },
	{ "h2", TAG_H2, BLOCK, -5 },
	{ "h3", TAG_H3, BLOCK, -5 },
	{ "h4", TAG_H4, BLOCK, -5 },
	{ "h5", TAG_H5, BLOCK, -5 },
	{ "h6", TAG_H6, BLOCK, -5 },
	{ "head", TAG_HEAD, BLOCK, 0 },
	{ "header", TAG_HEADER, BLOCK, 0 },
	{ "hr", TAG_HR, BLOCK | VOID, 0 },
	{ "html", TAG_HTML, BLOCK, 0 },
	{ "i", TAG_OTHER, 0, 0 },
	{ "iframe", TAG_IFRAME, HIDES | RAW, 0 },
	{ "img", TAG_IMG, VOID, 0 },
	{ "input", TAG_INPUT, VOID, 0 },
	{ "ins", TAG_OTHER, 0, 0 },
	{ "isindex", TAG_OTHER, VOID, 0 },
	{ "kbd", TAG_OTHER, 0, 0 },
	{ "keygen", TAG_OTHER, VOID, 0 },
	{ "label", TAG_LABEL, 0, 0 },
	{ "legend", TAG_DIV, BLOCK, 0 },
	{ "li", TAG_LI, BLOCK, -3 },
	{ "link", TAG_LINK, VOID, 0 },
	{ "listing", TAG_OTHER, 0, 0 },
	{ "main", TAG_MAIN, BLOCK, 0 },
	{ "map", TAG_SKIP, HIDES, 0 },
	{ "math", TAG_SKIP, HIDES, 0 },
	{ "menu", TAG_UL, BLOCK, -3 },
	{ "meta", TAG_META, VOID, 0 },
	{ "multicol", TAG_OTHER, 0, 0 },
	{ "nav", TAG_NAV, BLOCK, 0 },
	{ "noembed", TAG_OTHER, RAW, 0 },
	{ "noframes", TAG_OTHER, 0, 0 },
	{ "noscript", TAG_SKIP, HIDES | RAW, 0 },
	{ "object", TAG_EMBED, HIDES, 0 },
	{ "ol", TAG_OL, BLOCK, -3 },
	{ "optgroup", TAG_OTHER, 0, 0 },
	{ "option", TAG_SKIP, HIDES, 0 },
	{ "p", TAG_P, BLOCK, 0 },
	{ "param", TAG_OTHER, VOID, 0 },
	{ "pre", TAG_PRE, BLOCK, 3 },
	{ "q", TAG_OTHER, 0, 0 },
	{ "rp", TAG_SKIP, HIDES, 0 },
	{ "s", TAG_OTHER, 0, 0 },
	{ "samp", TAG_OTHER, 0, 0 },
	{ "script", TAG_SKIP, HIDES | RAW, 0 },
	{ "section", TAG_SECTION, BLOCK, 0 },
	{ "select", TAG_SKIP, HIDES | RAW, 0 },
	{ "small", TAG_OTHER, 0, 0 },
	{ "source", TAG_OTHER, VOID, 0 },
	{ "span", TAG_OTHER, 0, 0 },
	{ "strike", TAG_OTHER, 0, 0 },
	{ "strong", TAG_B, 0, 0 },
	{ "style", TAG_SKIP, HIDES | RAW, 0 },
	{ "sub", TAG_OTHER, 0, 0 },
	{ "summary", TAG_DIV, BLOCK, 0 },
	{ "sup", TAG_OTHER, 0, 0 },
	{ "svg", TAG_SKIP, HIDES | RAW, 0 },
	{ "table", TAG_TABLE, BLOCK, 0 },
	{ "tbody", TAG_ROWS, 0, 0 },
	{ "td", TAG_TD, BLOCK, 3 },
	{ "template", TAG_SKIP, HIDES | RAW, 0 },
	{ "textarea", TAG_SKIP, HIDES | RAW, 0 },
	{ "tfoot", TAG_ROWS, 0, 0 },
	{ "th", TAG_TH, BLOCK, -5 },
	{ "thead", TAG_ROWS, 0, 0 },
	{ "time", TAG_TIME, TAG_IS_NODE, 0 },
	{ "title", TAG_TITLE, HIDES, 0 },
	{ "tr", TAG_TR, BLOCK, 0 },
	{ "track", TAG_OTHER, VOID, 0 },
	{ "tt", TAG_OTHER, 0, 0 },
	{ "u", TAG_OTHER, 0, 0 },
	{ "ul", TAG_UL, BLOCK, -3 },
	{ "var", TAG_OTHER, 0, 0 },
	{ "video", TAG_SKIP, HIDES | RAW, 0 },
	{ "wbr", TAG_OTHER, VOID, 0 },
	{ "xmp", TAG_OTHER, 0, 0 },
};

_Static_assert(sizeof(tags) / sizeof(tags[0]) <= TAGS_MAX, "TAGS_MAX");

static const struct tag_info other = { "", TAG_OTHER, 0, 0 };
static const struct tag_info custom = { "", TAG_DIV, BLOCK, 0 };

/* FNV-1a, 32 bits. */
static uint32_t
hash_of(const char *name, size_t n)
{
	uint32_t h = 2166136261u;
	size_t i;

	for (i = 0; i < n; i++)
		h = (h ^ (unsigned char)name[i]) * 16777619u;
	return h ^ h >> 15;
}

void
tags_init(struct tags *table)
{
	size_t i;

	memset(table, 0, sizeof(*table));
	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		uint32_t h = hash_of(tags[i].name, strlen(tags[i].name));

		while (table->slot[h % TAGS_SLOTS] != 0)
			h++;
		table->slot[h % TAGS_SLOTS] = (unsigned char)(i + 1);
	}
}

const struct tag_info *
tag_find(const struct tags *table, const char *name, size_t n)
{
	uint32_t h = hash_of(name, n);
	unsigned char slot;

	while ((slot = table->slot[h % TAGS_SLOTS]) != 0) {
		const struct tag_info *info = &tags[slot - 1];

		if (strncmp(info->name, name, n) == 0 && info->name[n] == '\0')
			return info;
		h++;
	}
	/* Elements of a site's own making are nearly always boxes. */
	return memchr(name, '-', n) != NULL ? &custom : &other;
}

size_t
tag_number(const struct tag_info *info)
{
	return info == &custom || info == &other ? TAGS_MAX :
	    (size_t)(info - tags);
}
