/* SPDX-License-Identifier: MIT */
/*
 * The way of containers: the boxes whose names say that they hold an article,
 * in an order of how sure the name is; inside, boxes go whose names say that
 * they do not, and then what is mostly links.
 */
#include <string.h>

#include "clean/body.h"

#define MIN_TEXT	200	/* chars of paragraphs a container must hold */
#define RANKS		6	/* the four of names, article elements, main */
#define FARM_CHARS	400	/* a list of links is longer only by accident */

struct hunt {
	struct tree	*t;
	unsigned char	*off;
	struct sum	*sums, *all;
};

static bool
is_noise(const struct hunt *h, const struct node *node)
{
	struct sum sum, all = h->all[h->t->nsegs];

	if ((node->flags & NODE_HIDDEN) != 0)
		return true;
	if ((node->kinds & (KIND(NOISE) | KIND(RELATED) | KIND(COMMENT) |
	    KIND(SHARE) | KIND(WIDGET))) == 0 && node->tag != TAG_FOOTER &&
	    node->tag != TAG_NAV && node->tag != TAG_ASIDE)
		return false;
	if ((node->kinds & (KIND(SAFE) | KIND(BODY1))) != 0 &&
	    (node->kinds & (KIND(RELATED) | KIND(COMMENT))) == 0)
		return false;
	/* A name may deceive; most of the page's text is never furniture. */
	sum = body_between(h->all, node->seg, node->seg_end);
	return sum.good * 2 <= all.good || node->tag == TAG_FOOTER;
}

static void
discard(struct hunt *h)
{
	size_t i = 1;

	memset(h->off, 0, h->t->nsegs + 1);
	while (i < h->t->nnodes) {
		const struct node *node = &h->t->nodes[i];

		if (!is_noise(h, node)) {
			i++;
			continue;
		}
		memset(h->off + node->seg, 1, node->seg_end - node->seg);
		i = node->end;
	}
}

static bool
has_rank(const struct node *node, unsigned rank)
{
	switch (rank) {
	case 0:
		return (node->kinds & KIND(BODY1)) != 0;
	case 1:
		return (node->kinds & KIND(BODY2)) != 0;
	case 2:
		return node->tag == TAG_ARTICLE;
	case 3:
		return (node->kinds & KIND(BODY3)) != 0;
	case 4:
		return node->tag == TAG_MAIN;
	default:
		return (node->kinds & KIND(BODY4)) != 0;
	}
}

/* The box of that rank with most text, the inner one of two alike; 0: none. */
static uint32_t
find_box(const struct hunt *h, unsigned rank)
{
	uint32_t best = 0, most = 0, i;

	for (i = 1; i < h->t->nnodes; i++) {
		const struct node *node = &h->t->nodes[i];
		struct sum sum;

		if (!has_rank(node, rank) || node->tag == TAG_BODY)
			continue;
		sum = body_between(h->sums, node->seg, node->seg_end);
		if (sum.good >= MIN_TEXT && sum.good >= most) {
			most = sum.good;
			best = i;
		}
	}
	return best;
}

static void
keep_box(const struct hunt *h, uint32_t box, unsigned char *keep)
{
	const struct node *node = &h->t->nodes[box];
	uint32_t i;

	for (i = node->seg; i < node->seg_end; i++)
		keep[i] = h->off[i] == 0;
}

/* Boxes of the same name beside the chosen one hold the rest of the text. */
static void
keep_twins(const struct hunt *h, uint32_t box, unsigned char *keep)
{
	const struct node *nodes = h->t->nodes;
	uint32_t parent = nodes[box].parent, i;

	keep_box(h, box, keep);
	if (nodes[box].tag == TAG_ARTICLE || nodes[box].class_hash == 0)
		return;
	for (i = parent + 1; i < nodes[parent].end; i = nodes[i].end)
		if (i != box && nodes[i].tag == nodes[box].tag &&
		    nodes[i].class_hash == nodes[box].class_hash)
			keep_box(h, i, keep);
}

/* A box inside that is mostly links. */
static bool
is_farm(const struct node *node, const struct sum *sum)
{
	if (sum->chars == 0 || sum->good * 2 > sum->chars)
		return false;
	switch (node->tag) {
	case TAG_UL:
	case TAG_OL:
	case TAG_DL:
	case TAG_DIV:
	case TAG_SECTION:
	case TAG_TABLE:
	case TAG_FIGURE:
		break;
	default:
		return false;
	}
	if (sum->chars < FARM_CHARS)
		return sum->links * 10 > sum->chars * 6;
	return sum->links * 10 > sum->chars * 5;
}

static void
drop_farms(const struct hunt *h, uint32_t box, unsigned char *keep)
{
	uint32_t i = box + 1, end = h->t->nodes[box].end;

	while (i < end) {
		const struct node *node = &h->t->nodes[i];
		struct sum sum = body_between(h->sums, node->seg,
		    node->seg_end);

		if (!is_farm(node, &sum)) {
			i++;
			continue;
		}
		memset(keep + node->seg, 0, node->seg_end - node->seg);
		i = node->end;
	}
}

void
containers_pick(struct tree *t, struct pick *pick)
{
	struct hunt h = { .t = t };
	unsigned rank;
	uint32_t box = 0;

	memset(pick, 0, sizeof(*pick));
	pick->method = METHOD_CONTAINERS;
	pick->keep = arena_alloc(&t->arena, t->nsegs + 1);
	memset(pick->keep, 0, t->nsegs + 1);
	h.off = arena_alloc(&t->arena, t->nsegs + 1);
	h.all = body_sums(t, NULL);
	discard(&h);
	h.sums = body_sums(t, h.off);
	for (rank = 0; rank < RANKS && box == 0; rank++)
		box = find_box(&h, rank);
	/* Without a name, the whole page is the container: rank RANKS. */
	pick->rank = rank - (box != 0);
	pick->node = box;
	keep_twins(&h, box, pick->keep);
	drop_farms(&h, box, pick->keep);
	body_count(t, pick);
}
