/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_EVENT_H
#define KLIPING_EXTRACT_EVENT_H

#include "extract/article.h"
#include "extract/count.h"
#include "extract/counted.h"
#include "extract/day.h"
#include "extract/knowledge.h"
#include "extract/operation.h"
#include "extract/rule.h"
#include "extract/story.h"

/* A count that a cell of the wide table has. */
struct total {
	const struct count *count;	/* NULL when not stated */
	enum rule	 rule;
};

/* What happened, where, with how many: cells of the table `events`. */
struct event {
	const char	*type;		/* `rakor`; "" */
	size_t		 begin, end;	/* the words that say so, in the body;
					   0 0 when in the title */
	enum rule	 type_rule, venue_rule;
	const struct day *day;		/* NULL when not known */
	struct slice	 venue;		/* borrowed from the body; n = 0 none */
	const struct operation *operation;	/* NULL when none */
	struct total	 total[TOTALS_MAX];	/* by totals_column */
};

/* Its parts; all of them leave the others alone. */
void	 event_find_type(struct event *, const struct article *,
	     const struct story *, const struct knowledge *);
void	 event_find_venue(struct event *, struct article *,
	     const struct story *, const struct days *,
	     const struct knowledge *);
void	 event_find_totals(struct event *, const struct article *,
	     const struct story *, const struct counts *,
	     const struct knowledge *);

#endif
