/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_BODY_H
#define KLIPING_CLEAN_BODY_H

#include <stdbool.h>
#include <stdint.h>

#include "clean/tree.h"

/*
 * The choice of the body: each way over the tree answers with a pick, which
 * says for every line whether it belongs to the article.  Picks lie in the
 * tree's arena.
 */

enum method {		/* the column of that name */
	METHOD_CONTAINERS, METHOD_SCORES, METHOD_DENSITY, METHOD_JSONLD,
	METHOD_TEXT, METHOD_MAX
};
extern const char *const method_names[METHOD_MAX];

struct sum {			/* over lines, from the first one */
	uint32_t chars, links, commas, lines;
	uint32_t good;		/* chars in paragraphs that read like text */
};

struct pick {
	unsigned char	*keep;	/* nsegs */
	enum method	 method;
	uint32_t	 node;	/* the box that was chosen */
	unsigned	 rank;	/* how telling its name was; 0 best */
	struct sum	 sum;	/* over what is kept */
};

/* A line that reads like a paragraph: long enough and not links. */
bool	 body_is_good(const struct seg *);

/*
 * Sums before each line, nsegs + 1 of them, over the lines that off does not
 * rule out (off may be NULL).
 */
struct sum *body_sums(struct tree *, const unsigned char *off);
struct sum body_between(const struct sum *, uint32_t from, uint32_t to);

/* Fill pick->sum. */
void	 body_count(const struct tree *, struct pick *);

/* The ways.  They always answer; an empty keep is a way that found nothing. */
void	 containers_pick(struct tree *, struct pick *);
void	 scores_pick(struct tree *, struct pick *);
void	 density_pick(struct tree *, struct pick *);

/* The body, by one way, or by the better of them (METHOD_MAX). */
void	 body_choose(struct tree *, struct pick *, enum method only);

#endif
