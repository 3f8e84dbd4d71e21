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

const struct table_kind *
table_kind(const char *name)
{
	size_t i;

	for (i = 0; table_kinds[i].name != NULL; i++)
		if (strcmp(table_kinds[i].name, name) == 0)
			return &table_kinds[i];
	return NULL;
}

/* The columns of a table, with those that the data names. */
static char *
header_of(const struct table_kind *kind, const struct knowledge *k)
{
	const char *star = strchr(kind->header, '*');
	struct buf b;
	size_t i;

	buf_init(&b, SIZE_MAX / 2);
	if (star == NULL) {
		(void)buf_adds(&b, kind->header);
		return buf_take(&b);
	}
	(void)buf_add(&b, kind->header, (size_t)(star - kind->header));
	for (i = 0; i < totals_count(k); i++)
		(void)buf_addf(&b, "%s\t", totals_column(k, i).name);
	/* The star and its TAB. */
	(void)buf_adds(&b, star + 2);
	return buf_take(&b);
}

int
table_open_stream(struct table *t, const struct table_kind *kind,
    const struct knowledge *k, bool explain, FILE *fp)
{
	*t = (struct table){ .kind = kind, .fp = fp, .explain = explain,
	    .header = header_of(kind, k) };
	buf_init(&t->row, TABLE_MAX_ROW + TABLE_BUFFER);
	return fprintf(fp, "%s%s\n", t->header, explain ? "\trule" : "") <
	    0 ? -1 : 0;
}

void
table_open_buf(struct table *t, const struct table_kind *kind,
    const struct knowledge *k, struct buf *rows)
{
	*t = (struct table){ .kind = kind, .rows = rows, .explain = true,
	    .header = header_of(kind, k) };
	buf_init(&t->row, TABLE_MAX_ROW + TABLE_BUFFER);
}

FILE *
table_new_file(const char *path, char **tmp)
{
	char suffix[64];
	unsigned i;
	int fd = -1;
	FILE *fp;

	for (i = 0; i < TABLE_TRIES && fd == -1; i++) {
		(void)snprintf(suffix, sizeof(suffix), ".%ld.%u.tmp",
		    (long)getpid(), i);
		*tmp = xjoin(path, "", suffix);
		fd = open(*tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd != -1)
			break;
		free(*tmp);
		*tmp = NULL;
		if (errno != EEXIST)
			return NULL;
	}
	if (fd == -1)
		return NULL;
	if ((fp = fdopen(fd, "w")) == NULL) {
		(void)unlink(*tmp);
		(void)close(fd);
		free(*tmp);
		*tmp = NULL;
		return NULL;
	}
	return fp;
}

int
table_open_dir(struct table *t, const struct table_kind *kind,
    const struct knowledge *k, bool explain, const char *dir)
{
	char *path = xjoin(dir, "/", kind->name), *file = xjoin(path, "", ".tsv");
	char *tmp = NULL;
	FILE *fp = table_new_file(file, &tmp);
	int rc;

	free(path);
	if (fp == NULL) {
		free(file);
		return -1;
	}
	rc = table_open_stream(t, kind, k, explain, fp);
	t->path = file;
	t->tmp = tmp;
	return rc;
}

void
table_flush(struct table *t)
{
	if (t->row.len == 0)
		return;
	/* The first row's line feed stands before it. */
	if ((fwrite(t->row.data + 1, 1, t->row.len - 1, t->fp) <
	    t->row.len - 1 || putc('\n', t->fp) == EOF) && t->error == 0)
		t->error = errno;
	buf_reset(&t->row);
}

/* Close a file, and give it its name when it is whole. */
static int
close_file(struct table *t, int whole)
{
	if (fclose(t->fp) != 0 && t->error == 0)
		t->error = errno;
	if (t->error != 0) {
		errno = t->error;
		return -1;
	}
	return whole ? rename(t->tmp, t->path) : 0;
}

int
table_close(struct table *t, int whole)
{
	int rc = 0, error;

	if (t->rows == NULL)
		table_flush(t);
	buf_free(&t->row);
	if (t->path != NULL)
		rc = close_file(t, whole);
	error = errno;
	if (t->tmp != NULL && (rc != 0 || !whole))
		(void)unlink(t->tmp);
	free(t->header);
	free(t->path);
	free(t->tmp);
	t->header = t->path = t->tmp = NULL;
	t->kind = NULL;
	errno = error;
	return rc;
}
