/* SPDX-License-Identifier: MIT */
/*
 * The table of elements.  The scores are those of Mozilla's Readability
 * (_initializeNode).
 */
#include <stdlib.h>
#include <string.h>

#include "clean/tags.h"

#define BLOCK TAG_IS_BLOCK

/* Sorted; bsearch. */
static const struct tag_info tags[] = {
	{ "a", TAG_A, 0, 0 },
	{ "address", TAG_ADDRESS, BLOCK, -3 },
	{ "article", TAG_ARTICLE, BLOCK, 0 },
	{ "aside", TAG_ASIDE, BLOCK, 0 },
	{ "audio", TAG_SKIP, TAG_HIDES, 0 },
	{ "b", TAG_B, 0, 0 },
	{ "blockquote", TAG_BLOCKQUOTE, BLOCK, 3 },
	{ "body", TAG_BODY, BLOCK, 0 },
	{ "br", TAG_BR, 0, 0 },
	{ "button", TAG_SKIP, TAG_HIDES, 0 },
	{ "canvas", TAG_SKIP, TAG_HIDES, 0 },
	{ "caption", TAG_FIGCAPTION, BLOCK, 0 },
	{ "center", TAG_DIV, BLOCK, 0 },
	{ "datalist", TAG_SKIP, TAG_HIDES, 0 },
	{ "dd", TAG_DD, BLOCK, -3 },
	{ "details", TAG_SECTION, BLOCK, 0 },
	{ "dialog", TAG_SKIP, TAG_HIDES, 0 },
	{ "div", TAG_DIV, BLOCK, 5 },
	{ "dl", TAG_DL, BLOCK, -3 },
	{ "dt", TAG_DT, BLOCK, -3 },
	{ "embed", TAG_EMBED, 0, 0 },
	{ "fieldset", TAG_FORM, BLOCK, 0 },
	{ "figcaption", TAG_FIGCAPTION, BLOCK, 0 },
	{ "figure", TAG_FIGURE, BLOCK, 0 },
	{ "footer", TAG_FOOTER, BLOCK, 0 },
	{ "form", TAG_FORM, BLOCK, -3 },
	{ "frameset", TAG_DIV, BLOCK, 0 },
	{ "h1", TAG_H1, BLOCK, -5 },
	{ "h2", TAG_H2, BLOCK, -5 },
	{ "h3", TAG_H3, BLOCK, -5 },
	{ "h4", TAG_H4, BLOCK, -5 },
	{ "h5", TAG_H5, BLOCK, -5 },
	{ "h6", TAG_H6, BLOCK, -5 },
	{ "head", TAG_HEAD, BLOCK, 0 },
	{ "header", TAG_HEADER, BLOCK, 0 },
	{ "hr", TAG_HR, BLOCK, 0 },
	{ "html", TAG_HTML, BLOCK, 0 },
	{ "iframe", TAG_IFRAME, TAG_HIDES, 0 },
	{ "img", TAG_IMG, 0, 0 },
	{ "input", TAG_INPUT, 0, 0 },
	{ "label", TAG_LABEL, 0, 0 },
	{ "legend", TAG_DIV, BLOCK, 0 },
	{ "li", TAG_LI, BLOCK, -3 },
	{ "link", TAG_LINK, 0, 0 },
	{ "main", TAG_MAIN, BLOCK, 0 },
	{ "map", TAG_SKIP, TAG_HIDES, 0 },
	{ "math", TAG_SKIP, TAG_HIDES, 0 },
	{ "menu", TAG_UL, BLOCK, -3 },
	{ "meta", TAG_META, 0, 0 },
	{ "nav", TAG_NAV, BLOCK, 0 },
	{ "noscript", TAG_SKIP, TAG_HIDES, 0 },
	{ "object", TAG_EMBED, TAG_HIDES, 0 },
	{ "ol", TAG_OL, BLOCK, -3 },
	{ "option", TAG_SKIP, TAG_HIDES, 0 },
	{ "p", TAG_P, BLOCK, 0 },
	{ "pre", TAG_PRE, BLOCK, 3 },
	{ "rp", TAG_SKIP, TAG_HIDES, 0 },
	{ "script", TAG_SKIP, TAG_HIDES, 0 },
	{ "section", TAG_SECTION, BLOCK, 0 },
	{ "select", TAG_SKIP, TAG_HIDES, 0 },
	{ "strong", TAG_B, 0, 0 },
	{ "style", TAG_SKIP, TAG_HIDES, 0 },
	{ "summary", TAG_DIV, BLOCK, 0 },
	{ "svg", TAG_SKIP, TAG_HIDES, 0 },
	{ "table", TAG_TABLE, BLOCK, 0 },
	{ "td", TAG_TD, BLOCK, 3 },
	{ "template", TAG_SKIP, TAG_HIDES, 0 },
	{ "textarea", TAG_SKIP, TAG_HIDES, 0 },
	{ "th", TAG_TH, BLOCK, -5 },
	{ "time", TAG_TIME, TAG_IS_NODE, 0 },
	{ "title", TAG_TITLE, TAG_HIDES, 0 },
	{ "tr", TAG_TR, BLOCK, 0 },
	{ "ul", TAG_UL, BLOCK, -3 },
	{ "video", TAG_SKIP, TAG_HIDES, 0 },
};

static const struct tag_info other = { "", TAG_OTHER, 0, 0 };
static const struct tag_info custom = { "", TAG_DIV, BLOCK, 0 };

static int
compare(const void *key, const void *entry)
{
	return strcmp(key, ((const struct tag_info *)entry)->name);
}

const struct tag_info *
tag_find(const char *name)
{
	const struct tag_info *found = bsearch(name, tags,
	    sizeof(tags) / sizeof(tags[0]), sizeof(tags[0]), compare);

	if (found != NULL)
		return found;
	/* Elements of a site's own making are nearly always boxes. */
	return strchr(name, '-') != NULL ? &custom : &other;
}
