/* SPDX-License-Identifier: MIT */
/*
 * What is asked and what an answer means: pages, retries, redirects, hosts that
 * fail again and again.  Every address ends in exactly one row of the report.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/answer.h"
#include "fetch/head.h"
#include "lib/url.h"
#include "lib/xalloc.h"

/* The end of an address: its row, and a word when it failed. */
static void
conclude(struct crawl *c, struct job *job, const char *final,
    enum outcome outcome, const char *why)
{
	const char *address = job->given != NULL ? job->given : job->url;
	struct report_row row = {
		.address = slice_str(address), .final = final,
		.status = job->status, .outcome = outcome,
		.bytes = job->bytes, .ms = job->ms, .tries = job->all_tries,
	};

	report_put(c->report, &row);
	if (outcome_is_failure(outcome))
		c->events->failed(c->events->arg, address,
		    outcome_name(outcome), why);
	job_free(job);
}

void
answer_enqueue(struct crawl *c, struct job *job)
{
	struct host *h = queue_host(&c->queue,
	    queue_key(slice_str(job->url)), c->now);

	if (h->aside)
		conclude(c, job, job->url, OUTCOME_GAVE_UP, NULL);
	else
		queue_add(&c->queue, h, job);
}

void
answer_bar(struct crawl *c, struct host *h, uint64_t until)
{
	if (until > h->barred_ms)
		h->barred_ms = until;
	queue_changed(&c->queue, h);
}

/* Twice as long each time, a quarter more or less so that many hosts behind
   one wall do not come back together. */
uint64_t
answer_backoff(const struct crawl *c, const struct job *job)
{
	uint64_t wait = c->options->retry_wait_ms;
	uint64_t hash = seen_hash(slice_str(job->url)) + job->tries;
	unsigned i;

	for (i = 1; i < job->tries && wait < CRAWL_MAX_BACKOFF_MS; i++)
		wait *= 2;
	if (wait > CRAWL_MAX_BACKOFF_MS)
		wait = CRAWL_MAX_BACKOFF_MS;
	hash ^= hash >> 29;
	return wait - wait / 4 + (wait > 1 ? hash % (wait / 2 + 1) : 0);
}

bool
answer_may_pass(enum outcome outcome)
{
	return outcome_is_failure(outcome) && outcome != OUTCOME_TLS;
}

static const char *
truncation(enum cut cut)
{
	switch (cut) {
	case CUT_LENGTH:
		return "length";
	case CUT_TIME:
		return "time";
	case CUT_DISCONNECT:
		return "disconnect";
	case CUT_UNSPECIFIED:
		return "unspecified";
	default:
		return NULL;
	}
}

/* `P` for robots.txt, then `R` for each redirect. */
static void
put_hops(char *out, const struct job *job)
{
	unsigned i;

	if (job->robots_for != NULL)
		*out++ = 'P';
	for (i = 0; i < job->hops && i < ARCHIVE_MAX_HOPS; i++)
		*out++ = 'R';
	*out = '\0';
}

bool
answer_archive(struct crawl *c, const struct transfer *t)
{
	char hops[ARCHIVE_MAX_HOPS + 2];
	struct capture cap = {
		.url = t->job->url, .via = t->job->via, .hops = hops,
		.ip = t->ip, .protocol = t->protocol,
		.truncated = truncation(t->cut), .began = t->began,
		.known = t->known, .status = t->status,
		.ms = c->now - t->began_ms,
		.request = slice(buf_str(&t->request), t->request.len),
		.head = slice(buf_str(&t->head), t->head.len),
		.body = slice(buf_str(&t->body), t->body.len),
	};

	if (t->status == 0 || c->lost)
		return false;
	put_hops(hops, t->job);
	if (capture_put(c->writer, &cap) != 0 ||
	    (c->writer->out->pending.len > c->options->limits.memory &&
	    warcout_flush(c->writer->out) != 0))
		c->lost = true;
	return cap.revisit;
}

void
answer_launch(struct crawl *c, struct job *job, size_t max_body)
{
	const struct known_page *known = job->robots_for != NULL ||
	    c->archive->known.n == 0 ? NULL :
	    known_find(&c->archive->known, seen_hash(slice_str(job->url)));

	job->tries++;
	job->all_tries++;
	queue_started(&c->queue, job->host, c->now, job->robots_for == NULL);
	transfers_start(c->transfers, job, known, max_body, c->now);
}

