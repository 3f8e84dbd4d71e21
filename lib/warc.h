/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_WARC_H
#define KLIPING_WARC_H

#include <stdint.h>

#include "lib/buf.h"
#include "lib/got.h"
#include "lib/gzip.h"
#include "lib/slice.h"

/* WARC/1.1 records (ISO 28500:2017); 1.0 and 0.18 are read leniently. */

enum warc_type {
	WARC_OTHER, WARC_WARCINFO, WARC_REQUEST, WARC_RESPONSE, WARC_RESOURCE,
	WARC_METADATA, WARC_REVISIT, WARC_CONVERSION, WARC_CONTINUATION
};

/* A record as read; slices are borrowed until the next call. */
struct warc_record {
	enum warc_type	type;
	struct slice	id, date, uri, content_type, truncated;
					/* n = 0 when the field is absent */
	struct slice	block;
	uint64_t	offset;		/* of the record in the file as it lies
					   on disk: of its gzip member, where
					   it has its own */
};

struct warc_reader {
	struct gzip_reader *in;		/* borrowed */
	const char	*why;		/* after GOT_BAD, GOT_BROKEN */
	uint64_t	 offset;	/* where: as warc_record.offset */
	uint64_t	 records;	/* read so far, bad ones included */
	size_t		 max_block;	/* a larger block is GOT_BAD */
	struct buf	 head;		/* owned: the header of this record */
	struct buf	 block;		/* owned */
	char		 reason[160];
};

#define WARC_MAX_HEADER	((size_t)64 << 10)
#define WARC_MAX_BLOCK	((size_t)128 << 20)

void	 warc_open(struct warc_reader *, struct gzip_reader *, size_t max_block);

/*
 * The next record.  GOT_BAD: this record breaks the format or a ceiling; the
 * reader goes on at the next `WARC/` line.  GOT_BROKEN: the file is cut or
 * damaged; records before it were whole.
 */
enum got warc_next(struct warc_reader *, struct warc_record *);

/* Any field of the current record by name, any case; n = 0 when absent. */
struct slice warc_field(const struct warc_reader *, const char *name);

void	 warc_close(struct warc_reader *);

#endif
