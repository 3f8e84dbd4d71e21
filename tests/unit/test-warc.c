/* SPDX-License-Identifier: MIT */
/* The WARC reader on what other people's archives hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/warc.h"
#include "tests/tools/warctype.h"

#define RESPONSE "WARC/1.1\r\nWARC-Type: response\r\n" \
	"WARC-Target-URI: http://a.example/\r\nContent-Length: 5\r\n\r\n" \
	"hello\r\n\r\n"
#define INFO "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\n" \
	"ab\r\n\r\n"

static FILE *
file_of(const char *text, size_t n)
{
	FILE *fp = tmpfile();

	assert_non_null(fp);
	assert_int_equal(fwrite(text, 1, n, fp), n);
	assert_int_equal(fflush(fp), 0);
	rewind(fp);
	return fp;
}

/*
 * What was read, in short: `response http://a.example/ 5;`, then `bad@OFFSET
 * why;`, and `end` or `broken@OFFSET why` last.
 */
static void
read_all(const char *text, size_t n, size_t max_block, char *log, size_t size)
{
	struct gzip_reader in;
	struct warc_reader w;
	struct warc_record r;
	FILE *fp = file_of(text, n);
	size_t used = 0;
	enum got got;

	gzip_open(&in, fileno(fp), "file");
	warc_open(&w, &in, max_block);
	do {
		got = warc_next(&w, &r);
		if (got == GOT_RECORD)
			used += (size_t)snprintf(log + used, size - used,
			    "%s %.*s %zu;", warctype_names[r.type],
			    (int)r.uri.n, r.uri.p, r.block.n);
		else if (got == GOT_END)
			used += (size_t)snprintf(log + used, size - used,
			    "end");
		else
			used += (size_t)snprintf(log + used, size - used,
			    "%s@%llu %s;", got == GOT_BAD ? "bad" : "broken",
			    (unsigned long long)w.offset, w.why);
		assert_true(used < size);
	} while (got == GOT_RECORD || got == GOT_BAD);
	warc_close(&w);
	gzip_close(&in);
	assert_int_equal(fclose(fp), 0);
}

struct sample {
	const char *text, *want;
};

static void
check(const struct sample *s, size_t n)
{
	char log[1024];

	for (; n > 0; n--, s++) {
		read_all(s->text, strlen(s->text), 64, log, sizeof(log));
		assert_string_equal(log, s->want);
	}
}

static const struct sample lenient[] = {
	{ "", "end" },
	{ RESPONSE INFO, "response http://a.example/ 5;warcinfo  2;end" },
	/* lines end in LF alone */
	{ "WARC/0.18\nWARC-Type: response\nContent-Length: 2\n\nab\n\n"
	    "WARC/0.17\nWARC-Type: request\nContent-Length: 2\n\nab\n\n",
	    "response  2;request  2;end" },
	/* blank lines are missing between records, or too many */
	{ "WARC/1.0\r\nContent-Length: 2\r\n\r\nab" INFO "\r\n\r\n\n" INFO,
	    "other  2;warcinfo  2;warcinfo  2;end" },
	{ "WARC/1.0\r\nContent-Length: 2\r\n\r\nab\r\n" INFO,
	    "other  2;warcinfo  2;end" },
	/* addresses in <>, with blanks */
	{ "WARC/1.0\r\nwarc-target-uri:  <http://a.example/b>\t\r\n"
	    "content-length:0\r\n\r\n\r\n\r\n", "other http://a.example/b 0;end" },
	{ "WARC/1.0\r\nWARC-Target-URI: http://a.example/b c\r\n"
	    "Content-Length : 0\r\n\r\n\r\n\r\n",
	    "other http://a.example/b c 0;end" },
	/* folded, and a line that is no field */
	{ "WARC/1.0\r\nWARC-Type:\r\n revisit\r\nno field\r\n"
	    "WARC-Target-URI: http://a.example/\r\n\tb\r\n"
	    "Content-Length: 0\r\n\r\n\r\n\r\n",
	    "revisit http://a.example/  \tb 0;end" },
	/* unknown type and version, fields twice */
	{ "WARC/2.0\r\nWARC-Type: novel\r\nA: 1\r\nA: 2\r\n"
	    "Content-Length: 0\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
	    "other  0;end" },
	/* the next record shows where a block without a length ends */
	{ "WARC/1.0\r\nWARC-Type: response\r\n\r\nabc\r\n\r\n" INFO,
	    "response  3;warcinfo  2;end" },
	{ "WARC/1.0\nWARC-Type: response\n\nWARC/1.\nabc\n\n\n" INFO,
	    "response  12;warcinfo  2;end" },
	/* an archive within an archive is a block like any other */
	{ "WARC/1.0\r\nContent-Length: 8\r\n\r\nWARC/1.0\r\n\r\n",
	    "other  8;end" },
	{ "WARC/1.0\r\nContent-Length: 10\r\n\r\na\nWARC/1.0\r\n\r\n" INFO,
	    "other  10;warcinfo  2;end" },
};

