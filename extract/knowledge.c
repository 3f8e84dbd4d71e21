/* SPDX-License-Identifier: MIT */
/*
 * The data files into memory: each is loaded, its phrases go into the matcher,
 * and when all are there, each row is checked by what the others say.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/counted.h"
#include "extract/extract_data.h"
#include "extract/knowledge.h"
#include "extract/name.h"
#include "lib/xalloc.h"

#define MORE	"more-"	/* before the name of a file that adds rows to it */

struct slice
knowledge_piece(const char **rest)
{
	const char *p = *rest;
	size_t n = 0;

	if (*p == '\0')
		return slice(NULL, 0);
	while (p[n] != ';' && p[n] != '\0')
		n++;
	*rest = p + n + (p[n] == ';');
	return slice(p, n);
}

/* Two spellings of a phrase that are one to the matcher may stand in a file
   when they say the same. */
static bool
same_row(const struct data_table *t, size_t a, size_t b)
{
	size_t i;

	for (i = 1; i < t->ncols; i++)
		if (strcmp(data_cell(t, a, i), data_cell(t, b, i)) != 0)
			return false;
	return true;
}

/* Put a file's phrases into the matcher.  0; -1 when one is there twice. */
static int
add_phrases(struct knowledge *k, enum lexicon lexicon, char *why,
    size_t whysize)
{
	const struct lexicon_file *f = &lexicon_files[lexicon];
	const struct data_table *t = &k->table[lexicon];
	size_t row;

	for (row = 0; f->phrase >= 0 && row < t->nrows; row++) {
		const char *rest = f->more < 0 ? "" :
		    data_cell(t, row, (size_t)f->more);
		struct slice s = slice_str(data_cell(t, row,
		    (size_t)f->phrase));

		for (; s.p != NULL; s = knowledge_piece(&rest))
			if (!same_row(t, row, matcher_add(k->matcher, lexicon,
			    (uint32_t)row, s, f->flags)))
				return data_refuse(t, row,
				    "phrase is there twice", why, whysize);
	}
	return 0;
}

static int
add_clitics(struct knowledge *k, char *why, size_t whysize)
{
	const struct data_table *t = &k->table[LEX_CLITIC];
	size_t row;

	for (row = 0; row < t->nrows; row++)
		if (matcher_add_clitic(k->matcher, slice_str(data_cell(t, row,
		    0))) != 0)
			return data_refuse(t, row,
			    "clitic is empty, too long or one too many", why,
			    whysize);
	return 0;
}

static void
add_cues(struct knowledge *k)
{
	const struct data_table *t = &k->table[LEX_CUE];
	size_t row;

	k->cue_classes = xcalloc(t->nrows + 1, sizeof(*k->cue_classes));
	for (row = 0; row < t->nrows; row++) {
		const char *rest = data_cell(t, row, 1);
		struct slice s;

		while ((s = knowledge_piece(&rest)).p != NULL)
			k->cue_classes[row] |= name_cue_bit(s.p, s.n);
	}
}

/* A lexicon's own file, or the one that the topic has in its place. */
static int
load_file(struct data_table *t, const struct lexicon_file *f, const char *dir,
    const struct topic *topic, char *why, size_t whysize)
{
	char *name = topic == NULL ? NULL : topic_file(topic, "", f->name);
	int rc;

	if (name != NULL && data_has(extract_data, topic->dir, name))
		rc = data_load(t, extract_data, topic->dir, name, f->columns,
		    why, whysize);
	else
		rc = data_load(t, extract_data, dir, f->name, f->columns, why,
		    whysize);
	free(name);
	return rc;
}

/* The rows that the topic adds to it. */
static int
load_more(struct data_table *t, const struct lexicon_file *f,
    const struct topic *topic, char *why, size_t whysize)
{
	char *name = topic == NULL ? NULL : topic_file(topic, MORE, f->name);
	struct data_table more;
	int rc = 0;

	if (name != NULL && data_has(extract_data, topic->dir, name)) {
		rc = data_load(&more, extract_data, topic->dir, name,
		    f->columns, why, whysize);
		if (rc == 0)
			data_append(t, &more);
		else
			data_free(&more);
	}
	free(name);
	return rc;
}

static bool
is_our_file(const char *name)
{
	size_t i;

	if (strncmp(name, MORE, strlen(MORE)) == 0)
		name += strlen(MORE);
	for (i = 0; i < LEXICON_FILES; i++)
		if (strcmp(name, lexicon_files[i].name) == 0)
			return true;
	return false;
}

