/* SPDX-License-Identifier: MIT */
/*
 * SHA-1 by libcrypto, written as archives write it.  In archives it is a
 * checksum, not a defence.
 */
#include <string.h>

#include "fetch/digest.h"

#define BASE32	"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

int
digest_init(struct digest *d)
{
	d->context = EVP_MD_CTX_new();
	return d->context != NULL && EVP_DigestInit_ex(d->context, EVP_sha1(),
	    NULL) == 1 ? 0 : -1;
}

void
digest_free(struct digest *d)
{
	EVP_MD_CTX_free(d->context);
	d->context = NULL;
}

/* Five bits a character; 160 bits are 32 of them, without a rest. */
static void
put_base32(const unsigned char *sum, size_t n, char *text)
{
	unsigned bits = 0;
	size_t i, held = 0;

	for (i = 0; i < n; i++) {
		bits = bits << 8 | sum[i];
		for (held += 8; held >= 5; held -= 5)
			*text++ = BASE32[bits >> (held - 5) & 31];
	}
	*text = '\0';
}

int
digest_text(struct digest *d, struct slice a, struct slice b,
    char text[DIGEST_TEXT])
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned n;

	if (EVP_DigestInit_ex(d->context, NULL, NULL) != 1 ||
	    EVP_DigestUpdate(d->context, a.p, a.n) != 1 ||
	    EVP_DigestUpdate(d->context, b.p, b.n) != 1 ||
	    EVP_DigestFinal_ex(d->context, sum, &n) != 1)
		return -1;
	memcpy(text, "sha1:", 5);
	put_base32(sum, n, text + 5);
	return 0;
}
