/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_NET_H
#define KLIPING_NET_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

#include <curl/curl.h>

/*
 * libcurl's multi handles behind one poll(2).  What libcurl does for a transfer
 * takes time by the number of connections its multi handle keeps (at the end of
 * each it walks through them and through the names it resolved), so there are
 * NET_SHARDS of them, and whoever asks one host always takes the same.
 */

#define NET_SHARDS	32u
#define NET_MAX_EXTRA	4	/* descriptors that are waited for beside */

struct net;

/* Ready to keep about so many connections open.  NULL when libcurl has no
   memory or lacks what is needed. */
struct net *net_open(unsigned connections);

/* After every handle was removed. */
void	 net_close(struct net *);

/* Start a transfer among those of its shard (below NET_SHARDS); the handle
   stays the caller's.  False when libcurl refuses. */
bool	 net_add(struct net *, unsigned shard, CURL *, uint64_t now_ms);
void	 net_remove(struct net *, unsigned shard, CURL *);

/*
 * Wait at most timeout_ms until there is something to do, or until one of n
 * extra descriptors (NET_MAX_EXTRA at most) is ready, which then shows in its
 * revents.
 */
void	 net_wait(struct net *, struct pollfd *extra, nfds_t n,
	     int timeout_ms, uint64_t now_ms);

/* Let some of what net_wait found ready go on, or when none of that is left,
   what has waited for its time.  True while some is left. */
bool	 net_move(struct net *, uint64_t now_ms);

/* A transfer that has ended and how, or NULL; it is not removed yet. */
CURL	*net_done(struct net *, CURLcode *);

#endif
