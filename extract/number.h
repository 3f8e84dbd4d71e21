/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_NUMBER_H
#define KLIPING_EXTRACT_NUMBER_H

#include "extract/knowledge.h"
#include "extract/match.h"

/* Numbers as Indonesian texts write them. */

struct number {
	long long	 value;
	const char	*approx;	/* about, min, max; "" */
	uint32_t	 token, token_end;	/* the words it covers, words of
						   approximation included */
	uint32_t	 first;		/* its first digit or number word */
	const char	*currency;	/* written before it without a blank: the
					   value of its mark (Rp38); "" */
	bool		 is_year;	/* four digits that read as a year */
};

#define NUMBER_MAX 1000000000000000LL	/* larger ones are no counts */

/*
 * Read the number whose first digit or number word is word i: `12.145`,
 * `10. 785`, `1,5 juta`, `15 ribu`, `2.000 lebih`, `300an`, `dua ratus`,
 * `lima (5)`, with the words before it that make it inexact.  1, or 0 when no
 * number stands there.
 */
int	 number_read(struct number *, const struct passage *, size_t i,
	     const struct knowledge *);

/*
 * Read the upper end of the range that begins with `first`: 500-600, 200 hingga
 * 300.  1, or 0 when no larger number stands behind a dash or a word for `to`.
 */
int	 number_read_upper(struct number *, const struct number *first,
	     const struct passage *, const struct knowledge *);

#endif
