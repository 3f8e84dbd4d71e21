/* SPDX-License-Identifier: MIT */
/* The gzip and WARC readers over arbitrary bytes: they end, they move on after
   each answer, and what they hand out lies in their window. */
#include <assert.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/warc.h"

#define FUZZ_MAX_BLOCK	((size_t)64 << 10)

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static void
check_record(const struct warc_reader *w, const struct warc_record *r)
{
	const char *data = gzip_data(w->in);
	const struct slice parts[] = {
		r->id, r->date, r->uri, r->content_type, r->truncated, r->block
	};
	size_t i;

	assert(r->block.n <= FUZZ_MAX_BLOCK);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i].n > 0)
			assert(parts[i].p >= data && parts[i].p + parts[i].n <=
			    data + gzip_avail(w->in));
	assert(warc_field(w, "Content-Length").n <= WARC_MAX_HEADER);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct gzip_reader in;
	struct warc_reader w;
	struct warc_record r;
	FILE *fp = tmpfile();
	uint64_t answers = 0;
	enum got got;

	if (fp == NULL || fwrite(data, 1, n, fp) != n || fflush(fp) != 0)
		return 0;
	rewind(fp);
	gzip_open(&in, fileno(fp), "fuzz");
	warc_open(&w, &in, FUZZ_MAX_BLOCK);
	do {
		got = warc_next(&w, &r);
		if (got == GOT_RECORD)
			check_record(&w, &r);
		assert(got != GOT_BAD || w.why != NULL);
		assert(got != GOT_BROKEN || w.why != NULL);
		/* An answer takes a byte at least, inflated or coded. */
		answers++;
		assert(answers <= in.position + gzip_avail(&in) + n + 2);
	} while (got == GOT_RECORD || got == GOT_BAD);
	assert(warc_next(&w, &r) == got);
	warc_close(&w);
	gzip_close(&in);
	(void)fclose(fp);
	return 0;
}
