/* SPDX-License-Identifier: MIT */
/*
 * Addresses over arbitrary bytes: the first line is a base, the rest a
 * reference.  A canonical form is printable ASCII, within its limit and its
 * own canonical form.
 */
#include <assert.h>
#include <string.h>

#include "lib/url.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static void
check_canon(struct slice address)
{
	struct buf once, twice;
	const char *why = NULL;
	size_t i;

	buf_init(&once, URL_MAX_BYTES);
	buf_init(&twice, URL_MAX_BYTES);
	if (url_canon(&once, address, &why) == 0) {
		struct slice canonical = slice(once.data, once.len);

		for (i = 0; i < once.len; i++)
			assert(once.data[i] > ' ' && once.data[i] < 0x7f);
		assert(url_host(canonical).n > 0);
		assert(url_canon(&twice, canonical, &why) == 0);
		assert(strcmp(once.data, twice.data) == 0);
	} else
		assert(why != NULL && once.len == 0);
	buf_free(&once);
	buf_free(&twice);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static struct url_tracking *tracking;
	const char *text = (const char *)data, *lf, *why;
	struct slice base = { text, n }, reference = { text, 0 };
	struct buf out;
	char id[17], reason[256];

	if (tracking == NULL)
		tracking = url_tracking_load(NULL, reason, sizeof(reason));
	assert(tracking != NULL);
	if (n > 0 && (lf = memchr(text, '\n', n)) != NULL) {
		base.n = (size_t)(lf - text);
		reference = slice(lf + 1, n - base.n - 1);
	}
	check_canon(base);
	check_canon(reference);
	url_doc(id, tracking, base);
	assert(strlen(id) == 16);
	buf_init(&out, 8192);
	(void)url_join(&out, base, reference);
	buf_reset(&out);
	(void)url_link(&out, base, reference, &why);
	buf_free(&out);
	return 0;
}
