/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_QUOTESAYING_H
#define KLIPING_EXTRACT_QUOTESAYING_H

#include <stdbool.h>
#include <stddef.h>

#include "extract/knowledge.h"
#include "extract/match.h"

/* Words of saying (verbs.tsv). */

enum saying_kind {
	SAYING_NYA,		/* ujarnya, dikatakannya: the last speaker */
	SAYING_BEFORE,		/* kata, disampaikan: the speaker follows */
	SAYING_BEHIND		/* mengatakan: the speaker stands before */
};

struct saying {
	const char	*root;		/* `kata`, for good */
	enum saying_kind kind;
	bool		 weak;		/* an ordinary word too (`pesan`) */
	size_t		 token, token_end;
};

/* Read the verb of saying at a word: 1 and *s; 0 when there is none. */
int	 saying_read(struct saying *s, const struct passage *, size_t token,
	     const struct knowledge *);

/* What saying_follows is asked about. */
struct saying_context {
	const struct passage	*passage;
	const struct knowledge	*knowledge;
};

/*
 * Do words of saying that follow a quotation begin at this byte: `ujarnya`,
 * `kata Kapolres`, `demikian disampaikan X`?  A quotespan_says on a struct
 * saying_context.
 */
bool	 saying_follows(const void *context, size_t at);

/* The same for a word; *s is the verb. */
bool	 saying_follows_at(struct saying *s, const struct passage *,
	     size_t token, const struct knowledge *);

#endif
