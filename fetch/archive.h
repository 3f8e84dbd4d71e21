/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_ARCHIVE_H
#define KLIPING_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/known.h"
#include "fetch/seen.h"

/*
 * What earlier archives hold, so that a run that was killed goes on with the
 * same command line.  An address is done when its answer is there whole, or
 * cut at a size limit; one that was answered with 429 or 5xx, or cut by time
 * or a lost connection, is not, nor one that was refused for a content type that
 * is accepted now.  A redirect is done when its target is.
 *
 * With update nothing is done, so that all is asked for again, but what a run
 * with update had asked for when it was killed.  Such a run says in its archive
 * when it begins and when it has ended (ARCHIVE_BEGUN, ARCHIVE_ENDED).
 */

/* Lines in the warcinfo record that begins an update, and in the metadata
   record that ends it. */
#define ARCHIVE_BEGUN	"update: begun"
#define ARCHIVE_ENDED	"update: ended"

#define ARCHIVE_MAX_HOPS 50	/* redirects followed from one address */

struct archive_hop;

/* `= { .types = ... }` is empty. */
struct archive {
	const char	*types;		/* accepted; borrowed */
	bool		 update;
	struct seen	 done;
	struct known	 known;		/* with update */
	struct archive_hop *hops;	/* owned: redirects */
	size_t		 nhops, cap;
};

/* What one file was found to be. */
struct archive_file {
	uint64_t	 records;	/* whole ones */
	uint64_t	 bad;		/* that broke the format */
	uint64_t	 bad_at;	/* where the first of them is */
	bool		 is_gzip;
	bool		 broken;	/* its tail is damaged */
	uint64_t	 whole_bytes;	/* up to the damage */
	char		 why[200];	/* of the damage, else of the first bad */
};

/* Read an archive from a descriptor to its end. */
void	 archive_read(struct archive *, struct archive_file *, int fd,
	     const char *name);

/* After the last file: decide which redirects are done, and what is known. */
void	 archive_settle(struct archive *);

void	 archive_free(struct archive *);

#endif
