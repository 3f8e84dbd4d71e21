/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_ANSWER_H
#define KLIPING_ANSWER_H

#include "fetch/crawl.h"

/* The decisions of a crawl: whom to ask what, and what an answer means. */

/* Let a page wait on its host.  The crawl owns the job. */
void	 answer_enqueue(struct crawl *, struct job *);

/* Ask a host that queue_ready returned for its next page or its robots.txt, or
   dismiss a page that may not be asked for. */
void	 answer_start_host(struct crawl *, struct host *);

/* Judge a transfer that has ended, and release it. */
void	 answer_finish(struct crawl *, struct transfer *);

/* What answer.c and gate.c share. */

/* When to try again, seen from now. */
uint64_t answer_backoff(const struct crawl *, const struct job *);

/* May another try do better?  A certificate or a private address stays what it
   is. */
bool	 answer_may_pass(enum outcome);

/* Keep the host from being asked before that time. */
void	 answer_bar(struct crawl *, struct host *, uint64_t until);

/* Write the exchange into the archive, when there was an answer.  True when it
   became a revisit: the page is as an earlier archive has it. */
bool	 answer_archive(struct crawl *, const struct transfer *);

/* Hand a job to the network. */
void	 answer_launch(struct crawl *, struct job *, size_t max_body);

/* The canonical address that the answer redirects to, into c->text.  0; -1 when
   it is none that can be fetched. */
int	 answer_target(struct crawl *, const struct transfer *);

/* Is this answer a redirect? */
bool	 answer_is_redirect(const struct transfer *);

/* gate.c: robots.txt.  Ask for it; judge its answer. */
void	 gate_ask(struct crawl *, struct host *);
void	 gate_answer(struct crawl *, struct transfer *);

#endif
