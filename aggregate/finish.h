/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FINISH_H
#define KLIPING_FINISH_H

#include "aggregate/items.h"
#include "aggregate/measure.h"

/*
 * Results of measures whose items are read in their order, one after another,
 * because memory would not hold them (measure_type.finish).
 */
void	 finish_distinct(struct buf *, struct items *,
	     const struct measure_how *);
void	 finish_list(struct buf *, struct items *, const struct measure_how *);
void	 finish_mode(struct buf *, struct items *, const struct measure_how *);
void	 finish_antimode(struct buf *, struct items *,
	     const struct measure_how *);
void	 finish_top(struct buf *, struct items *, const struct measure_how *);
void	 finish_median(struct buf *, struct items *,
	     const struct measure_how *);
void	 finish_quantile(struct buf *, struct items *,
	     const struct measure_how *);
void	 finish_histogram(struct buf *, struct items *,
	     const struct measure_how *);

/*
 * The value at n / of of the way from the least to the greatest, between two
 * numbers in proportion (R's type 7): part / of of the way from the number at
 * a place, from 0, to the next.  Exact, because of is at most 100.
 */
struct quantile {
	uint64_t	place, part;
	unsigned	of;
};

/* Of so many numbers, one at the least. */
struct quantile quantile_place(uint64_t total, unsigned n, unsigned of);

/* next is read only where part is over 0. */
void	 quantile_put(struct buf *, const struct quantile *,
	     const struct decimal *at, const struct decimal *next);

#endif
