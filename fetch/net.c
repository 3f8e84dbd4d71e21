/* SPDX-License-Identifier: MIT */
/*
 * Waits for the sockets and the clocks of libcurl's multi handles.  Reads and
 * writes no socket itself; holds one poll entry for each that libcurl has in
 * use.  libcurl says through two callbacks what it waits for, so that a turn
 * costs what is ready and not what is open.
 */
#include <stdlib.h>

#include "fetch/net.h"
#include "lib/xalloc.h"

#define SOCKETS_A_MOVE 16	/* so that what they bring is handled while
				   it is at hand */

struct shard {
	struct net	*net;
	CURLM		*multi;
	uint64_t	 due_ms;	/* UINT64_MAX: no clock runs */
};

/* A socket that was found ready. */
struct ready {
	curl_socket_t	 fd;
	int		 bits;
	struct shard	*shard;
};

struct net {
	struct shard	 shard[NET_SHARDS];
	struct pollfd	*polls;		/* owned; npolls, and room for extra */
	struct shard	**owner;	/* owned: of each poll */
	size_t		 npolls, polls_cap;
	size_t		*place;		/* owned: by descriptor, in polls, from
					   1; 0 for none */
	size_t		 nplaces;
	struct ready	*ready;		/* owned, as many as polls */
	size_t		 nready;
	unsigned	 reading;	/* the shard that net_done looks at */
	uint64_t	 now_ms;
};

static void
grow_polls(struct net *n)
{
	if (n->npolls + 1 + NET_MAX_EXTRA <= n->polls_cap)
		return;
	n->polls_cap = n->polls_cap > 0 ? n->polls_cap * 2 : 64;
	n->polls = xreallocarray(n->polls, n->polls_cap, sizeof(*n->polls));
	n->owner = xreallocarray(n->owner, n->polls_cap,
	    sizeof(struct shard *));
	n->ready = xreallocarray(n->ready, n->polls_cap, sizeof(*n->ready));
}

/* Where a descriptor's entry is noted. */
static size_t *
place_of(struct net *n, curl_socket_t fd)
{
	size_t at = (size_t)fd, old = n->nplaces;

	if (at >= n->nplaces) {
		n->nplaces = at * 2 + 64;
		n->place = xreallocarray(n->place, n->nplaces,
		    sizeof(*n->place));
		while (old < n->nplaces)
			n->place[old++] = 0;
	}
	return &n->place[at];
}

static void
forget(struct net *n, size_t *place)
{
	size_t at = *place - 1, last = n->npolls - 1;

	if (at != last) {
		n->polls[at] = n->polls[last];
		n->owner[at] = n->owner[last];
		n->place[n->polls[at].fd] = at + 1;
	}
	n->npolls--;
	*place = 0;
}

/* libcurl wants to know what happens on a socket, or no longer. */
static int
on_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *unused)
{
	struct shard *s = arg;
	struct net *n = s->net;
	size_t *place = place_of(n, fd);

	(void)easy;
	(void)unused;
	if (what == CURL_POLL_REMOVE) {
		if (*place > 0)
			forget(n, place);
		return 0;
	}
	if (*place == 0) {
		grow_polls(n);
		n->polls[n->npolls].fd = fd;
		*place = ++n->npolls;
	}
	n->owner[*place - 1] = s;
	n->polls[*place - 1].events =
	    (short)((what & CURL_POLL_IN ? POLLIN : 0) |
	    (what & CURL_POLL_OUT ? POLLOUT : 0));
	return 0;
}

/* libcurl sets its one clock; -1 stops it. */
static int
on_timer(CURLM *multi, long timeout_ms, void *arg)
{
	struct shard *s = arg;

	(void)multi;
	s->due_ms = timeout_ms < 0 ? UINT64_MAX :
	    s->net->now_ms + (uint64_t)timeout_ms;
	return 0;
}

static int
open_shard(struct net *n, struct shard *s, long connections)
{
	CURLM *multi = curl_multi_init();

	s->net = n;
	s->multi = multi;
	s->due_ms = UINT64_MAX;
	if (multi == NULL ||
	    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, connections) !=
	    CURLM_OK ||
	    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket) !=
	    CURLM_OK ||
	    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, s) != CURLM_OK ||
	    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer) !=
	    CURLM_OK ||
	    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, s) != CURLM_OK)
		return -1;
	return 0;
}

