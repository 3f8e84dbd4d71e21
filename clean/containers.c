/* SPDX-License-Identifier: MIT */
/*
 * The way of containers: the boxes whose names say that they hold an article,
 * in an order of how sure the name is; inside, boxes go whose names say that
 * they do not, and then what is mostly links.
 */
#include <string.h>

#include "clean/body.h"
#include "clean/str.h"

#define MIN_TEXT	200	/* chars of paragraphs a container must hold */
#define RANKS		6	/* the four of names, article elements, main */
#define LEFT_SHARE	2	/* one part in so many must be left */
#define WIDER		1.5	/* text of a wider box, to be another */
#define BULK		0.9	/* of the text is in the bulk */
#define SENTENCE_WORDS	4
#define FARM_CHARS	400	/* a list of links is longer only by accident */

struct hunt {
	struct tree	*t;
	unsigned char	*off;
	struct sum	*sums, *all;
};

/* Names of boxes that are never text, and of those that seldom are. */
#define FURNITURE (KIND(RELATED) | KIND(COMMENT) | KIND(SHARE) | KIND(WIDGET))
#define BODIES (KIND(SAFE) | KIND(BODY1) | KIND(BODY2) | KIND(BODY3))

static bool
is_noise(const struct hunt *h, const struct node *node, bool lenient)
{
	struct sum sum, all = h->all[h->t->nsegs];

	if ((node->flags & NODE_HIDDEN) != 0)
		return true;
	if ((node->kinds & (KIND(NOISE) | FURNITURE)) == 0 &&
	    node->tag != TAG_FOOTER && node->tag != TAG_NAV &&
	    node->tag != TAG_ASIDE)
		return false;
	if ((node->kinds & BODIES) != 0 &&
	    (node->kinds & (KIND(RELATED) | KIND(COMMENT))) == 0)
		return false;
	sum = body_between(h->all, node->seg, node->seg_end);
	if (lenient && (node->kinds & FURNITURE) == 0 && sum.good > 0 &&
	    node->tag != TAG_FOOTER && node->tag != TAG_NAV &&
	    node->tag != TAG_ASIDE)
		return false;
	/* A name may deceive; most of the page's text is never furniture. */
	return sum.good * 2 <= all.good || node->tag == TAG_FOOTER;
}

static void
discard_names(struct hunt *h, bool lenient)
{
	size_t i = 1;

	memset(h->off, 0, h->t->nsegs + 1);
	while (i < h->t->nnodes) {
		const struct node *node = &h->t->nodes[i];

		if (!is_noise(h, node, lenient)) {
			i++;
			continue;
		}
		memset(h->off + node->seg, 1, node->seg_end - node->seg);
		i = node->end;
	}
	h->sums = body_sums(h->t, h->off);
}

/*
 * Page builders call every box a widget.  When little is left, the names say
 * nothing.
 */
static void
discard(struct hunt *h)
{
	discard_names(h, false);
	if (h->sums[h->t->nsegs].good * LEFT_SHARE < h->all[h->t->nsegs].good)
		discard_names(h, true);
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

/* The next box around that holds more text by WIDER. */
static uint32_t
wider(const struct hunt *h, uint32_t box)
{
	const struct node *nodes = h->t->nodes;
	double least = body_between(h->sums, nodes[box].seg,
	    nodes[box].seg_end).good * WIDER;

	while (box != 0) {
		box = nodes[box].parent;
		if (body_between(h->sums, nodes[box].seg,
		    nodes[box].seg_end).good >= least)
			return box;
	}
	return 0;
}

/* The innermost box that holds most of the page's text. */
static uint32_t
bulk(const struct hunt *h)
{
	const struct node *nodes = h->t->nodes;
	double least = h->sums[h->t->nsegs].good * BULK;
	uint32_t box = 0, i = 1;

	while (i < nodes[box].end) {
		if (body_between(h->sums, nodes[i].seg, nodes[i].seg_end).good
		    < least) {
			i = nodes[i].end;
			continue;
		}
		box = i++;
	}
	return box;
}

/* The box that holds a paragraph and its neighbours. */
static const struct node *
holder(const struct tree *t, size_t line)
{
	const struct node *node = &t->nodes[t->segs[line].node];

	while (node->tag == TAG_SPAN || node->tag == TAG_OTHER)
		node = &t->nodes[node->parent];
	return node->tag == TAG_DIV || node->tag == TAG_TD ? node :
	    &t->nodes[node->parent];
}

static bool
is_sentence(const struct seg *seg)
{
	return seg->words >= SENTENCE_WORDS && seg->links == 0 &&
	    str_ends_sentence(seg->text);
}

/*
 * A box without a telling name holds furniture above and below the text as
 * well: short lines there stay where they stand beside a paragraph.
 */
static void
trim(const struct tree *t, const struct node *box, unsigned char *keep)
{
	uint32_t first = box->seg, last = box->seg_end, i;
	const struct node *node;

	while (first < last && (keep[first] == 0 ||
	    !body_is_good(&t->segs[first])))
		first++;
	if (first == last)
		return;
	while (keep[last - 1] == 0 || !body_is_good(&t->segs[last - 1]))
		last--;
	node = holder(t, first);
	for (i = box->seg; i < first && i < node->seg; i++)
		keep[i] = keep[i] != 0 && is_sentence(&t->segs[i]);
	node = holder(t, last - 1);
	for (i = last > node->seg_end ? last : node->seg_end; i < box->seg_end;
	    i++)
		keep[i] = keep[i] != 0 && is_sentence(&t->segs[i]);
}

static void
fill(const struct hunt *h, struct pick *pick, uint32_t box, bool twins)
{
	pick->method = METHOD_CONTAINERS;
	pick->node = box;
	pick->keep = arena_alloc(&h->t->arena, h->t->nsegs + 1);
	memset(pick->keep, 0, h->t->nsegs + 1);
	if (twins)
		keep_twins(h, box, pick->keep);
	else
		keep_box(h, box, pick->keep);
	drop_farms(h, box, pick->keep);
	if (!twins)
		trim(h->t, &h->t->nodes[box], pick->keep);
	body_count(h->t, pick);
}

void
containers_pick(struct tree *t, struct pick *named, struct pick *wide,
    struct pick *most)
{
	struct hunt h = { .t = t };
	unsigned rank;
	uint32_t box = 0;

	memset(named, 0, sizeof(*named));
	h.off = arena_alloc(&t->arena, t->nsegs + 1);
	h.all = body_sums(t, NULL);
	discard(&h);
	for (rank = 0; rank < RANKS && box == 0; rank++)
		box = find_box(&h, rank);
	/* Without a name, the whole page is the container: rank RANKS. */
	named->rank = rank - (box != 0);
	*wide = *most = *named;
	fill(&h, named, box, true);
	fill(&h, wide, wider(&h, box), false);
	fill(&h, most, bulk(&h), false);
}
