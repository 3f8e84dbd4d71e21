/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_WARC_H
#define KLIPING_WARC_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/got.h"
#include "lib/gzip.h"
#include "lib/slice.h"

/*
 * WARC/1.1 records (ISO 28500:2017); 1.0, 0.18 and 0.17 are read as they come:
 * lines ending in LF, folded fields, unknown types and fields, blank lines
 * missing or too many, records spread over gzip members or many in one, plain
 * archives and compressed ones behind each other.
 */

#define WARC_MAX_HEADER	((size_t)64 << 10)	/* bytes of one header */
#define WARC_MAX_FIELDS	256			/* fields of one header */
#define WARC_MAX_BLOCK	((size_t)128 << 20)	/* default for max_block */
#define WARC_MAX_LENGTH	((uint64_t)1 << 40)	/* a Content-Length over it is
						   not believed */

enum warc_type {
	WARC_OTHER, WARC_WARCINFO, WARC_REQUEST, WARC_RESPONSE, WARC_RESOURCE,
	WARC_METADATA, WARC_REVISIT, WARC_CONVERSION, WARC_CONTINUATION
};

/*
 * A record as read; slices are borrowed until the next call.  A field that is
 * absent has n = 0.  Values stand as written, without the blanks around them;
 * uri also without <> (wget 1.19 wrote them).
 */
struct warc_record {
	enum warc_type	type;
	struct slice	id, date, uri, content_type, truncated;
	struct slice	block;
	uint64_t	offset;		/* of the record in the file as it lies
					   on disk: of its gzip member's start */
	uint64_t	position;	/* of the record in the data as
					   inflated; equals offset in a file
					   that is plain throughout */
};

/* A field: where its name and value stand, from the record's first byte. */
struct warc_span {
	uint32_t	name, name_n, value, value_n;
};

struct warc_reader {
	struct gzip_reader *in;		/* borrowed */
	const char	*why;		/* after GOT_BAD, GOT_BROKEN */
	uint64_t	 offset;	/* where; as in warc_record */
	uint64_t	 position;
	uint64_t	 records;	/* read so far, bad ones included */
	size_t		 max_block;	/* a larger block is GOT_BAD */
	/* what follows is the reader's own */
	size_t		 head_n;	/* bytes of the header */
	size_t		 held;		/* bytes of the window to pass */
	bool		 seeking;	/* damage was reported: on to a record */
	bool		 cut;		/* the last record's end is missing */
	bool		 broken;	/* and stays so */
	struct warc_span field[WARC_MAX_FIELDS];
	size_t		 nfields;
	char		 reason[192];
};

/*
 * Ready to read from in, which gzip_open has made ready and which stays the
 * caller's; nothing else may read from it.  max_block: WARC_MAX_BLOCK, or what
 * the caller can hold.
 */
void	 warc_open(struct warc_reader *, struct gzip_reader *in,
	     size_t max_block);

/*
 * The next record.
 * GOT_RECORD: its header is whole, its block as long as it says, and its gzip
 *   member's check sum, where the member ends with it, is right.
 * GOT_END: the file ended behind a whole record, or is empty.
 * GOT_BAD: bytes that are no record, a record that breaks the format or a
 *   ceiling, a damaged gzip member with others behind it.  Calling again goes
 *   on at the next record.
 * GOT_BROKEN: the file is cut, damaged to its end, or cannot be read; the
 *   records before were whole.
 * After the last two, why, offset and position say what and where.
 */
enum got warc_next(struct warc_reader *, struct warc_record *);

/* Any field of the current record by name, any case; n = 0 when absent. */
struct slice warc_field(const struct warc_reader *, const char *name);

/* Let go of in, which stays open. */
void	 warc_close(struct warc_reader *);

#endif
