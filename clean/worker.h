/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_WORKER_H
#define KLIPING_CLEAN_WORKER_H

#include <stddef.h>
#include <stdint.h>

#include "clean/job.h"
#include "lib/buf.h"

/*
 * The process that reads what the web wrote.  It gets records and gives lines
 * over one socket, and can do nothing else (clean/sandbox.h).
 */

#define WORKER_MAX_TEXT	((size_t)1 << 20)	/* of url, date and type */

struct worker_limits {
	uint64_t	page_ms;	/* CPU time of a page; 0: no limit */
	size_t		memory;		/* bytes of address space */
};

/* On the socket: one of these, and behind it as many bytes as it says. */
struct worker_request {
	uint32_t	kind;		/* enum raw_kind */
	uint32_t	url, fetched, type;
	uint64_t	block;
};

struct worker_reply {
	uint32_t	answer;		/* enum answer */
	uint32_t	why;		/* 0: NULL */
	uint64_t	row, drops;
};

/* The request for a record, without its block, appended to out; 0, or -1
   when its parts are over WORKER_MAX_TEXT. */
int	 worker_ask(struct buf *out, const struct raw *);

/* Serve requests from fd until it closes, then end the process. */
_Noreturn void	 worker_run(struct job *, int fd, const struct worker_limits *);

#endif
