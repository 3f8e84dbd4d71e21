/* SPDX-License-Identifier: MIT */
/*
 * The way of scores, after Mozilla's Readability (grabArticle): paragraphs
 * give points to the boxes around them, the best box and those of its
 * neighbours that are like it are the body, and what looks like furniture
 * inside goes.  Constants are Readability's where nothing else is said.
 */
#include <string.h>

#include "clean/body.h"
#include "clean/scores.h"

#define MIN_TEXT	500	/* chars: less, and a looser attempt is made */
#define MIN_PARAGRAPH	25
#define MAX_LEVELS	5
#define TOP		5

/* Boxes that are furniture by their name, role or style. */
static bool
is_unlikely(const struct run *r, const struct node *node)
{
	if ((node->flags & NODE_HIDDEN) != 0 ||
	    (node->kinds & KIND(WIDGET)) != 0)
		return true;
	if ((node->kinds & (KIND(RELATED) | KIND(COMMENT))) != 0 &&
	    (node->kinds & KIND(SAFE)) == 0)
		return true;
	if ((r->flags & RUN_STRIP) == 0)
		return false;
	return (node->kinds & KIND(UNLIKELY)) != 0 &&
	    (node->kinds & (KIND(MAYBE) | KIND(SAFE))) == 0 && node->tag != TAG_BODY &&
	    node->tag != TAG_TABLE && node->tag != TAG_TD &&
	    node->tag != TAG_TR;
}

static void
strip(struct run *r)
{
	struct tree *t = r->t;
	size_t i = 1;

	memset(r->off, 0, t->nsegs + 1);
	memset(r->gone, 0, t->nnodes);
	while (i < t->nnodes) {
		const struct node *node = &t->nodes[i];

		if (!is_unlikely(r, node)) {
			i++;
			continue;
		}
		memset(r->off + node->seg, 1, node->seg_end - node->seg);
		memset(r->gone + i, 1, node->end - i);
		i = node->end;
	}
}

static double
start_score(const struct run *r, const struct node *node)
{
	return node->score + ((r->flags & RUN_WEIGHT) != 0 ? node->weight : 0);
}

/* Give a paragraph's points to the boxes around it. */
static void
give(struct run *r, uint32_t box, unsigned chars, unsigned commas)
{
	double points = 2 + commas + (chars / 100 < 3 ? chars / 100 : 3);
	unsigned level;

	for (level = 0; level < MAX_LEVELS && box != 0; level++) {
		if (r->scored[box] == 0) {
			r->scored[box] = 1;
			r->score[box] = start_score(r, &r->t->nodes[box]);
		}
		r->score[box] += points / (level == 0 ? 1 : level == 1 ? 2 :
		    level * 3);
		box = r->t->nodes[box].parent;
	}
}

/* The box that holds the paragraph, where the paragraph is a box itself. */
static uint32_t
holder(const struct tree *t, uint32_t box)
{
	switch (t->nodes[box].tag) {
	case TAG_P:
	case TAG_TD:
	case TAG_PRE:
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
	case TAG_H5:
	case TAG_H6:
	case TAG_SPAN:
	case TAG_TIME:
	case TAG_ROWS:
	case TAG_OTHER:
		return t->nodes[box].parent;
	default:
		return box;
	}
}

static bool
is_paragraph(const struct node *node)
{
	return node->tag != TAG_LI && node->tag != TAG_H1 &&
	    node->tag != TAG_DT && node->tag != TAG_DD &&
	    node->tag != TAG_FIGCAPTION && node->tag != TAG_TH;
}

static void
give_all(struct run *r)
{
	struct tree *t = r->t;
	size_t i = 0, j;

	memset(r->scored, 0, t->nnodes);
	while (i < t->nsegs) {
		uint32_t box = t->segs[i].node;
		unsigned chars = 0, commas = 0;

		/* Lines that a br parts are one paragraph. */
		for (j = i; j < t->nsegs && t->segs[j].node == box &&
		    (j == i || (t->segs[j].flags & SEG_SOFT) != 0); j++) {
			chars += t->segs[j].chars;
			commas += t->segs[j].commas;
		}
		if (r->off[i] == 0 && chars >= MIN_PARAGRAPH &&
		    is_paragraph(&t->nodes[box]))
			give(r, holder(t, box), chars, commas);
		i = j;
	}
}

static double
link_density(const struct run *r, uint32_t box)
{
	const struct node *node = &r->t->nodes[box];
	struct sum sum = body_between(r->sums, node->seg, node->seg_end);

	return sum.chars == 0 ? 0 : (double)sum.links / sum.chars;
}

/* The best boxes, best first; how many. */
static size_t
find_top(struct run *r, uint32_t top[TOP])
{
	size_t i, j, n = 0;

	for (i = 1; i < r->t->nnodes; i++) {
		if (r->scored[i] == 0)
			continue;
		r->score[i] *= 1 - link_density(r, (uint32_t)i);
		for (j = n; j > 0 && r->score[top[j - 1]] < r->score[i]; j--)
			if (j < TOP)
				top[j] = top[j - 1];
		if (j < TOP)
			top[j] = (uint32_t)i;
		if (n < TOP)
			n++;
	}
	return n;
}

