/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_SEEN_H
#define KLIPING_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/slice.h"

/*
 * A set of addresses, kept as 64-bit hashes: eight bytes a slot of a table that
 * is three eighths to three quarters full, so 11 to 22 bytes an address.  Two
 * addresses of a million share a hash with a chance of one in forty million,
 * and then one of them is not fetched.
 */
struct seen {
	uint64_t	*slot;		/* owned; 0 is an empty one */
	size_t		 n;
	size_t		 cap;		/* a power of two, or 0 */
};

/* The hash of a canonical address; never 0. */
uint64_t seen_hash(struct slice address);

/* True when the hash was not there and now is.  `= { 0 }` is an empty set. */
bool	 seen_add(struct seen *, uint64_t hash);
bool	 seen_has(const struct seen *, uint64_t hash);
void	 seen_free(struct seen *);

#endif
