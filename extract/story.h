/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_STORY_H
#define KLIPING_EXTRACT_STORY_H

#include "extract/article.h"
#include "extract/knowledge.h"
#include "extract/rule.h"
#include "extract/unit.h"

/* What a story is about; strings live as long as the article, none is NULL. */
struct story {
	const char	*unit, *polda;	/* "" when not known */
	bool		 about_region;	/* settings.tsv: not about a unit */
	const char	*unit_prefix;	/* `Polres`, `Polda`, ...; "" */
	bool		 is_polda;	/* the unit is a regional command */
	const char	*region;	/* 4 digits, 2 when provincial, "" */
	const char	*province;	/* 2 digits, "" */
	const char	*basis;		/* unit, title, dateline, text, "" */
	enum rule	 unit_rule, region_rule;
	const char	*dateline_name;	/* `Sungailiat`; "" */
	const char	*dateline_code;	/* its region; "" */
	size_t		 lead;		/* the byte of the body where the story
					   begins, behind its dateline */
};

/* Decide what the story is about. */
void	 story_find(struct story *, struct article *, const struct units *,
	     const struct knowledge *);

/* Its part that reads the dateline: sets dateline_* and lead. */
void	 dateline_find(struct story *, struct article *,
	     const struct knowledge *);

#endif
