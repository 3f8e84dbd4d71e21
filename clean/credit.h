/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_CREDIT_H
#define KLIPING_CLEAN_CREDIT_H

#include <stdbool.h>

#include "clean/lexicon.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/slice.h"

/* Who wrote and who edited. */

#define CREDIT_MAX_NAMES 16	/* of either; more is a list of something else */

struct names {
	struct slice	name[CREDIT_MAX_NAMES];
	size_t		n;
};

struct credits {
	struct names	 author, editor;
	struct names	 loose;		/* authors by a word without a colon */
	bool		 strict;	/* keep those apart */
	const struct lexicon *lex;	/* borrowed */
	struct arena	*arena;		/* borrowed: owns the names */
	struct slice	 outlet;	/* never a person; may be empty */
	struct buf	*lower;		/* borrowed scratch */
};

/*
 * Read a credit line (`Penulis: X | Editor: Y`), adding to the names.  True
 * when the line is one, whether or not it names anybody of use.
 */
bool	 credit_line(struct credits *, struct slice line);

/* The role of a line that is a label and nothing else, or -1. */
int	 credit_label(struct credits *, struct slice line);

/*
 * Add the names in text (`By A and B`, `A, B`), tidied: lead-ins, titles of
 * office and addresses off; accounts of desks and agencies are left out.
 */
void	 credit_add(struct credits *, struct names *, struct slice text);

/* A person by the looks, and no desk. */
bool	 credit_is_person(struct credits *, struct slice name);

/* Append the names, joined with `;`. */
void	 credit_put(struct buf *out, const struct names *);

#endif
