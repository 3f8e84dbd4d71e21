/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_PLACE_H
#define KLIPING_EXTRACT_PLACE_H

#include "extract/article.h"
#include "extract/knowledge.h"
#include "extract/rule.h"
#include "extract/story.h"

/* Places of the gazetteer named in an article, once each: the table `places`
   of kliping(5). */
struct spot {
	const struct place *place;
	const char	*name;		/* the gazetteer's */
	size_t		 begin, end;	/* of the first mention */
};

struct spots {
	struct spot	*v;		/* owned; by position */
	size_t		 n, cap;
};

/* What the columns level and basis say of a place. */
const char *place_level(const struct place *);
const char *place_basis(const struct place *);
enum rule place_rule(const struct place *);

/* What was in *out before goes; its memory is used again. */
void	 spots_find(struct spots *out, const struct article *,
	     const struct story *, const struct knowledge *);
void	 spots_free(struct spots *);

#endif
