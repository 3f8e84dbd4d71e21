/* SPDX-License-Identifier: MIT */
/* The TSV reader, the escapes and the writer over arbitrary bytes. */
#include <assert.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/tsv.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct tsv t;
	struct buf text;
	enum got got;
	FILE *fp = tmpfile();

	if (fp == NULL || fwrite(data, 1, n, fp) != n || fflush(fp) != 0)
		return 0;
	rewind(fp);
	buf_init(&text, 1 << 20);
	tsv_open(&t, fileno(fp), "fuzz");
	got = tsv_header(&t);
	while (got == GOT_RECORD || got == GOT_BAD) {
		got = tsv_next(&t);
		if (got == GOT_RECORD) {
			assert(t.nfields == t.nnames);
			buf_reset(&text);
			(void)tsv_unescape(&text, t.field[0]);
		}
		assert(got != GOT_BAD || t.why != NULL);
	}
	tsv_close(&t);
	buf_free(&text);
	(void)fclose(fp);
	return 0;
}
