/* SPDX-License-Identifier: MIT */
/*
 * Who may be asked next.  Every host has its own lists, and a heap holds the
 * hosts that wait, by the time they may be asked.  Holds the waiting addresses
 * and a bounded number of hosts; knows nothing of sockets or clocks.
 */
#include <stdlib.h>
#include <string.h>

#include "fetch/queue.h"
#include "lib/url.h"
#include "lib/xalloc.h"

#define FIRST_TABLE 1024	/* chains of the host table, a power of two */

void
queue_init(struct queue *q, uint64_t delay_ms)
{
	*q = (struct queue){ .delay_ms = delay_ms, .ntable = FIRST_TABLE };
	q->table = xcalloc(q->ntable, sizeof(*q->table));
}

void
job_free(struct job *job)
{
	if (job == NULL)
		return;
	free(job->url);
	free(job->given);
	free(job->via);
	free(job->chain);
	free(job);
}

/* Add behind the last. */
static void
push(struct job_list *list, struct job *job)
{
	job->next = NULL;
	if (list->last != NULL)
		list->last->next = job;
	else
		list->first = job;
	list->last = job;
	list->n++;
}

static struct job *
shift(struct job_list *list)
{
	struct job *job = list->first;

	if (job == NULL)
		return NULL;
	list->first = job->next;
	if (list->first == NULL)
		list->last = NULL;
	list->n--;
	job->next = NULL;
	return job;
}

/* Add in the order of not_before. */
static void
push_sorted(struct job_list *list, struct job *job)
{
	struct job **at = &list->first;

	while (*at != NULL && (*at)->not_before <= job->not_before)
		at = &(*at)->next;
	job->next = *at;
	*at = job;
	if (job->next == NULL)
		list->last = job;
	list->n++;
}

static void
free_list(struct job_list *list)
{
	struct job *job;

	while ((job = shift(list)) != NULL)
		job_free(job);
}

void
queue_rules(struct queue *q, struct host *h, struct robots *robots)
{
	q->robots_bytes -= robots_bytes(h->robots);
	robots_free(h->robots);
	h->robots = robots;
	q->robots_bytes += robots_bytes(robots);
}

static void
free_host(struct queue *q, struct host *h)
{
	free_list(&h->first);
	free_list(&h->again);
	free_list(&h->pages);
	queue_rules(q, h, NULL);
	free(h->key);
	free(h);
}

void
queue_free(struct queue *q)
{
	struct host *h, *next;
	size_t i;

	for (i = 0; i < q->ntable; i++)
		for (h = q->table[i]; h != NULL; h = next) {
			next = h->next;
			free_host(q, h);
		}
	free(q->table);
	free(q->heap);
	*q = (struct queue){ 0 };
}

struct slice
queue_key(struct slice canonical)
{
	struct url u;

	url_split(&u, canonical);
	if (u.path.p == NULL)
		return canonical;
	return slice(canonical.p, (size_t)(u.path.p - canonical.p));
}

static size_t
chain_of(const struct queue *q, struct slice key)
{
	uint64_t hash = fnv1a(FNV1A_INIT, key.p, key.n);

	return (size_t)(hash ^ hash >> 32) & (q->ntable - 1);
}

static void
grow_table(struct queue *q)
{
	struct host **old = q->table, *h, *next;
	size_t n = q->ntable, i, at;

	q->ntable *= 2;
	q->table = xcalloc(q->ntable, sizeof(*q->table));
	for (i = 0; i < n; i++)
		for (h = old[i]; h != NULL; h = next) {
			next = h->next;
			at = chain_of(q, slice_str(h->key));
			h->next = q->table[at];
			q->table[at] = h;
		}
	free(old);
}

static void
leave_idle(struct queue *q, struct host *h)
{
	if (!h->idle)
		return;
	*(h->older != NULL ? &h->older->newer : &q->oldest) = h->newer;
	*(h->newer != NULL ? &h->newer->older : &q->newest) = h->older;
	h->older = h->newer = NULL;
	h->idle = false;
	q->nidle--;
}

static void
join_idle(struct queue *q, struct host *h)
{
	if (h->idle)
		return;
	h->older = q->newest;
	h->newer = NULL;
	*(q->newest != NULL ? &q->newest->newer : &q->oldest) = h;
	q->newest = h;
	h->idle = true;
	q->nidle++;
}

/* Forget the host that was of use the longest ago, unless forgetting it could
   break a promise to wait. */
static void
forget_oldest(struct queue *q, uint64_t now)
{
	struct host *h = q->oldest, **at;

	if (q->nidle <= QUEUE_MAX_HOSTS)
		return;
	leave_idle(q, h);
	if (h->free_ms > now || h->barred_ms > now) {
		/* Let the next one go first. */
		join_idle(q, h);
		return;
	}
	at = &q->table[chain_of(q, slice_str(h->key))];
	while (*at != h)
		at = &(*at)->next;
	*at = h->next;
	q->nhosts--;
	free_host(q, h);
}

