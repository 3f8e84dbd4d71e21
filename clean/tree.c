/* SPDX-License-Identifier: MIT */
/*
 * The tree's life and the making of boxes: takes opening and closing elements
 * from a tokenizer and keeps what the choice of the body asks for.  Holds one
 * page.  Knows no tokenizer.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "clean/tree.h"
#include "clean/treeint.h"
#include "lib/ascii.h"
#include "lib/url.h"
#include "lib/xalloc.h"

#define KEEP_NODES	((size_t)20000)	/* memory kept from page to page */
#define KEEP_TEXT	((size_t)1 << 20)
#define KEY_MAX		((size_t)16384)	/* four times the bytes of a class */

void
tree_init(struct tree *t, const struct lexicon *lex)
{
	memset(t, 0, sizeof(*t));
	t->lex = lex;
	buf_init(&t->text, TREE_MAX_TEXT);
	buf_init(&t->key, KEY_MAX);
	buf_init(&t->title_text, KEY_MAX);
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
	buf_free(&t->key);
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
	if (t->text.cap > KEEP_TEXT)
		buf_free(&t->text);
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
	buf_reset(&t->text);
	buf_reset(&t->title_text);
	t->nnodes = t->nsegs = t->nlinks = t->nmetas = t->nopen = t->too_deep = 0;
	t->title = t->lang = t->base = t->href = slice(NULL, 0);
	t->hiding = t->in_link = t->in_bold = t->in_pre = t->breaks = 0;
	t->in_title = t->space = t->soft = t->glued = false;
	memset(&t->seen, 0, sizeof(t->seen));
	add_node(t)->tag = TAG_BODY;
	tree_begin_line(t);
}

/* The value of an attribute, or NULL. */
static const char *
attribute(const char *const *atts, const char *name)
{
	size_t i;

	for (i = 0; atts != NULL && atts[i] != NULL; i += 2)
		if (strcmp(atts[i], name) == 0)
			return atts[i + 1];
	return NULL;
}

static uint64_t
look_up(struct tree *t)
{
	return words_mask(t->lex->classes, slice(buf_str(&t->key),
	    t->key.len));
}

static uint64_t
kinds_of(struct tree *t, const char *value)
{
	if (value == NULL || *value == '\0')
		return 0;
	buf_reset(&t->key);
	lexicon_tokens(&t->key, value);
	return look_up(t);
}

/* Readability, _getClassWeight. */
static int
weight(uint64_t kinds)
{
	bool bad = (kinds & KIND(NEGATIVE)) != 0 && (kinds & KIND(SAFE)) == 0;

	return ((kinds & KIND(POSITIVE)) != 0 ? 25 : 0) - (bad ? 25 : 0);
}

/* Of an attribute whose value counts together with its name: `role=main`. */
static uint64_t
named(struct tree *t, const char *name, const char *value)
{
	if (value == NULL || strlen(value) > 64)
		return 0;
	buf_reset(&t->key);
	(void)buf_addf(&t->key, " -%s=", name);
	for (; *value != '\0'; value++)
		(void)buf_addc(&t->key, ascii_lower(*value));
	(void)buf_adds(&t->key, "- ");
	return look_up(t);
}

static bool
is_hidden(const char *const *atts)
{
	size_t i;

	for (i = 0; atts != NULL && atts[i] != NULL; i += 2) {
		const char *name = atts[i], *value = atts[i + 1], *p;

		if (strcmp(name, "hidden") == 0)
			return value == NULL || strcmp(value, "until-found");
		if (value == NULL)
			continue;
		if (strcmp(name, "aria-hidden") == 0 &&
		    strcmp(value, "true") == 0)
			return true;
		if (strcmp(name, "style") != 0)
			continue;
		if ((p = strstr(value, "display")) != NULL) {
			p += strcspn(p, ":");
			p += strspn(p, ": ");
			if (strncmp(p, "none", 4) == 0)
				return true;
		}
		if (strstr(value, "visibility:hidden") != NULL ||
		    strstr(value, "visibility: hidden") != NULL)
			return true;
	}
	return false;
}

struct look {
	uint64_t	kinds, class_hash;
	int		weight;
	bool		hidden;
};