/* May this page be asked for at all? */
static enum outcome
permission(const struct crawl *c, const struct host *h, const struct job *job)
{
	struct slice key = queue_key(slice_str(job->url));

	if (h->aside)
		return OUTCOME_GAVE_UP;
	if (h->refusal != OUTCOME_OK)
		return h->refusal;
	if (h->robots != NULL && !robots_allows(h->robots,
	    slice_str(key.p + key.n)))
		return OUTCOME_ROBOTS;
	if (c->options->max_pages > 0 && h->asked >= c->options->max_pages)
		return OUTCOME_TOO_MANY;
	return OUTCOME_OK;
}

/* Rules of hundreds of kilobytes, as nobody needs, must not fill the memory. */
static void
spare_rules(struct crawl *c, struct host *h)
{
	if (h->robots == NULL || c->queue.robots_bytes <= QUEUE_MAX_ROBOTS)
		return;
	queue_rules(&c->queue, h, NULL);
	h->gate = GATE_ASK;
	queue_changed(&c->queue, h);
}

void
answer_start_host(struct crawl *c, struct host *h)
{
	struct job *job;
	enum outcome outcome;

	if (h->gate == GATE_OPEN && c->now >= h->robots_until) {
		h->gate = GATE_ASK;
		queue_changed(&c->queue, h);
	}
	if ((job = queue_take(&c->queue, h, c->now)) == NULL) {
		if (h->gate == GATE_ASK)
			gate_ask(c, h);
		return;
	}
	if (job->robots_for != NULL) {
		answer_launch(c, job, ROBOTS_MAX_BYTES);
		return;
	}
	outcome = permission(c, h, job);
	if (outcome == OUTCOME_OK) {
		answer_launch(c, job, c->options->limits.max_body);
		spare_rules(c, h);
	} else
		conclude(c, job, job->url, outcome, outcome == h->refusal ?
		    "robots.txt cannot be had" : NULL);
}

/* Too many failures in a row: its addresses are reported, not waited for. */
static void
set_aside(struct crawl *c, struct host *h, const char *why)
{
	struct job_list *lists[] = { &h->again, &h->pages };
	struct job *job;
	size_t i;

	if (h->aside)
		return;
	h->aside = true;
	c->events->host_aside(c->events->arg, h->key, why);
	for (i = 0; i < 2; i++)
		while ((job = lists[i]->first) != NULL) {
			lists[i]->first = job->next;
			lists[i]->n--;
			c->queue.njobs--;
			conclude(c, job, job->url, OUTCOME_GAVE_UP, NULL);
		}
	h->again.last = h->pages.last = NULL;
	queue_changed(&c->queue, h);
}

/* What the answer says about the page. */
static enum outcome
outcome_of(const struct transfer *t)
{
	if (t->outcome != OUTCOME_OK)
		return t->outcome;
	if (t->status == 429)
		return OUTCOME_RATE_LIMITED;
	if (t->status >= 500)
		return OUTCOME_SERVER_ERROR;
	if (t->status == 404 || t->status == 410)
		return OUTCOME_NOT_FOUND;
	return t->status >= 200 && t->status < 300 ? OUTCOME_OK :
	    OUTCOME_HTTP_ERROR;
}

/* A failure may be the host's: it rests, and the page may be tried again. */
static void
fail(struct crawl *c, struct transfer *t, enum outcome outcome)
{
	struct job *job = t->job;
	struct host *h = job->host;
	uint64_t wait = answer_backoff(c, job);

	if (t->retry_after_ms > wait)
		wait = t->retry_after_ms;
	h->failures++;
	answer_bar(c, h, c->now + wait);
	if (answer_may_pass(outcome) && job->tries < c->options->tries &&
	    wait <= CRAWL_MAX_RETRY_AFTER_MS) {
		job->not_before = c->now + wait;
		queue_add(&c->queue, h, job);
	} else {
		char status[32];

		(void)snprintf(status, sizeof(status), "status %d", t->status);
		(void)answer_archive(c, t);
		conclude(c, job, job->url, outcome,
		    t->why != NULL ? t->why : status);
	}
	if (wait > CRAWL_MAX_RETRY_AFTER_MS)
		set_aside(c, h, "it asks for a wait of more than ten minutes");
	else if (h->failures >= c->options->host_failures)
		set_aside(c, h, "too many failures in a row");
}

