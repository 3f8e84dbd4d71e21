/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_ROBOTS_H
#define KLIPING_ROBOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/slice.h"

/* robots.txt: RFC 9309, and the older Crawl-delay. */

#define ROBOTS_MAX_BYTES ((size_t)500 << 10)	/* RFC 9309, 2.5: parse at least
						   this much; the rest is cut */
#define ROBOTS_MAX_PATTERN 2048	/* bytes of literal text in one rule; a longer
				   rule can match no address (URL_MAX_BYTES) */
#define ROBOTS_NO_DELAY UINT64_MAX

struct robots;

/*
 * The rules of a robots.txt for one crawler, whose product token (`kliping`)
 * is the leading letters, `_` and `-` of agent.  Any bytes are accepted; lines
 * that say nothing known are passed over.  Free with robots_free.
 */
struct robots *robots_parse(struct slice text, struct slice agent);

/*
 * May this path be fetched?  It is the path and query of a canonical address,
 * beginning with `/`.  The longest matching rule wins, Allow wins a tie, no
 * match allows, and /robots.txt itself is always allowed.
 */
bool	 robots_allows(const struct robots *, struct slice path);

/* Crawl-delay in milliseconds, or ROBOTS_NO_DELAY. */
uint64_t robots_delay_ms(const struct robots *);

/* The memory that the rules take; 0 for NULL. */
size_t	 robots_bytes(const struct robots *);

void	 robots_free(struct robots *);

#endif
