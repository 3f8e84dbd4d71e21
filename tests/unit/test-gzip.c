/* SPDX-License-Identifier: MIT */
/* The gzip reader: members, damage, cuts, and bytes that are no gzip. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/gzip.h"

#define TEXT "WARC/1.1 the text of a member, the text of a member\n"

/* Append one gzip member that holds n bytes of text. */
static void
add_member(struct buf *b, const char *text, size_t n, gz_header *header)
{
	unsigned char out[8192], in[4096];
	z_stream z = { 0 };

	assert_true(n <= sizeof(in));
	memcpy(in, text, n);
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8,
	    Z_DEFAULT_STRATEGY), Z_OK);
	if (header != NULL)
		assert_int_equal(deflateSetHeader(&z, header), Z_OK);
	z.next_in = in;
	z.avail_in = (uInt)n;
	z.next_out = out;
	z.avail_out = sizeof(out);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(buf_add(b, out, sizeof(out) - z.avail_out), 0);
	assert_int_equal(deflateEnd(&z), Z_OK);
}

static FILE *
file_of(const struct buf *b)
{
	FILE *fp = tmpfile();

	assert_non_null(fp);
	assert_int_equal(fwrite(buf_str(b), 1, b->len, fp), b->len);
	assert_int_equal(fflush(fp), 0);
	rewind(fp);
	return fp;
}

/*
 * Read b to its end and write down what was said: the number of bytes, then
 * `!OFFSET` for damage passed, and `.` or `#OFFSET` for the end.
 */
static void
read_all(const struct buf *b, char *log, size_t size)
{
	struct gzip_reader g;
	FILE *fp = file_of(b);
	size_t n = 0, used = 0;
	enum got got;

	gzip_open(&g, fileno(fp), "file");
	do {
		got = gzip_fill(&g, 1);
		n += gzip_avail(&g);
		gzip_take(&g, gzip_avail(&g));
		if (got == GOT_RECORD)
			continue;
		used += (size_t)snprintf(log + used, size - used,
		    got == GOT_BAD ? "%zu!%llu " : got == GOT_END ? "%zu." :
		    "%zu#%llu", n, (unsigned long long)g.offset);
		gzip_resume(&g);
		n = 0;
	} while (got == GOT_RECORD || got == GOT_BAD);
	gzip_close(&g);
	assert_int_equal(fclose(fp), 0);
}

static void
assert_log(const struct buf *b, const char *want)
{
	char log[256];

	read_all(b, log, sizeof(log));
	assert_string_equal(log, want);
}

static void
test_plain(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 16);
	assert_log(&b, "0.");
	(void)buf_adds(&b, "W");
	assert_log(&b, "1.");
	(void)buf_adds(&b, TEXT);
	assert_log(&b, "53.");
	buf_free(&b);
}

static void
test_members(void **state)
{
	unsigned char extra[] = { 's', 'l', 4, 0, 1, 2, 3, 4 };
	char name[] = "name", comment[] = "comment";
	gz_header header = { .extra = extra, .extra_len = sizeof(extra),
	    .name = (Bytef *)name, .comment = (Bytef *)comment, .hcrc = 1 };
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 16);
	add_member(&b, "", 0, NULL);
	assert_log(&b, "0.");
	add_member(&b, TEXT, 52, &header);
	add_member(&b, "", 0, NULL);
	add_member(&b, TEXT, 52, NULL);
	assert_log(&b, "104.");
	buf_free(&b);
}

/* A file cut anywhere but between members is never a clean end. */
static void
test_cut_everywhere(void **state)
{
	struct buf b, part;
	size_t first, i;
	char log[64];

	(void)state;
	buf_init(&b, 1 << 16);
	buf_init(&part, 1 << 16);
	add_member(&b, TEXT, 52, NULL);
	first = b.len;
	add_member(&b, TEXT, 52, NULL);
	for (i = 1; i < b.len; i++) {
		buf_reset(&part);
		(void)buf_add(&part, b.data, i);
		read_all(&part, log, sizeof(log));
		if (i == first)
			assert_string_equal(log, "52.");
		else
			assert_non_null(strchr(log, '#'));
	}
	buf_free(&b);
	buf_free(&part);
}

static void
test_junk(void **state)
{
	struct buf b;
	char want[64];
	size_t first;

	(void)state;
	buf_init(&b, 1 << 16);
	add_member(&b, TEXT, 52, NULL);
	first = b.len;
	(void)buf_adds(&b, "junk \x1f\x8b\x08 junk");
	(void)snprintf(want, sizeof(want), "52!%zu 0.", first);
	assert_log(&b, want);
	add_member(&b, TEXT, 52, NULL);
	(void)snprintf(want, sizeof(want), "52!%zu 52.", first);
	assert_log(&b, want);
	buf_free(&b);
}

/* Every bit of a member's sum and length is looked at, and the member behind
   it is found; without one behind it the file is broken. */
static void
test_sums(void **state)
{
	struct buf b, last;
	size_t first, i;
	char want[64];

	(void)state;
	buf_init(&b, 1 << 16);
	buf_init(&last, 1 << 16);
	add_member(&b, TEXT, 52, NULL);
	first = b.len;
	(void)buf_add(&last, b.data, first);
	add_member(&b, TEXT, 52, NULL);
	for (i = first - 8; i < first; i++) {
		b.data[i] ^= 0x10;
		assert_log(&b, "52!0 52.");
		b.data[i] ^= 0x10;
		last.data[i] ^= 0x10;
		assert_log(&last, "52#0");
		last.data[i] ^= 0x10;
	}
	(void)snprintf(want, sizeof(want), "%zu.", (size_t)104);
	assert_log(&b, want);
	buf_free(&b);
	buf_free(&last);
}

