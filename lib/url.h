/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_URL_H
#define KLIPING_URL_H

#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/slice.h"

/* Addresses: http and https, RFC 3986. */

#define URL_MAX_BYTES 2048	/* longer ones were all trackers and traps */

/* The parts of an address, borrowed from it; an absent part has p = NULL. */
struct url {
	struct slice scheme, userinfo, host, port, path, query, fragment;
};

/* Split an address or reference (RFC 3986, appendix B).  It never fails. */
void	 url_split(struct url *, struct slice address);

/*
 * Resolve a reference against a base (RFC 3986, 5.2), dot segments removed,
 * appending to out.  0; -1 when base is not absolute or out's ceiling is hit.
 */
int	 url_join(struct buf *out, struct slice base, struct slice reference);

/*
 * The canonical form, appended to out: surrounding white space and control
 * bytes off; scheme and host in lower case; no userinfo; no default port; an
 * empty path is "/"; dot segments removed; percent-encoding normalised (upper
 * case hex, unreserved characters bare, spaces, controls and non-ASCII bytes
 * encoded); the fragment off.  0; -1 with *why when it is no http(s) address,
 * has no host, or is over URL_MAX_BYTES.
 */
int	 url_canon(struct buf *out, struct slice address, const char **why);

/* The host without port, of a canonical address; borrowed from it. */
struct slice url_host(struct slice canonical);

/*
 * The document id of kliping(5): 16 hex digits and NUL into id: FNV-1a (64
 * bits) over the canonical address without tracking parameters.  An address
 * that has no canonical form is hashed as it stands.
 */
void	 url_doc(char id[17], struct slice address);

/* FNV-1a, 64 bits (draft-eastlake-fnv): stable across machines and versions. */
uint64_t fnv1a(uint64_t hash, const void *, size_t n);
#define FNV1A_INIT 0xcbf29ce484222325u

#endif
