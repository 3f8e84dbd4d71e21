/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_TRANSFER_H
#define KLIPING_TRANSFER_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "fetch/known.h"
#include "fetch/outcome.h"
#include "fetch/queue.h"
#include "lib/buf.h"

/*
 * Requests in flight; this and fetch/net.c alone know libcurl.  A transfer asks once
 * for one address and follows no redirect; what it was, and what to do about
 * it, is the caller's.
 */

struct transfer_limits {
	const char	*agent;		/* the User-Agent field */
	const char	*proxy;		/* NULL: none, whatever the environment */
	const char	*types;		/* accepted; fetch/types.h */
	const char	*ca_file;	/* whom to trust; NULL: the system's */
	bool		 allow_private;	/* also private network addresses */
	unsigned	 jobs;		/* at once */
	uint64_t	 connect_ms, idle_ms, total_ms;
	size_t		 max_head;	/* bytes of a header */
	size_t		 max_body;	/* bytes of a body */
	size_t		 memory;	/* bytes of all bodies in flight */
};

/* Where an answer was cut, in the words of WARC-Truncated. */
enum cut { CUT_NONE, CUT_LENGTH, CUT_TIME, CUT_DISCONNECT, CUT_UNSPECIFIED };

struct transfer {
	struct transfer	*next;		/* among the free ones */
	struct transfers *all;
	void		*easy;		/* libcurl's */
	unsigned	 shard;		/* of fetch/net.h */
	struct job	*job;		/* the caller's */
	const struct known_page *known;	/* the caller's; NULL: nothing is */
	void		*fields;	/* libcurl's: of this request alone */
	struct buf	 request;	/* header as sent */
	struct buf	 head;		/* of the last answer, as received */
	struct buf	 body;
	size_t		 max_body;	/* for this one */
	bool		 head_whole;
	bool		 mapped;	/* by --connect-to */
	bool		 refused;	/* its network address is private */
	bool		 unwanted;	/* its content type is */
	bool		 over;		/* a size ceiling was reached */
	bool		 moved;		/* bytes came since the last look */
	bool		 ended;
	uint64_t	 moved_ms;
	bool		 no_memory;	/* all bodies together were too much */
	uint64_t	 began_ms;	/* the caller's clock */
	time_t		 began;
	/* after transfers_done: */
	enum outcome	 outcome;	/* OUTCOME_OK: a whole answer, whatever
					   its status */
	enum cut	 cut;		/* otherwise, how it was cut when
					   head_whole says that it had begun */
	int		 status;	/* 0: no answer */
	const char	*why;		/* libcurl's words for a failure, or
					   NULL */
	const char	*ip;		/* or NULL */
	const char	*protocol;
	uint64_t	 retry_after_ms; /* 0: not asked for */
	char		 error[256];
};

struct transfers;

/* The name and version of the library that speaks to the network. */
const char *transfers_library(void);

/* Ready for limits->jobs at once; the strings in limits stay the caller's and
   must live as long.  connect_to is a list of HOST:PORT:ADDRESS:PORT that ends
   with NULL.  NULL, with *why, when libcurl is not fit for it. */
struct transfers *transfers_open(const struct transfer_limits *,
	     char *const connect_to[], const char **why);
void	 transfers_close(struct transfers *);

/* Ask for job->url; where known says how, only if it has changed.  There must be
   a free place (transfers_active below jobs).  max_body is the ceiling for this
   one. */
void	 transfers_start(struct transfers *, struct job *,
	     const struct known_page *known, size_t max_body,
	     uint64_t now_ms);

/* Wait at most timeout_ms for the network, or for one of n extra descriptors
   (NET_MAX_EXTRA at most), whose revents are set. */
void	 transfers_wait(struct transfers *, struct pollfd *extra, nfds_t n,
	     int timeout_ms, uint64_t now_ms);

/* Let the network move, a part of what is ready at a time: true while some is
   left, which is to be moved before the next wait. */
bool	 transfers_move(struct transfers *, uint64_t now_ms);

/* A transfer that has ended, or NULL.  It is the caller's until
   transfers_release. */
struct transfer *transfers_done(struct transfers *);
void	 transfers_release(struct transfers *, struct transfer *);

size_t	 transfers_active(const struct transfers *);

/* True when another body may be begun within the memory for bodies. */
bool	 transfers_have_memory(const struct transfers *);

#endif
