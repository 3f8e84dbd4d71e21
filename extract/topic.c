/* SPDX-License-Identifier: MIT */
/*
 * Where a topic's data files are: built in, in a folder beside the data, or
 * anywhere.  Reads names alone; the files are read by lib/data.h.
 */
#include <sys/stat.h>

#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "extract/extract_data.h"
#include "extract/topic.h"
#include "lib/xalloc.h"

#define BESIDE	"/../topics"	/* of the folder of --data */

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Is it a file of a topic?  The bytes of the topic's name; 0 when not. */
static size_t
topic_of(const struct data_file *f)
{
	const char *slash = strchr(f->name, '/');

	return slash == NULL ? 0 : (size_t)(slash - f->name);
}

static bool
is_built_in(const char *name)
{
	const struct data_file *f;
	size_t n = strlen(name);

	for (f = extract_data; f->name != NULL; f++)
		if (n > 0 && topic_of(f) == n && memcmp(f->name, name, n) == 0)
			return true;
	return false;
}

/* A path to the topic's own folder: what lies before its last part, and it. */
static int
find_path(struct topic *t, const char *path)
{
	size_t n = strlen(path);
	char *slash;

	while (n > 1 && path[n - 1] == '/')
		n--;
	t->dir = xmemdup(path, n);
	slash = strrchr(t->dir, '/');
	t->name = xstrdup(slash + 1);
	slash[slash == t->dir] = '\0';
	return *t->name != '\0' && is_folder(path) ? 0 : -1;
}

int
topic_find(struct topic *t, const char *name, const char *data)
{
	char *path;
	bool there;

	*t = (struct topic){ NULL, NULL };
	if (strchr(name, '/') != NULL)
		return find_path(t, name);
	t->name = xstrdup(name);
	if (data != NULL) {
		t->dir = xjoin(data, BESIDE, "");
		path = xjoin(t->dir, "/", name);
		there = *name != '\0' && *name != '.' && is_folder(path);
		free(path);
		if (there)
			return 0;
		free(t->dir);
		t->dir = NULL;
	}
	return is_built_in(name) ? 0 : -1;
}

void
topic_free(struct topic *t)
{
	free(t->dir);
	free(t->name);
	*t = (struct topic){ NULL, NULL };
}

static void
add_name(struct buf *out, const char *name, size_t n)
{
	if (out->len > 0)
		(void)buf_addc(out, ' ');
	(void)buf_add(out, name, n);
}

/* The folders beside the data, in the order of their bytes. */
static void
add_folders(struct buf *out, const char *data)
{
	char *dir = xjoin(data, BESIDE, "");
	struct dirent **entry;
	int n = scandir(dir, &entry, NULL, alphasort), i;

	for (i = 0; i < n; i++) {
		char *path = xjoin(dir, "/", entry[i]->d_name);

		if (entry[i]->d_name[0] != '.' && is_folder(path) &&
		    !is_built_in(entry[i]->d_name))
			add_name(out, entry[i]->d_name,
			    strlen(entry[i]->d_name));
		free(path);
		free(entry[i]);
	}
	if (n >= 0)
		free(entry);
	free(dir);
}

void
topic_names(struct buf *out, const char *data)
{
	const struct data_file *f, *before = NULL;

	for (f = extract_data; f->name != NULL; f++) {
		size_t n = topic_of(f);

		if (n == 0)
			continue;
		if (before == NULL || topic_of(before) != n ||
		    memcmp(before->name, f->name, n) != 0)
			add_name(out, f->name, n);
		before = f;
	}
	if (data != NULL)
		add_folders(out, data);
}

char *
topic_file(const struct topic *t, const char *prefix, const char *file)
{
	char *folder = xjoin(t->name, "/", prefix);
	char *path = xjoin(folder, file, "");

	free(folder);
	return path;
}

char *
topic_stranger(const struct topic *t, bool (*knows)(const char *))
{
	char *folder = t->dir == NULL ? NULL : xjoin(t->dir, "/", t->name);
	struct dirent **entry;
	int n = folder == NULL ? 0 : scandir(folder, &entry, NULL, alphasort);
	int i;
	char *found = NULL;

	for (i = 0; i < n; i++) {
		const char *name = entry[i]->d_name;
		size_t len = strlen(name);

		if (found == NULL && len > 4 && strcmp(name + len - 4, ".tsv")
		    == 0 && !knows(name))
			found = xjoin(folder, "/", name);
		free(entry[i]);
	}
	if (folder != NULL && n >= 0)
		free(entry);
	free(folder);
	return found;
}
