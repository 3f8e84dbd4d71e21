/* SPDX-License-Identifier: MIT */
/*
 * The tree's life and the making of boxes: takes opening and closing elements
 * from a tokenizer and keeps what the choice of the body asks for.  Holds one
 * page.  Knows no tokenizer.
 */
#include <stdlib.h>
#include <string.h>

#include "clean/look.h"
#include "clean/tree.h"
#include "clean/treeint.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

#define KEEP_NODES	((size_t)20000)	/* memory kept from page to page */
#define KEEP_TEXT	((size_t)1 << 20)
#define TITLE_MAX	((size_t)16384)

void
tree_init(struct tree *t, const struct lexicon *lex)
{
	memset(t, 0, sizeof(*t));
	buf_init(&t->text, TREE_MAX_TEXT);
	buf_init(&t->title_text, TITLE_MAX);
	t->looks = looks_new(lex->classes);
	t->open = xcalloc(TREE_MAX_DEPTH, sizeof(*t->open));
	tree_reset(t);
}

void
tree_free(struct tree *t)
{
	free(t->nodes);
	free(t->segs);
	free(t->links);
	free(t->open);
	arena_free(&t->arena);
	buf_free(&t->text);
	looks_free(t->looks);
	buf_free(&t->title_text);
	memset(t, 0, sizeof(*t));
}

static void
shrink(struct tree *t)
{
	if (t->nodes_cap > KEEP_NODES) {
		free(t->nodes);
		t->nodes = NULL;
		t->nodes_cap = 0;
	}
	if (t->segs_cap > KEEP_NODES) {
		free(t->segs);
		t->segs = NULL;
		t->segs_cap = 0;
	}
	if (t->links_cap > KEEP_NODES) {
		free(t->links);
		t->links = NULL;
		t->links_cap = 0;
	}
	buf_reset(&t->text);
	buf_shrink(&t->text, KEEP_TEXT);
}

static struct node *
add_node(struct tree *t)
{
	struct node *node;

	t->nodes = xgrow(t->nodes, t->nnodes, &t->nodes_cap, sizeof(*node));
	node = &t->nodes[t->nnodes++];
	memset(node, 0, sizeof(*node));
	return node;
}

void
tree_reset(struct tree *t)
{
	shrink(t);
	arena_reset(&t->arena);
	buf_reset(&t->title_text);
	t->nnodes = t->nsegs = t->nlinks = t->nmetas = t->nopen = t->too_deep = 0;
	t->title = t->lang = t->base = t->href = slice(NULL, 0);
	t->hiding = t->in_link = t->in_bold = t->in_pre = t->breaks = 0;
	t->in_title = t->space = t->soft = t->glued = false;
	memset(&t->seen, 0, sizeof(t->seen));
	add_node(t)->tag = TAG_BODY;
	tree_begin_line(t);
}

static void
open_node(struct tree *t, struct open *open, const struct look *look,
    const struct tag_info *info, const struct atts *atts)
{
	struct node *node = add_node(t);

	open->node = (uint32_t)(t->nnodes - 1);
	node->parent = tree_parent(t);
	node->seg = (uint32_t)t->nsegs;
	node->kinds = look->kinds;
	node->class_hash = look->class_hash;
	node->weight = (int16_t)look->weight;
	node->depth = (uint16_t)t->nopen;
	node->tag = info->tag;
	node->score = info->score;
	node->has = t->seen;
	if (look->hidden)
		node->flags |= NODE_HIDDEN;
	if ((info->flags & TAG_IS_BLOCK) == 0)
		node->flags |= NODE_INLINE;
	if (has_att(atts, ATT_DATETIME))
		node->when = arena_copy(&t->arena, atts->value[ATT_DATETIME]);
	else if (has_att(atts, ATT_CONTENT) && (look->kinds & KIND(DATE)) != 0)
		node->when = arena_copy(&t->arena, atts->value[ATT_CONTENT]);
	else if (has_att(atts, ATT_TITLE) && (look->kinds & KIND(DATE)) != 0)
		node->when = arena_copy(&t->arena, atts->value[ATT_TITLE]);
}

