/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_UNIT_H
#define KLIPING_EXTRACT_UNIT_H

#include "extract/article.h"
#include "extract/knowledge.h"

/* Police units as texts name them, and the one a story is about. */

enum unit_level {
	UNIT_NONE,		/* the word alone: `Kapolres`, `Mapolres` */
	UNIT_POLSEK, UNIT_POLRES, UNIT_POLDA
};

/* A unit named somewhere.  Strings live as long as the article. */
struct unit {
	enum unit_level	 level;
	const char	*name;		/* `Polres Buru Selatan`; "" for NONE */
	const char	*prefix;	/* `Polresta`, `Polda` */
	const char	*region;	/* its code; a polda's province; "" */
	const char	*polda;		/* the command's name; "" */
	bool		 is_title;	/* in the title, not the text */
	bool		 is_officer;	/* read off an officer: `Kapolres X` */
	uint32_t	 token, token_end;	/* words of the whole mention */
	uint32_t	 begin, end;
};

struct units {
	struct unit	*v;		/* owned */
	size_t		 n, cap;
};

/*
 * Read the unit whose word (LEX_UNIT_WORD) begins at a word of the passage:
 * `Polres (Kab.) X`, `Kepolisian Resor Kota (Polresta) X`, `Kapolda X`.  1 and
 * *u; 0 when no unit word begins there.  A word without a name behind it is
 * UNIT_NONE: ask the story for the unit.  units_find must have read the
 * article before.
 */
int	 unit_read(struct unit *u, const struct passage *, size_t token,
	     struct article *, const struct knowledge *);

/* `polsek`, `polres`, `polda` of unitwords.tsv; UNIT_NONE for anything else. */
enum unit_level unit_level(const char *word);

#define UNITS_MAX 512	/* read of one article: enough to know its own */

/* The units of title and text, by position, the title's first. */
void	 units_find(struct units *, struct article *,
	     const struct knowledge *);
void	 units_free(struct units *);

#endif
