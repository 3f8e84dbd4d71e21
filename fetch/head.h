/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_HEAD_H
#define KLIPING_HEAD_H

#include "lib/buf.h"
#include "lib/slice.h"

/*
 * The header of an HTTP answer: a status line and fields, each line with its
 * end, up to and without the empty line.
 */

/* The header of an answer that is followed by its body. */
struct slice head_of(struct slice answer);

/* The status code, 100 to 999; 0 when the first line is no status line. */
int	 head_status(struct slice head);

/* The value of the first field of that name, any case, white space off; n = 0
   when there is none. */
struct slice head_field(struct slice head, const char *name);

/*
 * Append the header as it is archived with a body of body_bytes, the empty
 * line included: HTTP/1.1 syntax whatever came, lines ended by CR LF, no
 * Transfer-Encoding, one Content-Length that is true.  A 204 has none (RFC 9110,
 * 8.6), and that of a 304 stays as it came, as it is that of the page.  0, or -1
 * at out's ceiling.
 */
int	 head_store(struct buf *out, struct slice head, size_t body_bytes);

#endif