struct net *
net_open(unsigned connections)
{
	struct net *n = xcalloc(1, sizeof(*n));
	unsigned i;

	for (i = 0; i < NET_SHARDS; i++)
		if (open_shard(n, &n->shard[i],
		    (long)(connections / NET_SHARDS + 1)) != 0) {
			net_close(n);
			return NULL;
		}
	grow_polls(n);
	return n;
}

void
net_close(struct net *n)
{
	unsigned i;

	if (n == NULL)
		return;
	for (i = 0; i < NET_SHARDS; i++)
		(void)curl_multi_cleanup(n->shard[i].multi);
	free(n->polls);
	free(n->owner);
	free(n->place);
	free(n->ready);
	free(n);
}

bool
net_add(struct net *n, unsigned shard, CURL *easy, uint64_t now_ms)
{
	n->now_ms = now_ms;
	return curl_multi_add_handle(n->shard[shard].multi, easy) == CURLM_OK;
}

void
net_remove(struct net *n, unsigned shard, CURL *easy)
{
	(void)curl_multi_remove_handle(n->shard[shard].multi, easy);
}

/* Until the first clock runs out. */
static int
next_due(const struct net *n, int timeout_ms, uint64_t now_ms)
{
	uint64_t until = now_ms + (uint64_t)timeout_ms;
	unsigned i;

	for (i = 0; i < NET_SHARDS; i++)
		if (n->shard[i].due_ms < until)
			until = n->shard[i].due_ms;
	return until > now_ms ? (int)(until - now_ms) : 0;
}

/* In libcurl's words.  An error shows to whoever reads. */
static int
bits_of(short revents)
{
	return (revents & (POLLIN | POLLHUP | POLLERR) ? CURL_CSELECT_IN : 0) |
	    (revents & POLLOUT ? CURL_CSELECT_OUT : 0) |
	    (revents & POLLNVAL ? CURL_CSELECT_ERR : 0);
}

void
net_wait(struct net *n, struct pollfd *extra, nfds_t nextra, int timeout_ms,
    uint64_t now_ms)
{
	size_t i;
	int left;

	for (i = 0; i < nextra; i++)
		n->polls[n->npolls + i] = extra[i];
	left = poll(n->polls, n->npolls + nextra,
	    next_due(n, timeout_ms, now_ms));
	for (i = 0; i < nextra; i++)
		extra[i].revents = left > 0 ?
		    n->polls[n->npolls + i].revents : 0;
	n->nready = 0;
	for (i = 0; i < n->npolls && left > 0; i++)
		if (n->polls[i].revents != 0)
			n->ready[n->nready++] = (struct ready){
			    .fd = n->polls[i].fd, .shard = n->owner[i],
			    .bits = bits_of(n->polls[i].revents) };
}

static void
move_clocks(struct net *n)
{
	struct shard *s;
	int running;
	unsigned i;

	for (i = 0; i < NET_SHARDS; i++) {
		s = &n->shard[i];
		if (s->due_ms > n->now_ms)
			continue;
		s->due_ms = UINT64_MAX;
		(void)curl_multi_socket_action(s->multi, CURL_SOCKET_TIMEOUT,
		    0, &running);
	}
}

bool
net_move(struct net *n, uint64_t now_ms)
{
	struct ready *r;
	int running, i;

	n->now_ms = now_ms;
	n->reading = 0;
	/* A socket that an earlier one has led libcurl to close is unknown to
	   it by then, and passed over. */
	for (i = 0; i < SOCKETS_A_MOVE && n->nready > 0; i++) {
		r = &n->ready[--n->nready];
		(void)curl_multi_socket_action(r->shard->multi, r->fd,
		    r->bits, &running);
	}
	if (n->nready > 0)
		return true;
	move_clocks(n);
	return false;
}

CURL *
net_done(struct net *n, CURLcode *code)
{
	struct CURLMsg *msg;
	int left;

	for (; n->reading < NET_SHARDS; n->reading++)
		while ((msg = curl_multi_info_read(
		    n->shard[n->reading].multi, &left)) != NULL)
			if (msg->msg == CURLMSG_DONE) {
				*code = msg->data.result;
				return msg->easy_handle;
			}
	return NULL;
}
