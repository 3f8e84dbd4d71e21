/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_MATCH_H
#define KLIPING_EXTRACT_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "extract/lexicon.h"
#include "lib/slice.h"

/*
 * Text as words, and one matcher over all lexicons at once.
 *
 * A word is a run of letters and digits; words are compared without case.
 * A phrase matches at word bounds, longest first within its lexicon; matches of
 * one lexicon never overlap, those of different ones may.  Between the words of
 * a phrase the text may have blanks (no-break ones too), a hyphen or dash, a
 * full stop after a short word, an apostrophe or a slash, whatever the phrase
 * was written with; never a comma, a bracket or the end of a paragraph.  A word
 * in no lexicon is tried without its clitic (`KPU-nya` has one by its hyphen,
 * `personelnya` by this rule).
 */

enum token_shape {
	SHAPE_LOWER,		/* rapat */
	SHAPE_CAPITAL,		/* Rapat, RaPat */
	SHAPE_UPPER,		/* RAPAT; a single capital too */
	SHAPE_NUMBER,		/* digits alone */
	SHAPE_MIXED		/* 300an, TNI2 */
};

/* What stands between a word and the one before it: a set of these. */
enum token_gap {
	GAP_SPACE = 1,		/* blanks */
	GAP_HYPHEN = 2,		/* - and dashes */
	GAP_DOT = 4,
	GAP_SLASH = 8,
	GAP_APOSTROPHE = 16,	/* ' ` and the curly ones */
	GAP_COMMA = 32,
	GAP_OPEN = 64,		/* ( [ */
	GAP_CLOSE = 128,	/* ) ] */
	GAP_QUOTE = 256,	/* double quotation marks of every kind */
	GAP_COLON = 512,	/* : ; | */
	GAP_END = 1024,		/* ! ? and the ellipsis */
	GAP_OTHER = 2048,	/* any other sign */
	GAP_BREAK = 4096	/* a new paragraph; the first word has it too */
};

struct token {
	uint32_t	begin, end;	/* bytes of the text, clitic included */
	uint32_t	starts;		/* the lexicons of which a match begins
					   here: MATCH_BIT; while the words are
					   read, the matcher's number of it */
	uint16_t	gap;
	uint8_t		shape;
	uint8_t		clitic;		/* bytes of the clitic at its end */
};

struct match {
	enum lexicon	lexicon;
	uint32_t	entry;
	uint32_t	token, ntokens;	/* the words it covers */
	uint32_t	begin, end;	/* bytes of the text, half open; the
					   last word's clitic is left out */
	uint32_t	next;		/* 1 + the number of the lexicon's next
					   match; 0: none */
};

/* A stretch of bytes, and the words that begin in it: half open, both. */
struct span {
	uint32_t	begin, end, token, token_end;
};

#define MATCH_BIT(lexicon) ((uint32_t)1 << (lexicon))
_Static_assert(LEXICONS <= 32, "the lexicons are bits of uint32_t");

/* A text read: its words, sentences, paragraphs and matches by position (and
   by lexicon where they begin together). */
struct passage {
	struct slice	 text;		/* borrowed */
	struct token	*token;		/* owned, as all arrays here */
	struct match	*match;
	struct span	*sentence;	/* never across paragraphs */
	struct span	*paragraph;
	size_t		 ntokens, nmatches, nsentences, nparagraphs;
	size_t		 token_cap, match_cap, sentence_cap, paragraph_cap;
	uint32_t	*block;		/* by 64 bytes of the text: the words
					   that end before them */
	size_t		 block_cap;
	uint32_t	*first;		/* by token: matches before it */
	uint32_t	*covers;	/* by token: the lexicons of which a
					   match covers it, MATCH_BIT */
	size_t		 first_cap;	/* of both */
	uint32_t	 head[LEXICONS]; /* 1 + the lexicon's first match */
	uint32_t	 last[LEXICONS]; /* 1 + its last one */
};

#define PASSAGE_MAX_TEXT ((size_t)1 << 20)	/* bytes */
#define PASSAGE_MAX_SENTENCE 1000	/* words; a longer one ends there */

struct matcher;

struct matcher *matcher_new(void);
void	 matcher_free(struct matcher *);

#define MATCH_CAPITAL	1u	/* the first word begins with a capital */
#define MATCH_UPPER	2u	/* every word is in capitals */
#define MATCH_AS_WRITTEN 4u	/* MATCH_UPPER when the phrase is in capitals */

/*
 * Add a phrase.  Returns the entry that the phrase stands for in that lexicon:
 * `entry`, or the one that was there before.  A phrase without a letter or
 * digit is not added.  The phrase may go once this returns.
 */
uint32_t matcher_add(struct matcher *, enum lexicon, uint32_t entry,
	     struct slice phrase, unsigned flags);

/* An ending, in small letters, that words may carry.  0; -1 when it is empty or
   over MATCHER_MAX_CLITIC, or when there are MATCHER_MAX_CLITICS. */
int	 matcher_add_clitic(struct matcher *, struct slice);

/*
 * Read a text of at most PASSAGE_MAX_TEXT bytes: words, sentences, paragraphs
 * and matches.  What was in the passage before goes; its memory is used again.
 * The text must outlive the passage's use.
 */
void	 passage_read(struct passage *, const struct matcher *, struct slice);
void	 passage_free(struct passage *);

/* The two below, where there is such a match. */
const struct match *passage_find_at(const struct passage *, enum lexicon,
	     size_t token);
const struct match *passage_find_over(const struct passage *, enum lexicon,
	     size_t token);

/*
 * The match of a lexicon that begins at a word; NULL when there is none.
 * Borrowed until the passage is read again.
 */
static inline const struct match *
passage_match_at(const struct passage *p, enum lexicon lexicon, size_t token)
{
	if (token >= p->ntokens ||
	    !(p->token[token].starts & MATCH_BIT(lexicon)))
		return NULL;
	return passage_find_at(p, lexicon, token);
}

/* The match of a lexicon that covers a word; NULL when there is none. */
static inline const struct match *
passage_match_over(const struct passage *p, enum lexicon lexicon, size_t token)
{
	if (token >= p->ntokens || !(p->covers[token] & MATCH_BIT(lexicon)))
		return NULL;
	return passage_find_over(p, lexicon, token);
}

/* All matches of a lexicon, by position: the first, and the one behind another;
   NULL when there is none. */
static inline const struct match *
passage_first_match(const struct passage *p, enum lexicon lexicon)
{
	return p->head[lexicon] == 0 ? NULL : &p->match[p->head[lexicon] - 1];
}

static inline const struct match *
passage_next_match(const struct passage *p, const struct match *m)
{
	return m->next == 0 ? NULL : &p->match[m->next - 1];
}

/* The first match of a lexicon beginning at or after a word and before
   `token_end`; NULL when there is none. */
const struct match *passage_match_in(const struct passage *, enum lexicon,
	     size_t token, size_t token_end);

/* The bytes of words token .. token_end - 1; clitics included. */
struct slice passage_words(const struct passage *, size_t token,
	     size_t token_end);

/* The sentence or paragraph a byte stands in; NULL past the last. */
const struct span *passage_sentence(const struct passage *, size_t at);
const struct span *passage_paragraph(const struct passage *, size_t at);

/* The first word that begins at or after a byte; ntokens when none does. */
size_t	 passage_token(const struct passage *, size_t at);

#endif
