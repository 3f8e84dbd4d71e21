/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_TYPES_H
#define KLIPING_TYPES_H

#include <stdbool.h>

#include "lib/slice.h"

/*
 * The content-type gate: a list of media types, parted by commas, in which `*`
 * stands for any characters.
 */

#define TYPES_MAX_BYTES	1024	/* of a list */

/* Feeds, sitemaps (also as gzip files, which servers give any name) and pages:
   what the readers of the archive read. */
#define TYPES_DEFAULT "text/*,application/*xml,application/*gzip," \
	"application/octet-stream"

/* Is the list well formed?  NULL, or why not. */
const char *types_fault(const char *list);

/*
 * Is this value of Content-Type in the list?  Parameters and case do not
 * matter.  A value that is missing, or is no media type, says nothing, and
 * passes.
 */
bool	 types_accept(const char *list, struct slice value);

#endif
