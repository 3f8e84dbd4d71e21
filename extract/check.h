/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_CHECK_H
#define KLIPING_EXTRACT_CHECK_H

#include "extract/article.h"
#include "extract/count.h"
#include "extract/day.h"
#include "extract/knowledge.h"
#include "extract/operation.h"
#include "extract/rule.h"
#include "extract/story.h"

/* What an article claims held against what can be computed: the table
   `checks` of kliping(5).  Strings live as long as the article. */
struct check {
	const char	*name;		/* weekday duration sum districts
					   operation */
	enum rule	 rule;
	bool		 ok;
	const char	*claimed, *computed;
	size_t		 begin, end;	/* 0 0: from the title */
};

struct checks {
	struct check	*v;		/* owned */
	size_t		 n, cap;
};

/* What the checks are made of. */
struct check_input {
	struct article	*article;
	const struct story *story;
	const struct counts *counts;
	const struct days *days;
	const struct operations *operations;
	const struct knowledge *know;
};

void	 checks_add(struct checks *, const struct check *);

/* What was in *out before goes; its memory is used again. */
void	 checks_find(struct checks *out, const struct check_input *);
void	 checks_free(struct checks *);

/* Its part that adds parts up (sum.c). */
void	 checks_find_sums(struct checks *, const struct check_input *);

/* Names of the checks that failed, once each, joined by `;`, in the arena. */
const char *checks_failed(const struct checks *, struct arena *);

#endif
