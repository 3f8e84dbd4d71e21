/* SPDX-License-Identifier: MIT */
/* SHA-1 side by side must be SHA-1: held against OpenSSL's, at every length
   where the padding changes, and with lanes that end at different times. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/evp.h>

#include "fetch/digest.h"

#define MAX_JOBS 300

/* Base32 by the book: bit by bit. */
static void
expect(struct slice data, char text[DIGEST_CHARS])
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	size_t i, bit;

	assert_int_equal(EVP_Digest(data.p, data.n, sum, NULL, EVP_sha1(),
	    NULL), 1);
	for (i = 0; i < 160; i += 5) {
		unsigned value = 0;

		for (bit = i; bit < i + 5; bit++)
			value = value << 1 |
			    ((unsigned)sum[bit / 8] >> (7 - bit % 8) & 1u);
		text[i / 5] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[value];
	}
}

static void
check(const struct slice *data, size_t n)
{
	static char got[MAX_JOBS][DIGEST_CHARS + 1];
	struct digest_job jobs[MAX_JOBS];
	char want[DIGEST_CHARS];
	size_t i;

	for (i = 0; i < n; i++) {
		memset(got[i], '?', sizeof(got[i]));
		jobs[i] = (struct digest_job){ data[i], got[i] };
	}
	digest_sha1(jobs, n);
	for (i = 0; i < n; i++) {
		expect(data[i], want);
		assert_memory_equal(got[i], want, DIGEST_CHARS);
		assert_int_equal(got[i][DIGEST_CHARS], '?');
	}
}

static void
the_empty_string(void **state)
{
	struct digest_job job;
	char text[DIGEST_CHARS];

	(void)state;
	job = (struct digest_job){ slice("", 0), text };
	digest_sha1(&job, 1);
	assert_memory_equal(text, "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
	    DIGEST_CHARS);
	digest_sha1(&job, 0);
}

static void
every_length(void **state)
{
	static char bytes[300];
	struct slice data;
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(bytes); n++)
		bytes[n] = (char)(n * 7 + 3);
	for (n = 0; n < sizeof(bytes); n++) {
		data = slice(bytes, n);
		check(&data, 1);
	}
}

/* So many at once, of lengths that have nothing to do with each other, each at
   an odd place. */
static void
side_by_side(void **state)
{
	static char bytes[1 << 16];
	struct slice data[MAX_JOBS];
	uint32_t random = 1;
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(bytes); i++) {
		random = random * 1664525 + 1013904223;
		bytes[i] = (char)(random >> 24);
	}
	for (n = 1; n < MAX_JOBS; n += n < 20 ? 1 : 47) {
		for (i = 0; i < n; i++) {
			random = random * 1664525 + 1013904223;
			data[i] = slice(bytes + random % 97,
			    (random >> 8) % (i % 3 == 0 ? 30000 : 200));
		}
		check(data, n);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_empty_string),
		cmocka_unit_test(every_length),
		cmocka_unit_test(side_by_side),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
