/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FETCH_LINKS_FILTER_H
#define KLIPING_FETCH_LINKS_FILTER_H

#include <regex.h>

#include "fetch/links.h"
#include "lib/date.h"

/* Which addresses are wanted. */

#define LINKS_MAX_PATTERNS 64	/* of each kind */

struct patterns {
	regex_t		compiled[LINKS_MAX_PATTERNS];
	size_t		n;
};

struct filter {
	struct patterns	match, exclude;
	bool		same_host;
	bool		has_since;
	struct stamp	since;
};

/* Compile one more POSIX extended regular expression.  0; -1 with why. */
int	 filter_pattern(struct patterns *, const char *expression, char *why,
	     size_t whysize);

/*
 * Is this address wanted?  It is canonical, source is the canonical address of
 * the document; date NULL: none is known, and then --since lets it pass.  Same
 * host means the same but for a `www.` before it.
 */
bool	 filter_wants(const struct filter *, const char *address,
	     const char *source, const struct stamp *date);

void	 filter_free(struct filter *);

#endif