/* A copy in small letters. */
static struct slice
lower(struct arena *arena, struct slice s)
{
	char *p = arena_alloc(arena, s.n + 1);
	size_t i;

	for (i = 0; i < s.n; i++)
		p[i] = ascii_lower(s.p[i]);
	p[s.n] = '\0';
	return slice(p, s.n);
}

static void
add_meta(struct tree *t, struct slice name, struct slice value)
{
	t->metas[t->nmetas].name = name;
	t->metas[t->nmetas++].value = arena_copy(&t->arena, value);
}

static void
take_meta(struct tree *t, const struct atts *atts)
{
	static const enum attribute names[] = { ATT_PROPERTY, ATT_NAME,
	    ATT_ITEMPROP };
	size_t i;

	if (!has_att(atts, ATT_CONTENT) || t->nmetas == TREE_MAX_METAS)
		return;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (has_att(atts, names[i])) {
			add_meta(t, lower(&t->arena, atts->value[names[i]]),
			    atts->value[ATT_CONTENT]);
			return;
		}
}

/* rel of a link: `link:next` and the like become metas. */
static void
take_link(struct tree *t, const struct atts *atts)
{
	static const struct {
		const char *rel, *name;
	} rels[] = {
		{ "next", "link:next" }, { "canonical", "link:canonical" },
		{ "amphtml", "link:amphtml" },
	};
	size_t i;

	if (!has_att(atts, ATT_REL) || !has_att(atts, ATT_HREF) ||
	    t->nmetas == TREE_MAX_METAS)
		return;
	for (i = 0; i < sizeof(rels) / sizeof(rels[0]); i++)
		if (slice_is(lower(&t->arena, atts->value[ATT_REL]),
		    rels[i].rel)) {
			add_meta(t, slice_str(rels[i].name),
			    atts->value[ATT_HREF]);
			return;
		}
}

/* Inline elements that change how text is counted. */
static void
open_inline(struct tree *t, int tag, const struct atts *atts)
{
	switch (tag) {
	case TAG_A:
		if (t->in_link++ == 0)
			t->href = has_att(atts, ATT_HREF) ?
			    arena_copy(&t->arena, atts->value[ATT_HREF]) :
			    slice(NULL, 0);
		tree_link_begins(t);
		break;
	case TAG_B:
		t->in_bold++;
		break;
	case TAG_BR:
		tree_break(t);
		break;
	case TAG_IMG:
		t->seen.img++;
		break;
	case TAG_INPUT:
		t->seen.input++;
		break;
	default:
		break;
	}
}

static void
count_block(struct tree *t, int tag)
{
	if (tag == TAG_P)
		t->seen.p++;
	else if (tag == TAG_LI)
		t->seen.li++;
	else if (tag >= TAG_H1 && tag <= TAG_H6)
		t->seen.head++;
}

/* Which inline elements are boxes all the same: those with a telling class. */
#define TELLING (KIND(RELATED) | KIND(BYLINE) | KIND(AUTHOR) | KIND(EDITOR) | \
	KIND(DATE) | KIND(CAPTION) | KIND(SHARE) | KIND(HEADLINE))

static bool
wants_node(const struct tag_info *info, const struct look *look,
    const struct atts *atts)
{
	/* What the metas of the head say is read elsewhere (take_meta). */
	if (info->tag == TAG_META && has_att(atts, ATT_PROPERTY))
		return false;
	if ((info->flags & (TAG_IS_BLOCK | TAG_IS_NODE)) != 0)
		return true;
	return (look->kinds & TELLING) != 0 || look->hidden;
}

