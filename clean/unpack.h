/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_UNPACK_H
#define KLIPING_CLEAN_UNPACK_H

#include <stdbool.h>

#include "clean/page.h"
#include "lib/got.h"
#include "lib/http.h"
#include "lib/slice.h"

/* From a record as it lies in an archive to the page or text in it. */

enum raw_kind {
	RAW_RESPONSE,	/* the block is an HTTP response */
	RAW_REFUSAL,	/* the same, whose status is not 2xx: no page */
	RAW_BLOCK,	/* the block is the document */
	RAW_FILE	/* the same, of a file: its type is not known */
};

struct raw {
	enum raw_kind	kind;
	struct slice	url, fetched, type, block;
};

/* What unpacking holds, from one record to the next. */
struct unpacker {
	const char	*why;	/* after GOT_BAD; after GOT_RECORD what is
				   wrong with the document, or NULL */
	/* what follows is its own */
	struct http_decoder http;
	char		 reason[96];
};

void	 unpack_init(struct unpacker *);
void	 unpack_free(struct unpacker *);

/*
 * The document in a record; its slices lie in the record and the unpacker and
 * last as long as they do.
 * GOT_RECORD: there it is.
 * GOT_END: the record holds no page and no text, and does not say that it does.
 * GOT_BAD: it says so, but there is none, or it cannot be read.
 */
enum got unpack(struct unpacker *, const struct raw *, struct document *);

/* May there be a page or a text in an answer, by its header and address? */
bool	 unpack_may_hold(const struct http_message *, struct slice uri);

/* Bytes that no text has. */
bool	 unpack_is_binary(struct slice body);

#endif
