/* SPDX-License-Identifier: MIT */
/*
 * The whole crawl over a simulated clock and network, more than 100,000 requests
 * in two days of its time: no rule of politeness is ever broken.  The network
 * here replaces fetch/transfer.c; it knows nothing of how the crawl decides, and
 * judges each request by what the host was sent and has answered so far.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <unistd.h>

#include "fetch/answer.h"
#include "fetch/crawl.h"
#include "fetch/types.h"
#include "lib/url.h"
#include "lib/xalloc.h"

#define HOSTS		400
#define ADDRESSES	200000
#define REQUESTS	100000
#define JOBS		64
#define DELAY_MS	1000
#define MAX_DELAY_MS	600000
#define RETRY_WAIT_MS	2000
#define HOST_FAILURES	5
#define MAX_PAGES	500
#define DAY_MS		((uint64_t)24 * 3600 * 1000)

/* How a host behaves: its number decides. */
enum kind {
	PLAIN,
	CALM,		/* Crawl-delay: 5 */
	TIRED,		/* Crawl-delay: 3600, over the cap */
	BUSY,		/* 429 now and then, with Retry-After */
	SHAKY,		/* time-outs and 503 now and then, without */
	DYING,		/* robots.txt, and then nothing but 500 */
	TOMORROW,	/* one day a 503 that asks for a day of peace */
	MOVED,		/* sends on to the next host */
	SLOW_RULES,	/* robots.txt is 503 twice, then forbids /secret */
	NO_RULES,	/* robots.txt is never to be had */
	KINDS
};

/* What the network has seen of a host. */
struct witness {
	bool	 busy, aside;
	bool	 ruled;		/* robots.txt was answered */
	bool	 refused;	/* it was not to be had: nothing may be asked */
	bool	 asked;
	uint64_t ruled_ms;
	uint64_t last_ms;	/* start of the last page */
	uint64_t barred_ms;	/* Retry-After, or a failure's wait */
	unsigned pages, failures, robots;
};

struct transfers {
	struct transfer	 slot[JOBS];
	uint64_t	 end_ms[JOBS];
	size_t		 active;
	uint64_t	 now, random;
	struct witness	 witness[HOSTS];
	unsigned long	 requests, pages, aside, retried, robots_again;
};

static uint64_t
dice(struct transfers *w, uint64_t n)
{
	w->random = w->random * 6364136223846793005u + 1442695040888963407u;
	return (w->random >> 33) % n;
}

static unsigned
number_of(const char *url)
{
	return (unsigned)strtoul(url + strlen("http://h"), NULL, 10);
}

static enum kind
kind_of(unsigned host)
{
	return (enum kind)(host % KINDS);
}

static uint64_t
delay_of(unsigned host)
{
	switch (kind_of(host)) {
	case CALM:
		return 5000;
	case TIRED:
		return MAX_DELAY_MS;
	default:
		return DELAY_MS;
	}
}

/* The rules of politeness, at the moment of a request. */
static void
judge_start(struct transfers *w, unsigned n, const struct job *job)
{
	struct witness *h = &w->witness[n];

	assert_true(w->active < JOBS);
	assert_false(h->busy);
	assert_true(w->now >= h->barred_ms);
	if (job->robots_for != NULL) {
		w->robots_again += h->ruled;
		return;
	}
	assert_true(h->ruled);
	assert_false(h->refused);
	assert_false(h->aside);
	assert_true(w->now < h->ruled_ms + DAY_MS);
	if (kind_of(n) == SLOW_RULES)
		assert_null(strstr(job->url, "/secret"));
	if (h->asked && w->now < h->last_ms + delay_of(n))
		fail_msg("host %u after %llu ms", n,
		    (unsigned long long)(w->now - h->last_ms));
	assert_true(h->pages < MAX_PAGES);
	w->retried += job->tries > 1;
}

