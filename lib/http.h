/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_HTTP_H
#define KLIPING_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/coding.h"
#include "lib/slice.h"

/*
 * The HTTP response in a WARC record's block: its header, and its body without
 * the codings.  Headers in archives lie in both directions (the crawler may
 * have decoded the body and left them, or the server may have written what it
 * did not do), so every coding is believed only when the bytes show it.
 */

#define HTTP_MAX_LAYERS	5	/* codings on one body: two are seen, more is
				   an attack */
#define HTTP_MAX_BODY	((size_t)64 << 20)	/* default ceiling of a decoded
						   body */
#define HTTP_MAX_RATIO	500	/* decoded to coded bytes, above the floor;
				   deflate reaches 1032, pages 5 to 30 */
#define HTTP_RATIO_FLOOR ((size_t)4 << 20)	/* decoded bytes below which
						   the ratio does not matter */
#define HTTP_KEEP_BODY	((size_t)2 << 20)	/* memory kept from one body to
						   the next */

/* All slices point into the block. */
struct http_message {
	int		status;	/* 0: none is written */
	bool		bare;	/* no header at all: the block is the body */
	struct slice	head;	/* status line and fields, with the empty line
				   behind them */
	struct slice	body;	/* as it lies in the block */
};

/*
 * Split a block.  Never fails: what does not begin with `HTTP/` is a body.
 * Interim answers (1xx) before the real one are passed.
 */
void	 http_split(struct http_message *, struct slice block);

/* Is it an answer with what was asked for: 2xx, or without any status? */
bool	 http_is_success(const struct http_message *);

/* The first field of that name, any case, blanks trimmed; n = 0 when it is
   absent or empty. */
struct slice http_field(const struct http_message *, const char *name);

/*
 * Every field of that name, one after another: *value = { 0 } before the first
 * call.  True as long as there was one more.
 */
bool	 http_field_next(const struct http_message *, const char *name,
	     struct slice *value);

/* Scratch for decoding; kept from one body to the next. */
struct http_decoder {
	size_t		 max;		/* ceiling of a decoded body */
	const char	*why;		/* unless HTTP_WHOLE */
	unsigned	 layers;	/* codings undone in the last body */
	/* what follows is the decoder's own */
	struct buf	 out[2];
	char		 reason[96];
};

/* Ready; max is the ceiling of a decoded body in bytes. */
void	 http_decoder_init(struct http_decoder *, size_t max);

/*
 * The body without its transfer- and content-codings: chunked, and those of
 * lib/coding.h, in any order written, HTTP_MAX_LAYERS at most.
 * Fields that the crawler renamed to X-Crawler-* or X-Crawl-* say that it has
 * undone those codings.  *body points into the block or into the decoder and
 * lasts until the next call.
 */
enum http_answer http_decode(struct http_decoder *,
	     const struct http_message *, struct slice *body);

/* Release the memory; usable again as after init. */
void	 http_decoder_free(struct http_decoder *);

#endif
