/* SPDX-License-Identifier: MIT */
/*
 * The gzip and WARC readers over arbitrary bytes: they end, they move on after
 * each answer, and what they hand out lies in their window.  Input that begins
 * with Z is wrapped: each piece of it up to a byte 0xfe becomes a gzip member,
 * because no mutation comes upon a right check sum.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>
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

/* Write a piece as a gzip member. */
static bool
put_member(FILE *fp, const unsigned char *piece, size_t n)
{
	unsigned char in[4096], out[8192];
	z_stream z = { 0 };
	size_t made;

	if (n > sizeof(in) || deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8,
	    Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	if (n > 0)
		memcpy(in, piece, n);
	z.next_in = in;
	z.avail_in = (uInt)n;
	z.next_out = out;
	z.avail_out = sizeof(out);
	(void)deflate(&z, Z_FINISH);
	made = sizeof(out) - z.avail_out;
	(void)deflateEnd(&z);
	return fwrite(out, 1, made, fp) == made;
}

static bool
put_input(FILE *fp, const unsigned char *data, size_t n)
{
	const unsigned char *end;
	size_t piece;

	if (n == 0 || *data != 'Z')
		return fwrite(data, 1, n, fp) == n;
	for (data++, n--; n > 0; data += piece, n -= piece) {
		end = memchr(data, 0xfe, n);
		piece = end != NULL ? (size_t)(end - data) : n;
		if (!put_member(fp, data, piece))
			return false;
		piece += end != NULL;
	}
	return true;
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

	if (fp == NULL)
		return 0;
	if (!put_input(fp, data, n) || fflush(fp) != 0) {
		(void)fclose(fp);
		return 0;
	}
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
		assert(answers <= in.position + gzip_avail(&in) + 64 * n + 2);
	} while (got == GOT_RECORD || got == GOT_BAD);
	assert(warc_next(&w, &r) == got);
	warc_close(&w);
	gzip_close(&in);
	(void)fclose(fp);
	return 0;
}
