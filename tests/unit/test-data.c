/* SPDX-License-Identifier: MIT */
/* The loader of data files: what it accepts, and every reason to refuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/data.h"

#define NAME "words.tsv"

static const char *const columns[] = { "word", "kind", NULL };
static const char *const one_column[] = { "word", NULL };

static const char built_in[] = "# source\nword\tkind\na\tbuilt in\n";

/* Load n bytes of text as the built-in file NAME. */
static int
load(struct data_table *t, const char *text, size_t n,
    const char *const names[], char *why, size_t whysize)
{
	const struct data_file files[] = {
		{ "other.tsv", (const unsigned char *)"", 0 },
		{ NAME, (const unsigned char *)text, n },
		{ NULL, NULL, 0 }
	};

	return data_load(t, files, NULL, NAME, names, why, whysize);
}

static void
test_good(void **state)
{
	static const char text[] =
	    "# source and licence\n#\n# \ttab\nword\tkind\n"
	    "#x\tafter the header a row\na\t\na\tb\nab\tb\n\xc3\xa9\t\\n\n";
	struct data_table t;
	char why[256];

	(void)state;
	assert_int_equal(load(&t, text, sizeof(text) - 1, columns, why,
	    sizeof(why)), 0);
	assert_int_equal(t.nrows, 5);
	assert_int_equal(t.ncols, 2);
	assert_string_equal(data_cell(&t, 0, 0), "#x");
	assert_string_equal(data_cell(&t, 1, 1), "");
	assert_string_equal(data_cell(&t, 2, 1), "b");
	assert_string_equal(data_cell(&t, 4, 1), "\\n");
	assert_int_equal(data_refuse(&t, 2, "why not", why, sizeof(why)), -1);
	assert_string_equal(why, NAME ":7: why not");
	data_free(&t);
	data_free(&t);
}

static void
test_no_rows(void **state)
{
	struct data_table t;
	char why[256];

	(void)state;
	assert_int_equal(load(&t, "word\tkind\n", 10, columns, why,
	    sizeof(why)), 0);
	assert_int_equal(t.nrows, 0);
	data_free(&t);
	assert_int_equal(load(&t, "", 0, columns, why, sizeof(why)), -1);
	assert_string_equal(why, NAME ":1: no header line");
	data_free(&t);
}

static const struct fault {
	const char	*text;
	size_t		 n;
	const char	*why;
} faults[] = {
#define FAULT(text, why) { text, sizeof(text) - 1, NAME ":" why }
	FAULT("# only\n", "1: no header line"),
	FAULT("word\tkind", "1: last line has no line feed"),
	FAULT("word\tkind\na\tb", "2: last line has no line feed"),
	FAULT("word\n", "1: column 2 is not 'kind'"),
	FAULT("kind\tword\n", "1: column 1 is not 'word'"),
	FAULT("word\tkind\t\n", "1: 3 columns, not 2"),
	FAULT("\xef\xbb\xbfword\tkind\n", "1: column 1 is not 'word'"),
	FAULT("word\tkind\r\n", "1: carriage return"),
	FAULT("word\tkind\na\tb\r\n", "2: carriage return"),
	FAULT("word\tkind\na\n", "2: 1 cells where the header has 2"),
	FAULT("word\tkind\na\tb\tc\n", "2: 3 cells where the header has 2"),
	FAULT("word\tkind\n\na\tb\n", "2: empty line"),
	FAULT("\nword\tkind\n", "1: empty line"),
	FAULT("word\tkind\na\tb\na\tb\n", "3: row is there twice"),
	FAULT("word\tkind\nb\tb\na\tb\n",
	    "3: row is out of order (LC_ALL=C sort)"),
	FAULT("word\tkind\n\xc3\xa9\tb\nz\tb\n",
	    "3: row is out of order (LC_ALL=C sort)"),
	FAULT("word\tkind\na\0\tb\n", "2: invalid UTF-8 or NUL"),
	FAULT("word\tkind\na\xff\tb\n", "2: invalid UTF-8 or NUL"),
	FAULT("# \xff\nword\tkind\n", "1: invalid UTF-8 or NUL"),
	FAULT("word\tkind\na\0\tb\nb\t\xff\n", "2: invalid UTF-8 or NUL"),
	FAULT("word\tkind\na\xff\tb\nb\t\0\n", "2: invalid UTF-8 or NUL"),
#undef FAULT
};

static void
test_faults(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		struct data_table t;
		char why[256] = "";

		assert_int_equal(load(&t, faults[i].text, faults[i].n, columns,
		    why, sizeof(why)), -1);
		assert_string_equal(why, faults[i].why);
		data_free(&t);
	}
}

/* A table of one column still has no empty row. */
static void
test_one_column(void **state)
{
	struct data_table t;
	char why[256];

	(void)state;
	assert_int_equal(load(&t, "word\na\nb\n", 9, one_column, why,
	    sizeof(why)), 0);
	assert_int_equal(t.nrows, 2);
	data_free(&t);
	assert_int_equal(load(&t, "word\n\na\n", 8, one_column, why,
	    sizeof(why)), -1);
	assert_string_equal(why, NAME ":2: empty line");
	data_free(&t);
}

/* A header wider than any table: refused, and nothing is read past it. */
static void
test_wide_header(void **state)
{
	static const char *const many[DATA_MAX_COLUMNS + 2] = {
		"a", "a", "a", "a", "a", "a", "a", "a", "a",
		"a", "a", "a", "a", "a", "a", "a", "a"
	};
	struct data_table t;
	char why[256], text[2 * (DATA_MAX_COLUMNS + 1)];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(text); i += 2)
		memcpy(text + i, "a\t", 2);
	text[sizeof(text) - 1] = '\n';
	assert_int_equal(load(&t, text, sizeof(text), many, why, sizeof(why)),
	    -1);
	assert_string_equal(why, NAME ":1: column 17 is not 'a'");
	data_free(&t);
}

