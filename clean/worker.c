/* SPDX-License-Identifier: MIT */
/*
 * The worker: reads a request, does the job, writes the reply.  Holds one
 * record.  A page that takes too long ends the process by a signal, one that
 * takes too much memory by its exit status; whoever started it sees which.
 */
#include <sys/socket.h>
#include <sys/time.h>

#include <string.h>
#include <unistd.h>

#include "clean/sandbox.h"
#include "clean/worker.h"

#define MAX_DESCRIPTORS	1024	/* those that may be open when it starts */
#define KEEP_BYTES	((size_t)2 << 20)	/* of each buffer, between pages */

int
worker_ask(struct buf *out, const struct raw *raw)
{
	struct worker_request q = { .kind = raw->kind };

	if (raw->url.n > WORKER_MAX_TEXT || raw->fetched.n > WORKER_MAX_TEXT ||
	    raw->type.n > WORKER_MAX_TEXT)
		return -1;
	q.url = (uint32_t)raw->url.n;
	q.fetched = (uint32_t)raw->fetched.n;
	q.type = (uint32_t)raw->type.n;
	q.block = raw->block.n;
	(void)buf_add(out, &q, sizeof(q));
	(void)buf_add(out, raw->url.p, raw->url.n);
	(void)buf_add(out, raw->fetched.p, raw->fetched.n);
	return buf_add(out, raw->type.p, raw->type.n);
}

/* 0; -1 when the other end is gone. */
static int
read_whole(int fd, void *to, size_t n)
{
	char *p = to;

	while (n > 0) {
		ssize_t got = read(fd, p, n);

		if (got <= 0)
			return -1;
		p += got;
		n -= (size_t)got;
	}
	return 0;
}

static int
write_whole(int fd, const void *from, size_t n)
{
	const char *p = from;

	while (n > 0) {
		ssize_t put = write(fd, p, n);

		if (put <= 0)
			return -1;
		p += put;
		n -= (size_t)put;
	}
	return 0;
}

/* The next record, its parts in b; 0, or -1 at the end. */
static int
read_request(int fd, struct buf *b, struct raw *raw)
{
	struct worker_request q;
	size_t n;

	buf_reset(b);
	buf_shrink(b, KEEP_BYTES);
	if (read_whole(fd, &q, sizeof(q)) != 0)
		return -1;
	n = (size_t)q.url + q.fetched + q.type + (size_t)q.block;
	if (buf_reserve(b, n) != 0 || read_whole(fd, b->data, n) != 0)
		return -1;
	raw->kind = (enum raw_kind)q.kind;
	raw->url = slice(b->data, q.url);
	raw->fetched = slice(raw->url.p + q.url, q.fetched);
	raw->type = slice(raw->fetched.p + q.fetched, q.type);
	raw->block = slice(raw->type.p + q.type, (size_t)q.block);
	return 0;
}

static int
write_reply(int fd, const struct job *job, enum answer answer)
{
	struct worker_reply r = { .answer = answer, .row = job->row.len,
	    .drops = job->drops.len };

	r.why = job->why != NULL ? (uint32_t)strlen(job->why) : 0;
	if (write_whole(fd, &r, sizeof(r)) != 0 ||
	    write_whole(fd, job->why, r.why) != 0 ||
	    write_whole(fd, job->row.data, job->row.len) != 0)
		return -1;
	return write_whole(fd, job->drops.data, job->drops.len);
}

/* The watchdog barks after so much CPU time of this process; 0: no more. */
static void
watch(uint64_t ms)
{
	struct itimerval timer = { 0 };

	timer.it_value.tv_sec = (time_t)(ms / 1000);
	timer.it_value.tv_usec = (suseconds_t)(ms % 1000 * 1000);
	(void)setitimer(ITIMER_PROF, &timer, NULL);
}

_Noreturn void
worker_run(struct job *job, int fd, const struct worker_limits *limits)
{
	struct sandbox sandbox = { .fd = fd, .max_memory = limits->memory };
	struct raw raw;
	struct buf request;
	int i;

	for (i = 0; i < MAX_DESCRIPTORS; i++)
		if (i != fd)
			(void)close(i);
	if (sandbox_enter(&sandbox) != 0)
		_exit(2);
	buf_init(&request, SIZE_MAX / 2);
	while (read_request(fd, &request, &raw) == 0) {
		enum answer answer;

		watch(limits->page_ms);
		answer = job_run(job, &raw);
		watch(0);
		if (write_reply(fd, job, answer) != 0)
			break;
	}
	_exit(0);
}