/* A broken bit anywhere in a member costs that member alone. */
static void
test_every_byte_damaged(void **state)
{
	char log[256];
	struct buf b;
	size_t first, second, i;

	(void)state;
	buf_init(&b, 1 << 16);
	add_member(&b, TEXT, 52, NULL);
	first = b.len;
	add_member(&b, TEXT, 52, NULL);
	second = b.len;
	add_member(&b, TEXT, 52, NULL);
	for (i = first; i < second; i++) {
		if (i >= first + 4 && i < first + 10)
			continue;	/* time, flags, system: no one cares */
		b.data[i] ^= 0x04;
		read_all(&b, log, sizeof(log));
		if (strchr(log, '!') == NULL || strstr(log, " 52.") == NULL)
			fail_msg("byte %zu: %s", i - first, log);
		b.data[i] ^= 0x04;
	}
	buf_free(&b);
}

/* After damage only a member that begins as the caller said is taken up. */
static void
test_begins(void **state)
{
	struct gzip_reader g;
	struct buf b;
	size_t third;
	FILE *fp;

	(void)state;
	buf_init(&b, 1 << 16);
	add_member(&b, TEXT, 52, NULL);
	b.data[b.len - 8] ^= 1;
	add_member(&b, "<html>not an archive's", 22, NULL);
	third = b.len;
	add_member(&b, "\r\n\r\n" TEXT, 56, NULL);
	fp = file_of(&b);
	gzip_open(&g, fileno(fp), "file");
	g.begins = "WARC/";
	assert_int_equal(gzip_fill(&g, 53), GOT_BAD);
	assert_int_equal(gzip_avail(&g), 52);
	gzip_resume(&g);
	assert_int_equal(gzip_fill(&g, 56), GOT_RECORD);
	assert_int_equal(gzip_offset(&g), third);
	assert_int_equal(gzip_fill(&g, 57), GOT_END);
	gzip_close(&g);
	(void)fclose(fp);
	buf_free(&b);
}

static void
test_offsets(void **state)
{
	struct gzip_reader g;
	struct buf b;
	size_t second;
	FILE *fp;

	(void)state;
	buf_init(&b, 1 << 16);
	add_member(&b, TEXT, 52, NULL);
	second = b.len;
	add_member(&b, TEXT, 52, NULL);
	fp = file_of(&b);
	gzip_open(&g, fileno(fp), "file");
	assert_int_equal(gzip_fill(&g, 60), GOT_RECORD);
	assert_int_equal(gzip_offset(&g), 0);
	assert_int_equal(gzip_edge(&g), 52);
	gzip_take(&g, 52);
	assert_int_equal(gzip_offset(&g), second);
	assert_true(gzip_edge(&g) == SIZE_MAX);
	assert_int_equal(gzip_skip(&g, 52), GOT_RECORD);
	assert_int_equal(g.position, 104);
	assert_int_equal(gzip_skip(&g, 1), GOT_END);
	gzip_close(&g);
	(void)fclose(fp);
	buf_free(&b);
}

static void
test_refused(void **state)
{
	struct gzip_reader g;
	struct buf b;
	FILE *fp;

	(void)state;
	gzip_open(&g, -1, "none");
	assert_int_equal(gzip_fill(&g, 1), GOT_BROKEN);
	assert_non_null(strstr(g.why, "cannot read"));
	assert_int_equal(gzip_fill(&g, 1), GOT_BROKEN);
	gzip_close(&g);
	buf_init(&b, 64);
	(void)buf_add(&b, "\x28\xb5\x2f\xfd\0\0\0\0", 8);
	fp = file_of(&b);
	gzip_open(&g, fileno(fp), "zstd");
	assert_int_equal(gzip_fill(&g, 1), GOT_BROKEN);
	assert_non_null(strstr(g.why, "zstd"));
	gzip_close(&g);
	(void)fclose(fp);
	buf_free(&b);
}

static void
on_signal(int number)
{
	(void)number;
}

/* In a child: interrupt the parent's read, then give it what it waits for. */
static _Noreturn void
interrupt(pid_t parent, int fd)
{
	const struct timespec pause = { .tv_nsec = 50000000 };

	(void)nanosleep(&pause, NULL);
	(void)kill(parent, SIGUSR1);
	(void)nanosleep(&pause, NULL);
	_exit(write(fd, TEXT, 52) == 52 ? 0 : 1);
}

static void
test_interrupted(void **state)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct gzip_reader g;
	int fd[2], status;
	pid_t child;

	(void)state;
	assert_int_equal(sigaction(SIGUSR1, &action, NULL), 0);
	assert_int_equal(pipe(fd), 0);
	child = fork();
	assert_int_not_equal(child, -1);
	if (child == 0)
		interrupt(getppid(), fd[1]);
	assert_int_equal(close(fd[1]), 0);
	gzip_open(&g, fd[0], "pipe");
	assert_int_equal(gzip_fill(&g, 52), GOT_RECORD);
	assert_int_equal(gzip_fill(&g, 53), GOT_END);
	gzip_close(&g);
	assert_int_equal(close(fd[0]), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_cut_everywhere),
		cmocka_unit_test(test_junk),
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_every_byte_damaged),
		cmocka_unit_test(test_begins),
		cmocka_unit_test(test_offsets),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_interrupted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
