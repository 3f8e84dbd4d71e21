/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_COUNTOWNER_H
#define KLIPING_EXTRACT_COUNTOWNER_H

#include "extract/count.h"

/* The inside of count.c: whose a count is. */

/* Does the name of a force, whose members may be meant, begin at a word? */
bool	 countowner_is_force(const struct passage *, size_t token,
	     const struct knowledge *);

/* The name of a unit or an institution that begins at a word; "" when there is
   none.  *end is set to the word behind it. */
const char *countowner_at(const struct passage *, size_t token, size_t *end,
	     struct article *, const struct knowledge *);

/* Set the scope from who or which kind stands behind the noun, if any. */
void	 countowner_behind(struct count *, const struct passage *,
	     struct article *, const struct knowledge *);

/* Set the scope from who stands right before the number, if any: Polri 26.075
   personel. */
void	 countowner_before(struct count *, const struct passage *,
	     struct article *, const struct knowledge *);

/* Make people members where a force stands right before their number: Linmas
   3.110 orang. */
void	 countowner_force(struct count *, const struct passage *,
	     struct article *, const struct knowledge *);

#endif
