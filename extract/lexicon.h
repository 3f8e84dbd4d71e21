/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_LEXICON_H
#define KLIPING_EXTRACT_LEXICON_H

#include <stddef.h>

/*
 * The lexicons: one for each kind of phrase that the matcher tells.  Those
 * before LEXICON_FILES are one data file each, described by a row of the table
 * in lexicon.c; a match's `entry` is the row of that file.  The others are
 * filled by a module out of one or several files.
 *
 * To bring a data table of one's own: add a name before LEXICON_FILES and a row
 * to lexicon.c: the file, its columns, which column holds the phrase, which
 * (if any) more phrases joined by `;`, and perhaps a check of every row.  The
 * file is then loaded, checked and matched, and its cells are read by
 * knowledge_cell.
 */
enum lexicon {
	LEX_CLITIC,		/* no phrases: words' endings (clitics.tsv) */
	LEX_ABBREVIATION,	/* a full stop after it ends no sentence */
	LEX_EVENT,		/* events.tsv: phrase event priority */
	LEX_INSTITUTION,	/* institutions.tsv */
	LEX_THEME,		/* themes.tsv */
	LEX_SERIES,		/* operations.tsv */
	LEX_SUFFIX,		/* suffixes.tsv */
	LEX_OPERATION_WORD,	/* what stands before an operation's name */
	LEX_COUNT_UNIT,		/* countunits.tsv: what is counted */
	LEX_COUNT_KIND,		/* countkinds.tsv: kinds of it (rawan) */
	LEX_COUNTED,		/* no phrases: counted.tsv */
	LEX_TOTAL,		/* no phrases: totals.tsv */
	LEX_SETTING,		/* no phrases: settings.tsv */
	LEX_NUMBER,		/* numberwords.tsv: number words */
	LEX_MARK,		/* marks.tsv: words that rules look for */
	LEX_VENUE,		/* venues.tsv: words that a venue begins with */
	LEX_UNIT_WORD,		/* unitwords.tsv: Polres, Kapolresta, Polda */
	LEX_COMMAND,		/* commands.tsv: what stands behind Polda */
	LEX_RANK,		/* ranks.tsv: AKBP, Letkol */
	LEX_CORPS,		/* corps.tsv: what stands behind Letkol */
	LEX_TITLE,		/* titles.tsv: in names, but no words of them */
	LEX_DEGREE,		/* no phrases: degrees.tsv */
	LEX_ACTING,		/* acting.tsv: Plt, Pj */
	LEX_ROLE,		/* roles.tsv: Kapolres */
	LEX_HEAD,		/* heads.tsv: Kepala, before LEX_OFFICE */
	LEX_OFFICE,		/* offices.tsv: Dishub */
	LEX_NOT_NAME,		/* notnames.tsv: capitals that are no name */
	LEX_CUE,		/* cues.tsv: words around an office */
	LEX_SAYING,		/* verbs.tsv: verbs of saying */
	LEXICON_FILES,
	LEX_PLACE = LEXICON_FILES, /* region.h: names of regions and districts */
	LEX_CALENDAR,		/* words of lib/data/calendar.tsv */
	LEX_UNIT_NAME,		/* region.h: names of units.tsv */
	LEXICONS
};

struct knowledge;

/* A data file that is a lexicon. */
struct lexicon_file {
	const char	*name;
	const char	*columns[8];	/* ends with NULL */
	int		 phrase, more;	/* columns; -1: none */
	unsigned	 flags;		/* of matcher_add, for every phrase */
	/* NULL, or checks a row: NULL when good, else what is wrong.  All
	   files are loaded when it is called. */
	const char	*(*check)(const struct knowledge *, size_t row);
};

/* By enum lexicon, LEXICON_FILES of them. */
extern const struct lexicon_file lexicon_files[];

/* Check a row, when all files are loaded: NULL when good, else what is
   wrong. */
const char *lexicon_check(const struct knowledge *, enum lexicon, size_t row);

#endif
