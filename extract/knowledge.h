/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_KNOWLEDGE_H
#define KLIPING_EXTRACT_KNOWLEDGE_H

#include <string.h>

#include "extract/lexicon.h"
#include "extract/match.h"
#include "extract/region.h"
#include "extract/topic.h"
#include "lib/data.h"
#include "lib/date.h"

/*
 * All that the program knows: every data file loaded and checked whole, and
 * one matcher over all their phrases.  Nothing in it changes once loaded.
 *
 * A module brings a data file of its own into it by a name in enum lexicon and
 * a row of lexicon_files (lexicon.h says how); it then finds the file's phrases
 * among a passage's matches and reads the other cells of a match's row with
 * knowledge_cell(k, lexicon, match->entry, column).
 */
struct knowledge {
	struct data_table	 table[LEXICON_FILES];
	struct matcher		*matcher;
	struct regions		*regions;
	struct calendar		*calendar;
	uint64_t		*cue_classes;	/* by row of cues.tsv: the bits
						   of its classes (name.h) */
	uint32_t		 degrees[32];	/* by first letter: lengths of
						   degrees, a bit each */
	uint32_t		 counted[32];	/* by the first letter of what
						   is counted: the bits of its
						   parts (counted.h) */
};

/*
 * Load and check all data; dir is --data's folder or NULL, topic one whose
 * files come before those or NULL.  NULL with `file:line: reason` in why when a
 * file is missing or wrong.
 */
struct knowledge *knowledge_load(const char *dir, const struct topic *,
	     char *why, size_t whysize);
void	 knowledge_free(struct knowledge *);

/* A setting of settings.tsv: does it have this value? */
bool	 knowledge_setting(const struct knowledge *, const char *setting,
	     const char *value);

/* A cell of a lexicon's file; columns from 0. */
static inline const char *
knowledge_cell(const struct knowledge *k, enum lexicon lexicon, size_t row,
    size_t column)
{
	return data_cell(&k->table[lexicon], row, column);
}

/* Is a cell this value? */
static inline bool
knowledge_cell_is(const struct knowledge *k, enum lexicon lexicon, size_t row,
    size_t column, const char *value)
{
	return str_same(knowledge_cell(k, lexicon, row, column), value);
}

/*
 * Does the match's row hold this value in this column?  For rules that ask
 * what kind of mark stands somewhere: knowledge_is(k, m, 1, "about").  A NULL
 * match is never.
 */
static inline bool
knowledge_is(const struct knowledge *k, const struct match *m, size_t column,
    const char *value)
{
	return m != NULL && knowledge_cell_is(k, m->lexicon, m->entry, column,
	    value);
}

/* The next piece of a cell that is joined by `;`: *rest moves on; a piece with
   p = NULL when none is left. */
struct slice knowledge_piece(const char **rest);

#endif
