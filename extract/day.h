/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_DAY_H
#define KLIPING_EXTRACT_DAY_H

#include "extract/article.h"
#include "extract/knowledge.h"
#include "extract/rule.h"
#include "extract/story.h"

/* Dates written in an article: the table `dates` of kliping(5). */

#define DAYS_MAX 4096	/* of one article; the rest is not read: a list */

enum day_basis { DAY_FULL, DAY_YEAR_INFERRED, DAY_WEEKDAY, DAY_RELATIVE };

enum day_kind { DAY_OTHER, DAY_EVENT, DAY_START, DAY_END, DAY_PUBLISH };

struct day {
	struct date	 date;
	enum day_basis	 basis;
	enum day_kind	 kind;
	enum rule	 rule;
	int		 weekday;	/* written beside a date, 0-6; -1 */
	bool		 weekday_ok;	/* the date falls on it */
	bool		 in_brackets;	/* Kamis (8/8) */
	size_t		 begin, end;	/* in the body */
	bool		 hidden;	/* as one before it: no row */
};

struct days {
	struct day	*v;		/* owned; by position */
	size_t		 n, cap;
};

/* What the columns basis and kind say. */
extern const char *const day_basis_names[];
extern const char *const day_kind_names[];

/*
 * Find the dates; a year that is not written is inferred from the publish
 * date, the weekday, other dates and the years named.  What cannot be
 * resolved is left out.  What was in *out before goes; its memory is used
 * again.
 */
void	 days_find(struct days *out, const struct article *,
	     const struct story *, const struct knowledge *);
/* Does a byte of the body lie in a date? */
bool	 days_cover(const struct days *, size_t at);
void	 days_free(struct days *);

/* Choose the event's day, mark it, and return it; NULL when there is none. */
const struct day *days_choose_event(struct days *, const struct article *,
	     const struct knowledge *);

#endif
