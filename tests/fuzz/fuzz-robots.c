/* SPDX-License-Identifier: MIT */
/* robots.txt and a path, parted by the first NUL, over arbitrary bytes. */
#include <assert.h>
#include <string.h>

#include "fetch/robots.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	const char *text = (const char *)data;
	const char *nul = n > 0 ? memchr(text, '\0', n) : NULL;
	struct slice path = slice("/a/b?c=d", 8);
	struct robots *r;

	if (nul != NULL) {
		path = slice(nul + 1, n - (size_t)(nul - text) - 1);
		n = (size_t)(nul - text);
	}
	if (path.n > 2048)
		path.n = 2048;
	r = robots_parse(slice(text, n), slice_str("kliping/1"));
	(void)robots_allows(r, path);
	assert(robots_allows(r, slice_str("/robots.txt")));
	assert(robots_delay_ms(r) == ROBOTS_NO_DELAY ||
	    robots_delay_ms(r) <= (uint64_t)86400000);
	robots_free(r);
	return 0;
}
