/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: a page through everything that clean does to it: character
 * set, pre-pass, tree, choice of the body, boilerplate, metadata.  The first
 * byte chooses text or HTML.
 */
#include <stdlib.h>

#include "clean/page.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static struct cleaner cleaner;
	static int ready;
	struct document d = { .url = slice_str("https://kabar.example/a?b=1") };
	char why[256];

	if (!ready && cleaner_init(&cleaner, NULL, why, sizeof(why)) != 0)
		abort();
	ready = 1;
	if (n == 0)
		return 0;
	d.is_html = bytes[0] != 't';
	d.body = slice((const char *)bytes + 1, n - 1);
	if (cleaner_run(&cleaner, &d) != 0)
		return 0;
	/* Whatever came in, valid text comes out. */
	if (utf8_invalid(buf_str(&cleaner.article.text),
	    cleaner.article.text.len) != NULL)
		abort();
	return 0;
}