void
transfers_start(struct transfers *w, struct job *job,
    const struct known_page *known, size_t max_body, uint64_t now_ms)
{
	unsigned n = number_of(job->url);
	struct witness *h = &w->witness[n];
	struct transfer *t = w->slot;

	(void)known;
	(void)max_body;
	assert_true(now_ms == w->now);
	judge_start(w, n, job);
	while (t->job != NULL)
		t++;
	t->job = job;
	t->began_ms = now_ms;
	w->end_ms[t - w->slot] = now_ms + 5 + dice(w, dice(w, 20) ? 400 : 9000);
	w->active++;
	w->requests++;
	h->busy = true;
	if (job->robots_for == NULL) {
		h->asked = true;
		h->last_ms = now_ms;
		h->pages++;
		w->pages++;
	}
}

static void
answer(struct transfer *t, int status, const char *fields, const char *body)
{
	t->status = status;
	t->outcome = OUTCOME_OK;
	t->cut = CUT_NONE;
	buf_reset(&t->head);
	buf_reset(&t->body);
	(void)buf_addf(&t->head, "HTTP/1.1 %d X\r\n%s", status, fields);
	(void)buf_adds(&t->body, body);
}

static void
answer_robots(struct transfers *w, struct transfer *t, unsigned n)
{
	struct witness *h = &w->witness[n];

	switch (kind_of(n)) {
	case CALM:
		answer(t, 200, "", "User-agent: *\nCrawl-delay: 5\n");
		break;
	case TIRED:
		answer(t, 200, "", "User-agent: *\nCrawl-delay: 3600\n");
		break;
	case SLOW_RULES:
		if (h->robots++ < 2) {
			answer(t, 503, "", "");
			t->retry_after_ms = 5000;
			break;
		}
		answer(t, 200, "", "User-agent: kliping\nDisallow: /secret\n");
		break;
	case NO_RULES:
		answer(t, 503, "", "");
		h->refused = true;
		break;
	default:
		answer(t, 404, "", "");
	}
}

static void
answer_page(struct transfers *w, struct transfer *t, unsigned n)
{
	char to[64];

	answer(t, 200, "", "a page");
	switch (kind_of(n)) {
	case BUSY:
		if (dice(w, 12) > 0)
			break;
		answer(t, 429, "", "");
		t->retry_after_ms = 1000 * dice(w, 30);
		break;
	case SHAKY:
		if (dice(w, 8) > 0)
			break;
		answer(t, 503, "", "");
		if (dice(w, 2) == 0) {
			t->status = 0;
			t->outcome = OUTCOME_TIMEOUT;
		}
		break;
	case DYING:
		answer(t, 500, "", "");
		break;
	case TOMORROW:
		if (dice(w, 100) > 0)
			break;
		answer(t, 503, "", "");
		t->retry_after_ms = DAY_MS;
		break;
	case MOVED:
		if (dice(w, 3) > 0)
			break;
		(void)snprintf(to, sizeof(to), "Location: http://h%u.example/"
		    "m%lu\r\n", (n + 1) % HOSTS, w->requests);
		answer(t, 302, to, "");
		break;
	default:
		break;
	}
}

/* What the host may expect from now on. */
static void
remember(struct transfers *w, const struct transfer *t, unsigned n)
{
	struct witness *h = &w->witness[n];
	bool failed = t->outcome != OUTCOME_OK || t->status == 429 ||
	    t->status >= 500;
	uint64_t wait = t->retry_after_ms, least;

	h->busy = false;
	if (t->job->robots_for != NULL) {
		if (!failed || h->refused) {
			h->ruled = true;
			h->ruled_ms = w->now;
		} else
			h->barred_ms = w->now + wait;
		return;
	}
	h->failures = failed ? h->failures + 1 : 0;
	/* Twice as long after each try, a quarter less at the most. */
	least = (uint64_t)RETRY_WAIT_MS * 3 / 4 << (t->job->tries - 1);
	if (failed && wait < least)
		wait = least;
	if (failed)
		h->barred_ms = w->now + wait;
	if (!h->aside && (h->failures >= HOST_FAILURES || wait >= DAY_MS)) {
		h->aside = true;
		w->aside++;
	}
}

