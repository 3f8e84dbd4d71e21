/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_LOOK_H
#define KLIPING_CLEAN_LOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "clean/tags.h"
#include "clean/words.h"

/*
 * What the attributes of a box say about it.  Sites repeat the same classes
 * over and over, so that what was read of one is remembered.
 */
struct looks;

#define LOOK_MAX_VALUE	4096	/* bytes of a class or id; longer ones say
				   nothing */
#define LOOK_MAX_ROLE	64	/* of itemprop, role and rel */

struct look {
	uint64_t	kinds;		/* bits of enum kind */
	uint64_t	class_hash;	/* 0: it has no class */
	int		weight;		/* of class and id: -50 to 50 */
	bool		hidden;
};

/* The words stay the caller's.  looks_free takes NULL. */
struct looks *looks_new(const struct words *classes);
void	 looks_free(struct looks *);

void	 look_at(struct looks *, struct look *, const struct atts *);

#endif
