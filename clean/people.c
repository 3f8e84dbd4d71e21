/* SPDX-License-Identifier: MIT */
/*
 * The people of a page: its visible credit lines first, because the data often
 * name the editor as the author; then the data, its metas, and the boxes whose
 * class says that they hold a name.
 */
#include <string.h>

#include "clean/page.h"
#include "clean/str.h"

#define ABOVE	60	/* lines before the body that are searched */
#define BELOW	30	/* and behind it */
#define CREDIT_CHARS 160

static const char *const author_metas[] = {
	"content_author", "author", "article:author", "byl", "parsely-author",
	"sailthru.author", "dc.creator", "dcterms.creator", "article:author_name",
	"article_author", "cxenseparse:author", "twitter:data1", "creator",
	"rbauthors", "citation_author", "authors", "dc.contributor",
};
static const char *const editor_metas[] = {
	"content_editor", "editor", "article:editor",
};

static void
from_metas(struct cleaner *c, struct credits *credits, struct names *names,
    const char *const metas[], size_t n)
{
	size_t i;

	for (i = 0; i < n && names->n == 0; i++) {
		struct slice value = tree_meta(&c->tree, metas[i]);

		if (value.n < 200 && memchr(value.p == NULL ? "" : value.p,
		    '/', value.n) == NULL)
			credit_add(credits, names, value);
	}
}

static void
range(const struct cleaner *c, size_t *from, size_t *to)
{
	size_t first, last;

	page_range(c, &first, &last);
	*from = first > ABOVE ? first - ABOVE : 0;
	*to = last + BELOW < c->story_end ? last + BELOW : c->story_end;
}

/*
 * A label alone, the name on the next line.  Cards of other stories have `By`
 * without a colon as well.
 */
static void
name_below(struct credits *credits, int role, const struct seg *seg)
{
	struct slice name = str_strip(seg[1].text, ": ");
	bool sure = memchr(seg->text.p, ':', seg->text.n) != NULL ||
	    name.n < seg[1].text.n;

	if (!str_is_name(name))
		return;
	if (role == ROLE_AUTHOR)
		credit_add(credits, sure ? &credits->author :
		    &credits->loose, name);
	else if (role == ROLE_EDITOR)
		credit_add(credits, &credits->editor, name);
}

/* Lines with a label: outside the body, where boiler_run has not been. */
static void
from_lines(struct cleaner *c, struct credits *credits)
{
	size_t i, from, to;

	range(c, &from, &to);
	for (i = from; i < to; i++) {
		const struct seg *seg = &c->tree.segs[i];
		int role;

		if (seg->rule == RULE_CREDIT || seg->chars > CREDIT_CHARS ||
		    body_is_good(seg))
			continue;
		role = credit_label(credits, seg->text);
		if (role < 0)
			(void)credit_line(credits, seg->text);
		else if (i + 1 < to)
			name_below(credits, role, seg);
	}
}

/* Boxes with a class of names. */
static void
from_boxes(struct cleaner *c, struct credits *credits, struct names *names,
    uint64_t kind)
{
	size_t i, from, to;

	range(c, &from, &to);
	for (i = 1; i < c->tree.nnodes && names->n == 0; i++) {
		const struct node *node = &c->tree.nodes[i];

		if ((node->kinds & kind) == 0 || node->seg < from ||
		    node->seg >= to || node->seg_end - node->seg > 4 ||
		    (node->kinds & (KIND(COMMENT) | KIND(RELATED))) != 0)
			continue;
		buf_reset(&c->folded);
		tree_text_of(&c->folded, &c->tree, (uint32_t)i, CREDIT_CHARS);
		credit_add(credits, names, slice(buf_str(&c->folded),
		    c->folded.len));
	}
}

static bool
is_among(const struct names *names, struct slice name)
{
	size_t i;

	for (i = 0; i < names->n; i++)
		if (slice_eq(names->name[i], name))
			return true;
	return false;
}

/* The data's authors, but for those whom the page shows as editors. */
static void
from_data(struct cleaner *c, struct credits *credits)
{
	size_t i;

	for (i = 0; i < c->jsonld.nauthors; i++)
		if (!is_among(&credits->editor, c->jsonld.author[i]))
			credit_add(credits, &credits->author,
			    c->jsonld.author[i]);
}

void
people_of_page(struct cleaner *c, struct credits *credits)
{
	size_t i;

	from_lines(c, credits);
	if (credits->editor.n == 0)
		from_metas(c, credits, &credits->editor, editor_metas,
		    sizeof(editor_metas) / sizeof(editor_metas[0]));
	for (i = 0; i < c->jsonld.neditors && credits->editor.n == 0; i++)
		credit_add(credits, &credits->editor, c->jsonld.editor[i]);
	if (credits->editor.n == 0)
		from_boxes(c, credits, &credits->editor, KIND(EDITOR));
	if (credits->author.n == 0)
		from_data(c, credits);
	if (credits->author.n == 0)
		from_metas(c, credits, &credits->author, author_metas,
		    sizeof(author_metas) / sizeof(author_metas[0]));
	if (credits->author.n == 0)
		from_boxes(c, credits, &credits->author, KIND(AUTHOR));
	if (credits->author.n == 0 && credits->loose.n > 0) {
		credits->author.name[0] = credits->loose.name[0];
		credits->author.n = 1;
	}
	if (credits->author.n == 0)
		from_boxes(c, credits, &credits->author, KIND(BYLINE));
}