void
tree_open(struct tree *t, const struct tag_info *info,
    const struct atts *atts)
{
	struct look look;
	struct open *open;

	if (t->nopen == TREE_MAX_DEPTH) {
		t->too_deep++;
		return;
	}
	open = &t->open[t->nopen];
	open->tag = info->tag;
	open->flags = info->flags;
	open->node = 0;
	if (info->tag == TAG_META)
		take_meta(t, atts);
	else if (info->tag == TAG_LINK)
		take_link(t, atts);
	else if (info->tag == TAG_HTML && has_att(atts, ATT_LANG))
		t->lang = arena_copy(&t->arena, atts->value[ATT_LANG]);
	if (info->tag == TAG_EMBED || info->tag == TAG_IFRAME)
		t->seen.embed++;
	if ((info->flags & TAG_HIDES) != 0) {
		t->in_title = info->tag == TAG_TITLE && t->title_text.len == 0
		    && t->hiding == 0;
		t->hiding++;
	} else {
		look_at(t->looks, &look, atts);
		if (wants_node(info, &look, atts) && t->nnodes < TREE_MAX_NODES) {
			tree_end_line(t, (info->flags & TAG_IS_BLOCK) != 0);
			open_node(t, open, &look, info, atts);
			count_block(t, info->tag);
			t->in_pre += info->tag == TAG_PRE;
		}
		open_inline(t, info->tag, atts);
	}
	t->nopen++;
}

static void
close_node(struct tree *t, const struct open *open)
{
	struct node *node;

	tree_end_line(t, (open->flags & TAG_IS_BLOCK) != 0);
	node = &t->nodes[open->node];
	node->end = (uint32_t)t->nnodes;
	node->seg_end = (uint32_t)t->nsegs;
	node->flags |= NODE_SHUT;
	node->has.img = t->seen.img - node->has.img;
	node->has.input = t->seen.input - node->has.input;
	node->has.p = t->seen.p - node->has.p;
	node->has.li = t->seen.li - node->has.li;
	node->has.head = t->seen.head - node->has.head;
	node->has.embed = t->seen.embed - node->has.embed;
	if (open->tag == TAG_PRE)
		t->in_pre--;
}

void
tree_close(struct tree *t)
{
	struct open *open;

	if (t->too_deep > 0) {
		t->too_deep--;
		return;
	}
	if (t->nopen == 0)
		return;
	open = &t->open[t->nopen - 1];
	if ((open->flags & TAG_HIDES) != 0) {
		t->hiding--;
		t->in_title = false;
	} else if (open->tag == TAG_A && t->in_link > 0) {
		tree_link_ends(t);
		t->in_link--;
	} else if (open->tag == TAG_B && t->in_bold > 0)
		t->in_bold--;
	if (open->node != 0)
		close_node(t, open);
	t->nopen--;
}

void
tree_finish(struct tree *t)
{
	struct node *root = &t->nodes[0];
	size_t i;

	t->too_deep = 0;
	while (t->nopen > 0)
		tree_close(t);
	tree_end_line(t, true);
	root->end = (uint32_t)t->nnodes;
	root->seg_end = (uint32_t)t->nsegs;
	root->has = t->seen;
	for (i = 0; i < t->nsegs; i++)
		t->segs[i].text.p = t->text.data + t->segs[i].at;
	t->title = arena_copy(&t->arena, slice(buf_str(&t->title_text),
	    t->title_text.len));
}

struct slice
tree_meta(const struct tree *t, const char *name)
{
	size_t i;

	for (i = 0; i < t->nmetas; i++)
		if (slice_is(t->metas[i].name, name) &&
		    t->metas[i].value.n > 0)
			return t->metas[i].value;
	return slice(NULL, 0);
}

void
tree_text_of(struct buf *out, const struct tree *t, uint32_t node, size_t max)
{
	size_t i, start = out->len;

	for (i = t->nodes[node].seg; i < t->nodes[node].seg_end; i++) {
		const struct seg *seg = &t->segs[i];

		if (out->len - start + seg->text.n + 1 > max)
			break;
		if (out->len > start && (seg->flags & SEG_GLUED) == 0)
			(void)buf_addc(out, ' ');
		(void)buf_add(out, seg->text.p, seg->text.n);
	}
}
