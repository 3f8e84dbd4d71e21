/* SPDX-License-Identifier: MIT */
/*
 * The arbiter: runs the ways, and takes the better pick.  Its numbers stand in
 * one table.
 */
#include <math.h>
#include <string.h>

#include "clean/body.h"

#define MIN_TEXT	250	/* chars: less is no article's body */
#define SMOOTH		50	/* chars added to both sides of a ratio */
#define MAX_LOG		4

/*
 * What is known of two picks, and how much it speaks for the way of scores
 * (below zero: for that of containers).  The weights were fitted by logistic
 * regression on the development pages, each page weighing what the choice is
 * worth on it.
 */
enum feature {
	F_ONE, F_RANK0, F_RANK1, F_RANK2, F_RANK3, F_RANK4, F_RANK5, F_RANK6,
	F_LOOSE, F_MORE, F_UNLIKE, F_LONGER, F_ONLY_C, F_ONLY_S, F_LINKS_C,
	F_LINKS_S, F_GOOD_C, F_GOOD_S, F_SHARE_C, F_SHARE_S, F_SHORT_C,
	F_SHORT_S, F_MAX
};
static const double weights[F_MAX] = {
	[F_ONE] = -0.76,
	[F_RANK0] = -1.02,	/* how telling the container's name is */
	[F_RANK1] = -0.36,
	[F_RANK2] = -1.27,
	[F_RANK3] = -0.04,
	[F_RANK4] = -0.16,
	[F_RANK5] = 0.56,
	[F_RANK6] = 1.55,
	[F_LOOSE] = -0.91,	/* the scores needed a looser attempt */
	[F_MORE] = 0.60,	/* more paragraphs than the container, log */
	[F_UNLIKE] = 0.22,	/* how far apart they are, log */
	[F_LONGER] = 0.25,	/* more text of any kind, log */
	[F_ONLY_C] = -1.29,	/* share of a pick that the other lacks */
	[F_ONLY_S] = 1.08,
	[F_LINKS_C] = 0.14,	/* share of links in a pick */
	[F_LINKS_S] = -1.24,
	[F_GOOD_C] = 0.66,	/* share of paragraphs in a pick */
	[F_GOOD_S] = -0.14,
	[F_SHARE_C] = 0.04,	/* share of the page's paragraphs */
	[F_SHARE_S] = 0.68,
	[F_SHORT_C] = 0.54,	/* too short for a body */
	[F_SHORT_S] = -0.47,
};

static double
ratio(double a, double b)
{
	return a / (b + 1);
}

/* Logarithm of a ratio, within bounds. */
static double
log_ratio(double a, double b)
{
	double l = log((a + SMOOTH) / (b + SMOOTH));

	return l > MAX_LOG ? MAX_LOG : l < -MAX_LOG ? -MAX_LOG : l;
}

/* Chars that a has and b has not. */
static double
only_in(const struct tree *t, const struct pick *a, const struct pick *b)
{
	double chars = 0;
	size_t i;

	for (i = 0; i < t->nsegs; i++)
		if (a->keep[i] != 0 && b->keep[i] == 0)
			chars += t->segs[i].chars;
	return chars;
}

static double
all_good(const struct tree *t)
{
	double chars = 0;
	size_t i;

	for (i = 0; i < t->nsegs; i++)
		if (body_is_good(&t->segs[i]))
			chars += t->segs[i].chars;
	return chars;
}

static bool
is_better(const struct tree *t, const struct pick *s, const struct pick *c)
{
	double f[F_MAX] = { 0 }, sum = 0, all = all_good(t);
	size_t i;

	f[F_ONE] = 1;
	f[F_RANK0 + (c->rank < 6 ? c->rank : 6)] = 1;
	f[F_LOOSE] = s->rank > 0;
	f[F_MORE] = log_ratio(s->sum.good, c->sum.good);
	f[F_UNLIKE] = fabs(f[F_MORE]);
	f[F_LONGER] = log_ratio(s->sum.chars, c->sum.chars);
	f[F_ONLY_C] = ratio(only_in(t, c, s), c->sum.chars);
	f[F_ONLY_S] = ratio(only_in(t, s, c), s->sum.chars);
	f[F_LINKS_C] = ratio(c->sum.links, c->sum.chars);
	f[F_LINKS_S] = ratio(s->sum.links, s->sum.chars);
	f[F_GOOD_C] = ratio(c->sum.good, c->sum.chars);
	f[F_GOOD_S] = ratio(s->sum.good, s->sum.chars);
	f[F_SHARE_C] = ratio(c->sum.good, all);
	f[F_SHARE_S] = ratio(s->sum.good, all);
	f[F_SHORT_C] = c->sum.good < MIN_TEXT;
	f[F_SHORT_S] = s->sum.good < MIN_TEXT;
	for (i = 0; i < F_MAX; i++)
		sum += weights[i] * f[i];
	return sum > 0;
}

/*
 * Some sites hide the text of their articles until a script shows it.  When
 * most of what reads like text is hidden, hiding means nothing.
 */
static void
settle_hidden(struct tree *t)
{
	size_t i, hidden = 0, all = 0;

	for (i = 0; i < t->nsegs; i++)
		if (body_is_good(&t->segs[i]))
			all += t->segs[i].chars;
	for (i = 1; i < t->nnodes; i++) {
		const struct node *node = &t->nodes[i];
		size_t j;

		if ((node->flags & NODE_HIDDEN) == 0)
			continue;
		for (j = node->seg; j < node->seg_end; j++)
			if (body_is_good(&t->segs[j]))
				hidden += t->segs[j].chars;
		i = node->end - 1;
	}
	if (hidden * 3 <= all * 2)
		return;
	for (i = 1; i < t->nnodes; i++)
		t->nodes[i].flags &= (uint8_t)~NODE_HIDDEN;
}

void
body_choose(struct tree *t, struct pick *pick, enum method only)
{
	struct pick scores, density;

	settle_hidden(t);
	if (only == METHOD_SCORES) {
		scores_pick(t, pick);
		return;
	}
	if (only == METHOD_DENSITY) {
		density_pick(t, pick);
		return;
	}
	containers_pick(t, pick);
	if (only == METHOD_CONTAINERS)
		return;
	scores_pick(t, &scores);
	if (is_better(t, &scores, pick))
		*pick = scores;
	if (pick->sum.good >= MIN_TEXT)
		return;
	density_pick(t, &density);
	if (density.sum.good > pick->sum.chars * 2)
		*pick = density;
}
