/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FETCH_DIGEST_H
#define KLIPING_FETCH_DIGEST_H

#include <openssl/evp.h>

#include "lib/slice.h"

#define DIGEST_TEXT	38	/* bytes of `sha1:`, 32 characters and NUL */

struct digest {
	EVP_MD_CTX	*context;
};

/* 0; -1 when OpenSSL has no SHA-1 to offer. */
int	 digest_init(struct digest *);
void	 digest_free(struct digest *);

/*
 * The SHA-1 (FIPS 180-4) of a followed by b as archives have it: `sha1:` and
 * the Base32 of RFC 4648.  0; -1, and no text, when OpenSSL fails.
 */
int	 digest_text(struct digest *, struct slice a, struct slice b,
	     char text[DIGEST_TEXT]);

#endif
