/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CAPTURE_H
#define KLIPING_CAPTURE_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "fetch/digest.h"
#include "fetch/known.h"
#include "lib/buf.h"
#include "lib/slice.h"
#include "lib/warcout.h"

/* From an answer to the records of the archive. */

/* One exchange with a server, as the archive is to know it. */
struct capture {
	const char	*url;		/* canonical */
	const char	*via;		/* the address that led here, or NULL */
	const char	*hops;		/* `R` a redirect, `P` robots.txt; "" */
	const char	*ip;		/* of the server; NULL when not known */
	const char	*protocol;	/* `http/1.1`, `h2`; NULL when not known */
	const char	*truncated;	/* `length`, `time`, `disconnect`,
					   `unspecified`; NULL */
	time_t		 began;		/* UTC seconds */
	uint64_t	 ms;		/* from the first byte sent to the last */
	int		 status;
	const struct known_page *known;	/* what is known of it, or NULL */
	bool		 revisit;	/* set when that is all there is to say */
	struct slice	 request;	/* as sent, the empty line included */
	struct slice	 head, body;	/* as received, transfer-coding off */
};

struct capture_writer {
	struct warcout	*out;		/* borrowed */
	struct digest	 digest;
	struct buf	 head;		/* the header as it is stored */
	struct buf	 text;		/* small blocks */
	time_t		 date_of;
	char		 date[32];	/* of that second; "" at first */
	char		 info[WARCOUT_ID_BYTES];	/* this run's warcinfo */
};

/* 0; -1 when OpenSSL has no SHA-1 to offer. */
int	 capture_init(struct capture_writer *, struct warcout *);
void	 capture_free(struct capture_writer *);

/* The record that opens a run; lines are `name: value` CR LF.  0 or -1 as
   warcout_end. */
int	 capture_info(struct capture_writer *, time_t now, struct slice lines);

/*
 * The records of one exchange: request, response and metadata, pending in the
 * writer and not yet flushed.  The response becomes a revisit record when the
 * page is known and the server says that it has not changed (304), or its
 * payload shows it.  0; -1 when they are over a ceiling: then none of them is
 * pending.
 */
int	 capture_put(struct capture_writer *, struct capture *);

/* The record that ends what this run's warcinfo began; lines as there.  0 or -1
   as warcout_end. */
int	 capture_end(struct capture_writer *, time_t now, struct slice lines);

#endif
