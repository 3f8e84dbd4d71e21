/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_COUNTKIND_H
#define KLIPING_EXTRACT_COUNTKIND_H

#include "extract/count.h"

/* Which kind of a thing a count counts: `13 TPS rawan`, `tiga orang lainnya
   masih hilang`, `menewaskan lima warga`. */

/* Look behind the count, then before it, for a kind of what it counts, and set
   its scope; c->end goes behind a kind that stands there. */
void	 countkind_read(struct count *c, const struct passage *,
	     const struct knowledge *);

/*
 * A number with a kind alone, whose first word behind it is word i: of what
 * was counted last (`last`, NULL when nothing was), or of people.  1 and *c;
 * 0 when no kind stands there.
 */
int	 countkind_alone(struct count *c, const struct passage *, size_t i,
	     const struct count *last, const struct knowledge *);

/*
 * A number behind a kind of what was counted last: `rawan 148`.  1, and of,
 * scope, rule and begin of *c; 0 when no kind stands right before it.
 */
int	 countkind_before(struct count *c, const struct passage *,
	     const struct count *last, const struct knowledge *);

/* The scope of the kind of a thing that begins at a word; "" when none does. */
const char *countkind_at(const struct passage *, size_t token, const char *of,
	     const struct knowledge *);

/* Counts in one breath have one kind: `340 KK atau 1.250 jiwa mengungsi`. */
void	 countkind_share(struct counts *, const struct passage *,
	     const struct knowledge *);

#endif
