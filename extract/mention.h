/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_MENTION_H
#define KLIPING_EXTRACT_MENTION_H

#include "extract/article.h"
#include "extract/knowledge.h"
#include "extract/story.h"
#include "extract/rule.h"

/* What is named in an article, once each: the tables `institutions` and
   `themes` of kliping(5). */

struct mention {
	const char	*value;		/* `Kodim 0413`, `sinergitas` */
	const char	*kind;		/* `tni`; "" for a theme */
	size_t		 n;		/* how often it is named */
	size_t		 begin, end;	/* of the first time, in the body */
	enum rule	 rule;
};

struct mentions {
	struct mention	*v;		/* owned; by position */
	size_t		 n, cap;
};

/* The values sorted by bytes and joined by `;`, in the arena. */
const char *mentions_join(const struct mentions *, struct arena *);

/* What was in *out before goes; its memory is used again.  What stands in the
   dateline names an outlet. */
void	 institutions_find(struct mentions *out, struct article *,
	     const struct story *, const struct knowledge *);
void	 themes_find(struct mentions *out, struct article *,
	     const struct knowledge *);
void	 mentions_free(struct mentions *);

#endif
