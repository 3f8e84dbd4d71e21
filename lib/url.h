/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_URL_H
#define KLIPING_URL_H

#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/slice.h"

/* Addresses: http and https, RFC 3986. */

#define URL_MAX_BYTES	2048	/* longer ones were all trackers and traps */
#define URL_MAX_HOST	253	/* bytes of a host name (RFC 1035, 2.3.4) */
#define URL_MAX_LABEL	63	/* bytes between two dots of it */

/* The parts of an address, borrowed from it; an absent part has p = NULL.
   The path is always there, if empty.  An IPv6 host keeps its brackets. */
struct url {
	struct slice scheme, userinfo, host, port, path, query, fragment;
};

/* Split an address or reference (RFC 3986, appendix B).  It never fails. */
void	 url_split(struct url *, struct slice address);

/*
 * Resolve a reference against a base (RFC 3986, 5.2, strict), dot segments
 * removed, appending to out.  0; -1 when base is not absolute or out's ceiling
 * is hit, and then out is as it was.
 */
int	 url_join(struct buf *out, struct slice base, struct slice reference);

/*
 * The canonical form, appended to out.  As browsers do (WHATWG URL): white
 * space and control bytes around it go, TAB, LF and CR inside it too, and a
 * backslash before the query is a slash.  Then: scheme and host in lower case;
 * no userinfo; no default port; no dot at the end of the host; an empty path
 * is "/"; dot segments removed; percent-encoding normalised (upper case hex,
 * unreserved characters bare, a lone `%` and everything that RFC 3986 does not
 * allow there encoded); the fragment off.  The canonical form of a canonical
 * form is itself.
 *
 * 0; or -1 with *why, and out as it was, when the address is not http or
 * https, has no host, a host that is no name (a host beyond ASCII must come in
 * its xn-- form), a number that is no dotted-decimal IPv4 address, a port
 * outside 1-65535, or more than URL_MAX_BYTES without its fragment.
 */
int	 url_canon(struct buf *out, struct slice address, const char **why);

/*
 * What a browser goes to when the reference stands in a page at base: tidied,
 * joined and canonical.  0; -1 with *why, and out as it was.
 */
int	 url_link(struct buf *out, struct slice base, struct slice reference,
	     const char **why);

/* The host without port, of a canonical address; borrowed from it.  Empty when
   the address has none. */
struct slice url_host(struct slice canonical);

/*
 * Is it where the rules for robots stand: /robots.txt of a host (RFC 9309,
 * 2.3)?  The address need not be canonical.
 */
bool	 url_is_robots(struct slice address);

/*
 * The names of tracking parameters: lib/data/tracking.tsv, or DIR/tracking.tsv
 * when dir is not NULL and the file is there.  NULL with the reason in why.
 */
struct url_tracking;
struct url_tracking *url_tracking_load(const char *dir, char *why,
	     size_t whysize);
void	 url_tracking_free(struct url_tracking *);

/*
 * A canonical address without its tracking parameters (and without empty
 * ones), appended to out; what remains keeps its order.  0; -1 when out's
 * ceiling is hit, and then out is as it was.
 */
int	 url_strip(struct buf *out, const struct url_tracking *,
	     struct slice canonical);

/*
 * The document id of kliping(5): 16 hex digits and NUL into id: FNV-1a (64
 * bits) over the canonical address without tracking parameters.  An address
 * that has no canonical form (a file's path) is hashed as it stands.
 */
void	 url_doc(char id[17], const struct url_tracking *,
	     struct slice address);

/* FNV-1a, 64 bits (draft-eastlake-fnv): stable across machines and versions. */
uint64_t fnv1a(uint64_t hash, const void *, size_t n);
#define FNV1A_INIT 0xcbf29ce484222325u

#endif
