/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: bytes with a label in front (up to the first LF) through the
 * guess of the character set.  Whatever came in, valid text comes out.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/charset.h"
#include "lib/utf8.h"

#define FUZZ_MAX	((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static struct charsets *charsets;
	const char *bytes = (const char *)data, *lf = NULL;
	struct slice label = slice(NULL, 0), text;
	struct buf out;

	if (charsets == NULL)
		charsets = charsets_open();
	if (n > 0)
		lf = memchr(bytes, '\n', n);
	if (lf != NULL) {
		label = charset_of_type(slice(bytes, (size_t)(lf - bytes)));
		n -= (size_t)(lf + 1 - bytes);
		bytes = lf + 1;
	}
	buf_init(&out, FUZZ_MAX);
	text = charset_decode(charsets, &out, slice(bytes, n), label);
	if (text.n > 0 && utf8_invalid(text.p, text.n) != NULL)
		abort();
	if (text.n > 0 && memchr(text.p, '\0', text.n) != NULL)
		abort();
	buf_free(&out);
	return 0;
}