/* A reason longer than its buffer is cut, never written past it. */
static void
test_small_why(void **state)
{
	struct data_table t;
	char why[32];
	size_t size;

	(void)state;
	for (size = 1; size < sizeof(why); size++) {
		memset(why, '#', sizeof(why));
		assert_int_equal(load(&t, "x\n", 2, columns, why, size), -1);
		assert_true(strlen(why) < size);
		assert_int_equal(why[size], '#');
		data_free(&t);
	}
}

/* A scratch folder for DIR/name. */
struct folder {
	char	path[64];
	char	file[80];
};

static void
make_folder(struct folder *f)
{
	(void)snprintf(f->path, sizeof(f->path), "/tmp/kliping-data.XXXXXX");
	assert_non_null(mkdtemp(f->path));
	(void)snprintf(f->file, sizeof(f->file), "%s/%s", f->path, NAME);
}

static void
remove_folder(const struct folder *f)
{
	(void)unlink(f->file);
	(void)rmdir(f->file);
	assert_int_equal(rmdir(f->path), 0);
}

static void
write_file(const char *path, const char *text, size_t n)
{
	FILE *fp = fopen(path, "w");

	assert_non_null(fp);
	assert_int_equal(fwrite(text, 1, n, fp), n);
	assert_int_equal(fclose(fp), 0);
}

static int
load_from(struct data_table *t, const char *dir, char *why, size_t whysize)
{
	const struct data_file files[] = {
		{ NAME, (const unsigned char *)built_in, sizeof(built_in) - 1 },
		{ NULL, NULL, 0 }
	};

	return data_load(t, files, dir, NAME, columns, why, whysize);
}

/* A folder's file replaces the built-in one; without the file it stays. */
static void
test_replace(void **state)
{
	struct folder f;
	struct data_table t;
	char why[256], want[256];

	(void)state;
	make_folder(&f);
	assert_int_equal(load_from(&t, f.path, why, sizeof(why)), 0);
	assert_string_equal(data_cell(&t, 0, 1), "built in");
	assert_string_equal(t.path, NAME);
	data_free(&t);

	write_file(f.file, "word\tkind\na\tof the folder\n", 26);
	assert_int_equal(load_from(&t, f.path, why, sizeof(why)), 0);
	assert_string_equal(data_cell(&t, 0, 1), "of the folder");
	assert_string_equal(t.path, f.file);
	data_free(&t);

	write_file(f.file, "word\tkind\na\n", 12);
	assert_int_equal(load_from(&t, f.path, why, sizeof(why)), -1);
	(void)snprintf(want, sizeof(want),
	    "%s:2: 1 cells where the header has 2", f.file);
	assert_string_equal(why, want);
	data_free(&t);
	remove_folder(&f);
}

/* What cannot be read is said, and never replaced by the built-in file. */
static void
test_unreadable(void **state)
{
	struct folder f;
	struct data_table t;
	char why[8192], want[256];
	char *longest = calloc(5000, 1);

	(void)state;
	make_folder(&f);
	assert_int_equal(load_from(&t, "/nonexistent/folder", why,
	    sizeof(why)), -1);
	assert_string_equal(why,
	    "/nonexistent/folder: No such file or directory");
	data_free(&t);

	assert_int_equal(mkdir(f.file, 0700), 0);
	assert_int_equal(load_from(&t, f.path, why, sizeof(why)), -1);
	(void)snprintf(want, sizeof(want), "%s: Is a directory", f.file);
	assert_string_equal(why, want);
	data_free(&t);

	assert_non_null(longest);
	memset(longest, '/', 4999);
	assert_int_equal(load_from(&t, longest, why, sizeof(why)), -1);
	assert_string_equal(why, NAME ": File name too long");
	data_free(&t);
	free(longest);
	remove_folder(&f);
}

static void
test_unknown_name(void **state)
{
	static const struct data_file none[] = { { NULL, NULL, 0 } };
	struct data_table t;
	char why[256];

	(void)state;
	assert_int_equal(data_load(&t, none, NULL, NAME, columns, why,
	    sizeof(why)), -1);
	assert_string_equal(why, NAME ": no such data file");
	data_free(&t);
}

/* A file of exactly the ceiling is read; one byte more is not. */
static void
test_ceiling(void **state)
{
	struct folder f;
	struct data_table t;
	char why[256], want[256], *text = malloc(DATA_MAX_FILE + 1);

	(void)state;
	assert_non_null(text);
	memset(text, 'x', DATA_MAX_FILE + 1);
	memcpy(text, "word\tkind\na\t", 12);
	make_folder(&f);

	text[DATA_MAX_FILE - 1] = '\n';
	write_file(f.file, text, DATA_MAX_FILE);
	assert_int_equal(load_from(&t, f.path, why, sizeof(why)), 0);
	assert_int_equal(strlen(data_cell(&t, 0, 1)), DATA_MAX_FILE - 13);
	data_free(&t);

	text[DATA_MAX_FILE - 1] = 'x';
	text[DATA_MAX_FILE] = '\n';
	write_file(f.file, text, DATA_MAX_FILE + 1);
	assert_int_equal(load_from(&t, f.path, why, sizeof(why)), -1);
	(void)snprintf(want, sizeof(want), "%s: file is too large", f.file);
	assert_string_equal(why, want);
	data_free(&t);
	free(text);
	remove_folder(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_no_rows),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_one_column),
		cmocka_unit_test(test_wide_header),
		cmocka_unit_test(test_small_why),
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_unknown_name),
		cmocka_unit_test(test_ceiling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
