/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_PEOPLEPART_H
#define KLIPING_EXTRACT_PEOPLEPART_H

#include "extract/peoplefind.h"

/* The inside of peoplescan.c: what the words around an office say of it. */

/* The cue that ends right before a word, blanks between; NULL without. */
const struct match *people_cue_before(const struct finder *, size_t token);

/* Does an office at a word follow only a connector or nothing behind the last
   one?  *by_word: a connector. */
bool	 part_follows(const struct finder *, size_t token, bool *by_word);

/* What the words around an office say of it. */
enum office_part part_of(const struct finder *, const struct office *);

/* Does something show that the holder is there: a word of presence before it
   in its sentence, or that it does something? */
bool	 part_acts(const struct finder *, const struct office *);

#endif
