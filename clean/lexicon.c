/* SPDX-License-Identifier: MIT */
/*
 * The lexicon: loads the tables of clean/data and makes automata of them.
 * Holds them for the program's life; knows no word itself.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clean/lexicon.h"
#include "lib/ascii.h"
#include "lib/data.h"
#include "lib/utf8.h"
#include "lib/xalloc.h"

extern const struct data_file clean_data[];

static const char *const kind_names[KIND_MAX] = {
	"body1", "body2", "body3", "body4", "noise", "unlikely", "maybe",
	"positive", "negative", "share", "related", "comment", "caption",
	"byline", "author", "editor", "date", "headline", "safe", "widget",
	"lead",
};
static const char *const where_names[WHERE_MAX] = {
	"line", "start", "within", "always", "end", "head", "tail", "marker",
	"list", "caption", "cut", "word", "updated",
};
static const char *const role_names[ROLE_MAX] = {
	"author", "editor", "both", "photo", "source", "desk", "and",
};
static const char *const view_names[VIEW_MAX] = { "whole", "second" };

_Static_assert(WHERE_MAX <= PHRASES_KINDS && ROLE_MAX <= PHRASES_KINDS &&
    VIEW_MAX <= PHRASES_KINDS, "kinds are bits of a mask");

static int
find_name(const char *const names[], size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return (int)i;
	return -1;
}

static int
bad_row(const char *file, const char *cell, char *why, size_t whysize)
{
	(void)snprintf(why, whysize, "%s: there is no '%s'", file, cell);
	return -1;
}

/* `^` and `$` stand for the ends of a token, which lexicon_tokens writes. */
static void
add_class(struct words *w, const char *word, uint64_t mask)
{
	struct buf b;
	const char *p;

	buf_init(&b, 256);
	for (p = word; *p != '\0'; p++) {
		if (*p == '^')
			(void)buf_adds(&b, " -");
		else if (*p == '$')
			(void)buf_adds(&b, "- ");
		else
			(void)buf_addc(&b, *p);
	}
	words_add(w, slice(buf_str(&b), b.len), 0, mask);
	buf_free(&b);
}

static int
load_classes(struct lexicon *lex, const char *dir, char *why, size_t whysize)
{
	static const char *const columns[] = { "word", "kind", NULL };
	struct data_table table;
	size_t i;
	int rc = data_load(&table, clean_data, dir, "classes.tsv", columns, why,
	    whysize);

	lex->classes = words_new();
	for (i = 0; rc == 0 && i < table.nrows; i++) {
		const char *kind = data_cell(&table, i, 1);
		int k = find_name(kind_names, KIND_MAX, kind);

		if (k < 0)
			rc = bad_row("classes.tsv", kind, why, whysize);
		else
			add_class(lex->classes, data_cell(&table, i, 0),
			    (uint64_t)1 << k);
	}
	words_build(lex->classes);
	data_free(&table);
	return rc;
}

/* A table of phrases, the second column one of names. */
static int
load_phrases(struct phrases *list, const char *dir, const char *file,
    const char *const columns[], const char *const names[], size_t nnames,
    char *why, size_t whysize)
{
	struct data_table table;
	struct buf b;
	size_t i;
	int rc = data_load(&table, clean_data, dir, file, columns, why,
	    whysize);

	buf_init(&b, 1024);
	for (i = 0; rc == 0 && i < table.nrows; i++) {
		const char *name = data_cell(&table, i, 1);
		int what = find_name(names, nnames, name);

		if (what < 0) {
			rc = bad_row(file, name, why, whysize);
			break;
		}
		buf_reset(&b);
		fold(&b, slice_str(data_cell(&table, i, 0)));
		phrases_add(list, slice(buf_str(&b), b.len), (unsigned)what);
	}
	buf_free(&b);
	data_free(&table);
	return rc;
}

static size_t
language_bit(struct lexicon *lex, const char *name)
{
	size_t i;

	for (i = 0; i < lex->nlanguages; i++)
		if (slice_is(lex->languages[i], name))
			return i;
	lex->languages = xreallocarray(lex->languages, i + 1,
	    sizeof(*lex->languages));
	lex->languages[i] = slice(xstrdup(name), strlen(name));
	lex->nlanguages++;
	return i;
}

static int
load_languages(struct lexicon *lex, const char *dir, char *why, size_t whysize)
{
	static const char *const columns[] = { "word", "language", NULL };
	struct data_table table;
	size_t i;
	int rc = data_load(&table, clean_data, dir, "languages.tsv", columns,
	    why, whysize);

	lex->function_words = words_new();
	for (i = 0; rc == 0 && i < table.nrows; i++) {
		char word[64];
		size_t bit = language_bit(lex, data_cell(&table, i, 1));

		if (bit >= LEXICON_MAX_LANGUAGES) {
			rc = bad_row("languages.tsv", "room for more", why,
			    whysize);
			break;
		}
		(void)snprintf(word, sizeof(word), " %s ",
		    data_cell(&table, i, 0));
		words_add(lex->function_words, slice_str(word), (uint32_t)bit,
		    (uint64_t)1 << bit);
	}
	words_build(lex->function_words);
	data_free(&table);
	return rc;
}

int
lexicon_load(struct lexicon *lex, const char *dir, char *why, size_t whysize)
{
	static const char *const phrase_columns[] =
	    { "phrase", "where", NULL };
	static const char *const label_columns[] = { "label", "role", NULL };
	static const char *const query_columns[] = { "query", "view", NULL };

	memset(lex, 0, sizeof(*lex));
	lex->calendar = calendar_load(dir, why, whysize);
	if (lex->calendar == NULL ||
	    load_classes(lex, dir, why, whysize) != 0 ||
	    load_phrases(&lex->boilerplate, dir, "boilerplate.tsv",
	    phrase_columns, where_names, WHERE_MAX, why, whysize) != 0 ||
	    load_phrases(&lex->credits, dir, "credits.tsv", label_columns,
	    role_names, ROLE_MAX, why, whysize) != 0 ||
	    load_phrases(&lex->queries, dir, "queries.tsv", query_columns,
	    view_names, VIEW_MAX, why, whysize) != 0)
		return -1;
	return load_languages(lex, dir, why, whysize);
}

void
lexicon_free(struct lexicon *lex)
{
	size_t i;

	words_free(lex->classes);
	words_free(lex->function_words);
	phrases_free(&lex->boilerplate);
	phrases_free(&lex->credits);
	phrases_free(&lex->queries);
	for (i = 0; i < lex->nlanguages; i++)
		free((void *)(uintptr_t)lex->languages[i].p);
	free(lex->languages);
	calendar_free(lex->calendar);
	memset(lex, 0, sizeof(*lex));
}

void
lexicon_tokens(struct buf *out, struct slice value)
{
	bool in = false;
	size_t i;
	char *p;

	/* At the worst a letter between two spaces becomes four bytes. */
	if (buf_reserve(out, value.n * 4 + 4) != 0)
		return;
	p = out->data + out->len;
	*p++ = ' ';
	for (i = 0; i < value.n; i++) {
		char c = ascii_lower(value.p[i]);

		if (ascii_is_space(c)) {
			if (in) {
				*p++ = '-';
				*p++ = ' ';
			}
			in = false;
			continue;
		}
		if (!in)
			*p++ = '-';
		in = true;
		*p++ = ascii_is_alnum(c) || c == '=' ? c : '-';
	}
	if (in) {
		*p++ = '-';
		*p++ = ' ';
	}
	*p = '\0';
	out->len = (size_t)(p - out->data);
}
