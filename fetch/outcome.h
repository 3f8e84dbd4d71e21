/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_OUTCOME_H
#define KLIPING_OUTCOME_H

#include <stdbool.h>

/* What became of an address: the words of `--log`, in fetch(1). */
enum outcome {
	OUTCOME_OK,
	/* refused, and rightly so */
	OUTCOME_UNCHANGED,	/* since an earlier archive */
	OUTCOME_DUPLICATE,	/* fetched once is enough */
	OUTCOME_ARCHIVED,	/* in an earlier archive */
	OUTCOME_ROBOTS,		/* robots.txt forbids it */
	OUTCOME_NOT_FOUND,	/* 404, 410 */
	OUTCOME_HTTP_ERROR,	/* another answer that is no success */
	OUTCOME_PRIVATE,	/* a private network address */
	OUTCOME_TYPE,		/* a content type that is not wanted */
	OUTCOME_TOO_LARGE,	/* over a size limit; the record is truncated */
	OUTCOME_TOO_MANY,	/* the host has had its share of pages */
	OUTCOME_BAD_REDIRECT,	/* to something that is no http(s) address */
	OUTCOME_REDIRECT_LOOP,
	OUTCOME_REDIRECT_LIMIT,
	OUTCOME_BAD_ADDRESS,	/* no address at all */
	/* failed: another run may do better */
	OUTCOME_RATE_LIMITED,	/* 429 to the last */
	OUTCOME_SERVER_ERROR,	/* 5xx to the last */
	OUTCOME_DNS,
	OUTCOME_CONNECT,
	OUTCOME_TLS,
	OUTCOME_TIMEOUT,
	OUTCOME_DISCONNECT,	/* the answer stopped in the middle */
	OUTCOME_PROTOCOL,	/* the answer is no HTTP */
	OUTCOME_GAVE_UP,	/* the host was set aside */
	OUTCOME_COUNT
};

/* The word for it. */
const char *outcome_name(enum outcome);

/* Not fetched, and not rightly refused: exit status 1. */
bool	 outcome_is_failure(enum outcome);

#endif
