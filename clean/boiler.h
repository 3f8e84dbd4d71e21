/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_BOILER_H
#define KLIPING_CLEAN_BOILER_H

#include "clean/credit.h"
#include "clean/lexicon.h"
#include "clean/tree.h"
#include "lib/buf.h"
#include "lib/slice.h"

/*
 * Boilerplate between the paragraphs: what the chosen lines hold that is no
 * part of the article.  The same rules for pages and for text without tags.
 */

enum rule {
	RULE_NONE,
	RULE_PHRASE,	/* a phrase of the lexicon */
	RULE_WORDS,	/* nothing but words of buttons and counters */
	RULE_MARKER,	/* read-also line */
	RULE_LIST,	/* a headline below a marker */
	RULE_LINK,	/* a lead-in and one link, between paragraphs */
	RULE_HEAD,	/* above the text */
	RULE_TAIL,	/* below the text */
	RULE_TITLE,	/* the headline again */
	RULE_CREDIT,	/* names people */
	RULE_CAPTION,
	RULE_STAMP,	/* a date line */
	RULE_SYMBOLS,	/* neither letters nor digits, or digits alone */
	RULE_TAGS,	/* hashtags, mentions */
	RULE_END,	/* an end mark: initials in brackets, asterisks */
	RULE_HEADING,	/* a heading with nothing below it */
	RULE_BOX,	/* a box whose class says what it is */
	RULE_MAX
};
extern const char *const rule_names[RULE_MAX];

struct boiler {
	struct tree		*t;
	const struct lexicon	*lex;
	struct slice		 title;
	bool			 plain;	/* the tags were gone before */
	struct credits		*credits;	/* people found on the way */
	/* filled by boiler_run */
	uint32_t		*line;	/* the chosen lines, in order */
	size_t			 n;
	size_t			 first, last;	/* the first and last of them
						   that read like paragraphs */
	struct buf		*folded, *lower;	/* borrowed scratch */
	size_t			 dropped;	/* lines and parts of lines */
	void			(*report)(void *, enum rule, struct slice);
	void			*report_data;
};

/*
 * Go over the lines that keep chooses: set seg.rule of those that go, shorten
 * the texts of those that lose a part.  report may be NULL.
 */
void	 boiler_run(struct boiler *, const unsigned char *keep);

/* Is folded text nothing but words of buttons, numbers and punctuation? */
bool	 boiler_is_words(const struct lexicon *, struct slice folded);

/* Between the files of boiler_*.c alone. */
struct seg *boiler_line(const struct boiler *, size_t i);
void	 boiler_drop(struct boiler *, size_t i, enum rule);
void	 boiler_cut(struct boiler *, size_t i, size_t begin, size_t end,
	     enum rule);
/*
 * Where an end mark in brackets begins: initials, a desk, a credit, behind the
 * end of a sentence.  text.n when there is none.
 */
size_t	 boiler_end_mark(struct slice text);
struct slice boiler_fold(struct boiler *, struct slice text);
void	 boiler_markers(struct boiler *);
void	 boiler_ends(struct boiler *);

#endif
