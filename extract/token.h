/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_TOKEN_H
#define KLIPING_EXTRACT_TOKEN_H

#include "extract/match.h"

/*
 * Read the next word at or after byte *at: fills all of the token but word and
 * clitic and moves *at behind it.  1, or 0 when no word is left.
 */
int	 token_next(struct token *, struct slice text, size_t *at);

#endif
