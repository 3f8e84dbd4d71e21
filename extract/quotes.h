/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_QUOTES_H
#define KLIPING_EXTRACT_QUOTES_H

#include <stdint.h>

#include "extract/article.h"
#include "extract/knowledge.h"
#include "extract/people.h"
#include "extract/rule.h"
#include "extract/story.h"

/* What was said: the table `quotes` of kliping(5). */

#define QUOTE_NOBODY PEOPLE_NOBODY	/* the speaker is never named */

struct quote {
	size_t		 speaker;	/* a person of the article, by number,
					   or QUOTE_NOBODY */
	const char	*role;		/* the speaker's, as people have it; "" */
	const char	*verb;		/* the root: `kata`; "" when none */
	bool		 direct;	/* in quotation marks */
	enum rule	 rule;
	struct slice	 text;		/* without its marks; borrowed from the
					   body or made in the arena */
	size_t		 begin, end;	/* in the body, marks included */
};

struct quotes {
	struct quote	*v;		/* owned */
	size_t		 n, cap;
};

/* Find the quotes, by position.  What was in *out before goes; its memory is
   used again. */
void	 quotes_find(struct quotes *out, struct article *,
	     const struct story *, const struct people *,
	     const struct knowledge *);
void	 quotes_free(struct quotes *);

#endif
