/* SPDX-License-Identifier: MIT */
/*
 * The loader of data files: reads one file or its built-in copy, checks every
 * line, and holds it in memory split into cells.  Prints nothing.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/data.h"
#include "lib/utf8.h"
#include "lib/xalloc.h"

#define DATA_BLOCK	((size_t)64 << 10)	/* bytes asked of read(2) */
#define DATA_MAX_PATH	4096			/* bytes of DIR/name */

struct loader {
	struct data_table	*table;
	const char		*path;		/* for messages */
	const char *const	*columns;
	size_t			 line;
	size_t			 cap;		/* of table->cells, in rows */
	char			*previous;	/* owned: the row before */
	char			*why;
	size_t			 whysize;
};

static int __attribute__((format(printf, 2, 3)))
fail(struct loader *l, const char *fmt, ...)
{
	va_list ap;
	int n;

	if (l->line > 0)
		n = snprintf(l->why, l->whysize, "%s:%zu: ", l->path, l->line);
	else
		n = snprintf(l->why, l->whysize, "%s: ", l->path);

	if (n > 0 && (size_t)n < l->whysize) {
		va_start(ap, fmt);
		(void)vsnprintf(l->why + n, l->whysize - (size_t)n, fmt, ap);
		va_end(ap);
	}
	return -1;
}

/* Read fd to its end into text. */
static int
read_all(struct loader *l, int fd, struct buf *text)
{
	ssize_t n;

	do {
		if (buf_reserve(text, DATA_BLOCK) != 0)
			return fail(l, "file is too large");
		do
			n = read(fd, text->data + text->len, DATA_BLOCK);
		while (n == -1 && errno == EINTR);
		if (n == -1)
			return fail(l, "%s", strerror(errno));
		text->len += (size_t)n;
	} while (n > 0);
	return text->len > DATA_MAX_FILE ? fail(l, "file is too large") : 0;
}

/*
 * Read DIR/name into text.  0; 1 = the folder has no such file; -1 = why set,
 * also for a folder that is not there: a misspelt --data must not go unseen.
 */
static int
read_file(struct loader *l, const char *dir, struct buf *text)
{
	int fd = open(l->path, O_RDONLY | O_CLOEXEC), rc;
	struct stat st;

	if (fd == -1 && errno == ENOENT) {
		if (stat(dir, &st) == 0)
			return 1;
		l->path = dir;
	}
	if (fd == -1)
		return fail(l, "%s", strerror(errno));
	rc = read_all(l, fd, text);
	(void)close(fd);
	return rc;
}

static const struct data_file *
find_builtin(const struct data_file *files, const char *name)
{
	for (; files->name != NULL; files++)
		if (strcmp(files->name, name) == 0)
			return files;
	return NULL;
}

/* The text from DIR/name or from the program itself. */
static int
get_text(struct loader *l, const struct data_file *builtin, const char *dir,
    const char *name, struct buf *path, struct buf *text)
{
	const struct data_file *file;
	int rc = 1;

	if (dir != NULL) {
		if (buf_addf(path, "%s/%s", dir, name) != 0)
			return fail(l, "%s", strerror(ENAMETOOLONG));
		l->path = buf_str(path);
		rc = read_file(l, dir, text);
	}
	if (rc <= 0)
		return rc;
	l->path = name;
	if ((file = find_builtin(builtin, name)) == NULL)
		return fail(l, "no such data file");
	(void)buf_add(text, file->bytes, file->n);
	return 0;
}

/* Split line at its TABs into at most max cells; returns how many there are. */
static size_t
split(char *line, const char **cells, size_t max)
{
	size_t n = 0;

	for (;;) {
		char *tab = strchr(line, '\t');

		if (n < max)
			cells[n] = line;
		n++;
		if (tab == NULL)
			return n;
		*tab = '\0';
		line = tab + 1;
	}
}

static int
check_header(struct loader *l, char *line)
{
	const char *names[DATA_MAX_COLUMNS];
	size_t n = split(line, names, DATA_MAX_COLUMNS), i;

	for (i = 0; l->columns[i] != NULL; i++)
		if (i >= n || i >= DATA_MAX_COLUMNS || strcmp(names[i], l->columns[i]) != 0)
			return fail(l, "column %zu is not '%s'", i + 1,
			    l->columns[i]);
	if (n != i)
		return fail(l, "%zu columns, not %zu", n, i);
	l->table->ncols = n;
	return 0;
}

