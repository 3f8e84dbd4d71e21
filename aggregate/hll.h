/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_HLL_H
#define KLIPING_HLL_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/slice.h"

/*
 * How many different strings there were, within about 1 % (standard error
 * 0.81 %): HyperLogLog with 2^14 registers of a fixed hash, estimated after
 * O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches"
 * (arXiv:1702.01284), which needs no table and only + and *.  = { 0 } is an
 * empty one.  The registers do not depend on the order of the strings.
 */

#define HLL_BITS	14
#define HLL_REGISTERS	(1u << HLL_BITS)

struct hll {
	/* Registers that are not 0 as (place << 8 | value), by place, until
	   they are too many; then registers holds all. */
	uint32_t	*few;		/* owned */
	size_t		 n, cap;
	unsigned char	*registers;	/* owned; NULL until then */
};

/* Bytes that it holds. */
static inline size_t
hll_bytes(const struct hll *h)
{
	return h->registers != NULL ? HLL_REGISTERS :
	    h->cap * sizeof(*h->few);
}

void	 hll_add(struct hll *, struct slice);
uint64_t hll_estimate(const struct hll *);

/* Append the registers as text of kliping(5); and take such a text in: false
   when it is none. */
void	 hll_save(struct buf *, const struct hll *);
bool	 hll_load(struct hll *, struct slice text);

void	 hll_free(struct hll *);

#endif
