/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_TOKEN_H
#define KLIPING_EXTRACT_TOKEN_H

#include "extract/match.h"

/*
 * Read the next word at or after byte *at: fills all of the token but its
 * matches and its clitic and moves *at behind it.  1, or 0 when no word is
 * left.
 */
int	 token_next(struct token *, struct slice text, size_t *at);

/* What a character beyond ASCII means; 0: it is a letter. */
uint16_t token_gap_of(uint32_t character);

/* What stands in the bytes from .. to, where no word is. */
uint16_t token_gap(struct slice text, size_t from, size_t to);

/* How the word of n bytes is written. */
enum token_shape token_shape(const char *, size_t n);

struct matcher;

/* Read all words of the passage's text, with their clitics; each token's
   `starts` is the matcher's number of its word. */
void	 tokens_read(struct passage *, const struct matcher *);

#endif
