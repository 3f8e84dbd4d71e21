/* SPDX-License-Identifier: MIT */
/* The number reader at every word of an arbitrary text. */
#include <assert.h>

#include "extract/knowledge.h"
#include "extract/number.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static void
check(const struct number *n, const struct passage *p, size_t i)
{
	assert(n->value >= 0 && n->approx != NULL);
	assert(n->token <= n->first && n->first < n->token_end);
	assert(n->first == i || n->token <= i);
	assert(n->token_end > i && n->token_end <= p->ntokens);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static struct knowledge *k;
	static struct passage p;
	struct number number;
	struct buf text;
	char why[256];
	size_t i;

	if (k == NULL) {
		k = knowledge_load(NULL, NULL, why, sizeof(why));
		assert(k != NULL);
	}
	buf_init(&text, 1 << 16);
	if (utf8_repair(&text, (const char *)data, n) == 0) {
		passage_read(&p, k->matcher, slice(buf_str(&text), text.len));
		for (i = 0; i < p.ntokens; i++)
			if (number_read(&number, &p, i, k))
				check(&number, &p, i);
	}
	buf_free(&text);
	return 0;
}