/* Read the attributes of a box. */
static void
look_at(struct tree *t, struct look *look, const char *const *atts)
{
	const char *value;
	uint64_t class, id;

	memset(look, 0, sizeof(*look));
	if (atts == NULL)
		return;
	value = attribute(atts, "class");
	class = kinds_of(t, value);
	if (value != NULL && *value != '\0')
		look->class_hash = fnv1a(FNV1A_INIT, value, strlen(value));
	id = kinds_of(t, attribute(atts, "id"));
	look->weight = weight(class) + weight(id);
	look->kinds = class | id |
	    named(t, "itemprop", attribute(atts, "itemprop")) |
	    named(t, "role", attribute(atts, "role")) |
	    named(t, "rel", attribute(atts, "rel"));
	look->hidden = is_hidden(atts);
}

static void
open_node(struct tree *t, struct open *open, const struct look *look,
    const struct tag_info *info, const char *const *atts)
{
	struct node *node = add_node(t);
	const char *when;

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
	when = attribute(atts, "datetime");
	if (when == NULL && (look->kinds & KIND(DATE)) != 0)
		when = attribute(atts, "content");
	if (when != NULL)
		node->when = arena_copy(&t->arena, slice_str(when));
}

/* A copy in small letters. */
static struct slice
lower(struct arena *arena, const char *s)
{
	size_t i, n = strlen(s);
	char *p = arena_alloc(arena, n + 1);

	for (i = 0; i <= n; i++)
		p[i] = ascii_lower(s[i]);
	return slice(p, n);
}

static void
take_meta(struct tree *t, const char *const *atts)
{
	const char *name = attribute(atts, "property"),
	    *value = attribute(atts, "content");

	if (name == NULL)
		name = attribute(atts, "name");
	if (name == NULL)
		name = attribute(atts, "itemprop");
	if (name == NULL || value == NULL || t->nmetas == TREE_MAX_METAS)
		return;
	t->metas[t->nmetas].name = lower(&t->arena, name);
	t->metas[t->nmetas++].value = arena_copy(&t->arena, slice_str(value));
}

/* rel of a link: `link:next` and the like become metas. */
static void
take_link(struct tree *t, const char *const *atts)
{
	static const char *const rels[] = { "next", "canonical", "amphtml" };
	const char *rel = attribute(atts, "rel"),
	    *href = attribute(atts, "href");
	size_t i;

	if (rel == NULL || href == NULL || t->nmetas == TREE_MAX_METAS)
		return;
	for (i = 0; i < sizeof(rels) / sizeof(rels[0]); i++) {
		char name[16];

		if (strcasecmp(rel, rels[i]) != 0)
			continue;
		(void)snprintf(name, sizeof(name), "link:%s", rels[i]);
		t->metas[t->nmetas].name = arena_copy(&t->arena,
		    slice_str(name));
		t->metas[t->nmetas++].value = arena_copy(&t->arena,
		    slice_str(href));
		return;
	}
}

/* Inline elements that change how text is counted. */
static void
open_inline(struct tree *t, int tag, const char *const *atts)
{
	const char *href;

	switch (tag) {
	case TAG_A:
		href = attribute(atts, "href");
		if (t->in_link++ == 0)
			t->href = href != NULL ? arena_copy(&t->arena,
			    slice_str(href)) : slice(NULL, 0);
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
wants_node(const struct tag_info *info, const struct look *look)
{
	if ((info->flags & (TAG_IS_BLOCK | TAG_IS_NODE)) != 0)
		return true;
	return (look->kinds & TELLING) != 0 || look->hidden;
}

void
tree_open(struct tree *t, const char *name, const char *const *atts)
{
	const struct tag_info *info = tag_find(name);
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
	else if (info->tag == TAG_HTML && attribute(atts, "lang") != NULL)
		t->lang = arena_copy(&t->arena,
		    slice_str(attribute(atts, "lang")));
	if (info->tag == TAG_EMBED || info->tag == TAG_IFRAME)
		t->seen.embed++;
	if ((info->flags & TAG_HIDES) != 0) {
		t->in_title = info->tag == TAG_TITLE && t->title_text.len == 0
		    && t->hiding == 0;
		t->hiding++;
	} else {
		look_at(t, &look, atts);
		if (wants_node(info, &look) && t->nnodes < TREE_MAX_NODES) {
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
tree_close(struct tree *t, const char *name)
{
	struct open *open;

	(void)name;
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
		tree_close(t, "");
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
