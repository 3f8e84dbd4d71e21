/* SPDX-License-Identifier: MIT */
/*
 * The arbiter: runs the ways, and takes the better pick.  Its numbers stand in
 * one table.
 */
#include <string.h>

#include "clean/body.h"

/* Fitted on pages with known text; see the table's columns in `features`. */
enum feature {
	F_ONE,			/* constant */
	F_MAX
};

#define MIN_TEXT	250	/* chars: less is no article's body */

static bool
is_better(const struct pick *scores, const struct pick *containers)
{
	if (containers->sum.good < MIN_TEXT)
		return scores->sum.good >= containers->sum.good;
	if (containers->rank > 2)
		return scores->sum.good * 10 > containers->sum.good * 8;
	return scores->sum.good > containers->sum.good * 2;
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
	if (is_better(&scores, pick))
		*pick = scores;
	if (pick->sum.good >= MIN_TEXT)
		return;
	density_pick(t, &density);
	if (density.sum.good > pick->sum.chars * 2)
		*pick = density;
}
