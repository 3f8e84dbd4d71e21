/* SPDX-License-Identifier: MIT */
/* The queue's promises over a simulated clock: nobody is asked too soon. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fetch/queue.h"
#include "lib/xalloc.h"

#define HOSTS		300
#define REQUESTS	100000
#define JOBS		50	/* at once */
#define DELAY_MS	1000

/* What the test itself remembers of a host, to judge the queue by. */
struct witness {
	bool	 busy;
	bool	 asked;		/* robots.txt is known */
	uint64_t last_ms;	/* start of the last page */
	uint64_t barred_ms;
	uint64_t delay_ms;
	unsigned pages;
};

struct flight {
	struct job	*job;
	struct host	*host;
	struct witness	*witness;
	uint64_t	 end_ms;
};

struct world {
	struct queue	 q;
	struct witness	 witness[HOSTS];
	struct flight	 flight[JOBS];
	size_t		 nflight;
	uint64_t	 now, random;
	size_t		 added, done;
	unsigned	 order[HOSTS];	/* number of the next page */
};

static uint64_t
dice(struct world *w, uint64_t n)
{
	w->random = w->random * 6364136223846793005u + 1442695040888963407u;
	return (w->random >> 33) % n;
}

static struct job *
new_job(const char *url)
{
	struct job *job = xcalloc(1, sizeof(*job));

	job->url = xstrdup(url);
	return job;
}

static void
add_page(struct world *w)
{
	/* Some hosts have most of the pages, as in any list. */
	unsigned n = (unsigned)(dice(w, 2) ? dice(w, HOSTS) : dice(w, 10));
	char url[64];
	struct job *job;

	(void)snprintf(url, sizeof(url), "http://h%u.example/%u", n,
	    w->order[n]++);
	job = new_job(url);
	queue_add(&w->q, queue_host(&w->q, queue_key(slice_str(url)), w->now),
	    job);
	w->added++;
}

static struct witness *
witness_of(struct world *w, const struct host *h)
{
	return &w->witness[strtol(h->key + strlen("http://h"), NULL, 10)];
}

static void
fly(struct world *w, struct host *h, struct job *job)
{
	struct witness *s = witness_of(w, h);
	bool page = job->robots_for == NULL;

	assert_false(s->busy);
	assert_true(w->now >= s->barred_ms);
	if (page) {
		assert_true(s->asked);
		if (s->pages > 0)
			assert_true(w->now >= s->last_ms + s->delay_ms);
		s->last_ms = w->now;
		s->pages++;
	}
	s->busy = true;
	queue_started(&w->q, h, w->now, page);
	w->flight[w->nflight++] = (struct flight){ job, h, s,
	    w->now + dice(w, 3000) };
}

static void
start(struct world *w)
{
	struct host *h;
	struct job *job;

	while (w->nflight < JOBS &&
	    (h = queue_ready(&w->q, w->now)) != NULL) {
		if ((job = queue_take(&w->q, h, w->now)) == NULL) {
			assert_int_equal(h->gate, GATE_ASK);
			job = new_job("http://robots.example/robots.txt");
			job->robots_for = h;
			job->host = h;
			h->gate = GATE_WAIT;
		}
		fly(w, h, job);
	}
}

/* An answer: all is well, or the host wants its peace for a while. */
static void
land(struct world *w, struct flight f)
{
	struct job *job = f.job;

	f.witness->busy = false;
	queue_ended(&w->q, f.host);
	if (dice(w, 20) == 0) {
		f.witness->barred_ms = w->now + dice(w, 60000);
		f.host->barred_ms = f.witness->barred_ms;
		job->not_before = f.witness->barred_ms;
		queue_add(&w->q, f.host, job);
		return;
	}
	if (job->robots_for == NULL) {
		w->done++;
		job_free(job);
		return;
	}
	f.witness->asked = true;
	f.witness->delay_ms = DELAY_MS + dice(w, 2) * dice(w, 20000);
	f.host->delay_ms = f.witness->delay_ms;
	f.host->gate = GATE_OPEN;
	queue_changed(&w->q, f.host);
	job_free(job);
}

/* Go on to whatever happens next. */
static void
pass_time(struct world *w)
{
	uint64_t next = w->nflight < JOBS ? queue_next_ms(&w->q) : UINT64_MAX;
	size_t i;

	for (i = 0; i < w->nflight; i++)
		if (w->flight[i].end_ms < next)
			next = w->flight[i].end_ms;
	assert_true(next != UINT64_MAX);
	if (next > w->now)
		w->now = next;
	for (i = 0; i < w->nflight;)
		if (w->flight[i].end_ms <= w->now) {
			struct flight f = w->flight[i];

			w->flight[i] = w->flight[--w->nflight];
			land(w, f);
		} else
			i++;
}

static void
test_manners(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));

	(void)state;
	w->random = 20261121;
	queue_init(&w->q, DELAY_MS);
	while (w->done < REQUESTS) {
		while (w->added < REQUESTS && w->q.njobs < 5000)
			add_page(w);
		start(w);
		pass_time(w);
	}
	assert_int_equal(w->q.njobs, 0);
	assert_int_equal(w->nflight, 0);
	queue_free(&w->q);
	free(w);
}

/* Pages come in their order, one that failed when it may, robots.txt first. */
static void
test_order(void **state)
{
	struct queue q;
	struct host *h;
	struct job *job;
	static const char *const order[] = { "http://a/r", "http://a/2",
	    "http://a/1", "http://a/3" };
	size_t i;

	(void)state;
	queue_init(&q, 0);
	h = queue_host(&q, slice_str("http://a"), 0);
	h->gate = GATE_OPEN;
	queue_add(&q, h, new_job("http://a/1"));
	job = new_job("http://a/2");
	job->not_before = 50;
	queue_add(&q, h, job);
	queue_add(&q, h, new_job("http://a/3"));
	job = new_job("http://a/r");
	job->robots_for = h;
	queue_add(&q, h, job);
	for (i = 0; i < 4; i++) {
		assert_ptr_equal(queue_ready(&q, 60), h);
		job = queue_take(&q, h, 60);
		assert_non_null(job);
		assert_string_equal(job->url, order[i]);
		job_free(job);
	}
	assert_null(queue_ready(&q, 60));
	assert_true(queue_next_ms(&q) == UINT64_MAX);
	queue_free(&q);
}

/* Hosts with nothing to do are forgotten, but not while they must wait. */
static void
test_forget(void **state)
{
	struct queue q;
	char key[64];
	struct host *first;
	unsigned i;

	(void)state;
	queue_init(&q, 0);
	first = queue_host(&q, slice_str("http://first"), 0);
	first->barred_ms = 10;
	for (i = 0; i < QUEUE_MAX_HOSTS + 100; i++) {
		(void)snprintf(key, sizeof(key), "http://h%u", i);
		(void)queue_host(&q, slice_str(key), 5);
	}
	assert_ptr_equal(queue_host(&q, slice_str("http://first"), 5), first);
	assert_true(first->barred_ms == 10);
	assert_true(q.nhosts <= QUEUE_MAX_HOSTS + 3);
	queue_free(&q);
}

static void
test_key(void **state)
{
	(void)state;
	assert_true(slice_is(queue_key(slice_str("https://a.id:81/x?y=/z")),
	    "https://a.id:81"));
	assert_true(slice_is(queue_key(slice_str("http://[::1]/")),
	    "http://[::1]"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_manners),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_forget),
		cmocka_unit_test(test_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