struct host *
queue_host(struct queue *q, struct slice key, uint64_t now)
{
	struct host *h = q->table[chain_of(q, key)];
	size_t at;

	while (h != NULL && !slice_is(key, h->key))
		h = h->next;
	if (h != NULL)
		return h;
	forget_oldest(q, now);
	if (q->nhosts >= q->ntable)
		grow_table(q);
	h = xcalloc(1, sizeof(*h));
	h->key = xmemdup(key.p, key.n);
	h->delay_ms = q->delay_ms;
	at = chain_of(q, key);
	h->next = q->table[at];
	q->table[at] = h;
	q->nhosts++;
	join_idle(q, h);
	return h;
}

static bool
is_before(const struct host *a, const struct host *b)
{
	if (a->ready_ms != b->ready_ms)
		return a->ready_ms < b->ready_ms;
	return a->order < b->order;
}

static void
set_place(struct queue *q, size_t place, struct host *h)
{
	q->heap[place] = h;
	h->place = place;
}

static void
sift_up(struct queue *q, struct host *h)
{
	size_t at = h->place;

	for (; at > 1 && is_before(h, q->heap[at / 2]); at /= 2)
		set_place(q, at, q->heap[at / 2]);
	set_place(q, at, h);
}

static void
sift_down(struct queue *q, struct host *h)
{
	size_t at = h->place, child;

	for (; (child = at * 2) <= q->nheap; at = child) {
		if (child < q->nheap &&
		    is_before(q->heap[child + 1], q->heap[child]))
			child++;
		if (!is_before(q->heap[child], h))
			break;
		set_place(q, at, q->heap[child]);
	}
	set_place(q, at, h);
}

static void
leave_heap(struct queue *q, struct host *h)
{
	struct host *last;

	if (h->place == 0)
		return;
	last = q->heap[q->nheap--];
	if (last != h) {
		set_place(q, h->place, last);
		sift_up(q, last);
		sift_down(q, last);
	}
	h->place = 0;
}

static void
join_heap(struct queue *q, struct host *h, uint64_t ready_ms)
{
	if (h->place == 0) {
		if (q->nheap + 2 > q->cap) {
			q->cap = q->cap > 0 ? q->cap * 2 : FIRST_TABLE;
			q->heap = xreallocarray(q->heap, q->cap,
			    sizeof(struct host *));
		}
		q->nheap++;
		h->place = q->nheap;
		q->heap[h->place] = h;
		/* A page keeps the place that robots.txt had before it, so that
		   the connection is still there, and that rules need not be
		   held for long. */
		if (h->order == 0)
			h->order = ++q->order;
	}
	h->ready_ms = ready_ms;
	sift_up(q, h);
	sift_down(q, h);
}

static uint64_t
later(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* When the host may start what is next on it; UINT64_MAX for nothing. */
static uint64_t
ready_at(const struct host *h)
{
	uint64_t at = UINT64_MAX;

	if (h->busy)
		return UINT64_MAX;
	if (h->gate != GATE_WAIT && h->pages.n > 0)
		at = 0;
	else if (h->gate != GATE_WAIT && h->again.n > 0)
		at = h->again.first->not_before;
	if (at != UINT64_MAX && (h->gate == GATE_OPEN || h->asked > 0))
		at = later(at, h->free_ms);
	if (h->first.n > 0 && h->first.first->not_before < at)
		at = h->first.first->not_before;
	return at == UINT64_MAX ? at : later(at, h->barred_ms);
}

void
queue_changed(struct queue *q, struct host *h)
{
	uint64_t at = ready_at(h);

	if (at != UINT64_MAX)
		join_heap(q, h, at);
	else
		leave_heap(q, h);
	if (h->busy || h->gate == GATE_WAIT ||
	    h->first.n + h->again.n + h->pages.n > 0)
		leave_idle(q, h);
	else
		join_idle(q, h);
}

void
queue_add(struct queue *q, struct host *h, struct job *job)
{
	job->host = h;
	if (job->robots_for != NULL)
		push_sorted(&h->first, job);
	else if (job->not_before > 0)
		push_sorted(&h->again, job);
	else
		push(&h->pages, job);
	q->njobs++;
	queue_changed(q, h);
}

struct host *
queue_ready(struct queue *q, uint64_t now)
{
	if (q->nheap == 0 || q->heap[1]->ready_ms > now)
		return NULL;
	return q->heap[1];
}

struct job *
queue_take(struct queue *q, struct host *h, uint64_t now)
{
	struct job *job = NULL;

	if (h->first.n > 0 && h->first.first->not_before <= now)
		job = shift(&h->first);
	else if (h->gate == GATE_OPEN && h->again.n > 0 &&
	    h->again.first->not_before <= now)
		job = shift(&h->again);
	else if (h->gate == GATE_OPEN)
		job = shift(&h->pages);
	if (job == NULL)
		return NULL;
	q->njobs--;
	queue_changed(q, h);
	return job;
}

void
queue_started(struct queue *q, struct host *h, uint64_t now, bool spends_delay)
{
	h->busy = true;
	if (spends_delay) {
		h->free_ms = now + h->delay_ms;
		h->asked++;
		h->order = 0;
	}
	queue_changed(q, h);
}

void
queue_ended(struct queue *q, struct host *h)
{
	h->busy = false;
	queue_changed(q, h);
}

uint64_t
queue_next_ms(const struct queue *q)
{
	return q->nheap > 0 ? q->heap[1]->ready_ms : UINT64_MAX;
}