bool
answer_is_redirect(const struct transfer *t)
{
	switch (t->status) {
	case 301:
	case 302:
	case 303:
	case 307:
	case 308:
		return t->outcome == OUTCOME_OK && head_field(
		    slice(buf_str(&t->head), t->head.len), "Location").n > 0;
	default:
		return false;
	}
}

int
answer_target(struct crawl *c, const struct transfer *t)
{
	struct slice location = head_field(
	    slice(buf_str(&t->head), t->head.len), "Location");
	struct buf joined;
	const char *why;
	int rc;

	buf_init(&joined, 4 * URL_MAX_BYTES);
	buf_reset(&c->text);
	rc = url_join(&joined, slice_str(t->job->url), location);
	if (rc == 0)
		rc = url_canon(&c->text, slice(buf_str(&joined), joined.len),
		    &why);
	if (rc == 0 && c->text.len > c->options->max_address)
		rc = -1;
	buf_free(&joined);
	return rc;
}

static bool
is_in_chain(const struct job *job, uint64_t hash)
{
	unsigned i;

	for (i = 0; i < job->hops; i++)
		if (job->chain[i] == hash)
			return true;
	return seen_hash(slice_str(job->url)) == hash;
}

/* The job goes on to the address in c->text. */
static void
move_on(struct crawl *c, struct job *job)
{
	job->chain = xreallocarray(job->chain, job->hops + 1,
	    sizeof(*job->chain));
	job->chain[job->hops++] = seen_hash(slice_str(job->url));
	if (job->given == NULL)
		job->given = xstrdup(job->url);
	free(job->via);
	job->via = job->url;
	job->url = xmemdup(c->text.data, c->text.len);
	job->tries = 0;
	/* Before the pages that came later. */
	job->not_before = c->now;
	answer_enqueue(c, job);
}

static void
follow(struct crawl *c, struct transfer *t)
{
	struct job *job = t->job;
	uint64_t hash;

	if (answer_target(c, t) != 0) {
		conclude(c, job, "", OUTCOME_BAD_REDIRECT, NULL);
		return;
	}
	hash = seen_hash(slice(c->text.data, c->text.len));
	if (is_in_chain(job, hash))
		conclude(c, job, c->text.data, OUTCOME_REDIRECT_LOOP, NULL);
	else if (job->hops >= c->options->max_redirects)
		conclude(c, job, c->text.data, OUTCOME_REDIRECT_LIMIT, NULL);
	else if (seen_has(&c->archive->done, hash))
		conclude(c, job, c->text.data, OUTCOME_ARCHIVED, NULL);
	else if (!seen_add(&c->seen, hash))
		conclude(c, job, c->text.data, OUTCOME_DUPLICATE, NULL);
	else
		move_on(c, job);
}

static void
page_answer(struct crawl *c, struct transfer *t)
{
	struct job *job = t->job;
	enum outcome outcome = outcome_of(t);

	job->status = t->status;
	job->bytes = t->body.len;
	if (outcome_is_failure(outcome)) {
		fail(c, t, outcome);
		return;
	}
	if (outcome != OUTCOME_PRIVATE)
		job->host->failures = 0;
	if (answer_archive(c, t))
		outcome = OUTCOME_UNCHANGED;
	if (answer_is_redirect(t))
		follow(c, t);
	else
		conclude(c, job, job->url, outcome, NULL);
}

void
answer_finish(struct crawl *c, struct transfer *t)
{
	struct job *job = t->job;
	struct host *h = job->host;

	job->ms += c->now - t->began_ms;
	queue_ended(&c->queue, h);
	if (t->no_memory) {
		/* Not the page's fault: again, when there is room. */
		job->tries--;
		job->not_before = c->now;
		queue_add(&c->queue, h, job);
	} else if (job->robots_for != NULL)
		gate_answer(c, t);
	else
		page_answer(c, t);
	transfers_release(c->transfers, t);
}
