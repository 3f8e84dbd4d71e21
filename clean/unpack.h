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
	RAW_BLOCK,	/* the block is the document */
	RAW_FILE	/* the same, of a file: its type is not known */
};

struct raw {
	enum raw_kind	kind;
	struct slice	url, fetched, type, block;
};

/*
 * The document in a record; its slices lie in the record and the decoder and
 * last as long as they do.
 * GOT_RECORD: there it is; *why is NULL, or says what is wrong with it.
 * GOT_END: the record holds no page and no text.
 * GOT_BAD: it may hold one, but cannot be read, *why says.
 */
enum got unpack(struct http_decoder *, const struct raw *, struct document *,
	     const char **why);

/* By what an HTTP header says: may there be a page or a text in it? */
bool	 unpack_may_hold(const struct http_message *, struct slice uri);

/* Bytes that no text has. */
bool	 unpack_is_binary(struct slice body);

#endif
