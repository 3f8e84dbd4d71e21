/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_INPUT_H
#define KLIPING_CLEAN_INPUT_H

#include <stdint.h>

#include "clean/page.h"
#include "lib/got.h"
#include "lib/gzip.h"
#include "lib/http.h"
#include "lib/warc.h"

/*
 * Documents out of a file: the pages and texts of a web archive, or the file
 * itself when it is HTML or text.  Which it is, its first bytes say.
 */
struct input {
	const char	*name;
	const char	*why;		/* after GOT_BAD, GOT_BROKEN, or a notice */
	const char	*notice;	/* set beside GOT_RECORD: the page is cut */
	uint64_t	 records;	/* of the archive, so far */
	uint64_t	 passed;	/* records that are no pages, so far */
	/* what follows is the reader's own */
	struct gzip_reader	 gzip;
	struct warc_reader	 warc;
	struct http_decoder	 http;
	bool			 is_warc, is_done, is_open;
	char			 where[64];
};

/* Ready to read from fd, which stays the caller's, as does name. */
void	 input_open(struct input *, int fd, const char *name);

/* The next document; its slices last until the next call. */
enum got input_next(struct input *, struct document *);

/* Where the last answer was, `NAME: byte N`; until the next call. */
uint64_t input_offset(const struct input *);

void	 input_close(struct input *);

#endif
