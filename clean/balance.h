/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_BALANCE_H
#define KLIPING_CLEAN_BALANCE_H

#include <stdbool.h>
#include <stdint.h>

#include "clean/tree.h"

/*
 * Between the tokenizer and the tree: tags as they are written go in, every
 * element opened and closed comes out.  The work for a tag does not grow with
 * the page.
 */

#define BALANCE_MAX_DEPTH	TREE_MAX_DEPTH	/* deeper ones are siblings */
#define BALANCE_MAX_OTHERS	64	/* names a page that HTML has not */
#define BALANCE_LEVELS		8

struct balance {
	struct tags	 tags;
	struct tree	*tree;
	/* what follows is its own */
	uint64_t	 closes[TAGS_MAX][TAGS_MAX / 64];
	struct balance_open {
		const struct tag_info	*info;
		uint16_t		 number;
		uint16_t		 same, level;	/* the ones before, + 1 */
	}		*open;
	unsigned	 depth, misplaced;
	bool		 had_head, had_body;
	/* the innermost open element by number and by level, + 1; 0: none */
	uint16_t	 last[TAGS_MAX + BALANCE_MAX_OTHERS + 1];
	uint16_t	 last_level[BALANCE_LEVELS];
	uint64_t	 others[BALANCE_MAX_OTHERS];	/* hashes of names */
	unsigned	 nothers;
};

void	 balance_init(struct balance *);
void	 balance_free(struct balance *);

/* A page begins; what comes goes to the tree, which stays the caller's. */
void	 balance_begin(struct balance *, struct tree *);

/*
 * A tag, its name in small letters.  empty: it ends with `/>`.  What is open
 * and cannot hold it is closed, html, head and body are added where they are
 * not written.
 */
void	 balance_open(struct balance *, const char *name, size_t n,
	     const struct tag_info *, const struct atts *, bool empty);
void	 balance_close(struct balance *, const char *name, size_t n);
void	 balance_text(struct balance *, struct slice text);

/* The page ends: everything is closed. */
void	 balance_end(struct balance *);

#endif
