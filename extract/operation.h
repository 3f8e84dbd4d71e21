/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_OPERATION_H
#define KLIPING_EXTRACT_OPERATION_H

#include "extract/article.h"
#include "extract/knowledge.h"
#include "extract/rule.h"
#include "extract/story.h"

/* Police operations: the table `operations` of kliping(5). */

/* Strings live as long as the article; none is NULL, "" is missing. */
struct operation {
	const char	*name;		/* `Mantap Praja Salawaku 2024` */
	const char	*series, *suffix, *polda;
	const char	*stage;		/* `II` */
	const char	*year;		/* `2024`, `2024-2025` */
	struct slice	 raw;		/* the first mention, as written */
	size_t		 begin, end;	/* of it; 0 0 when in the title */
	enum rule	 rule;
};

struct operations {
	struct operation *v;		/* owned; by position */
	size_t		 n, cap;
};

/* Find the operations named, once each: a shortened form is the full one that
   stands elsewhere.  What was in *out before goes; its memory is used again. */
void	 operations_find(struct operations *out, struct article *,
	     const struct knowledge *);
void	 operations_free(struct operations *);

/* The operation the story belongs to; NULL when none is named. */
const struct operation *operation_of(const struct operations *,
	     const struct story *);

#endif