static const struct sample hostile[] = {
	{ "hello\n", "bad@0 6 bytes that are no WARC record;end" },
	{ "hello\n" INFO "junk\nWARC/junk\n" INFO,
	    "bad@0 6 bytes that are no WARC record;warcinfo  2;"
	    "bad@64 15 bytes that are no WARC record;warcinfo  2;end" },
	{ "WARC/1.0\r\nContent-Length: x\r\n\r\nab\r\n\r\n" INFO,
	    "bad@0 Content-Length is no number;warcinfo  2;end" },
	{ "WARC/1.0\r\nContent-Length: -1\r\n\r\nab\r\n\r\n" INFO,
	    "bad@0 Content-Length is no number;warcinfo  2;end" },
	{ "WARC/1.0\r\nContent-Length:\r\n\r\nab\r\n\r\n" INFO,
	    "bad@0 Content-Length is no number;warcinfo  2;end" },
	{ "WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\nab\r\n\r\n"
	    INFO, "bad@0 Content-Length is no number;warcinfo  2;end" },
	{ "WARC/1.0\r\nContent-Length: 9999999999999\r\n\r\nab\r\n\r\n" INFO,
	    "bad@0 Content-Length is past belief;warcinfo  2;end" },
	{ "WARC/1.0\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab\r\n"
	    "\r\n" INFO, "bad@0 two Content-Lengths that differ;warcinfo  2;"
	    "end" },
	/* too short, too long, longer than the file */
	{ "WARC/1.0\r\nContent-Length: 1\r\n\r\nabc\r\n\r\n" INFO,
	    "other  1;bad@32 6 bytes that are no WARC record;warcinfo  2;"
	    "end" },
	{ "WARC/1.0\r\nContent-Length: 20\r\n\r\nabc\r\n\r\n" INFO,
	    "bad@0 Content-Length 20 runs into the next record, 7 bytes in;"
	    "warcinfo  2;end" },
	{ "WARC/1.0\r\nContent-Length: 64\r\n\r\nabc\r\n\r\n" INFO,
	    "bad@0 Content-Length 64 runs into the next record, 7 bytes in;"
	    "warcinfo  2;end" },
	{ "WARC/1.0\r\nContent-Length: 64\r\n\r\nabc\r\n\r\n",
	    "broken@0 cut: the block has 7 of 64 bytes;" },
	/* over the ceiling */
	{ "WARC/1.0\r\nContent-Length: 65\r\n\r\n"
	    "0123456789012345678901234567890123456789"
	    "0123456789012345678901234\r\n\r\n" INFO,
	    "bad@0 block of 65 bytes is over the ceiling of 64;"
	    "warcinfo  2;end" },
	{ "WARC/1.0\r\nContent-Length: 650\r\n\r\nabc\r\n\r\n",
	    "broken@0 cut in a block that is over the ceiling;" },
	{ "WARC/1.0\r\nContent-Length: 650\r\n\r\nabc\r\n\r\n" INFO,
	    "bad@0 block of 650 bytes is over the ceiling of 64;"
	    "warcinfo  2;end" },
	/* headers without an end */
	{ "WARC/1.0\r\nContent-Length: 1\r\n" INFO,
	    "bad@0 header has no end;warcinfo  2;end" },
	{ "WARC/1.0\r\nContent-Length: 1\r\n",
	    "broken@0 cut in a record's header;" },
	{ "WARC/1.0\r\nWARC-Type: response\r\n\r\nabc\r\n\r\n",
	    "bad@0 no Content-Length, and no record behind to show its end;"
	    "end" },
	{ INFO "WAR", "warcinfo  2;broken@58 cut in a record's first line;" },
	{ "WARC/1.0\r\nContent-Length: 2\r\n\r\nab",
	    "other  2;broken@0 cut behind the last record's block;" },
};

static void
test_lenient(void **state)
{
	(void)state;
	check(lenient, sizeof(lenient) / sizeof(lenient[0]));
}

static void
test_hostile(void **state)
{
	(void)state;
	check(hostile, sizeof(hostile) / sizeof(hostile[0]));
}

