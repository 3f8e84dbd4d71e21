/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_QUEUE_H
#define KLIPING_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/outcome.h"
#include "fetch/robots.h"
#include "lib/slice.h"

/*
 * The addresses that wait, by host, and when each host may be asked next.  A
 * host is a scheme, a name and a port; it has one request at a time.  Time is
 * a number of milliseconds that the caller passes in, so that a test can run
 * a year in a second.
 */

#define QUEUE_MAX_HOSTS	20000	/* hosts remembered while nothing waits for
				   them: their robots.txt and when they were
				   asked; the longest unused is forgotten */

#define QUEUE_MAX_ROBOTS ((size_t)64 << 20) /* bytes of their rules; with more, a
				   host's go when its page is asked for, and
				   come anew before the next */

/* One address on its way, or one robots.txt (then `robots_for` is set). */
struct job {
	struct job	*next;
	struct host	*host;		/* that the current address belongs to */
	struct host	*robots_for;	/* NULL: a page */
	char		*url;		/* owned: canonical, of this hop */
	char		*given;		/* owned: as it was read; NULL when it
					   is the first hop's url */
	char		*via;		/* owned: the hop before, or NULL */
	uint64_t	*chain;		/* owned: hashes of the hops so far */
	unsigned	 hops;
	unsigned	 tries;		/* of this hop */
	unsigned	 all_tries;
	int		 status;	/* of the last answer; 0 for none */
	uint64_t	 bytes;		/* of the last body */
	uint64_t	 ms;		/* of all tries together */
	uint64_t	 not_before;
};

struct job_list {
	struct job	*first, *last;
	size_t		 n;
};

/* May pages of this host be asked for? */
enum gate {
	GATE_ASK,	/* not known: robots.txt comes first */
	GATE_WAIT,	/* robots.txt is on its way */
	GATE_OPEN	/* the answer is in robots and refusal */
};

struct host {
	struct host	*next;		/* in its chain of the table */
	struct host	*older, *newer;	/* among those with nothing to do */
	char		*key;		/* owned: `https://example.com:8443` */
	struct job_list	 first;		/* robots.txt, for any host */
	struct job_list	 again;		/* by not_before */
	struct job_list	 pages;
	size_t		 place;		/* in the heap, from 1; 0 = not there */
	uint64_t	 ready_ms;	/* key in the heap */
	uint64_t	 order;		/* first come, first served; 0: to be
					   given when it waits again */
	uint64_t	 free_ms;	/* the delay after the last start */
	uint64_t	 barred_ms;	/* not at all before: Retry-After, backoff */
	bool		 busy;		/* has a request in flight */
	bool		 idle;		/* in the list of those */
	bool		 aside;		/* given up for this run */
	unsigned	 failures;	/* in a row */
	uint64_t	 asked;		/* pages asked for so far */
	enum gate	 gate;
	struct robots	*robots;	/* owned; NULL: no rules; set by
					   queue_rules */
	enum outcome	 refusal;	/* OUTCOME_OK: the rules decide */
	uint64_t	 robots_until;
	uint64_t	 delay_ms;	/* between starts */
};

struct queue {
	struct host	**table;	/* owned, by key */
	size_t		 ntable, nhosts, nidle;
	struct host	*oldest, *newest;
	struct host	**heap;		/* owned; from 1 */
	size_t		 nheap, cap;
	size_t		 njobs;		/* waiting */
	size_t		 robots_bytes;	/* of all rules */
	uint64_t	 order;
	uint64_t	 delay_ms;	/* of a new host */
};

void	 queue_init(struct queue *, uint64_t delay_ms);
void	 queue_free(struct queue *);	/* jobs that still wait included */

/* Scheme, host and port of a canonical address; borrowed from it. */
struct slice queue_key(struct slice canonical);

/* The host with that key, made when it is new; until the next call that may
   forget a host with nothing to do. */
struct host *queue_host(struct queue *, struct slice key, uint64_t now);

/* Let a job wait: the queue owns it.  A robots.txt goes before everything, a
   job with not_before waits for that, the others come in their order. */
void	 queue_add(struct queue *, struct host *, struct job *);

/* The host that may be asked now and waited longest, or NULL.  The same host
   is returned again until one of the next two is called for it. */
struct host *queue_ready(struct queue *, uint64_t now);

/* Take the job that is next on this host; NULL when it has none that may start
   now.  The caller owns it. */
struct job *queue_take(struct queue *, struct host *, uint64_t now);

/* The host's request begins.  Pages spend the delay; robots.txt does not, as
   it only prepares the page. */
void	 queue_started(struct queue *, struct host *, uint64_t now,
	     bool spends_delay);

/* Give the host these rules, which it then owns, in place of those it had; NULL
   for none. */
void	 queue_rules(struct queue *, struct host *, struct robots *);

/* The host's request has ended. */
void	 queue_ended(struct queue *, struct host *);

/* The host's gate, barred_ms or lists were changed by hand: sort it in anew. */
void	 queue_changed(struct queue *, struct host *);

/* When the next host will be ready; UINT64_MAX when none waits. */
uint64_t queue_next_ms(const struct queue *);

void	 job_free(struct job *);

#endif
