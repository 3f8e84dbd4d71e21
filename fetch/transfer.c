/* SPDX-License-Identifier: MIT */
/*
 * Requests in flight, over libcurl's multi interface.  Reads and writes
 * sockets; holds one header and one body a transfer, each under its ceiling,
 * and all bodies together under another.  Never follows a redirect, never
 * looks at the environment, at cookies or at ~/.netrc, and never speaks
 * anything but HTTP and HTTPS.
 */
#include <sys/resource.h>
#include <sys/socket.h>

#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "fetch/address.h"
#include "fetch/handle.h"
#include "fetch/head.h"
#include "fetch/mapped.h"
#include "fetch/net.h"
#include "fetch/transfer.h"
#include "fetch/trust.h"
#include "fetch/types.h"
#include "lib/coding.h"
#include "lib/url.h"
#include "lib/xalloc.h"

#define MAX_REQUEST	((size_t)16 << 10)	/* bytes of a request's header */
#define SPARE_CONNECTIONS 512	/* kept open beside those in use */
#define SPARE_FILES	64	/* descriptors for everything else */
#define KEEP_BODY	((size_t)16 << 10)	/* memory that a place keeps for its
				   next body */
#define SWEEP_MS	100	/* between two looks for silent transfers */

#define ACCEPT "Accept: text/html,application/xhtml+xml,application/xml;" \
	"q=0.9,*/*;q=0.8"
/* What our own readers of archives undo; libcurl itself undoes nothing. */
#define ACCEPT_ENCODING "Accept-Encoding: " CODING_ACCEPTED

struct transfers {
	struct net	*net;
	struct transfer_limits limits;
	struct transfer	*slots;		/* limits.jobs of them */
	struct transfer	*free;
	struct transfer	*dead;		/* ended by us, not by libcurl */
	uint64_t	 swept_ms;
	size_t		 active;
	size_t		 held;		/* bytes of all bodies */
	struct curl_slist *fields, *connect_to;
	char *const	*mapped;	/* the same as connect_to; the caller's */
	struct trust	*trust;		/* NULL: libcurl's own */
};

const char *
transfers_library(void)
{
	return curl_version();
}

static bool
is_blank_line(const char *p, size_t n)
{
	return (n == 1 && p[0] == '\n') || (n == 2 && p[0] == '\r' &&
	    p[1] == '\n');
}

/* The header is whole: is the body wanted?  Rules for robots always are, and
   what a server says about an error. */
static bool
is_wanted(const struct transfer *t)
{
	struct slice head = slice(buf_str(&t->head), t->head.len);
	int status = head_status(head);

	return t->job->robots_for != NULL || status < 200 || status > 299 ||
	    types_accept(t->all->limits.types,
	    head_field(head, "Content-Type"));
}

/* libcurl hands over one line: of an interim answer, of the answer itself, or
   of the trailers behind a chunked body. */
static size_t
on_head(char *p, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;

	t->moved = true;
	n *= size;
	if (n >= 5 && memcmp(p, "HTTP/", 5) == 0 &&
	    (t->head_whole || t->head.len == 0)) {
		buf_reset(&t->head);
		t->head_whole = false;
	} else if (t->head_whole)
		return n;
	if (is_blank_line(p, n)) {
		t->head_whole = true;
		t->unwanted = !is_wanted(t);
		return t->unwanted ? 0 : n;
	}
	if (buf_add(&t->head, p, n) != 0) {
		t->over = true;
		return 0;
	}
	return n;
}

static size_t
on_body(char *p, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;
	struct transfers *all = t->all;
	size_t room = t->max_body - t->body.len;
	size_t take;

	t->moved = true;
	n *= size;
	take = n < room ? n : room;
	if (take > all->limits.memory - all->held) {
		t->no_memory = true;
		return 0;
	}
	(void)buf_add(&t->body, p, take);
	all->held += take;
	if (take < n) {
		t->over = true;
		return 0;
	}
	return n;
}

/* The last look before a connection: the address is what counts, not the
   name that led to it. */
static curl_socket_t
on_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct transfer *t = arg;
	const struct transfer_limits *limits = &t->all->limits;

	if (purpose == CURLSOCKTYPE_IPCXN && limits->proxy == NULL &&
	    !limits->allow_private && !t->mapped && !address_is_public(&to->addr)) {
		t->refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype, to->protocol);
}

