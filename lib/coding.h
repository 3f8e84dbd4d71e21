/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CODING_H
#define KLIPING_CODING_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/slice.h"

/*
 * The content-codings of HTTP (RFC 9110, 8.4.1): gzip and deflate always, br
 * (RFC 7932) and zstd (RFC 8878) where their libraries were there when this was
 * built.
 */

#ifdef HAVE_BROTLI
#define CODING_BROTLI ", br"
#else
#define CODING_BROTLI ""
#endif
#ifdef HAVE_ZSTD
#define CODING_ZSTD ", zstd"
#else
#define CODING_ZSTD ""
#endif

/* What a client may accept, because coding_undo undoes it. */
#define CODING_ACCEPTED	"gzip" CODING_BROTLI CODING_ZSTD

#define CODING_MAX_WINDOW_LOG 23	/* of zstd: 8 MiB, as RFC 9659 has it */

/* How the undoing of a body's codings went, the better before the worse. */
enum http_answer {
	HTTP_NOT_CODED = -1,	/* of coding_undo alone: the bytes do not show
				   the coding, so nobody applied it */
	HTTP_WHOLE,	/* decoded to the end, or there was nothing to decode */
	HTTP_CUT,	/* the coded data stops short: body holds what came */
	HTTP_DAMAGED,	/* the same, for data that is wrong */
	HTTP_UNKNOWN,	/* a coding that is not read: body is what stands
			   before that coding is undone */
	HTTP_TOO_LARGE	/* over the ceiling or the ratio: body is empty */
};

/*
 * Undo the coding of that name on in, appending to out, whose own ceiling must
 * lie above max: more than max bytes are HTTP_TOO_LARGE.  Bytes behind the end
 * of the coded data do not count, unless another gzip member or zstd frame
 * begins there.
 */
enum http_answer coding_undo(struct buf *out, struct slice word,
	     struct slice in, size_t max);

#endif
