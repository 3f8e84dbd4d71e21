/* SPDX-License-Identifier: MIT */
/*
 * The pool: starts workers, hands records to them over sockets and puts their
 * results in order.  Holds the results that wait for an earlier one, and never
 * more than one record a worker.  What comes from a worker is not trusted: it
 * has read hostile bytes.
 */
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clean/pool.h"
#include "lib/tsv.h"
#include "lib/xalloc.h"

#define RECEIVE_BYTES	((size_t)64 << 10)
#define TICK_MS		100	/* patience is counted in these, so that a
				   program that was stopped loses none */
#define NO_MEMORY	1	/* exit status of lib/xalloc.h */
#define MAX_TRIES	3	/* workers that end before they have a record */
#define MAX_REPLY	(2 * TSV_MAX_LINE + WORKER_MAX_TEXT)

struct slot {			/* a record and its result */
	struct buf	 reply;		/* struct worker_reply and its bytes */
	char		 reason[192];	/* without a reply */
	enum answer	 answer;	/* the same */
	const char	*name;
	uint64_t	 offset;
	bool		 done, lost;	/* lost: there is no reply */
};

struct worker {
	pid_t		 pid;		/* 0: none is running */
	int		 fd;
	bool		 busy;
	size_t		 slot;
	uint64_t	 waited_ms;
};

struct pool {
	struct job	*job;
	struct worker_limits limits;
	struct worker	 worker[POOL_MAX_WORKERS];
	unsigned	 n;
	struct slot	 slot[POOL_MAX_AHEAD];	/* a ring */
	size_t		 first, used;	/* the oldest, and how many */
	size_t		 waiting;	/* bytes of finished results */
	struct buf	 request;
	void		 (*take)(void *, const struct pool_result *);
	void		*data;
};

/* A worker that does not read what it asked for is given up as well. */
static void
be_patient(const struct pool *p, int fd)
{
	uint64_t ms = p->limits.page_ms * POOL_PATIENCE;
	struct timeval most = { .tv_sec = (time_t)(ms / 1000),
	    .tv_usec = (suseconds_t)(ms % 1000 * 1000) };

	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof(most));
}

static int
start(struct pool *p, struct worker *w)
{
	int fd[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fd) != 0)
		return -1;
	(void)fflush(NULL);
	w->pid = fork();
	if (w->pid == 0)
		worker_run(p->job, fd[1], &p->limits);
	(void)close(fd[1]);
	if (w->pid == -1) {
		(void)close(fd[0]);
		w->pid = 0;
		return -1;
	}
	w->fd = fd[0];
	w->busy = false;
	be_patient(p, w->fd);
	return 0;
}

struct pool *
pool_new(struct job *job, unsigned n, const struct worker_limits *limits,
    void (*take)(void *, const struct pool_result *), void *data)
{
	struct pool *p = xcalloc(1, sizeof(*p));
	size_t i;

	p->job = job;
	p->limits = *limits;
	p->take = take;
	p->data = data;
	buf_init(&p->request, 4 * WORKER_MAX_TEXT);
	for (i = 0; i < POOL_MAX_AHEAD; i++)
		buf_init(&p->slot[i].reply, MAX_REPLY);
	for (p->n = 0; p->n < n; p->n++)
		if (start(p, &p->worker[p->n]) != 0) {
			pool_free(p);
			return NULL;
		}
	return p;
}

void
pool_free(struct pool *p)
{
	unsigned i;

	if (p == NULL)
		return;
	for (i = 0; i < p->n; i++)
		if (p->worker[i].pid > 0) {
			(void)close(p->worker[i].fd);
			(void)kill(p->worker[i].pid, SIGKILL);
			(void)waitpid(p->worker[i].pid, NULL, 0);
		}
	for (i = 0; i < POOL_MAX_AHEAD; i++)
		buf_free(&p->slot[i].reply);
	buf_free(&p->request);
	free(p);
}

/* Is the reply whole?  -1: it is none. */
static int
is_whole(const struct buf *b)
{
	struct worker_reply r;
	uint64_t n;

	if (b->len < sizeof(r))
		return 0;
	memcpy(&r, b->data, sizeof(r));
	if (r.answer >= ANSWER_MAX || r.why > WORKER_MAX_TEXT ||
	    r.row > TSV_MAX_LINE || r.drops > TSV_MAX_LINE)
		return -1;
	n = sizeof(r) + (uint64_t)r.why + r.row + r.drops;
	return b->len < n ? 0 : b->len == n ? 1 : -1;
}

