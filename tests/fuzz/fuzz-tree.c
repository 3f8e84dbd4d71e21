/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: bytes through the tokenizer and the builder of the tree, and
 * what everything after them relies on: boxes nest, lines lie in their boxes,
 * links in their lines.
 */
#include <assert.h>
#include <stdlib.h>

#include "clean/html.h"
#include "clean/lexicon.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static void
check_nodes(const struct tree *t)
{
	size_t i;

	for (i = 0; i < t->nnodes; i++) {
		const struct node *node = &t->nodes[i],
		    *parent = &t->nodes[node->parent];

		assert(node->parent < i || i == 0);
		assert(node->end > i && node->end <= parent->end);
		assert(node->seg <= node->seg_end);
		assert(node->seg >= parent->seg);
		assert(node->seg_end <= parent->seg_end);
		assert(node->seg_end <= t->nsegs);
	}
}

static void
check_lines(const struct tree *t)
{
	size_t i, j;

	for (i = 0; i < t->nsegs; i++) {
		const struct seg *seg = &t->segs[i];

		assert(seg->text.n > 0 && seg->node < t->nnodes);
		assert(seg->text.p + seg->text.n <= t->text.data +
		    t->text.len);
		assert(seg->link_chars <= seg->chars);
		for (j = 0; j < seg->links; j++) {
			const struct link *link = &t->links[seg->link + j];

			assert(seg->link + j < t->nlinks);
			assert(link->begin <= link->end);
			assert(link->end <= seg->text.n);
		}
	}
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static struct lexicon lex;
	static struct tree tree;
	static struct html *html;
	struct prepass found;
	char why[256];

	if (html == NULL) {
		if (lexicon_load(&lex, NULL, why, sizeof(why)) != 0)
			abort();
		tree_init(&tree, &lex);
		html = html_new(NULL, why, sizeof(why));
	}
	tree_reset(&tree);
	html_parse(html, &tree, &found, slice((const char *)data, n));
	check_nodes(&tree);
	check_lines(&tree);
	return 0;
}