struct transfer *
transfers_done(struct transfers *w)
{
	size_t i;

	for (i = 0; i < JOBS; i++) {
		struct transfer *t = &w->slot[i];
		unsigned n;

		if (t->job == NULL || w->end_ms[i] > w->now)
			continue;
		n = number_of(t->job->url);
		t->retry_after_ms = 0;
		t->no_memory = t->job->robots_for == NULL && dice(w, 500) == 0;
		if (t->job->robots_for != NULL)
			answer_robots(w, t, n);
		else
			answer_page(w, t, n);
		if (t->no_memory) {
			/* As if it had not been answered. */
			t->status = 200;
			w->witness[n].busy = false;
		} else
			remember(w, t, n);
		w->end_ms[i] = UINT64_MAX;
		return t;
	}
	return NULL;
}

void
transfers_release(struct transfers *w, struct transfer *t)
{
	t->job = NULL;
	w->active--;
}

bool
transfers_move(struct transfers *w, uint64_t now_ms)
{
	assert_true(now_ms == w->now);
	return false;
}

/* Time passes here and nowhere else. */
void
transfers_wait(struct transfers *w, struct pollfd *extra, nfds_t n,
    int timeout_ms, uint64_t now_ms)
{
	uint64_t until = w->now + (uint64_t)timeout_ms;
	size_t i;

	assert_true(now_ms == w->now);
	for (i = 0; i < n; i++)
		extra[i].revents = 0;
	for (i = 0; i < JOBS; i++)
		if (w->slot[i].job != NULL && w->end_ms[i] < until)
			until = w->end_ms[i];
	if (until > w->now)
		w->now = until;
}

size_t
transfers_active(const struct transfers *w)
{
	return w->active;
}

bool
transfers_have_memory(const struct transfers *w)
{
	(void)w;
	return true;
}

static uint64_t
simulated_clock(void *arg)
{
	return ((struct transfers *)arg)->now;
}

static void
on_input(void *arg, const struct input *in, const char *why)
{
	(void)arg;
	(void)in;
	fail_msg("%s", why);
}

static void
on_failed(void *arg, const char *address, const char *outcome, const char *why)
{
	(void)arg;
	(void)address;
	(void)outcome;
	(void)why;
}

static void
on_aside(void *arg, const char *host, const char *why)
{
	struct transfers *w = arg;

	(void)why;
	assert_true(w->witness[number_of(host)].aside);
}

static void
on_tick(void *arg, uint64_t addresses, uint64_t total, uint64_t bytes)
{
	(void)arg;
	(void)bytes;
	assert_true(total == 0 || addresses <= total);
}

/* A list in no order, some hosts with more of it than others. */
static void
write_list(struct transfers *w, const char *path)
{
	FILE *f = fopen(path, "w");
	size_t i;

	assert_non_null(f);
	for (i = 0; i < ADDRESSES; i++)
		(void)fprintf(f, "http://h%u.example/%s%zu\n",
		    (unsigned)(dice(w, 4) ? dice(w, HOSTS) : dice(w, HOSTS / 4)),
		    dice(w, 50) ? "" : "secret", i);
	assert_int_equal(fclose(f), 0);
}

static void
open_slots(struct transfers *w)
{
	size_t i;

	for (i = 0; i < JOBS; i++) {
		struct transfer *t = &w->slot[i];

		buf_init(&t->head, 4096);
		buf_init(&t->body, 4096);
		buf_init(&t->request, 4096);
		(void)buf_adds(&t->request, "GET / HTTP/1.1\r\n\r\n");
	}
}

static void
close_slots(struct transfers *w)
{
	size_t i;

	for (i = 0; i < JOBS; i++) {
		buf_free(&w->slot[i].head);
		buf_free(&w->slot[i].body);
		buf_free(&w->slot[i].request);
	}
}

