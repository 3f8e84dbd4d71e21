/* SPDX-License-Identifier: MIT */
/*
 * The lead: the sentences that stand between the headline and the chosen body,
 * in a box of their own.  A box's name tells them, or the page's description
 * of itself, which most editors copy from there.  Adds lines to the pick;
 * holds nothing.
 */
#include <string.h>

#include "clean/page.h"
#include "clean/str.h"

#define LEAD_LINES	60	/* above the body that are looked at */
#define LEAD_CHARS	40	/* shorter ones are labels */
#define LEAD_MOST	800	/* longer ones are bodies of their own */
#define LEAD_LEVELS	3	/* of boxes whose name counts */
#define SAME_BYTES	48	/* texts that begin with as many are the same */
#define SAME_LINES	12	/* of the body that may repeat a lead */
#define LEAD_COUNT	3	/* a lead has no more lines */
#define DESCRIPTIONS	4

struct leads {
	struct cleaner	*c;
	struct slice	 description[DESCRIPTIONS];	/* folded */
	struct slice	 body[SAME_LINES];		/* folded starts */
	size_t		 nbody;
};

static struct slice
folded(struct cleaner *c, struct slice s)
{
	buf_reset(&c->scratch);
	fold(&c->scratch, slice(s.p, s.n < LEAD_MOST ? s.n : LEAD_MOST));
	return arena_copy(&c->tree.arena, slice(buf_str(&c->scratch),
	    c->scratch.len));
}

/* Do two folded texts begin alike? */
static bool
is_same(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;

	if (n > SAME_BYTES)
		n = SAME_BYTES;
	return n >= SAME_BYTES / 2 && memcmp(a.p, b.p, n) == 0;
}

/* Boxes between the headline and the text that hold something else. */
#define OTHERS (KIND(RELATED) | KIND(COMMENT) | KIND(CAPTION) | KIND(SHARE) | \
	KIND(WIDGET) | KIND(BYLINE) | KIND(DATE) | KIND(HEADLINE))

/* What a line's boxes say: 1 a lead, 0 nothing, -1 something else. */
static int
ask_boxes(const struct tree *t, uint32_t box)
{
	unsigned level;
	int said = 0;

	for (level = 0; box != 0; level++, box = t->nodes[box].parent) {
		const struct node *node = &t->nodes[box];

		if ((node->flags & NODE_HIDDEN) != 0)
			return -1;
		switch (node->tag) {
		case TAG_FIGURE:
		case TAG_FIGCAPTION:
		case TAG_NAV:
		case TAG_ASIDE:
		case TAG_FOOTER:
		case TAG_H1:
		case TAG_TABLE:
		case TAG_FORM:
			return -1;
		default:
			break;
		}
		if (level < LEAD_LEVELS && (node->kinds & KIND(LEAD)) != 0)
			said = 1;
		else if (level < LEAD_LEVELS && (node->kinds & OTHERS) != 0 &&
		    (node->kinds & KIND(SAFE)) == 0)
			return -1;
	}
	return said;
}

static bool
is_lead(const struct leads *l, const struct seg *seg)
{
	struct slice text;
	int said;
	size_t i;

	if (seg->chars < LEAD_CHARS || seg->chars > LEAD_MOST ||
	    seg->link_chars * 2 > seg->chars ||
	    (said = ask_boxes(&l->c->tree, seg->node)) < 0)
		return false;
	text = folded(l->c, seg->text);
	for (i = 0; i < DESCRIPTIONS && said == 0; i++)
		said = is_same(text, l->description[i]);
	for (i = 0; i < l->nbody && said != 0; i++)
		if (is_same(text, l->body[i]))
			return false;
	return said != 0;
}

/* Where the headline stands above the body, or how far up to look. */
static size_t
look_from(const struct cleaner *c, size_t first)
{
	size_t i = first, least = first > LEAD_LINES ? first - LEAD_LINES : 0;

	while (i > least) {
		const struct seg *seg = &c->tree.segs[--i];

		if (c->tree.nodes[seg->node].tag == TAG_H1 ||
		    slice_eq(seg->text, c->article.title))
			return i;
	}
	return least;
}

static void
prepare(struct leads *l, size_t first)
{
	static const char *const names[DESCRIPTIONS] = { "description",
	    "og:description", "twitter:description", "sailthru.description" };
	struct cleaner *c = l->c;
	size_t i;

	for (i = 0; i < DESCRIPTIONS; i++)
		l->description[i] = folded(c, str_trim(tree_meta(&c->tree,
		    names[i])));
	for (i = first; i < c->tree.nsegs && l->nbody < SAME_LINES; i++)
		if (c->pick.keep[i] != 0)
			l->body[l->nbody++] = folded(c, c->tree.segs[i].text);
}

void
lead_keep(struct cleaner *c)
{
	struct leads l = { .c = c };
	size_t first, last, i, n = 0;

	page_range(c, &first, &last);
	if (first == 0)
		return;
	prepare(&l, first);
	for (i = look_from(c, first); i < first && n < LEAD_COUNT; i++)
		if (c->pick.keep[i] == 0 && is_lead(&l, &c->tree.segs[i])) {
			c->pick.keep[i] = 1;
			n++;
		}
}