/* A misspelt file of a topic must not go unseen. */
static int
check_topic(const struct topic *topic, char *why, size_t whysize)
{
	char *stranger = topic == NULL ? NULL : topic_stranger(topic,
	    is_our_file);

	if (stranger == NULL)
		return 0;
	(void)snprintf(why, whysize, "%s: no data file has this name",
	    stranger);
	free(stranger);
	return -1;
}

static int
load_files(struct knowledge *k, const char *dir, const struct topic *topic,
    char *why, size_t whysize)
{
	size_t i;

	for (i = 0; i < LEXICON_FILES; i++) {
		const struct lexicon_file *f = &lexicon_files[i];

		if (load_file(&k->table[i], f, dir, topic, why, whysize) != 0 ||
		    load_more(&k->table[i], f, topic, why, whysize) != 0 ||
		    add_phrases(k, (enum lexicon)i, why, whysize) != 0)
			return -1;
	}
	add_cues(k);
	for (i = 0; i < k->table[LEX_COUNTED].nrows; i++)
		counted_note(k, i);
	for (i = 0; i < k->table[LEX_DEGREE].nrows; i++) {
		const char *degree = knowledge_cell(k, LEX_DEGREE, i, 0);

		k->degrees[(unsigned char)degree[0] % 32] |=
		    (uint32_t)1 << strlen(degree) % 32;
	}
	return add_clitics(k, why, whysize);
}

/*
 * The words of dates are known to lib/date.h; the matcher knows where they
 * stand, so that only what is near them is read for a date.
 */
static int
add_calendar(struct knowledge *k, const char *dir, char *why, size_t whysize)
{
	static const char *const columns[] = { "word", "kind", "value", NULL };
	struct data_table t;
	size_t row;
	int rc = data_load(&t, lib_data, dir, "calendar.tsv", columns, why,
	    whysize);

	for (row = 0; rc == 0 && row < t.nrows; row++) {
		const char *kind = data_cell(&t, row, 1);

		if (strncmp(kind, "month", 5) == 0 ||
		    strcmp(kind, "weekday") == 0)
			(void)matcher_add(k->matcher, LEX_CALENDAR,
			    (uint32_t)row, slice_str(data_cell(&t, row, 0)), 0);
	}
	data_free(&t);
	if (rc == 0)
		k->calendar = calendar_load(dir, why, whysize);
	return k->calendar == NULL ? -1 : 0;
}

static int
check_files(const struct knowledge *k, char *why, size_t whysize)
{
	size_t i, row;

	for (i = 0; i < LEXICON_FILES; i++)
		for (row = 0; row < k->table[i].nrows; row++) {
			const char *wrong = lexicon_check(k, (enum lexicon)i,
			    row);

			if (wrong != NULL)
				return data_refuse(&k->table[i], row, wrong,
				    why, whysize);
		}
	return 0;
}

struct knowledge *
knowledge_load(const char *dir, const struct topic *topic, char *why,
    size_t whysize)
{
	struct knowledge *k = xcalloc(1, sizeof(*k));

	k->matcher = matcher_new();
	if (check_topic(topic, why, whysize) == 0 &&
	    load_files(k, dir, topic, why, whysize) == 0 &&
	    (k->regions = regions_load(k, dir, why, whysize)) != NULL &&
	    add_calendar(k, dir, why, whysize) == 0 &&
	    check_files(k, why, whysize) == 0)
		return k;
	knowledge_free(k);
	return NULL;
}

bool
knowledge_setting(const struct knowledge *k, const char *setting,
    const char *value)
{
	size_t i;

	for (i = 0; i < k->table[LEX_SETTING].nrows; i++)
		if (strcmp(knowledge_cell(k, LEX_SETTING, i, 0), setting) == 0)
			return strcmp(knowledge_cell(k, LEX_SETTING, i, 1),
			    value) == 0;
	return false;
}

void
knowledge_free(struct knowledge *k)
{
	size_t i;

	if (k == NULL)
		return;
	for (i = 0; i < LEXICON_FILES; i++)
		data_free(&k->table[i]);
	matcher_free(k->matcher);
	regions_free(k->regions);
	if (k->calendar != NULL)
		calendar_free(k->calendar);
	free(k->cue_classes);
	free(k);
}