static int
add_row(struct loader *l, char *line)
{
	struct data_table *t = l->table;
	size_t len = strlen(line), n;
	int order = -1;

	if (l->previous != NULL)
		order = strcmp(l->previous, line);
	if (order == 0)
		return fail(l, "row is there twice");
	if (order > 0)
		return fail(l, "row is out of order (LC_ALL=C sort)");
	free(l->previous);
	l->previous = xmemdup(line, len);
	t->cells = xgrow(t->cells, t->nrows, &l->cap,
	    t->ncols * sizeof(*t->cells));
	if (t->nrows == 0)
		t->first_line = l->line;
	n = split(line, t->cells + t->nrows * t->ncols, t->ncols);
	if (n != t->ncols)
		return fail(l, "%zu cells where the header has %zu", n,
		    t->ncols);
	t->nrows++;
	return 0;
}

static int
add_line(struct loader *l, char *line)
{
	if (*line == '#' && l->table->ncols == 0)
		return 0;
	if (strchr(line, '\r') != NULL)
		return fail(l, "carriage return");
	/* Of a table of one column it would be a phrase that stands anywhere. */
	if (*line == '\0')
		return fail(l, "empty line");
	if (l->table->ncols == 0)
		return check_header(l, line);
	return add_row(l, line);
}

static int
add_lines(struct loader *l, size_t n)
{
	char *line = l->table->text, *end = line + n, *lf;
	const char *bad = utf8_invalid(line, n);
	const char *nul = memchr(line, '\0', n);

	if (nul != NULL && (bad == NULL || nul < bad))
		bad = nul;
	for (; line < end; line = lf + 1) {
		l->line++;
		lf = memchr(line, '\n', (size_t)(end - line));
		if (lf == NULL)
			return fail(l, "last line has no line feed");
		if (bad != NULL && bad < lf)
			return fail(l, "invalid UTF-8 or NUL");
		*lf = '\0';
		if (add_line(l, line) != 0)
			return -1;
	}
	if (l->table->ncols == 0) {
		l->line += n == 0;	/* of an empty file it is the first */
		return fail(l, "no header line");
	}
	return 0;
}

int
data_load(struct data_table *table, const struct data_file *builtin,
    const char *dir, const char *name, const char *const columns[], char *why,
    size_t whysize)
{
	struct loader l = { .table = table, .path = name, .columns = columns,
	    .why = why, .whysize = whysize };
	struct buf path, text;
	size_t n;
	int rc;

	*table = (struct data_table){ 0 };
	buf_init(&path, DATA_MAX_PATH);
	buf_init(&text, DATA_MAX_FILE + 2 * DATA_BLOCK);
	rc = get_text(&l, builtin, dir, name, &path, &text);
	n = text.len;
	table->text = buf_take(&text);
	if (rc == 0)
		rc = add_lines(&l, n);
	table->path = xstrdup(l.path);
	free(l.previous);
	buf_free(&path);
	return rc;
}

bool
data_has(const struct data_file *builtin, const char *dir, const char *name)
{
	struct buf path;
	struct stat st;
	bool there;

	buf_init(&path, DATA_MAX_PATH);
	there = dir != NULL && buf_addf(&path, "%s/%s", dir, name) == 0 &&
	    stat(buf_str(&path), &st) == 0;
	buf_free(&path);
	return there || find_builtin(builtin, name) != NULL;
}

void
data_append(struct data_table *t, struct data_table *more)
{
	size_t n = t->nrows + more->nrows, i, row = t->ncols;
	const char **cells = xcalloc(n + 1, row * sizeof(*cells));

	for (i = 0; i < t->nrows * row; i++)
		cells[i] = t->cells[i];
	for (i = 0; i < more->nrows * row; i++)
		cells[t->nrows * row + i] = more->cells[i];
	free(t->cells);
	t->cells = cells;
	t->nown = t->nrows;
	t->nrows = n;
	t->more = xcalloc(1, sizeof(*t->more));
	*t->more = *more;
	*more = (struct data_table){ 0 };
}

int
data_refuse(const struct data_table *table, size_t row, const char *reason,
    char *why, size_t whysize)
{
	if (table->more != NULL && row >= table->nown)
		return data_refuse(table->more, row - table->nown, reason, why,
		    whysize);
	(void)snprintf(why, whysize, "%s:%zu: %s", table->path,
	    table->first_line + row, reason);
	return -1;
}

void
data_free(struct data_table *table)
{
	free(table->text);
	free(table->path);
	free(table->cells);
	if (table->more != NULL)
		data_free(table->more);
	free(table->more);
	*table = (struct data_table){ 0 };
}