/* Give out the results that are next in order. */
static void
give(struct pool *p)
{
	while (p->used > 0 && p->slot[p->first].done) {
		struct slot *s = &p->slot[p->first];
		struct pool_result result = { .answer = s->answer,
		    .why = s->reason, .name = s->name, .offset = s->offset };
		struct worker_reply r;
		char *why = NULL;

		if (!s->lost) {
			const char *at = s->reply.data + sizeof(r);

			memcpy(&r, s->reply.data, sizeof(r));
			why = r.why > 0 ? xmemdup(at, r.why) : NULL;
			result.answer = (enum answer)r.answer;
			result.why = why;
			result.row = slice(at + r.why, (size_t)r.row);
			result.drops = slice(at + r.why + r.row,
			    (size_t)r.drops);
		}
		p->take(p->data, &result);
		free(why);
		p->waiting -= s->reply.len;
		buf_free(&s->reply);	/* there are many of them */
		p->first = (p->first + 1) % POOL_MAX_AHEAD;
		p->used--;
	}
}

static void
finish_slot(struct pool *p, struct worker *w, bool lost)
{
	struct slot *s = &p->slot[w->slot];

	if (lost)
		buf_reset(&s->reply);
	s->lost = lost;
	s->done = true;
	p->waiting += s->reply.len;
	w->busy = false;
	give(p);
}

/* Why a worker ended, in the words of a reject. */
static void
explain(const struct pool *p, char *reason, size_t n, int status)
{
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
		(void)snprintf(reason, n, "the page takes more than %g s "
		    "(--page-seconds)", (double)p->limits.page_ms / 1000);
	else if (WIFEXITED(status) && WEXITSTATUS(status) == NO_MEMORY)
		(void)snprintf(reason, n, "the page takes more than %zu MiB "
		    "(--page-memory)", p->limits.memory >> 20);
	else if (WIFSIGNALED(status))
		(void)snprintf(reason, n, "the page ended its worker "
		    "(signal %d)", WTERMSIG(status));
	else
		(void)snprintf(reason, n, "the page ended its worker "
		    "(status %d)", WEXITSTATUS(status));
}

/* End a worker that is gone, or is to go; the status it ended with. */
static int
reap(struct worker *w)
{
	int status = 0;

	/* Of one that has ended already this changes nothing. */
	(void)kill(w->pid, SIGKILL);
	(void)close(w->fd);
	while (waitpid(w->pid, &status, 0) == -1 && errno == EINTR)
		continue;
	w->pid = 0;
	return status;
}

/* The same; its record is lost, and another starts.  why NULL: its status. */
static int
replace(struct pool *p, struct worker *w, const char *why)
{
	struct slot *s = &p->slot[w->slot];
	int status = reap(w);

	if (w->busy) {
		if (why != NULL)
			(void)snprintf(s->reason, sizeof(s->reason), "%s",
			    why);
		else
			explain(p, s->reason, sizeof(s->reason), status);
		finish_slot(p, w, true);
	}
	return start(p, w);
}

/* Take what a worker has written. */
static int
receive(struct pool *p, struct worker *w)
{
	struct buf *reply = &p->slot[w->slot].reply;
	ssize_t n;
	int whole;

	if (!w->busy)
		return replace(p, w, NULL);
	if (buf_reserve(reply, RECEIVE_BYTES) != 0)
		return replace(p, w, "the worker's answer is none");
	n = recv(w->fd, reply->data + reply->len, RECEIVE_BYTES, MSG_DONTWAIT);
	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n <= 0)
		return replace(p, w, NULL);
	reply->len += (size_t)n;
	if ((whole = is_whole(reply)) == -1)
		return replace(p, w, "the worker's answer is none");
	if (whole == 1)
		finish_slot(p, w, false);
	return 0;
}

/* A worker that says nothing for so long will not. */
static int
lose_patience(struct pool *p, struct worker *w)
{
	if (!w->busy || p->limits.page_ms == 0)
		return 0;
	w->waited_ms += TICK_MS;
	if (w->waited_ms < p->limits.page_ms * POOL_PATIENCE)
		return 0;
	return replace(p, w, "the worker does not answer");
}

