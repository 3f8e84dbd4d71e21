/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CRAWL_H
#define KLIPING_CRAWL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/archive.h"
#include "fetch/capture.h"
#include "fetch/input.h"
#include "fetch/queue.h"
#include "fetch/report.h"
#include "fetch/seen.h"
#include "fetch/transfer.h"
#include "lib/warcout.h"

/* The work itself: addresses in, records out. */

#define CRAWL_MAX_ROBOTS_HOPS 5		/* RFC 9309, 2.3.1.2: at least five */
#define CRAWL_ROBOTS_MS	((uint64_t)24 * 3600 * 1000)	/* RFC 9309, 2.4 */
#define CRAWL_REFUSAL_MS ((uint64_t)3600 * 1000) /* robots.txt that could not be
						    had is asked for again */
#define CRAWL_MAX_BACKOFF_MS 60000	/* between two tries */
#define CRAWL_MAX_RETRY_AFTER_MS ((uint64_t)600 * 1000) /* a host that asks for
						   more is set aside instead */

struct crawl_options {
	struct transfer_limits limits;
	uint64_t	 delay_ms;	/* between two starts on a host */
	uint64_t	 max_delay_ms;	/* a longer Crawl-delay is cut to this */
	uint64_t	 retry_wait_ms;	/* before the second try; doubles */
	unsigned	 tries;
	unsigned	 max_redirects;
	unsigned	 host_failures;	/* in a row, until a host is set aside */
	uint64_t	 max_pages;	/* a host; 0: no limit */
	size_t		 read_ahead;	/* addresses that wait */
	size_t		 max_address;	/* bytes of a canonical address */
};

/* What the program is told while it goes on; each gets arg. */
struct crawl_events {
	void	*arg;
	/* What time it is, in milliseconds; NULL: the machine's clock.  A test
	   brings its own. */
	uint64_t (*clock)(void *arg);
	/* A line of the input that is no address, or a file that is broken. */
	void	(*bad_line)(void *arg, const struct input *, const char *why);
	void	(*broken_input)(void *arg, const struct input *,
		    const char *why);
	/* An address, or a robots.txt, that failed; why may be NULL. */
	void	(*failed)(void *arg, const char *address, const char *outcome,
		    const char *why);
	/* A host that is given up, and why. */
	void	(*host_aside)(void *arg, const char *host, const char *why);
	/* total: addresses of the whole input; 0 while it is not all read. */
	void	(*tick)(void *arg, uint64_t addresses, uint64_t total,
		    uint64_t bytes);
};

struct crawl {
	const struct crawl_options *options;
	const struct crawl_events *events;
	struct input	*input;		/* these are borrowed, opened and */
	const struct archive *archive;	/* closed by the program */
	struct capture_writer *writer;
	struct report	*report;
	struct transfers *transfers;
	/* what follows is the crawl's own */
	struct queue	 queue;
	struct seen	 seen;
	uint64_t	 now;		/* milliseconds */
	bool		 lost;		/* output was lost: errno */
	struct buf	 text;
};

/* Fetch everything.  0; -1 with errno when the output could not be written. */
int	 crawl_run(struct crawl *);

#endif
