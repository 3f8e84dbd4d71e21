/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_SET_H
#define KLIPING_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregate/pool.h"
#include "lib/slice.h"

/*
 * A set of strings, each under an owner's number, so that one table serves the
 * distinct values of every group.  = { 0 } is an empty one.
 */
struct set {
	struct set_slot	*slots;		/* owned */
	size_t		 n, cap;	/* cap: 0 or a power of two */
	struct pool	 strings;
};

/* Add a string; whether it is new to that owner. */
bool	 set_add(struct set *, uint64_t owner, struct slice);

void	 set_free(struct set *);

#endif