/* How the request looks and where the answer goes. */
static int
set_request(struct transfer *t)
{
	struct transfers *all = t->all;
	CURL *easy = t->easy;
	int bad = 0;

	bad += curl_easy_setopt(easy, CURLOPT_USERAGENT, all->limits.agent) !=
	    CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_HTTPHEADER, all->fields) !=
	    CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L) != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_2TLS) != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L) !=
	    CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_head) !=
	    CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_HEADERDATA, t) != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) !=
	    CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_WRITEDATA, t) != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_socket) !=
	    CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, t) != CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->error) !=
	    CURLE_OK;
	bad += curl_easy_setopt(easy, CURLOPT_PRIVATE, t) != CURLE_OK;
	if (all->connect_to != NULL)
		bad += curl_easy_setopt(easy, CURLOPT_CONNECT_TO,
		    all->connect_to) != CURLE_OK;
	return bad;
}

static int
init_slot(struct transfers *all, struct transfer *t)
{
	_Static_assert(sizeof(t->error) >= CURL_ERROR_SIZE, "libcurl's words");

	t->all = all;
	buf_init(&t->request, MAX_REQUEST);
	buf_init(&t->head, all->limits.max_head);
	buf_init(&t->body, all->limits.memory);
	if ((t->easy = curl_easy_init()) == NULL)
		return -1;
	t->next = all->free;
	all->free = t;
	return handle_set(t->easy, &all->limits, all->trust) == 0 &&
	    set_request(t) == 0 ? 0 : -1;
}

/* A descriptor for every connection; what the system does not grant shows as
   failed connections later. */
static void
raise_files(rlim_t want)
{
	struct rlimit r;

	if (getrlimit(RLIMIT_NOFILE, &r) != 0 || r.rlim_cur >= want)
		return;
	r.rlim_cur = want < r.rlim_max ? want : r.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &r);
}

static struct curl_slist *
add_line(struct curl_slist *list, const char *line)
{
	struct curl_slist *more = curl_slist_append(list, line);

	return more != NULL ? more : list;
}

struct transfers *
transfers_open(const struct transfer_limits *limits, char *const connect_to[],
    const char **why)
{
	struct transfers *all = xcalloc(1, sizeof(*all));
	unsigned kept = limits->jobs + SPARE_CONNECTIONS, i;

	all->limits = *limits;
	*why = "libcurl cannot be used";
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		free(all);
		return NULL;
	}
	raise_files(kept + limits->jobs + SPARE_FILES);
	all->fields = add_line(add_line(NULL, ACCEPT), ACCEPT_ENCODING);
	all->mapped = connect_to;
	for (i = 0; connect_to[i] != NULL; i++)
		all->connect_to = add_line(all->connect_to, connect_to[i]);
	all->slots = xcalloc(limits->jobs, sizeof(*all->slots));
	if ((all->net = net_open(kept)) == NULL ||
	    handle_trust(&all->trust, limits, why) != 0)
		goto fail;
	for (i = limits->jobs; i > 0; i--)
		if (init_slot(all, &all->slots[i - 1]) != 0) {
			*why = "libcurl lacks an option that is needed";
			goto fail;
		}
	return all;
fail:
	transfers_close(all);
	return NULL;
}

void
transfers_close(struct transfers *all)
{
	size_t i;

	for (i = 0; i < all->limits.jobs; i++) {
		struct transfer *t = &all->slots[i];

		if (t->job != NULL)
			net_remove(all->net, t->shard, t->easy);
		job_free(t->job);
		curl_easy_cleanup(t->easy);
		curl_slist_free_all(t->fields);
		buf_free(&t->request);
		buf_free(&t->head);
		buf_free(&t->body);
	}
	net_close(all->net);
	trust_close(all->trust);
	curl_slist_free_all(all->fields);
	curl_slist_free_all(all->connect_to);
	free(all->slots);
	free(all);
	curl_global_cleanup();
}

