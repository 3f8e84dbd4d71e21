/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_GZIP_H
#define KLIPING_GZIP_H

#include <stdbool.h>
#include <stdint.h>

#include <zlib.h>

#include "lib/buf.h"
#include "lib/got.h"

/*
 * A byte stream that may be gzip (RFC 1952, any number of members) or plain,
 * told apart by its first bytes.  gzread(3) is not used: on a stream cut in
 * the middle it ends as if all were well, and after junk between members it
 * drops the rest without a word.
 */
struct gzip_reader {
	int		 fd;		/* the caller's */
	const char	*name;		/* for messages; borrowed */
	const char	*why;		/* after GOT_BROKEN */
	uint64_t	 offset;	/* bytes of the file consumed */
	uint64_t	 member;	/* where the current gzip member began */
	bool		 is_gzip;
	/* what follows is the reader's own */
	struct buf	 raw, out;
	size_t		 raw_at, out_at;
	z_stream	 z;
	bool		 inflating, eof;
};

#endif
