/* SPDX-License-Identifier: MIT */
/* Quotation marks over arbitrary bytes: the spans lie in order in the text. */
#include <assert.h>

#include "extract/quotespan.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

/* Every word with a k says something. */
static bool
says(const void *context, size_t at)
{
	const struct slice *text = context;

	assert(at < text->n);
	return text->p[at] == 'k';
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct slice text = { (const char *)data, n };
	struct quotespans q = { 0 };
	size_t i, last = 0;

	quotespans_read(&q, text, says, &text);
	for (i = 0; i < q.n; i++) {
		const struct quotespan *s = &q.span[i];

		assert(s->open >= last || i == 0);
		assert(s->open <= s->begin && s->begin < s->end);
		assert(s->end <= s->after && s->after <= n);
		last = s->end;
	}
	quotespans_free(&q);
	return 0;
}