static enum outcome
outcome_of(const struct transfer *t, CURLcode code)
{
	switch (code) {
	case CURLE_OK:
		return t->status != 0 ? OUTCOME_OK : OUTCOME_PROTOCOL;
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
		return OUTCOME_DNS;
	case CURLE_COULDNT_CONNECT:
		return t->refused ? OUTCOME_PRIVATE : OUTCOME_CONNECT;
	case CURLE_OPERATION_TIMEDOUT:
		return OUTCOME_TIMEOUT;
	case CURLE_WRITE_ERROR:
		return t->unwanted ? OUTCOME_TYPE :
		    t->over ? OUTCOME_TOO_LARGE : OUTCOME_DISCONNECT;
	case CURLE_PARTIAL_FILE:
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_GOT_NOTHING:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		return OUTCOME_DISCONNECT;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_CERTPROBLEM:
		return OUTCOME_TLS;
	default:
		return OUTCOME_PROTOCOL;
	}
}

static enum cut
cut_of(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_OK:
		return CUT_NONE;
	case OUTCOME_TOO_LARGE:
		return CUT_LENGTH;
	case OUTCOME_TYPE:
		return CUT_UNSPECIFIED;
	case OUTCOME_TIMEOUT:
		return CUT_TIME;
	default:
		return CUT_DISCONNECT;
	}
}

static const char *
protocol_of(CURL *easy)
{
	long version = 0;

	(void)curl_easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
	switch (version) {
	case CURL_HTTP_VERSION_1_0:
		return "http/1.0";
	case CURL_HTTP_VERSION_1_1:
		return "http/1.1";
	case CURL_HTTP_VERSION_2_0:
		return "h2";
	case CURL_HTTP_VERSION_3:
		return "h3";
	default:
		return NULL;
	}
}

/* Fill in what is known at the end. */
static void
judge(struct transfer *t, CURLcode code)
{
	curl_off_t wait = 0;
	char *ip = NULL;

	t->ended = true;
	t->status = t->head_whole ?
	    head_status(slice(buf_str(&t->head), t->head.len)) : 0;
	t->outcome = outcome_of(t, code);
	t->cut = cut_of(t->outcome);
	t->why = t->error[0] != '\0' ? t->error :
	    code != CURLE_OK ? curl_easy_strerror(code) : NULL;
	t->protocol = protocol_of(t->easy);
	(void)curl_easy_getinfo(t->easy, CURLINFO_PRIMARY_IP, &ip);
	t->ip = t->all->limits.proxy == NULL ? ip : NULL;
	(void)curl_easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &wait);
	t->retry_after_ms = wait > 0 ? (uint64_t)wait * 1000 : 0;
}

/* End a transfer that libcurl will not end. */
static void
bury(struct transfer *t, CURLcode code)
{
	judge(t, code);
	t->next = t->all->dead;
	t->all->dead = t;
}

/* Add a field to the request as it is sent and as it is archived. */
static void
put_condition(struct transfer *t, const char *name, const char *value)
{
	struct buf line;

	if (value == NULL)
		return;
	buf_init(&line, 2 * KNOWN_MAX_VALUE);
	(void)buf_addf(&line, "%s: %s", name, value);
	t->fields = add_line(t->fields, buf_str(&line));
	(void)buf_addf(&t->request, "%s\r\n", buf_str(&line));
	buf_free(&line);
}

/* Ask only for what has changed.  The fields replace those of all requests. */
static void
put_conditions(struct transfer *t)
{
	if (t->known == NULL || (t->known->etag == NULL &&
	    t->known->modified == NULL))
		return;
	t->fields = add_line(add_line(NULL, ACCEPT), ACCEPT_ENCODING);
	put_condition(t, "If-None-Match", t->known->etag);
	put_condition(t, "If-Modified-Since", t->known->modified);
	(void)curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->fields);
}

/* The request as libcurl will send it, for the archive. */
static void
put_request(struct transfer *t)
{
	struct slice key = queue_key(slice_str(t->job->url));
	const char *host = strstr(t->job->url, "://");

	buf_reset(&t->request);
	(void)buf_addf(&t->request, "GET %s HTTP/1.1\r\nHost: ",
	    key.p + key.n);
	if (host != NULL)
		(void)buf_add(&t->request, host + 3,
		    (size_t)(key.p + key.n - host) - 3);
	(void)buf_addf(&t->request, "\r\nUser-Agent: %s\r\n" ACCEPT "\r\n"
	    ACCEPT_ENCODING "\r\n", t->all->limits.agent);
	put_conditions(t);
	(void)buf_adds(&t->request, "\r\n");
}

