/* SPDX-License-Identifier: MIT */
/*
 * Reads a reference table whole, before the first byte of input.  Holds its
 * keys and the names that go along.  Prints nothing.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "aggregate/ref.h"
#include "lib/tsv.h"
#include "lib/xalloc.h"

static int __attribute__((format(printf, 3, 4)))
fail(char *why, int rc, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(why, REF_MAX_WHY, fmt, ap);
	va_end(ap);
	return rc;
}

/* Take `FILE:COLUMN,NAME,NAME` apart in place. */
static int
read_spec(struct ref *ref, const char *spec, char *why)
{
	char *mark, *s;

	ref->spec = xstrdup(spec);
	ref->path = ref->spec;
	mark = strrchr(ref->spec, ':');
	if (mark == NULL || mark == ref->spec || mark[1] == '\0')
		return fail(why, -1, "%s: '%.200s' is not "
		    "FILE:COLUMN[,NAME...]", ref->option, spec);
	*mark = '\0';
	ref->column = mark + 1;
	for (s = strchr(mark + 1, ','); s != NULL; s = strchr(s, ',')) {
		*s++ = '\0';
		if (*s == '\0' || *s == ',')
			return fail(why, -1, "%s: an empty name in '%.200s'",
			    ref->option, spec);
		if (ref->nnames == REF_MAX_NAMES)
			return fail(why, -1, "%s: more than %d names",
			    ref->option, REF_MAX_NAMES);
		ref->names[ref->nnames++] = s;
	}
	return 0;
}

/*
 * Stand at the first line of fd that is no comment; returns how many lines
 * were skipped.  What cannot be sought, a pipe, has none.
 */
static uint64_t
skip_comments(int fd)
{
	bool at_start = true, comment = false;
	uint64_t lines = 0;
	off_t at = 0;
	char c;

	while (pread(fd, &c, 1, at) == 1) {
		if (at_start) {
			comment = c == '#';
			if (!comment)
				break;
		}
		at_start = c == '\n';
		lines += at_start;
		at++;
	}
	return lseek(fd, at, SEEK_SET) == at ? lines : 0;
}

static int
find_columns(const struct ref *ref, const struct tsv *t, int *at, char *why)
{
	size_t i;

	for (i = 0; i <= ref->nnames; i++) {
		const char *name = i == 0 ? ref->column : ref->names[i - 1];

		at[i] = tsv_column(t, name);
		if (at[i] == -1)
			return fail(why, -1, "%s: %.200s: no column is "
			    "called '%.200s'", ref->option, ref->path, name);
	}
	return 0;
}

static int
add_row(struct ref *ref, struct tsv *t, const int *at, char *why)
{
	struct slice key = t->field[at[0]];
	size_t before = ref->rows.n, i;
	struct slice *names;

	if (key.n == 0)
		return fail(why, -2, "%s: empty key", tsv_where(t));
	names = groups_get(&ref->rows, key)->states;
	if (ref->rows.n == before)
		return fail(why, -2, "%s: key is there twice", tsv_where(t));
	for (i = 0; i < ref->nnames; i++) {
		struct slice cell = t->field[at[i + 1]];

		names[i] = slice(pool_copy(&ref->rows.pool, cell.p, cell.n),
		    cell.n);
	}
	return 0;
}

/* All columns but the key's. */
static int
take_all(struct ref *ref, const struct tsv *t, char *why)
{
	char name[REF_MAX_WHY];
	size_t i;

	for (i = 0; i < t->nnames; i++) {
		if (slice_is(t->names[i], ref->column))
			continue;
		if (ref->nnames == REF_MAX_NAMES ||
		    t->names[i].n >= sizeof(name))
			return fail(why, -2, "%s: too many columns, or too "
			    "long a name: name those that are wanted",
			    t->name);
		memcpy(name, t->names[i].p, t->names[i].n);
		name[t->names[i].n] = '\0';
		ref->names[ref->nnames++] = pool_copy(&ref->header, name,
		    t->names[i].n + 1);
	}
	return 0;
}

static int
read_rows(struct ref *ref, struct tsv *t, char *why)
{
	int at[REF_MAX_NAMES + 1], rc;
	enum got got = tsv_header(t);

	if (got == GOT_END)
		return fail(why, -2, "%s: empty, without a header", t->name);
	if (got != GOT_RECORD)
		return fail(why, -2, "%s: %s", tsv_where(t), t->why);
	if (ref->nnames == 0 && strcmp(ref->option, "--with") == 0 &&
	    (rc = take_all(ref, t, why)) != 0)
		return rc;
	if ((rc = find_columns(ref, t, at, why)) != 0)
		return rc;
	groups_init(&ref->rows, ref->nnames * sizeof(struct slice));
	while (rc == 0 && (got = tsv_next(t)) == GOT_RECORD)
		rc = add_row(ref, t, at, why);
	if (rc == 0 && got != GOT_END)
		rc = fail(why, -2, "%s: %s", tsv_where(t), t->why);
	return rc;
}

int
ref_load(struct ref *ref, const char *option, const char *spec, char *why)
{
	struct tsv t;
	uint64_t comments;
	int fd, rc;

	*ref = (struct ref){ .option = option };
	if ((rc = read_spec(ref, spec, why)) != 0)
		return rc;
	fd = open(ref->path, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return fail(why, -2, "%s: %s", ref->path, strerror(errno));
	comments = skip_comments(fd);
	tsv_open(&t, fd, ref->path);
	t.line = comments;
	rc = read_rows(ref, &t, why);
	tsv_close(&t);
	(void)close(fd);
	return rc;
}

struct slice
ref_name(const struct ref *ref, struct slice key, size_t i)
{
	const struct group *row = groups_find(&ref->rows, key);

	return row != NULL ? ((const struct slice *)row->states)[i] :
	    slice("", 0);
}

bool
ref_has(const struct ref *ref, struct slice key)
{
	return groups_find(&ref->rows, key) != NULL;
}

size_t
ref_unknown(const struct ref *ref, struct buf *out, size_t max)
{
	const struct group **sorted = groups_sorted(&ref->unknown);
	size_t n = ref->unknown.n, i;

	for (i = 0; i < n && i < max; i++) {
		(void)buf_addc(out, ' ');
		(void)buf_add(out, sorted[i]->key.p, sorted[i]->key.n);
	}
	free(sorted);
	return n;
}

void
ref_free(struct ref *ref)
{
	groups_free(&ref->rows);
	groups_free(&ref->unknown);
	pool_free(&ref->header);
	free(ref->spec);
	*ref = (struct ref){ 0 };
}
