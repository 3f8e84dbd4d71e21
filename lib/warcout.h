/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_WARCOUT_H
#define KLIPING_WARCOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zlib.h>

#include "lib/buf.h"
#include "lib/slice.h"

/*
 * A WARC/1.1 writer (ISO 28500:2017).  A record is built in memory and becomes
 * output only when it is whole:
 *
 *	warcout_begin(w, "metadata", "application/warc-fields");
 *	warcout_field(w, "WARC-Date", date);
 *	warcout_end(w, block, nothing);
 *	warcout_flush(w);
 */

#define WARCOUT_MAX_HEAD	((size_t)60 << 10) /* bytes of the named fields;
						      readers take 64 KiB */
#define WARCOUT_MAX_PENDING	((size_t)1 << 30)  /* bytes of whole records
						      waiting to be written */
#define WARCOUT_ID_BYTES 48	/* `<urn:uuid:...>` and its NUL */

struct warcout {
	int		 fd;		/* the caller's */
	bool		 gzip;		/* one gzip member a record */
	uint64_t	 written;	/* bytes given to fd, whole records */
	struct buf	 pending;	/* whole records, not yet written */
	size_t		 sent;		/* bytes of pending that fd has taken */
	struct buf	 head;		/* the record that is being built */
	z_stream	 z;
	uint64_t	 random[2];	/* state of the record ids */
};

/*
 * Make ready to write to fd.  0; -1 when there is no source of random bytes
 * for record ids (errno is set).
 */
int	 warcout_init(struct warcout *, int fd, bool gzip);
void	 warcout_free(struct warcout *);

/* A new record id, `<urn:uuid:...>` (RFC 4122, version 4). */
void	 warcout_id(struct warcout *, char id[WARCOUT_ID_BYTES]);

/* Begin a record; content_type may be NULL. */
void	 warcout_begin(struct warcout *, const char *type,
	     const char *content_type);

/* Add a named field.  Control bytes in the value become spaces, so that a
   hostile value cannot add a field of its own. */
void	 warcout_field(struct warcout *, const char *name, struct slice value);
void	 warcout_fields(struct warcout *, const char *name, const char *value);

/*
 * End the record: its block is a followed by b.  0; -1 when the header or the
 * pending records are over their ceiling (the record is dropped whole).
 */
int	 warcout_end(struct warcout *, struct slice a, struct slice b);

/*
 * Write everything pending.  0; -1 with errno when the descriptor refuses (the
 * output may then end in the middle of a record, after `written` bytes).
 */
int	 warcout_flush(struct warcout *);

/*
 * Write what fd takes without waiting: a file takes everything, a pipe what its
 * reader has left room for.  0, and warcout_waits says whether something is
 * left; -1 as warcout_flush.
 */
int	 warcout_push(struct warcout *);
bool	 warcout_waits(const struct warcout *);

#endif
