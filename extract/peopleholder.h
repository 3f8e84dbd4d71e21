/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_PEOPLEHOLDER_H
#define KLIPING_EXTRACT_PEOPLEHOLDER_H

#include "extract/peoplefind.h"

/* The inside of people.c: names without office and rank.  Each asks about a name
   whose titles begin at a word, and answers for good. */

/* `kata sutradara X`, `ujar petani kopi Y`. */
bool	 people_said_by_holder(const struct finder *, const struct name *,
	     size_t token);

/* `Kepala Seksi ..., Eka Asmadi,`: in commas behind what its owner is. */
bool	 people_is_holder(const struct finder *, const struct name *,
	     size_t token);

/* `Moh Rasul, buruh garam asal Kalianget,`: before what its owner is. */
bool	 people_is_private(const struct finder *, const struct name *,
	     size_t token);

#endif
