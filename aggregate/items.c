/* SPDX-License-Identifier: MIT */
/*
 * Keeps items of a cell that may be larger than memory.  Holds ITEMS_HELD bytes
 * of them; the rest is in a file without a name.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "aggregate/items.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#define NAMELESS (020000000 | O_DIRECTORY)	/* O_TMPFILE of Linux's open(2) */
#endif
#define ITEMS_HELD ((size_t)64 << 10)

/* What stands before an item's bytes. */
struct head {
	uint64_t	count, n;
};

/* A file that never had a name, so that not even SIGKILL leaves one; -1 where
   the system or the folder knows none. */
static int
open_nameless(const char *dir)
{
#ifdef NAMELESS
	return open(dir, NAMELESS | O_RDWR | O_EXCL, 0600);
#else
	(void)dir;
	return -1;
#endif
}

/* A file whose name is taken away at once. */
static int
open_named(const char *dir)
{
	static const char name[] = "/aggregate.XXXXXX";
	sigset_t all, before;
	struct buf path;
	int fd, saved;

	buf_init(&path, 4096);
	if (buf_adds(&path, dir) != 0 || buf_adds(&path, name) != 0) {
		buf_free(&path);
		errno = ENAMETOOLONG;
		return -1;
	}
	/* No signal may come between the name and its end. */
	(void)sigfillset(&all);
	(void)sigprocmask(SIG_BLOCK, &all, &before);
	fd = mkstemp(path.data);
	saved = errno;
	if (fd != -1)
		(void)unlink(path.data);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	buf_free(&path);
	errno = saved;
	return fd;
}

FILE *
items_open_file(const char *dir)
{
	FILE *fp = NULL;
	int fd = open_nameless(dir);

	if (fd == -1)
		fd = open_named(dir);
	if (fd != -1 && (fp = fdopen(fd, "w+")) == NULL)
		(void)close(fd);
	return fp;
}

void
items_reset(struct items *it)
{
	if (it->head.max == 0) {
		buf_init(&it->head, SIZE_MAX);
		buf_init(&it->text, SIZE_MAX);
	}
	buf_reset(&it->head);
	it->n = it->total = 0;
	it->at = 0;
	if (it->in_file)
		rewind(it->file);
	it->in_file = false;
}

/* Move what is held to the file. */
static void
spill(struct items *it)
{
	if (it->file == NULL &&
	    (it->file = items_open_file(it->dir)) == NULL) {
		it->error = errno;
		return;
	}
	it->in_file = true;
	if (fwrite(it->head.data, 1, it->head.len, it->file) != it->head.len)
		it->error = errno;
	buf_reset(&it->head);
}

void
items_add(struct items *it, struct slice text, uint64_t count)
{
	const struct head h = { count, text.n };

	(void)buf_add(&it->head, &h, sizeof(h));
	(void)buf_add(&it->head, text.p, text.n);
	it->n++;
	it->total += count;
	if (it->head.len > ITEMS_HELD && it->error == 0)
		spill(it);
}

void
items_rewind(struct items *it)
{
	it->at = 0;
	if (!it->in_file)
		return;
	if (it->head.len > 0)
		spill(it);
	if (fflush(it->file) != 0)
		it->error = errno;
	rewind(it->file);
}

bool
items_next(struct items *it, struct slice *text, uint64_t *count)
{
	struct head h;

	if (it->at == it->n || it->error != 0)
		return false;
	if (it->at == 0)
		it->place = 0;
	it->at++;
	if (!it->in_file) {
		memcpy(&h, it->head.data + it->place, sizeof(h));
		*text = slice(it->head.data + it->place + sizeof(h),
		    (size_t)h.n);
		it->place += sizeof(h) + (size_t)h.n;
	} else {
		buf_reset(&it->text);
		if (fread(&h, sizeof(h), 1, it->file) != 1 ||
		    buf_reserve(&it->text, (size_t)h.n) != 0 ||
		    fread(it->text.data, 1, (size_t)h.n, it->file) != h.n) {
			it->error = errno != 0 ? errno : EIO;
			return false;
		}
		*text = slice(it->text.data, (size_t)h.n);
	}
	*count = h.count;
	return true;
}

void
items_free(struct items *it)
{
	if (it->head.max > 0) {
		buf_free(&it->head);
		buf_free(&it->text);
	}
	if (it->file != NULL)
		(void)fclose(it->file);
	*it = (struct items){ .dir = it->dir };
}
