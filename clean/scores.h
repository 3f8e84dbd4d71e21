/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_SCORES_H
#define KLIPING_CLEAN_SCORES_H

#include "clean/body.h"

/* Between scores.c (which box) and scores_clean.c (what in it goes) alone. */

enum run_flag {
	RUN_STRIP = 1,		/* unlikely boxes go first */
	RUN_WEIGHT = 2,		/* class words count */
	RUN_CLEAN = 4		/* furniture inside goes */
};

struct live {			/* what is left in a box */
	uint32_t chars, links, commas, img, li, p, input;
};

struct run {
	struct tree	*t;
	unsigned	 flags;
	unsigned char	*off;		/* lines that are ruled out */
	unsigned char	*gone;		/* boxes that are ruled out */
	unsigned char	*scored;	/* boxes that have a score */
	double		*score;
	struct live	*live;
	struct sum	*sums;
};

/* Rule out, in keep, the furniture inside a box that was chosen. */
void	 scores_clean(struct run *, uint32_t box, unsigned char *keep);

#endif