/* A file cut anywhere but between records never ends cleanly, and the records
   before the cut are read. */
static void
test_cut_everywhere(void **state)
{
	static const char text[] = INFO RESPONSE INFO;
	const size_t one = sizeof(INFO) - 1, two = one + sizeof(RESPONSE) - 1;
	char log[512];
	size_t i;

	(void)state;
	for (i = 1; i < sizeof(text) - 1; i++) {
		read_all(text, i, 64, log, sizeof(log));
		if (i == one)
			assert_string_equal(log, "warcinfo  2;end");
		else if (i == two)
			assert_string_equal(log,
			    "warcinfo  2;response http://a.example/ 5;end");
		else
			assert_non_null(strstr(log, "broken@"));
		if (i > one)
			assert_int_equal(strncmp(log, "warcinfo  2;", 12), 0);
	}
}

static void
test_header_ceilings(void **state)
{
	struct buf b;
	char log[256];
	int i;

	(void)state;
	buf_init(&b, 1 << 20);
	(void)buf_adds(&b, "WARC/1.0\r\n");
	for (i = 0; i <= WARC_MAX_FIELDS; i++)
		(void)buf_adds(&b, "A: b\r\n");
	(void)buf_adds(&b, "Content-Length: 0\r\n\r\n\r\n\r\n" INFO);
	read_all(b.data, b.len, 64, log, sizeof(log));
	assert_string_equal(log,
	    "bad@0 too many header fields;warcinfo  2;end");
	buf_reset(&b);
	(void)buf_adds(&b, "WARC/1.0\r\nA: ");
	while (b.len < WARC_MAX_HEADER)
		(void)buf_adds(&b, "long ");
	(void)buf_adds(&b, "\r\n\r\n" INFO);
	read_all(b.data, b.len, 64, log, sizeof(log));
	assert_string_equal(log, "bad@0 header is too long;warcinfo  2;end");
	buf_free(&b);
}

static void
test_fields(void **state)
{
	static const char text[] = "WARC/1.0\r\nA-Field:  of value \r\nB:\r\n"
	    "WARC-Record-ID: <urn:x>\r\nWARC-Truncated: length\r\n"
	    "Content-Type: text/plain\r\nWARC-Date: 2024-08-08T00:00:00Z\r\n"
	    "Content-Length: 1\r\n\r\n\0\r\n\r\n";
	struct gzip_reader in;
	struct warc_reader w;
	struct warc_record r;
	FILE *fp = file_of(text, sizeof(text) - 1);

	(void)state;
	gzip_open(&in, fileno(fp), "file");
	warc_open(&w, &in, WARC_MAX_BLOCK);
	assert_int_equal(warc_next(&w, &r), GOT_RECORD);
	assert_true(slice_is(warc_field(&w, "a-field"), "of value"));
	assert_int_equal(warc_field(&w, "b").n, 0);
	assert_int_equal(warc_field(&w, "a-fiel").n, 0);
	assert_true(slice_is(r.id, "<urn:x>"));
	assert_true(slice_is(r.truncated, "length"));
	assert_true(slice_is(r.content_type, "text/plain"));
	assert_true(slice_is(r.date, "2024-08-08T00:00:00Z"));
	assert_true(slice_eq(r.block, slice("", 1)));
	assert_int_equal(warc_next(&w, &r), GOT_END);
	assert_int_equal(w.records, 1);
	warc_close(&w);
	gzip_close(&in);
	(void)fclose(fp);
}

/* A record is handed out when it has been written, not when the next one is. */
static void
test_no_waiting(void **state)
{
	static const char *const texts[] = {
		RESPONSE, "WARC/1.0\nContent-Length: 1\n\na\n\n"
	};
	struct gzip_reader in;
	struct warc_reader w;
	struct warc_record r;
	int fd[2];
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		assert_int_equal(pipe(fd), 0);
		assert_int_equal(write(fd[1], texts[i], strlen(texts[i])),
		    (ssize_t)strlen(texts[i]));
		gzip_open(&in, fd[0], "pipe");
		warc_open(&w, &in, 64);
		(void)alarm(10);
		assert_int_equal(warc_next(&w, &r), GOT_RECORD);
		(void)alarm(0);
		assert_int_equal(close(fd[1]), 0);
		assert_int_equal(warc_next(&w, &r), GOT_END);
		warc_close(&w);
		gzip_close(&in);
		assert_int_equal(close(fd[0]), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lenient),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_cut_everywhere),
		cmocka_unit_test(test_header_ceilings),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_no_waiting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
