/* SPDX-License-Identifier: MIT */
/*
 * Tables on standard output or as files of a folder.  A file is written under
 * another name and takes its own when it is whole, so that a table that has
 * its name is never half of one.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "extract/table.h"
#include "lib/xalloc.h"

#define TABLE_TRIES	1000	/* names taken by files that were left */
#define TABLE_BUFFER	((size_t)32 << 10)	/* bytes of one write(2) */

const struct table_kind *
table_kind(const char *name)
{
	size_t i;

	for (i = 0; table_kinds[i].name != NULL; i++)
		if (strcmp(table_kinds[i].name, name) == 0)
			return &table_kinds[i];
	return NULL;
}

int
table_open_stream(struct table *t, const struct table_kind *kind, bool explain,
    FILE *fp)
{
	*t = (struct table){ .kind = kind, .fp = fp, .explain = explain };
	buf_init(&t->row, TABLE_MAX_ROW);
	return fprintf(fp, "%s%s\n", kind->header, explain ? "\trule" : "") <
	    0 ? -1 : 0;
}

void
table_open_buf(struct table *t, const struct table_kind *kind, struct buf *rows)
{
	*t = (struct table){ .kind = kind, .rows = rows, .explain = true };
	buf_init(&t->row, TABLE_MAX_ROW);
}

static char *
join(const char *dir, const char *name, const char *suffix)
{
	struct buf b;

	buf_init(&b, SIZE_MAX / 2);
	(void)buf_addf(&b, "%s/%s%s", dir, name, suffix);
	return buf_take(&b);
}

/* Make a file that nobody else writes: two runs into one folder have names of
   their own.  -1 with errno. */
static int
open_new(const char *dir, const char *name, char **path)
{
	char suffix[64];
	unsigned i;
	int fd;

	for (i = 0; i < TABLE_TRIES; i++) {
		(void)snprintf(suffix, sizeof(suffix), ".tsv.%ld.%u.tmp",
		    (long)getpid(), i);
		*path = join(dir, name, suffix);
		fd = open(*path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd != -1)
			return fd;
		free(*path);
		*path = NULL;
		if (errno != EEXIST)
			break;
	}
	return -1;
}

int
table_open_dir(struct table *t, const struct table_kind *kind, bool explain,
    const char *dir)
{
	char *tmp = NULL;
	int fd = open_new(dir, kind->name, &tmp), rc;
	FILE *fp;

	if (fd == -1)
		return -1;
	if ((fp = fdopen(fd, "w")) == NULL) {
		(void)unlink(tmp);
		(void)close(fd);
		free(tmp);
		return -1;
	}
	/* Without memory for it the stream keeps its own, smaller buffer. */
	(void)setvbuf(fp, NULL, _IOFBF, TABLE_BUFFER);
	rc = table_open_stream(t, kind, explain, fp);
	t->path = join(dir, kind->name, ".tsv");
	t->tmp = tmp;
	return rc;
}

int
table_close(struct table *t, int whole)
{
	int rc = 0, error;

	buf_free(&t->row);
	if (t->path != NULL) {
		if (ferror(t->fp)) {
			rc = -1;
			errno = EIO;
		}
		error = errno;
		if (fclose(t->fp) != 0)
			rc = -1;
		else
			errno = error;
		if (rc == 0 && whole)
			rc = rename(t->tmp, t->path);
	}
	error = errno;
	if (t->tmp != NULL && (rc != 0 || !whole))
		(void)unlink(t->tmp);
	free(t->path);
	free(t->tmp);
	t->path = t->tmp = NULL;
	t->kind = NULL;
	errno = error;
	return rc;
}
