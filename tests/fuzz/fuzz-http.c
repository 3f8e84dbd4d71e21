/* SPDX-License-Identifier: MIT */
/* Arbitrary blocks as HTTP responses: the parts lie in the block, the decoded
   body under its ceiling. */
#include <assert.h>

#include "lib/http.h"

#define FUZZ_MAX_BODY	((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	const char *block = (const char *)data;
	struct slice body, value = { 0 };
	struct http_decoder d;
	struct http_message m;
	enum http_answer answer;
	size_t fields = 0;

	http_split(&m, slice(block, n));
	assert(m.status >= 0 && m.status <= 999);
	assert(m.body.n <= n && m.head.n <= n - m.body.n);
	while (http_field_next(&m, "Content-Type", &value))
		assert(++fields <= n);
	http_decoder_init(&d, FUZZ_MAX_BODY);
	answer = http_decode(&d, &m, &body);
	assert(body.n <= FUZZ_MAX_BODY);
	assert((answer == HTTP_WHOLE) == (d.why == NULL));
	assert(d.layers <= HTTP_MAX_LAYERS + 1);
	http_decoder_free(&d);
	return 0;
}
