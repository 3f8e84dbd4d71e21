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

/* The ways to choose a body; containers know three. */
enum way {
	WAY_CONTAINERS,	/* the box whose name tells most */
	WAY_WIDE,	/* the next box around it that holds much more */
	WAY_BULK,	/* the innermost box that holds nearly all text */
	WAY_SCORES,
	WAY_DENSITY,
	WAY_MAX
};
extern const char *const way_names[WAY_MAX];

/* They always answer; an empty keep is a way that found nothing. */
void	 containers_pick(struct tree *, struct pick *named, struct pick *wide,
	     struct pick *bulk);
void	 scores_pick(struct tree *, struct pick *);
void	 density_pick(struct tree *, struct pick *);

/* What is known of a pick beside the others: features.c says what each is. */
enum feature {
	F_CONTAINERS, F_WIDE, F_BULK, F_SCORES,
	F_RANK0, F_RANK1, F_RANK2, F_RANK3, F_RANK4, F_RANK5, F_RANK6,
	F_LOOSE, F_LESS, F_LESS_C, F_LESS_S, F_LINKS, F_GOOD, F_SHARE,
	F_SHORT, F_SHORTER, F_ALONE, F_LACKS, F_SKIPS, F_HEADS, F_TEASERS,
	F_DATA_OWN, F_DATA_ALL, F_FEATURE_MAX
};
extern const char *const feature_names[F_FEATURE_MAX];

void	 features_of(const struct tree *, const struct pick picks[WAY_MAX],
	     struct slice data_body, double f[WAY_MAX][F_FEATURE_MAX]);

/* All picks, by way. */
void	 body_picks(struct tree *, struct pick picks[WAY_MAX]);

/* The weights of features (clean/data/arbiter.tsv). */
struct arbiter {
	double	 weights[F_FEATURE_MAX];
	double	 seen[WAY_MAX][F_FEATURE_MAX];	/* of the last page */
};

/* 0; -1 with the reason in why. */
int	 arbiter_load(struct arbiter *, const char *datadir, char *why,
	     size_t whysize);

/*
 * The body, by one way, or by that of them which the weights favour (only ==
 * WAY_MAX).  data_body is the text that the page's data give, n = 0 if none.
 */
void	 body_choose(struct tree *, struct pick *, enum way only,
	     struct arbiter *, struct slice data_body);

#endif