static const struct crawl_options options = {
	.limits = { .agent = "kliping/test", .jobs = JOBS,
	    .types = TYPES_DEFAULT, .max_body = 4096 },
	.delay_ms = DELAY_MS, .max_delay_ms = MAX_DELAY_MS,
	.retry_wait_ms = RETRY_WAIT_MS, .tries = 3, .max_redirects = 10,
	.host_failures = HOST_FAILURES, .max_pages = MAX_PAGES,
	.read_ahead = 100000, .max_address = URL_MAX_BYTES,
};

static void
crawl_list(struct transfers *w, char *path, struct report *report)
{
	const struct crawl_events events = { .arg = w,
	    .clock = simulated_clock, .bad_line = on_input,
	    .broken_input = on_input, .failed = on_failed,
	    .host_aside = on_aside, .tick = on_tick };
	char *const paths[] = { path };
	struct archive archive = { .update = false };
	struct capture_writer writer;
	struct warcout out;
	struct input input;
	struct crawl c = { .options = &options, .events = &events,
	    .input = &input, .archive = &archive, .writer = &writer,
	    .report = report, .transfers = w };
	int fd = open("/dev/null", O_WRONLY);

	assert_int_equal(warcout_init(&out, fd, false), 0);
	assert_int_equal(capture_init(&writer, &out), 0);
	assert_int_equal(report_open(report, NULL), 0);
	input_open(&input, paths, 1);
	assert_int_equal(crawl_run(&c), 0);
	input_close(&input);
	capture_free(&writer);
	warcout_free(&out);
	(void)close(fd);
}

static void
test_manners(void **state)
{
	static char path[] = "/tmp/kliping-manners.XXXXXX";
	struct transfers *w = xcalloc(1, sizeof(*w));
	struct report report;
	unsigned i, kinds_aside = 0;

	(void)state;
	w->random = 20261121;
	assert_int_not_equal(close(mkstemp(path)), -1);
	write_list(w, path);
	open_slots(w);
	crawl_list(w, path, &report);
	/* Every address came to one end, and the rules were put to the test. */
	assert_int_equal(report.addresses, ADDRESSES);
	assert_int_equal(w->active, 0);
	assert_true(w->requests >= REQUESTS);
	assert_true(w->now > DAY_MS + DAY_MS / 2);
	/* A Crawl-delay that was not cut would take three weeks. */
	assert_true(w->now < 7 * DAY_MS);
	assert_true(w->retried > 1000);
	assert_true(w->robots_again > 0);
	assert_true(report.count[OUTCOME_TOO_MANY] > 0);
	assert_true(report.count[OUTCOME_GAVE_UP] > 0);
	assert_true(report.count[OUTCOME_ROBOTS] > 0);
	for (i = 0; i < HOSTS; i++)
		if (w->witness[i].aside)
			kinds_aside |= 1u << kind_of(i);
	assert_true((kinds_aside & 1u << DYING) != 0);
	assert_true((kinds_aside & 1u << TOMORROW) != 0);
	(void)report_close(&report);
	close_slots(w);
	(void)unlink(path);
	free(w);
}

/* Twice as long after each try, up to a ceiling, a quarter more or less; and of
   many pages that failed together, not all come back together. */
static void
test_backoff(void **state)
{
	struct crawl c = { .options = &options };
	char url[64];
	struct job job = { .url = url };
	uint64_t wait, want = RETRY_WAIT_MS, least, most;
	unsigned i;

	(void)state;
	for (job.tries = 1; job.tries < 20; job.tries++) {
		least = UINT64_MAX;
		most = 0;
		for (i = 0; i < 1000; i++) {
			(void)snprintf(url, sizeof(url), "http://h%u/", i);
			wait = answer_backoff(&c, &job);
			least = wait < least ? wait : least;
			most = wait > most ? wait : most;
		}
		assert_true(least >= want - want / 4);
		assert_true(most <= want + want / 4);
		assert_true(most - least > want * 4 / 10);
		want = want * 2 < CRAWL_MAX_BACKOFF_MS ? want * 2 :
		    CRAWL_MAX_BACKOFF_MS;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_backoff),
		cmocka_unit_test(test_manners),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
