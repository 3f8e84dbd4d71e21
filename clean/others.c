/* SPDX-License-Identifier: MIT */
/*
 * Other stories below the article, as pages without an end load them: article
 * elements behind the one that holds the headline, each with a headline of its
 * own.  Takes their lines out of the pick; holds nothing.
 */
#include "clean/page.h"

#define HEADING_LINES	4	/* of an article, its headline among them */
#define HEADING_WORDS	4
#define OWN_LINES	2	/* paragraphs of the article itself */

/* The article element around a line; 0: none. */
static uint32_t
article_around(const struct tree *t, size_t line)
{
	uint32_t node = t->segs[line].node;

	while (node != 0 && t->nodes[node].tag != TAG_ARTICLE)
		node = t->nodes[node].parent;
	return node;
}

/* The article element with the headline and paragraphs; 0: none. */
static uint32_t
own_article(const struct cleaner *c)
{
	const struct tree *t = &c->tree;
	size_t i, j, good = 0;
	uint32_t node;

	for (i = 0; i < t->nsegs; i++) {
		if (t->nodes[t->segs[i].node].tag != TAG_H1 &&
		    !slice_eq(t->segs[i].text, c->article.title))
			continue;
		node = article_around(t, i);
		if (node == 0)
			continue;
		for (j = i; j < t->nodes[node].seg_end; j++)
			good += c->pick.keep[j] != 0 &&
			    body_is_good(&t->segs[j]);
		return good >= OWN_LINES ? node : 0;
	}
	return 0;
}

static bool
has_headline(const struct tree *t, const struct node *node)
{
	size_t i;

	for (i = node->seg; i < node->seg_end &&
	    i < node->seg + HEADING_LINES; i++) {
		unsigned tag = t->nodes[t->segs[i].node].tag;

		if ((tag == TAG_H1 || tag == TAG_H2) &&
		    t->segs[i].words >= HEADING_WORDS)
			return true;
	}
	return false;
}

size_t
others_drop(struct cleaner *c)
{
	const struct tree *t = &c->tree;
	uint32_t own = own_article(c);
	size_t i, begin = t->nsegs;

	for (i = own != 0 ? t->nodes[own].end : t->nnodes; i < t->nnodes;
	    i++) {
		const struct node *node = &t->nodes[i];
		size_t j;

		if (node->tag != TAG_ARTICLE || !has_headline(t, node))
			continue;
		if (node->seg < begin)
			begin = node->seg;
		for (j = node->seg; j < node->seg_end; j++)
			c->pick.keep[j] = 0;
	}
	return begin;
}
