/* SPDX-License-Identifier: MIT */
/*
 * Arbitrary files as earlier archives: whatever they hold, what is sent back to
 * a server or copied into a record can begin no field of its own.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fetch/archive.h"
#include "fetch/types.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static void
check_value(const char *value)
{
	for (; value != NULL && *value != '\0'; value++)
		assert((unsigned char)*value >= ' ' && *value != 0x7f);
}

static void
check_known(const struct known *k)
{
	size_t i;

	for (i = 0; i < k->n; i++) {
		const struct known_page *p = &k->pages[i];

		assert(i == 0 || k->pages[i - 1].hash < p->hash);
		assert(known_find(k, p->hash) == p);
		check_value(p->etag);
		check_value(p->modified);
		check_value(p->digest);
		check_value(p->id);
		check_value(p->date);
	}
}

static void
read_archive(int fd, bool update)
{
	struct archive a = { .types = TYPES_DEFAULT, .update = update };
	struct archive_file f;

	(void)lseek(fd, 0, SEEK_SET);
	archive_read(&a, &f, fd, "archive");
	assert(!f.broken || f.why[0] != '\0');
	archive_settle(&a);
	assert(update || a.known.n == 0);
	check_known(&a.known);
	archive_free(&a);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static FILE *file;

	if (file == NULL)
		file = tmpfile();
	assert(file != NULL);
	assert(ftruncate(fileno(file), 0) == 0);
	assert(pwrite(fileno(file), data, n, 0) == (ssize_t)n);
	read_archive(fileno(file), false);
	read_archive(fileno(file), true);
	return 0;
}
