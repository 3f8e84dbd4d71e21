/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_GROUPS_H
#define KLIPING_GROUPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregate/pool.h"
#include "lib/slice.h"

/* The groups seen so far, found by key.  Memory grows with their number. */

struct group {
	struct slice	 key;	/* its cells, a TAB between two */
	uint64_t	 number;	/* from 0, in order of appearance */
	void		*states;	/* state_bytes, zero at first */
};

struct group_slot {
	struct group	*group;		/* NULL: free */
	uint64_t	 hash;
};

struct groups {
	size_t		  state_bytes;	/* of one group */
	struct group	**list;		/* owned; n, in order of appearance */
	size_t		  n, list_cap;
	struct group_slot *slots;	/* owned; cap: 0 or a power of two */
	size_t		  cap;
	struct pool	  pool;
};

void	 groups_init(struct groups *, size_t state_bytes);

/* The group of a key, made when there is none. */
struct group *groups_get(struct groups *, struct slice key);

/*
 * The states of the groups of n keys, made where there are none.  Keys that are
 * looked up together wait for their memory together.
 */
#define GROUPS_MAX_KEYS	128
void	 groups_get_many(struct groups *, const struct slice *keys, size_t n,
	     char **states);

/* The group of a key, or NULL when there is none. */
struct group *groups_find(const struct groups *, struct slice key);

/* All groups by their keys' bytes, cell by cell; the caller frees. */
const struct group **groups_sorted(const struct groups *);

/* Bytes allocated for the groups. */
size_t	 groups_bytes(const struct groups *);

void	 groups_free(struct groups *);

#endif
