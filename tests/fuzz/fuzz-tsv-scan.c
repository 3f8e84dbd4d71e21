/* SPDX-License-Identifier: MIT */
/*
 * The scanner of many lines over arbitrary bytes, on every path, beside one byte
 * after another.  The first byte says how many cells a row has, the second which
 * of them are wanted.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/tsv_scan.h"
#include "lib/utf8.h"

#define MAX_WIDTH 67

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static bool
is_regular(const char *s, size_t n, size_t width)
{
	size_t i, cells = 1;

	for (i = 0; i < n; i++) {
		cells += s[i] == '\t';
		if (s[i] != '\n')
			continue;
		if (cells != width)
			return false;
		cells = 1;
	}
	return memchr(s, '\0', n) == NULL && memchr(s, '\r', n) == NULL &&
	    utf8_invalid(s, n) == NULL;
}

/* Every place there is, as the text has it. */
static void
check_places(const struct tsv_marks *m, const char *s, size_t n,
    const bool *wanted)
{
	const uint32_t *end = m->end;
	size_t i, cell = 0, begin = 0;

	for (i = 0; i < n; i++) {
		if (s[i] != '\t' && s[i] != '\n')
			continue;
		if (wanted[cell])
			assert(end[m->at[cell]] == i && (uint32_t)(1 +
			    end[(ptrdiff_t)m->at[cell] - 1]) == begin);
		begin = i + 1;
		if (++cell < m->width)
			continue;
		assert(end[m->stride - 1] == i);
		end += m->stride;
		cell = 0;
	}
}

static void
check(struct tsv_marks *m, const char *s, size_t n, size_t width,
    const bool *wanted)
{
	size_t i, lines = 0;

	for (i = 0; i < n; i++)
		lines += s[i] == '\n';
	tsv_marks_want(m, width, wanted);
	tsv_scan(m, s, n);
	assert(m->lines == lines);
	assert(m->regular == is_regular(s, n, width));
	if (m->regular)
		check_places(m, s, n, wanted);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static const char *const paths[] = { "", "avx2", "portable" };
	static struct tsv_marks marks[3];
	bool wanted[MAX_WIDTH];
	size_t i, width;
	char *s;

	if (n < 2)
		return 0;
	width = 1 + data[0] % MAX_WIDTH;
	for (i = 0; i < MAX_WIDTH; i++)
		wanted[i] = data[1] >> i % 8 & 1;
	n -= 2;
	s = malloc(n + 1);
	assert(s != NULL);
	memcpy(s, data + 2, n);
	s[n] = '\n';
	for (i = 0; i < 3; i++) {
		if (marks[i].scan == NULL)
			(void)setenv("KLIPING_SIMD", paths[i], 1);
		check(&marks[i], s, n + 1, width, wanted);
	}
	free(s);
	return 0;
}
