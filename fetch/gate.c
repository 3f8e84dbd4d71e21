/* SPDX-License-Identifier: MIT */
/*
 * robots.txt as RFC 9309, 2.3 and 2.4 have it: asked for before the first page
 * of a host and again after a day, kept in the archive like any page.  What is
 * not there allows everything; what cannot be had forbids everything.
 */
#include <stdlib.h>
#include <string.h>

#include "fetch/answer.h"
#include "lib/url.h"
#include "lib/xalloc.h"

void
gate_ask(struct crawl *c, struct host *h)
{
	struct job *job = xcalloc(1, sizeof(*job));

	buf_reset(&c->text);
	(void)buf_addf(&c->text, "%s/robots.txt", h->key);
	job->url = xmemdup(c->text.data, c->text.len);
	job->robots_for = h;
	job->host = h;
	h->gate = GATE_WAIT;
	answer_launch(c, job, ROBOTS_MAX_BYTES);
}

/* The question is settled: the host's pages may move. */
static void
open_gate(struct crawl *c, struct job *job, struct robots *robots,
    enum outcome refusal)
{
	struct host *h = job->robots_for;
	uint64_t wanted;

	queue_rules(&c->queue, h, robots);
	h->refusal = refusal;
	h->gate = GATE_OPEN;
	h->robots_until = c->now + (refusal == OUTCOME_OK ? CRAWL_ROBOTS_MS :
	    CRAWL_REFUSAL_MS);
	h->delay_ms = c->options->delay_ms;
	wanted = robots != NULL ? robots_delay_ms(robots) : ROBOTS_NO_DELAY;
	if (wanted != ROBOTS_NO_DELAY) {
		if (wanted > c->options->max_delay_ms)
			wanted = c->options->max_delay_ms;
		if (wanted > h->delay_ms)
			h->delay_ms = wanted;
	}
	queue_changed(&c->queue, h);
	job_free(job);
}

/* Unreachable: try again, and in the end let nothing through. */
static void
unreachable(struct crawl *c, struct transfer *t, enum outcome why)
{
	struct job *job = t->job;
	uint64_t wait = answer_backoff(c, job);

	if (t->retry_after_ms > wait)
		wait = t->retry_after_ms;
	if (!answer_may_pass(why) || job->tries >= c->options->tries ||
	    wait > CRAWL_MAX_RETRY_AFTER_MS) {
		if (why != OUTCOME_ROBOTS)
			(void)answer_archive(c, t);
		if (outcome_is_failure(why))
			c->events->failed(c->events->arg, job->url,
			    outcome_name(why), t->why);
		open_gate(c, job, NULL, why);
		return;
	}
	answer_bar(c, job->host, c->now + wait);
	job->not_before = c->now + wait;
	queue_add(&c->queue, job->host, job);
}

/* Follow, across hosts if need be; the rules stay those of the first host. */
static void
follow(struct crawl *c, struct transfer *t)
{
	struct job *job = t->job;

	(void)answer_archive(c, t);
	if (job->hops >= CRAWL_MAX_ROBOTS_HOPS) {
		open_gate(c, job, NULL, OUTCOME_OK);
		return;
	}
	if (answer_target(c, t) != 0) {
		unreachable(c, t, OUTCOME_ROBOTS);
		return;
	}
	free(job->via);
	job->via = job->url;
	job->url = xmemdup(c->text.data, c->text.len);
	job->hops++;
	job->tries = 0;
	job->not_before = 0;
	queue_add(&c->queue, queue_host(&c->queue,
	    queue_key(slice_str(job->url)), c->now), job);
}

static void
parse(struct crawl *c, struct transfer *t)
{
	(void)answer_archive(c, t);
	open_gate(c, t->job, robots_parse(slice(buf_str(&t->body),
	    t->body.len), slice_str(c->options->limits.agent)), OUTCOME_OK);
}

void
gate_answer(struct crawl *c, struct transfer *t)
{
	/* Cut at the size limit is as whole as it need be: RFC 9309, 2.5. */
	bool whole = t->outcome == OUTCOME_OK ||
	    (t->outcome == OUTCOME_TOO_LARGE && t->status != 0);

	if (!whole)
		unreachable(c, t, t->outcome == OUTCOME_TOO_LARGE ?
		    OUTCOME_PROTOCOL : t->outcome);
	else if (t->status >= 200 && t->status < 300)
		parse(c, t);
	else if (answer_is_redirect(t))
		follow(c, t);
	/* 429 is a 4xx, but it says nothing about the rules. */
	else if (t->status == 429)
		unreachable(c, t, OUTCOME_RATE_LIMITED);
	else if (t->status >= 500)
		unreachable(c, t, OUTCOME_SERVER_ERROR);
	else {
		(void)answer_archive(c, t);
		open_gate(c, t->job, NULL, OUTCOME_OK);
	}
}
