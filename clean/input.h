/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_INPUT_H
#define KLIPING_CLEAN_INPUT_H

#include <stdint.h>

#include "clean/unpack.h"
#include "lib/got.h"
#include "lib/gzip.h"
#include "lib/warc.h"

/*
 * Records out of a file: those of a web archive that may hold a page or a
 * text, or the file itself when it is HTML or text.  Which it is, its first
 * bytes say.
 */
struct input {
	const char	*address;	/* of a file */
	const char	*why;		/* after GOT_BAD, GOT_BROKEN; after
					   GOT_RECORD what is to be said of the
					   record, or NULL */
	uint64_t	 records;	/* of the archive, so far */
	/* what follows is the reader's own */
	struct gzip_reader	 gzip;
	struct warc_reader	 warc;
	bool			 is_warc, is_done, is_open;
	char			 reason[96];
};

/*
 * Ready to read from fd, which stays the caller's, as does the address, which
 * a page or a text in a file of its own gets.
 */
void	 input_open(struct input *, int fd, const char *address);

/* The next record; its slices last until the next call. */
enum got input_next(struct input *, struct raw *);

/* Where the last answer was: its first byte in the file. */
uint64_t input_offset(const struct input *);

void	 input_close(struct input *);

#endif
