/* SPDX-License-Identifier: MIT */
/*
 * What the ways of choosing the body share: sums over lines, and the way that
 * is left when no box stands out.
 */
#include <string.h>

#include "clean/body.h"

#define GOOD_CHARS	80	/* shorter lines are rarely sentences */

const char *const method_names[METHOD_MAX] = {
	"containers", "scores", "density", "jsonld", "text",
};

bool
body_is_good(const struct seg *seg)
{
	return seg->chars >= GOOD_CHARS && seg->link_chars * 2 < seg->chars;
}

struct sum *
body_sums(struct tree *t, const unsigned char *off)
{
	struct sum *sums = arena_alloc(&t->arena,
	    (t->nsegs + 1) * sizeof(*sums));
	size_t i;

	memset(&sums[0], 0, sizeof(sums[0]));
	for (i = 0; i < t->nsegs; i++) {
		const struct seg *seg = &t->segs[i];

		sums[i + 1] = sums[i];
		if (off != NULL && off[i] != 0)
			continue;
		sums[i + 1].chars += seg->chars;
		sums[i + 1].links += seg->link_chars;
		sums[i + 1].commas += seg->commas;
		sums[i + 1].lines++;
		if (body_is_good(seg))
			sums[i + 1].good += seg->chars;
	}
	return sums;
}

struct sum
body_between(const struct sum *sums, uint32_t from, uint32_t to)
{
	const struct sum *a = &sums[from], *b = &sums[to];

	return (struct sum){ b->chars - a->chars, b->links - a->links,
	    b->commas - a->commas, b->lines - a->lines, b->good - a->good };
}

void
body_count(const struct tree *t, struct pick *pick)
{
	size_t i;

	memset(&pick->sum, 0, sizeof(pick->sum));
	for (i = 0; i < t->nsegs; i++) {
		const struct seg *seg = &t->segs[i];

		if (pick->keep[i] == 0)
			continue;
		pick->sum.chars += seg->chars;
		pick->sum.links += seg->link_chars;
		pick->sum.commas += seg->commas;
		pick->sum.lines++;
		if (body_is_good(seg))
			pick->sum.good += seg->chars;
	}
}

/* All paragraphs that read like text, wherever they stand. */
void
density_pick(struct tree *t, struct pick *pick)
{
	size_t i;

	memset(pick, 0, sizeof(*pick));
	pick->method = METHOD_DENSITY;
	pick->keep = arena_alloc(&t->arena, t->nsegs + 1);
	for (i = 0; i < t->nsegs; i++) {
		const struct node *node = &t->nodes[t->segs[i].node];

		pick->keep[i] = body_is_good(&t->segs[i]) &&
		    (node->flags & NODE_HIDDEN) == 0 &&
		    node->tag != TAG_FOOTER && node->tag != TAG_NAV;
	}
	body_count(t, pick);
}
