/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_FACTS_H
#define KLIPING_EXTRACT_FACTS_H

#include "extract/article.h"
#include "extract/check.h"
#include "extract/count.h"
#include "extract/day.h"
#include "extract/event.h"
#include "extract/knowledge.h"
#include "extract/mention.h"
#include "extract/operation.h"
#include "extract/people.h"
#include "extract/place.h"
#include "extract/quotes.h"
#include "extract/story.h"
#include "extract/unit.h"

/* All that is found in one article; each part by its own module.  All zero is
   ready for use. */
struct facts {
	struct units	units;
	struct story	story;
	struct mentions	institutions, themes;
	struct operations operations;
	struct counts	counts;
	struct days	days;
	struct event	event;
	struct checks	checks;
	struct spots	places;
	struct people	people;
	struct quotes	quotes;
	/* Cells of the wide table, `;` between values. */
	const char	*joined_institutions, *joined_themes, *failed_checks;
};

/* Find everything.  What was there before goes; its memory is used again. */
void	 facts_find(struct facts *, struct article *,
	     const struct knowledge *);
void	 facts_free(struct facts *);

#endif
