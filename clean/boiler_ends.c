/* SPDX-License-Identifier: MIT */
/*
 * Above and below the text: the head of a page that stands over its first
 * paragraph, everything from a line that ends the article on, end marks, and
 * headings that nothing follows.
 */
#include <string.h>

#include "clean/body.h"
#include "clean/boiler.h"
#include "clean/str.h"
#include "lib/ascii.h"

#define END_BYTES	48	/* of an end mark, brackets included */
#define END_LINES	3	/* paragraphs from the last that may have one */
#define LABEL_WORDS	4
#define TAIL_SHARE	3	/* a tail begins in the last two thirds */

static bool
is_alive(const struct boiler *b, size_t i)
{
	return boiler_line(b, i)->rule == RULE_NONE;
}

/*
 * A few words above the text that are no sentence: a section's name, a byline.
 * A place and a dash are the dateline of what follows.
 */
static bool
is_label(const struct boiler *b, size_t i)
{
	const struct seg *seg = boiler_line(b, i);
	struct slice s = seg->text;
	unsigned tag = b->t->nodes[seg->node].tag;

	if (seg->words > LABEL_WORDS || str_ends_sentence(s) ||
	    (seg->flags & SEG_SOFT) != 0 || (tag >= TAG_H2 && tag <= TAG_H6) ||
	    tag == TAG_LI || tag == TAG_TD)
		return false;
	if (strchr("-:|,", s.p[s.n - 1]) != NULL || (s.n > 2 &&
	    memcmp(s.p + s.n - 3, "\xe2\x80", 2) == 0))
		return false;
	/* A soft line below belongs to it. */
	return i + 1 >= b->n ||
	    (boiler_line(b, i + 1)->flags & SEG_SOFT) == 0;
}

/* In text without tags nothing above the first paragraph belongs to it. */
static void
drop_head(struct boiler *b)
{
	size_t i, from = 0;

	/* What stands above the headline is the site's. */
	for (i = 0; i < b->first; i++) {
		struct slice folded = str_strip(boiler_fold(b,
		    boiler_line(b, i)->text), ".:!*-");
		int id = phrase_at_start(&b->lex->boilerplate, folded,
		    1u << WHERE_HEAD);

		if ((id >= 0 && b->lex->boilerplate.list[id].text.n ==
		    folded.n) || boiler_line(b, i)->rule == RULE_TITLE)
			from = i;
	}
	if (b->plain)
		from = b->first;
	for (i = 0; i < b->first; i++)
		if (is_alive(b, i) && (i < from || is_label(b, i)))
			boiler_drop(b, i, RULE_HEAD);
}

/* The box around a line's own. */
static uint32_t
around(const struct boiler *b, size_t i)
{
	return b->t->nodes[boiler_line(b, i)->node].parent;
}

/*
 * A marker of other stories ends the text only when none of its paragraphs
 * follows, beside those above.
 */
static bool
is_between(const struct boiler *b, size_t marker)
{
	size_t above = marker, below = marker + 1;

	if (boiler_line(b, marker)->rule != RULE_MARKER)
		return false;
	while (above > 0 && !(is_alive(b, above) &&
	    body_is_good(boiler_line(b, above))))
		above--;
	while (below < b->n && !(is_alive(b, below) &&
	    body_is_good(boiler_line(b, below))))
		below++;
	return below < b->n && (b->plain || around(b, above) ==
	    around(b, below));
}

static size_t
find_tail(struct boiler *b)
{
	size_t i;

	for (i = b->n / TAIL_SHARE; i < b->n; i++) {
		const struct seg *seg = boiler_line(b, i);
		struct slice start = seg->text;

		if (i <= b->first || seg->chars > 250)
			continue;
		if (start.n > 200)
			start.n = 200;
		if (phrase_at_start(&b->lex->boilerplate,
		    str_strip(boiler_fold(b, start), ".:!*-#"),
		    1u << WHERE_TAIL) >= 0 && !is_between(b, i))
			return i;
	}
	return b->n;
}

/*
 * What is below the end of the article.  In text without tags that is all
 * that follows the last paragraph.
 */
static void
drop_tail(struct boiler *b)
{
	size_t from = find_tail(b), i;

	if (b->plain && from > b->last)
		from = b->last + 1;
	for (i = from; i < b->n; i++)
		if (is_alive(b, i))
			boiler_drop(b, i, RULE_TAIL);
}

/* Where an end mark of asterisks or hyphens begins. */
static size_t
stars(struct slice s)
{
	size_t i = s.n;

	while (i > 0 && strchr("*#/- ", s.p[i - 1]) != NULL)
		i--;
	return s.n - i >= 2 && memchr(s.p + i, '*', s.n - i) != NULL ? i : s.n;
}

size_t
boiler_end_mark(struct slice s)
{
	size_t end = s.n, open;
	char close;

	while (end > 0 && strchr(". ", s.p[end - 1]) != NULL)
		end--;
	if (end == 0 || (s.p[end - 1] != ')' && s.p[end - 1] != ']'))
		return s.n;
	close = s.p[end - 1];
	for (open = end - 1; open > 0 && end - open <= END_BYTES; open--)
		if (s.p[open] == (close == ')' ? '(' : '['))
			break;
	if (s.p[open] != (close == ')' ? '(' : '[') || end - open > END_BYTES)
		return s.n;
	if (open > 0 && !str_ends_sentence(slice(s.p, open)))
		return s.n;
	/* A sentence of its own within brackets is text. */
	if (str_ends_sentence(slice(s.p + open + 1, end - open - 2)) &&
	    str_words(slice(s.p + open, end - open)) > 4)
		return s.n;
	return open;
}

/* Take the end marks off the last paragraphs. */
static void
cut_marks(struct boiler *b)
{
	size_t i = b->n, seen = 0;

	while (i-- > 0 && seen < END_LINES) {
		size_t at, rounds;

		if (!is_alive(b, i))
			continue;
		for (rounds = 0; rounds < 3 && is_alive(b, i); rounds++) {
			struct slice s = boiler_line(b, i)->text;

			at = boiler_end_mark(s);
			if (at == s.n)
				at = stars(s);
			if (at == s.n)
				break;
			boiler_cut(b, i, at, s.n, RULE_END);
		}
		if (is_alive(b, i))
			seen++;
	}
}

/* Headings at the end have lost what they stood over. */
static void
drop_headings(struct boiler *b)
{
	size_t i = b->n;

	while (i-- > 0) {
		unsigned tag = b->t->nodes[boiler_line(b, i)->node].tag;

		if (!is_alive(b, i))
			continue;
		if (tag < TAG_H1 || tag > TAG_H6)
			return;
		boiler_drop(b, i, RULE_HEADING);
	}
}

void
boiler_ends(struct boiler *b)
{
	drop_head(b);
	drop_tail(b);
	cut_marks(b);
	drop_headings(b);
}
