/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_TREEINT_H
#define KLIPING_CLEAN_TREEINT_H

#include "clean/tree.h"

/* Between tree.c (boxes) and lines.c (their text) alone. */

struct open {			/* an element that is not closed yet */
	uint32_t	node;	/* 0: it has no box */
	uint8_t		tag, flags;
};

static inline bool
has_att(const struct atts *atts, enum attribute a)
{
	return (atts->has >> a & 1) != 0;
}

/* The innermost open box. */
uint32_t tree_parent(const struct tree *);

/* A line begins; it ends, as a paragraph (hard) or not. */
void	 tree_begin_line(struct tree *);
void	 tree_end_line(struct tree *, bool hard);

/* A br; two in a row end a paragraph. */
void	 tree_break(struct tree *);

void	 tree_link_begins(struct tree *);
void	 tree_link_ends(struct tree *);

#endif
