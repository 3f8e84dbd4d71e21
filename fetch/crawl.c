/* SPDX-License-Identifier: MIT */
/*
 * The loop: lines become jobs, jobs wait by host, hosts that may be asked are
 * asked, answers become records and outcomes.  Stops reading lines while
 * enough addresses wait, so that a list of any length takes the same memory,
 * and starts no request while the bodies at hand fill theirs.
 */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fetch/answer.h"
#include "fetch/crawl.h"
#include "lib/url.h"
#include "lib/xalloc.h"

#define WAIT_MS		1000	/* the longest sleep without a reason */
#define PENDING_HIGH	((size_t)8 << 20)	/* bytes of records that wait
						   for whoever reads them, and
						   then no request is begun */
#define PUSH_BYTES	((size_t)256 << 10)	/* written while still at hand */
#define FEED_LINES	4096	/* lines taken in before the network is looked
				   at again */

static uint64_t
clock_ms(const struct crawl *c)
{
	struct timespec t;

	if (c->events->clock != NULL)
		return c->events->clock(c->events->arg);
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* Log an address that never became a job. */
static void
log_line(struct crawl *c, struct slice given, const char *final,
    enum outcome outcome)
{
	struct report_row row = { .address = given, .final = final,
	    .outcome = outcome };

	report_put(c->report, &row);
}

/* One address of the input, at once or into its host's queue. */
static void
take_address(struct crawl *c, struct slice given)
{
	struct job *job;
	const char *why = NULL;
	uint64_t hash;
	int rc;

	buf_reset(&c->text);
	rc = url_canon(&c->text, given, &why);
	if (rc == 0 && c->text.len > c->options->max_address) {
		rc = -1;
		why = "longer than --max-address";
	}
	if (rc != 0) {
		log_line(c, given, "", OUTCOME_BAD_ADDRESS);
		c->events->bad_line(c->events->arg, c->input, why);
		return;
	}
	hash = seen_hash(slice(c->text.data, c->text.len));
	if (seen_has(&c->archive->done, hash)) {
		log_line(c, given, c->text.data, OUTCOME_ARCHIVED);
		return;
	}
	if (!seen_add(&c->seen, hash)) {
		log_line(c, given, c->text.data, OUTCOME_DUPLICATE);
		return;
	}
	job = xcalloc(1, sizeof(*job));
	job->url = xmemdup(c->text.data, c->text.len);
	if (!slice_is(given, job->url))
		job->given = xmemdup(given.p, given.n);
	answer_enqueue(c, job);
}

static bool
is_readable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 0) == 1;
}

/* Room for another address in the queues? */
static bool
has_room(const struct crawl *c)
{
	return c->queue.njobs < c->options->read_ahead;
}

/*
 * Take in what lines are at hand.  Returns whether some are left for which
 * there is room, so that nobody sleeps over them.
 */
static bool
feed(struct crawl *c)
{
	struct input *in = c->input;
	struct slice given;
	enum got got;
	int i;

	for (i = 0; i < FEED_LINES; i++) {
		if (!has_room(c) || input_ended(in))
			return false;
		if ((got = input_next(in, &given)) == GOT_RECORD)
			take_address(c, given);
		else if (got == GOT_BAD) {
			log_line(c, slice("", 0), "", OUTCOME_BAD_ADDRESS);
			c->events->bad_line(c->events->arg, in, in->why);
		} else if (got == GOT_BROKEN)
			c->events->broken_input(c->events->arg, in, in->why);
		else if (in->fd != -1) {
			if (!is_readable(in->fd))
				return false;
			input_read(in);
		}
	}
	return true;
}

/* May another request be begun, as far as places and memory go?  What is in
   flight goes on while nobody reads our output, but nothing is added. */
static bool
may_start(const struct crawl *c)
{
	return transfers_active(c->transfers) < c->options->limits.jobs &&
	    transfers_have_memory(c->transfers) &&
	    c->writer->out->pending.len < PENDING_HIGH;
}

/* Ask the hosts that may be asked, as many as may be asked at once. */
static void
start_ready(struct crawl *c)
{
	struct host *h;

	while (may_start(c) &&
	    (h = queue_ready(&c->queue, c->now)) != NULL)
		answer_start_host(c, h);
}

/* How long nothing can happen but on the network and the input. */
static int
sleep_ms(const struct crawl *c)
{
	uint64_t next = queue_next_ms(&c->queue);

	if (!may_start(c) || next == UINT64_MAX)
		return WAIT_MS;
	if (next <= c->now)
		return 0;
	return next - c->now < WAIT_MS ? (int)(next - c->now) : WAIT_MS;
}

static void
wait_for_work(struct crawl *c, bool more)
{
	bool reading = has_room(c) && !input_ended(c->input);
	struct pollfd extra[2];
	nfds_t n = 0;

	/* With lines left, this is only a look at the network. */
	more = more || (reading && c->input->fd == -1);
	if (reading && !more)
		extra[n++] = (struct pollfd){ .fd = c->input->fd,
		    .events = POLLIN };
	if (warcout_waits(c->writer->out))
		extra[n++] = (struct pollfd){ .fd = c->writer->out->fd,
		    .events = POLLOUT };
	transfers_wait(c->transfers, extra, n, more ? 0 : sleep_ms(c), c->now);
}

static void
tick(struct crawl *c)
{
	uint64_t done = c->report->addresses;
	uint64_t total = !input_ended(c->input) ? 0 : done + c->queue.njobs +
	    transfers_active(c->transfers);

	c->events->tick(c->events->arg, done, total,
	    c->report->bytes);
}

/* Write what is whole, as far as somebody takes it. */
static void
push(struct crawl *c)
{
	if (!c->lost && warcout_push(c->writer->out) != 0)
		c->lost = true;
}

/* Let the network move, and judge what has ended. */
static void
move(struct crawl *c)
{
	struct transfer *t;
	bool more;

	do {
		more = transfers_move(c->transfers, c->now);
		c->now = clock_ms(c);
		while ((t = transfers_done(c->transfers)) != NULL)
			answer_finish(c, t);
		if (c->writer->out->pending.len >= PUSH_BYTES)
			push(c);
	} while (more);
	push(c);
}

static int
loop(struct crawl *c)
{
	bool more;

	for (;;) {
		c->now = clock_ms(c);
		more = feed(c);
		start_ready(c);
		move(c);
		if (c->lost)
			return -1;
		tick(c);
		if (input_ended(c->input) && c->queue.njobs == 0 &&
		    transfers_active(c->transfers) == 0)
			return warcout_flush(c->writer->out);
		wait_for_work(c, more);
	}
}

int
crawl_run(struct crawl *c)
{
	int rc, saved;

	buf_init(&c->text, 2 * URL_MAX_BYTES);
	queue_init(&c->queue, c->options->delay_ms);
	rc = loop(c);
	saved = errno;
	queue_free(&c->queue);
	seen_free(&c->seen);
	buf_free(&c->text);
	errno = saved;
	return rc;
}
