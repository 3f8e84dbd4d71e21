/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FETCH_DIGEST_H
#define KLIPING_FETCH_DIGEST_H

#include <stddef.h>

#include "lib/slice.h"

#define DIGEST_CHARS	32	/* SHA-1 in the Base32 of RFC 4648 */

struct digest_job {
	struct slice	 data;
	char		*text;		/* DIGEST_CHARS bytes, no NUL */
};

/*
 * The SHA-1 (FIPS 180-4) of each job's data, in Base32, as archives have it.
 * Many at once cost a quarter of what they cost one after the other.
 */
void	 digest_sha1(const struct digest_job *, size_t n);

#endif