/* Wait until a worker has something, and take it. */
static int
wait_for_one(struct pool *p)
{
	struct pollfd fds[POOL_MAX_WORKERS];
	unsigned i;
	int n;

	for (i = 0; i < p->n; i++)
		fds[i] = (struct pollfd){ .fd = p->worker[i].fd,
		    .events = POLLIN };
	n = poll(fds, p->n, TICK_MS);
	if (n == -1 && errno != EINTR)
		return -1;
	for (i = 0; i < p->n; i++) {
		if (n > 0 && fds[i].revents != 0 &&
		    receive(p, &p->worker[i]) != 0)
			return -1;
		if (n == 0 && lose_patience(p, &p->worker[i]) != 0)
			return -1;
	}
	return 0;
}

static struct worker *
idle(struct pool *p)
{
	unsigned i;

	for (i = 0; i < p->n; i++)
		if (!p->worker[i].busy)
			return &p->worker[i];
	return NULL;
}

/* 0; -1 when the worker is gone. */
static int
send_whole(int fd, const char *s, size_t n)
{
	while (n > 0) {
		ssize_t sent = send(fd, s, n, MSG_NOSIGNAL);

		if (sent == -1 && errno == EINTR)
			continue;
		if (sent <= 0)
			return -1;
		s += sent;
		n -= (size_t)sent;
	}
	return 0;
}

static size_t
new_slot(struct pool *p, const char *name, uint64_t offset)
{
	size_t number = (p->first + p->used++) % POOL_MAX_AHEAD;
	struct slot *s = &p->slot[number];

	s->name = name;
	s->offset = offset;
	s->answer = ANSWER_REJECT;
	s->done = s->lost = false;
	return number;
}

static struct slot *
take_worker(struct pool *p, struct worker *w, const char *name,
    uint64_t offset)
{
	w->busy = true;
	w->waited_ms = 0;
	w->slot = new_slot(p, name, offset);
	return &p->slot[w->slot];
}

/*
 * Send a record.  A worker that is gone before it has the whole of it did not
 * end for its sake, so that another gets it; but for one that had no room.
 */
static int
ask(struct pool *p, struct worker *w, const struct raw *raw)
{
	struct slot *s = &p->slot[w->slot];
	int tries, status;

	for (tries = 0; tries < MAX_TRIES; tries++) {
		if (send_whole(w->fd, p->request.data, p->request.len) == 0 &&
		    send_whole(w->fd, raw->block.p, raw->block.n) == 0)
			return 0;
		status = reap(w);
		if (start(p, w) != 0)
			return -1;
		if (WIFEXITED(status) && WEXITSTATUS(status) == NO_MEMORY) {
			explain(p, s->reason, sizeof(s->reason), status);
			finish_slot(p, w, true);
			return 0;
		}
		w->busy = true;
	}
	errno = ECHILD;
	return -1;
}

int
pool_put(struct pool *p, const struct raw *raw, const char *name,
    uint64_t offset)
{
	struct worker *w;
	struct slot *s;

	while ((w = idle(p)) == NULL || p->used == POOL_MAX_AHEAD ||
	    p->waiting > POOL_MAX_WAITING)
		if (wait_for_one(p) != 0)
			return -1;
	s = take_worker(p, w, name, offset);
	buf_reset(&p->request);
	if (worker_ask(&p->request, raw) != 0) {
		(void)snprintf(s->reason, sizeof(s->reason), "the record's "
		    "address is over the ceiling");
		finish_slot(p, w, true);
		return 0;
	}
	return ask(p, w, raw);
}

int
pool_say(struct pool *p, enum answer answer, const char *why,
    const char *name, uint64_t offset)
{
	struct slot *s;

	while (p->used == POOL_MAX_AHEAD)
		if (wait_for_one(p) != 0)
			return -1;
	s = &p->slot[new_slot(p, name, offset)];
	s->answer = answer;
	(void)snprintf(s->reason, sizeof(s->reason), "%s", why);
	s->done = s->lost = true;
	give(p);
	return 0;
}

int
pool_finish(struct pool *p)
{
	while (p->used > 0)
		if (wait_for_one(p) != 0)
			return -1;
	return 0;
}