/* One host, one shard, so that its connection is found again. */
static unsigned
shard_of(const char *address)
{
	struct slice key = queue_key(slice_str(address));
	uint64_t hash = fnv1a(FNV1A_INIT, key.p, key.n);

	return (unsigned)(hash ^ hash >> 32) % NET_SHARDS;
}

void
transfers_start(struct transfers *all, struct job *job,
    const struct known_page *known, size_t max_body, uint64_t now_ms)
{
	struct transfer *t = all->free;

	all->free = t->next;
	all->active++;
	t->job = job;
	t->known = known;
	t->max_body = max_body;
	t->mapped = mapped_has(all->mapped, job->url);
	t->head_whole = t->refused = t->over = t->no_memory = false;
	t->unwanted = false;
	t->moved = t->ended = false;
	t->moved_ms = now_ms;
	t->began_ms = now_ms;
	t->began = time(NULL);
	t->error[0] = '\0';
	buf_reset(&t->head);
	buf_reset(&t->body);
	put_request(t);
	t->shard = shard_of(job->url);
	if (curl_easy_setopt(t->easy, CURLOPT_URL, job->url) == CURLE_OK &&
	    net_add(all->net, t->shard, t->easy, now_ms))
		return;
	bury(t, CURLE_FAILED_INIT);
}

/*
 * libcurl's own limit for slow transfers averages over seconds, and lets a
 * stalled body live for longer than it was told; so silence is measured here.
 */
static void
sweep(struct transfers *all, uint64_t now_ms)
{
	size_t i;

	if (now_ms < all->swept_ms + SWEEP_MS)
		return;
	all->swept_ms = now_ms;
	for (i = 0; i < all->limits.jobs; i++) {
		struct transfer *t = &all->slots[i];

		if (t->job == NULL || t->ended)
			continue;
		if (t->moved)
			t->moved_ms = now_ms;
		t->moved = false;
		if (now_ms < t->moved_ms + all->limits.idle_ms)
			continue;
		net_remove(all->net, t->shard, t->easy);
		bury(t, CURLE_OPERATION_TIMEDOUT);
		t->why = "nothing came for too long";
	}
}

bool
transfers_move(struct transfers *all, uint64_t now_ms)
{
	if (net_move(all->net, now_ms))
		return true;
	sweep(all, now_ms);
	return false;
}

void
transfers_wait(struct transfers *all, struct pollfd *extra, nfds_t n,
    int timeout_ms, uint64_t now_ms)
{
	net_wait(all->net, extra, n, timeout_ms, now_ms);
}

struct transfer *
transfers_done(struct transfers *all)
{
	struct transfer *t;
	CURLcode code;
	char *private = NULL;
	CURL *easy;

	if ((t = all->dead) != NULL) {
		all->dead = t->next;
		return t;
	}
	if ((easy = net_done(all->net, &code)) == NULL)
		return NULL;
	(void)curl_easy_getinfo(easy, CURLINFO_PRIVATE, &private);
	/* libcurl keeps the pointer that set_request gave it. */
	t = (struct transfer *)(void *)private;
	judge(t, code);
	net_remove(all->net, t->shard, t->easy);
	return t;
}

static void
drop_conditions(struct transfer *t)
{
	if (t->fields == NULL)
		return;
	(void)curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->all->fields);
	curl_slist_free_all(t->fields);
	t->fields = NULL;
}

void
transfers_release(struct transfers *all, struct transfer *t)
{
	all->held -= t->body.len;
	all->active--;
	t->job = NULL;
	drop_conditions(t);
	if (t->body.cap > KEEP_BODY)
		buf_free(&t->body);
	buf_reset(&t->body);
	t->next = all->free;
	all->free = t;
}

size_t
transfers_active(const struct transfers *all)
{
	return all->active;
}

bool
transfers_have_memory(const struct transfers *all)
{
	return all->active == 0 || all->held < all->limits.memory / 2;
}