/* A box that holds three of the best is better than any of them. */
static uint32_t
common_box(const struct run *r, const uint32_t top[TOP], size_t n)
{
	const struct node *nodes = r->t->nodes;
	uint32_t box;

	for (box = nodes[top[0]].parent; box != 0; box = nodes[box].parent) {
		size_t i, inside = 0;

		for (i = 1; i < n; i++)
			inside += top[i] > box && top[i] < nodes[box].end &&
			    r->score[top[i]] >= 0.75 * r->score[top[0]];
		if (inside >= 3)
			return box;
	}
	return top[0];
}

/* Climb while the boxes around score nearly as well. */
static uint32_t
climb(const struct run *r, uint32_t top)
{
	const struct node *nodes = r->t->nodes;
	double last = r->score[top], least = last / 3;
	uint32_t box;

	for (box = nodes[top].parent; box != 0 && nodes[box].tag != TAG_BODY;
	    box = nodes[box].parent) {
		if (r->scored[box] == 0)
			continue;
		if (r->score[box] < least)
			break;
		if (r->score[box] > last)
			return box;
		last = r->score[box];
	}
	return top;
}

static bool
ends_sentence(struct slice text)
{
	size_t i;

	for (i = 0; i < text.n; i++)
		if (text.p[i] == '.' && (i + 1 == text.n ||
		    text.p[i + 1] == ' '))
			return true;
	return false;
}

/* May a neighbour of the best box be part of the body? */
static bool
joins(const struct run *r, uint32_t box, uint32_t top, double least)
{
	const struct node *node = &r->t->nodes[box];
	double score = r->scored[box] != 0 ? r->score[box] : 0, density;
	struct sum sum;

	if (r->gone[box] != 0)
		return false;
	if (node->class_hash != 0 &&
	    node->class_hash == r->t->nodes[top].class_hash)
		score += r->score[top] * 0.2;
	if (r->scored[box] != 0 && score >= least)
		return true;
	if (node->tag != TAG_P || node->seg == node->seg_end)
		return false;
	sum = body_between(r->sums, node->seg, node->seg_end);
	density = link_density(r, box);
	if (sum.chars > 80)
		return density < 0.25;
	return sum.chars > 0 && sum.links == 0 &&
	    ends_sentence(r->t->segs[node->seg].text);
}

static void
keep_box(const struct run *r, const struct node *node, unsigned char *keep)
{
	uint32_t i;

	for (i = node->seg; i < node->seg_end; i++)
		keep[i] = r->off[i] == 0;
}

/* Keep the best box and those of its neighbours that join. */
static void
keep_neighbours(struct run *r, uint32_t top, unsigned char *keep)
{
	const struct node *nodes = r->t->nodes;
	uint32_t parent = nodes[top].parent, box, i;
	double least = r->score[top] * 0.2 > 10 ? r->score[top] * 0.2 : 10;

	keep_box(r, &nodes[top], keep);
	if (top == 0)
		return;
	for (box = parent + 1; box < nodes[parent].end; box = nodes[box].end) {
		if (box != top && joins(r, box, top, least)) {
			keep_box(r, &nodes[box], keep);
			scores_clean(r, box, keep);
		}
	}
	for (i = nodes[parent].seg; i < nodes[parent].seg_end; i++)
		if (r->t->segs[i].node == parent && r->off[i] == 0 &&
		    body_is_good(&r->t->segs[i]))
			keep[i] = 1;
}

static void
attempt(struct run *r, struct pick *pick)
{
	uint32_t top[TOP], best = 0;
	size_t n;

	strip(r);
	r->sums = body_sums(r->t, r->off);
	give_all(r);
	n = find_top(r, top);
	memset(pick->keep, 0, r->t->nsegs + 1);
	if (n > 0)
		best = common_box(r, top, n);
	if (n == 0 || r->scored[best] == 0)
		r->score[best] = start_score(r, &r->t->nodes[best]);
	if (n > 0)
		best = climb(r, best);
	keep_neighbours(r, best, pick->keep);
	scores_clean(r, best, pick->keep);
	pick->node = best;
	body_count(r->t, pick);
}

void
scores_pick(struct tree *t, struct pick *pick)
{
	static const unsigned looser[] = {
		RUN_STRIP | RUN_WEIGHT | RUN_CLEAN, RUN_WEIGHT | RUN_CLEAN,
		RUN_CLEAN, 0
	};
	struct arena *a = &t->arena;
	struct pick best;
	struct run r = { .t = t };
	size_t i;

	r.off = arena_alloc(a, t->nsegs + 1);
	r.gone = arena_alloc(a, t->nnodes);
	r.scored = arena_alloc(a, t->nnodes);
	r.score = arena_alloc(a, t->nnodes * sizeof(*r.score));
	r.live = arena_alloc(a, t->nnodes * sizeof(*r.live));
	memset(&best, 0, sizeof(best));
	for (i = 0; i < sizeof(looser) / sizeof(looser[0]); i++) {
		struct pick now = { .method = METHOD_SCORES };

		now.keep = arena_alloc(a, t->nsegs + 1);
		now.rank = (unsigned)i;
		r.flags = looser[i];
		attempt(&r, &now);
		if (best.keep == NULL || now.sum.chars > best.sum.chars)
			best = now;
		if (best.sum.chars >= MIN_TEXT)
			break;
	}
	*pick = best;
}
