/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_SKIP_H
#define KLIPING_SKIP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Where the parts of a page end that nobody reads: scripts, styles, drawings,
 * comments, declarations.  An end that is not there is searched for once, so
 * that a page of a million beginnings takes no longer than one.
 */

#define SKIP_RAWS	13
#define SKIP_SOFT_BYTES	((size_t)64 << 10)	/* of a soft element */

/*
 * An element whose contents go.  Of the soft ones an end that is missing or
 * far off is a mistake in the page, and only the tag goes.
 */
struct skip_raw {
	const char	*name, *close;
	size_t		 n;		/* bytes of the name */
	bool		 soft;
};

struct skip {			/* { .end = behind the page } is ready */
	const char	*end;
	/* what follows is its own */
	bool		 no_comment_end, no_gt, no_quote[2];
	const char	*close[SKIP_RAWS];
	bool		 no_close[SKIP_RAWS];
};

/* What a `<` at p begins, when its name is that of such an element; or NULL. */
const struct skip_raw *skip_find(const char *p, const char *end);

/* Is it a script? */
bool	 skip_is_script(const struct skip_raw *);

/*
 * Behind the element whose tag begins at p and ends before body: its `<` is at
 * p.  *inner is the end of its contents; NULL when only the tag goes, or when
 * the page ends within it.
 */
const char *skip_element(struct skip *, const struct skip_raw *,
	     const char *p, const char *body, const char **inner);

/* Behind the comment that begins at p. */
const char *skip_comment(struct skip *, const char *p);

/* Behind `<!...>` and `<?...>`. */
const char *skip_declaration(struct skip *, const char *p);

/* The quote that closes the one at p; NULL when there is none. */
const char *skip_quote(struct skip *, const char *p);

#endif
