/* SPDX-License-Identifier: MIT */
/*
 * The archive that a run appends to.  Reads it once from its beginning, cuts
 * what a killed run left behind its last whole record, and leaves anything
 * that is no archive alone.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fetch/store.h"

/* Two runs that append to one file would tear each other's records. */
static int
lock(int fd)
{
	struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	return fcntl(fd, F_SETLK, &l);
}

/* Does the file begin as an archive does, as far as it goes? */
static bool
looks_like_archive(int fd)
{
	static const char plain[] = "WARC/1.1\r\n", coded[] = "\x1f\x8b\x08";
	char first[sizeof(plain) - 1];
	ssize_t n = pread(fd, first, sizeof(first), 0);
	size_t m = n > 0 ? (size_t)n : 0;

	return memcmp(first, plain, m) == 0 ||
	    memcmp(first, coded, m < 3 ? m : 3) == 0;
}

static int
fault(char *why, size_t whysize, const char *reason)
{
	(void)snprintf(why, whysize, "%s", reason);
	return -1;
}

/* Read what is there, and stand at the end of what is whole. */
static int
go_on(struct store *s, const char *path, bool gzip, off_t size,
    struct archive *archive, char *why, size_t whysize)
{
	off_t end = size;

	archive_read(archive, &s->found, s->fd, path);
	if (s->found.records == 0 && !looks_like_archive(s->fd))
		return fault(why, whysize, "no web archive, left as it is");
	if (s->found.records > 0 && s->found.is_gzip != gzip)
		return fault(why, whysize, gzip ?
		    "a plain archive cannot go on with -z" :
		    "a compressed archive cannot go on without -z");
	if (s->found.broken)
		end = (off_t)s->found.whole_bytes;
	else if (s->found.records == 0)
		end = 0;
	s->cut = size - end;
	if ((s->cut > 0 && ftruncate(s->fd, end) != 0) ||
	    lseek(s->fd, end, SEEK_SET) == (off_t)-1)
		return fault(why, whysize, strerror(errno));
	return 0;
}

int
store_open(struct store *s, const char *path, bool gzip,
    struct archive *archive, char *why, size_t whysize)
{
	struct stat st;

	*s = (struct store){ .fd = open(path, O_RDWR | O_CREAT, 0666) };
	if (s->fd == -1 || fstat(s->fd, &st) != 0)
		return fault(why, whysize, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return 0;
	if (lock(s->fd) != 0)
		return fault(why, whysize, errno == EACCES || errno == EAGAIN ?
		    "another process is writing it" : strerror(errno));
	if (st.st_size == 0)
		return 0;
	return go_on(s, path, gzip, st.st_size, archive, why, whysize);
}

int
store_cut(struct store *s, off_t n)
{
	struct stat st;

	if (fstat(s->fd, &st) != 0)
		return -1;
	return S_ISREG(st.st_mode) ? ftruncate(s->fd, n) : 0;
}

int
store_close(struct store *s)
{
	return close(s->fd);
}
