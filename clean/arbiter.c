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

void
body_choose(struct tree *t, struct pick *pick)
{
	struct pick scores, density;

	containers_pick(t, pick);
	scores_pick(t, &scores);
	if (is_better(&scores, pick))
		*pick = scores;
	if (pick->sum.good >= MIN_TEXT)
		return;
	density_pick(t, &density);
	if (density.sum.good > pick->sum.chars * 2)
		*pick = density;
}
