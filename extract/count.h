/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_COUNT_H
#define KLIPING_EXTRACT_COUNT_H

#include "extract/article.h"
#include "extract/knowledge.h"
#include "extract/rule.h"
#include "extract/story.h"

/* What is counted: the table `counts` of kliping(5). */

#define COUNTS_MAX 4096	/* of one article; the rest is not read: a table */

/* Strings live as long as the article; none is NULL, "" is missing. */
struct count {
	long long	 value;
	const char	*of;		/* canonical: `personel` */
	const char	*scope;		/* who or which kind: `TNI`, `rawan` */
	const char	*approx;	/* about, min, max */
	enum rule	 rule;
	size_t		 begin, end;	/* number, unit and scope */
	uint32_t	 token, token_end;	/* number and unit alone */
	bool		 is_title;
	bool		 is_share;	/* of a whole said behind it: 17 dari 30
					   kecamatan */
	bool		 hidden;	/* no row of the table: in the title,
					   the same as one before, or it only
					   points back (dua desa itu) */
};

struct counts {
	struct count	*v;		/* owned; by position, title first */
	size_t		 n, cap;
};

/* What was in *out before goes; its memory is used again. */
void	 counts_find(struct counts *out, struct article *,
	     const struct knowledge *);
void	 counts_free(struct counts *);

#endif
