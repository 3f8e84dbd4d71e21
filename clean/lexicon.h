/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_LEXICON_H
#define KLIPING_CLEAN_LEXICON_H

#include <stddef.h>
#include <stdint.h>

#include "clean/phrases.h"
#include "clean/words.h"
#include "lib/buf.h"
#include "lib/date.h"
#include "lib/slice.h"

/*
 * What clean knows in words, all of it data (clean/data): what a class or id
 * says about a box, which phrases are boilerplate, how credits are labelled.
 * Loaded and checked whole before the first input byte.
 */

#define LEXICON_MAX_LANGUAGES	64

/* What a class or id says (classes.tsv, column kind); bits. */
enum kind {
	KIND_BODY1,	/* the article's text and nothing else */
	KIND_BODY2,	/* the article */
	KIND_BODY3,	/* the main column */
	KIND_BODY4,	/* perhaps */
	KIND_NOISE,	/* never part of the text, in the way of containers */
	KIND_UNLIKELY,	/* Readability's lists, in the way of scores */
	KIND_MAYBE,
	KIND_POSITIVE,
	KIND_NEGATIVE,
	KIND_SHARE,
	KIND_RELATED,	/* read-also boxes, also between paragraphs */
	KIND_COMMENT,
	KIND_CAPTION,
	KIND_BYLINE,	/* names people */
	KIND_AUTHOR,
	KIND_EDITOR,
	KIND_DATE,
	KIND_HEADLINE,
	KIND_SAFE,	/* undoes KIND_NOISE */
	KIND_WIDGET,	/* role of a menu, dialog, sidebar */
	KIND_LEAD,	/* the lead, between the headline and the body */
	KIND_MAX
};
#define KIND(name) ((uint64_t)1 << KIND_##name)

/* Where a phrase of boilerplate.tsv stands and what goes with it. */
enum where {
	WHERE_LINE,	/* the line is the phrase: the line goes */
	WHERE_START,	/* a short line begins with it: the line goes */
	WHERE_WITHIN,	/* a short line has it: the line goes */
	WHERE_ALWAYS,	/* a line begins with it, of any length */
	WHERE_END,	/* a short line ends with it */
	WHERE_HEAD,	/* as LINE; before the text, what is above goes too */
	WHERE_TAIL,	/* a line begins with it: what is below goes too */
	WHERE_MARKER,	/* leads in another story's headline */
	WHERE_LIST,	/* as MARKER; headlines may follow line by line */
	WHERE_CAPTION,	/* labels a picture's caption */
	WHERE_CUT,	/* the line is cut here, when what follows is short */
	WHERE_WORD,	/* a line of such words alone goes */
	WHERE_UPDATED,	/* labels the time of a change */
	WHERE_MAX
};

/* Whom a label of credits.tsv names. */
enum role {
	ROLE_AUTHOR, ROLE_EDITOR, ROLE_BOTH, ROLE_PHOTO, ROLE_SOURCE,
	ROLE_DESK,	/* no person: an account, a desk, an agency */
	ROLE_AND,	/* joins two names */
	ROLE_MAX
};

/* What a query of queries.tsv shows of an article that is split; best first. */
enum view { VIEW_WHOLE, VIEW_SECOND, VIEW_MAX };

struct lexicon {
	struct words	*classes;
	struct phrases	 boilerplate;
	struct phrases	 credits;
	struct phrases	 queries;
	struct words	*function_words;	/* masks: languages */
	struct slice	*languages;		/* names, by bit */
	size_t		 nlanguages;
	struct calendar	*calendar;
};

/* 0; -1 with the reason in why.  lexicon_free in either case. */
int	 lexicon_load(struct lexicon *, const char *dir, char *why,
	     size_t whysize);
void	 lexicon_free(struct lexicon *);

/*
 * The class and id words in attribute values: lower case, tokens between
 * spaces and hyphens (` -article-body- -clearfix- `), appended to out.
 */
void	 lexicon_tokens(struct buf *out, struct slice value);

/*
 * Fold text for looking phrases up: lower case (ASCII), quotes straight,
 * white space one space, symbols that decorate lines (bullets, arrows,
 * emoji) dropped; appended to out.
 */
void	 fold(struct buf *out, struct slice text);

#endif
