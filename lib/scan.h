/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_SCAN_H
#define KLIPING_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/slice.h"

/*
 * Reading numbers, words and gaps out of running text.  Each reader takes the
 * rest of the text, and moves it on only when it read something; copying the
 * slice before is how to go back.
 */

/* Bytes of the apostrophe that s begins with, in any of its shapes; or 0. */
size_t	 scan_apostrophe(struct slice s);

/* Bytes of the space that s begins with: ' ', TAB, the no-break and the thin
   spaces of Unicode; LF and CR too when breaks is set; or 0. */
size_t	 scan_space(struct slice s, bool breaks);

/* A run of min to max digits (max at most 9), not followed by another. */
bool	 scan_number(struct slice *s, size_t min, size_t max, int *value);

/* A word: letters, with apostrophes between ASCII letters. */
bool	 scan_word(struct slice *s, struct slice *word);

/* One given byte. */
bool	 scan_char(struct slice *s, char c);

/* Skip at most max characters that are spaces or stand in punctuation (signs
   of ASCII alone), in which `-` stands for the dashes and `|` for the bullets too. */
void	 scan_gap(struct slice *s, const char *punctuation, size_t max,
	     bool breaks);

#endif
