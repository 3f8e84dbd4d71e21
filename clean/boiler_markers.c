/* SPDX-License-Identifier: MIT */
/*
 * Read-also lines: a marker of the lexicon and the headline it leads in, in
 * every form that is seen (alone, with the headline below, in the middle of a
 * paragraph), and the rule that needs no word of any language: a lead-in and
 * one link between paragraphs.  A marker never takes the paragraph behind it.
 */
#include <string.h>

#include "clean/body.h"
#include "clean/boiler.h"
#include "clean/str.h"
#include "lib/ascii.h"

#define MARKERS		(1u << WHERE_MARKER | 1u << WHERE_LIST)
#define HEADLINE_BYTES	200	/* longer ones are paragraphs */
#define HEADLINE_WORDS	30
#define LEAD_IN_WORDS	4
#define LIST_LINES	5	/* headlines below one marker */
#define RUN_WORDS	4	/* of a headline that a paragraph runs on behind */
#define BULLET_BYTES	4
#define CAPITAL_WORDS	4	/* of a bare headline */
#define LINE_MAX_LOOK	((size_t)20000)	/* bytes of a line searched */

/* Where the link that begins near `at` in a line ends; 0 = there is none. */
static size_t
link_end_at(const struct boiler *b, const struct seg *seg, size_t at,
    size_t *begin)
{
	size_t i;

	for (i = 0; i < seg->links; i++) {
		const struct link *link = &b->t->links[seg->link + i];

		if (link->begin + 1 >= at && link->begin <= at + 4) {
			*begin = link->begin;
			return link->end;
		}
		/* The marker may be part of the link. */
		if (link->begin < at && link->end > at + 4) {
			*begin = link->begin;
			return link->end;
		}
	}
	return 0;
}

/* A headline by its looks: short, and no sentence. */
static bool
is_headline(struct slice s)
{
	return s.n > 0 && s.n <= HEADLINE_BYTES &&
	    str_words(s) <= HEADLINE_WORDS && !str_has_sentences(s) &&
	    (s.p[s.n - 1] != '.' || s.n < 40);
}

/* Behind a marker: does a headline follow, and not the rest of a sentence? */
static bool
leads_in(struct slice rest, bool linked)
{
	struct slice s = str_trim(rest);

	if (s.n == 0 || linked || strchr(":>|-", s.p[0]) != NULL)
		return true;
	if ((unsigned char)s.p[0] >= 0x80 || s.p[0] == '"' || s.p[0] == '\'')
		return !str_ends_sentence(s);
	if (!ascii_is_upper(s.p[0]) && !ascii_is_digit(s.p[0]))
		return false;
	return s.p[s.n - 1] != '.' && is_headline(s);
}

/*
 * How much of text a headline all in capitals takes: what is before the first
 * word with a small letter.  0 = it is none.
 */
static size_t
capitals_run(struct slice text)
{
	size_t i, start = 0, words = 0;

	for (i = 0; i < text.n && !ascii_is_lower(text.p[i]); i++)
		if (text.p[i] == ' ') {
			start = i + 1;
			words++;
		}
	return words >= RUN_WORDS && i < text.n ? start : 0;
}

/*
 * How much of text a headline takes when a paragraph runs on behind it with no
 * sign between: its words in capitals, all but the last one, which begins the
 * paragraph.  0 = cannot be told.
 */
static size_t
headline_run(struct slice text)
{
	size_t i = 0, last = capitals_run(text), words = 0, small = 0;

	if (last > 0)
		return last;
	while (i < text.n) {
		size_t start = i;

		while (i < text.n && text.p[i] != ' ')
			i++;
		if (ascii_is_lower(text.p[start])) {
			if (++small > 1)
				break;
		} else {
			small = 0;
			last = start;
			words++;
		}
		while (i < text.n && text.p[i] == ' ')
			i++;
	}
	return words < RUN_WORDS ? 0 : last;
}

/* A line that begins with a marker, n bytes of it. */
static void
marker_line(struct boiler *b, size_t i, size_t n)
{
	struct seg *seg = boiler_line(b, i);
	struct slice rest = slice(seg->text.p + n, seg->text.n - n), title;
	size_t skip = 0, begin = 0, end;

	while (skip < rest.n && strchr(" :>|-", rest.p[skip]) != NULL)
		skip++;
	end = link_end_at(b, seg, n + skip, &begin);
	if (!leads_in(rest, end > 0))
		return;
	title = slice(rest.p + skip, rest.n - skip);
	if (end > 0 && seg->text.n - end > 40) {
		boiler_cut(b, i, 0, end, RULE_MARKER);
		return;
	}
	if (end > 0 || is_headline(title) || title.n <= 120) {
		boiler_drop(b, i, RULE_MARKER);
		return;
	}
	if ((end = headline_run(title)) > 0)
		boiler_cut(b, i, 0, n + skip + end, RULE_MARKER);
}

static bool
is_after_sentence(struct slice text, size_t at)
{
	return str_ends_sentence(slice(text.p, at));
}

/* A marker in the middle of a line goes with its headline. */
static void
marker_within(struct boiler *b, size_t i, const struct words_hit *hit)
{
	struct seg *seg = boiler_line(b, i);
	struct slice text = seg->text, rest;
	size_t skip = hit->end, begin = hit->begin, end;
	bool colon = false;

	for (; skip < text.n && strchr(" :>|-", text.p[skip]) != NULL; skip++)
		colon = colon || text.p[skip] == ':';
	rest = slice(text.p + skip, text.n - skip);
	end = link_end_at(b, seg, skip, &begin);
	if (end == 0 && (hit->end >= text.n || (!colon &&
	    (skip == hit->end + 1 || !is_headline(rest)))))
		return;
	if (end == 0 && !is_after_sentence(text, hit->begin))
		return;
	if (end > 0 && !is_after_sentence(text, hit->begin) && !colon)
		return;
	if (end == 0 && is_headline(rest))
		end = text.n;
	else if (end == 0)
		end = skip + headline_run(rest);
	if (end <= skip)
		return;
	if (begin > hit->begin)
		begin = hit->begin;
	boiler_cut(b, i, begin, end, RULE_MARKER);
}

static bool
is_all_link(const struct seg *seg)
{
	return seg->link_chars * 10 >= seg->chars * 8;
}

/* The headlines below a marker that stands alone. */
static void
list_below(struct boiler *b, size_t i)
{
	size_t j;

	for (j = i + 1; j < b->n && j <= i + LIST_LINES; j++) {
		const struct seg *seg = boiler_line(b, j);
		bool linked = seg->links > 0 && is_all_link(seg);

		if (b->t->nodes[seg->node].tag >= TAG_H1 &&
		    b->t->nodes[seg->node].tag <= TAG_H6 && !linked)
			break;
		if (!linked && (!b->plain || !is_headline(seg->text) ||
		    str_ends_sentence(seg->text) || seg->words < 4))
			break;
		boiler_drop(b, j, RULE_LIST);
	}
}

static void
look_for_marker(struct boiler *b, size_t i)
{
	const struct phrases *list = &b->lex->boilerplate;
	struct seg *seg = boiler_line(b, i);
	struct slice lower;
	struct words_hit hit;
	size_t skip = 0;
	int id;

	if (seg->text.n > LINE_MAX_LOOK)
		return;
	lower = str_lower(b->lower, seg->text);
	/* Bullets and arrows before the marker. */
	while (skip < lower.n && !ascii_is_alnum(lower.p[skip]) && skip < 8)
		skip++;
	id = phrase_at_start(list, slice(lower.p + skip, lower.n - skip),
	    MARKERS);
	if (id >= 0) {
		size_t n = skip + list->list[id].text.n;
		bool alone = str_is_symbols(slice(lower.p + n, lower.n - n));

		if (alone && seg->chars < 60) {
			boiler_drop(b, i, RULE_MARKER);
			list_below(b, i);
		} else
			marker_line(b, i, n);
		return;
	}
	if (phrase_within(list, lower, MARKERS, &hit) >= 0)
		marker_within(b, i, &hit);
}

/*
 * A lead-in of a few words and one link to the end, or the link alone, with no
 * sentence in it, between paragraphs.
 */
static bool
is_lead_link(const struct boiler *b, size_t i)
{
	const struct seg *seg = boiler_line(b, i);
	const struct link *link;
	struct slice lead, title;
	unsigned tag = b->t->nodes[seg->node].tag;

	if (b->plain || seg->links != 1 || seg->text.n > HEADLINE_BYTES ||
	    (seg->flags & SEG_SOFT) != 0 || i <= b->first || i >= b->last)
		return false;
	if (tag == TAG_LI || tag == TAG_TD || (tag >= TAG_H1 && tag <= TAG_H6))
		return false;
	link = &b->t->links[seg->link];
	if (link->end > seg->text.n || link->end + 2 < seg->text.n)
		return false;
	lead = str_trim(slice(seg->text.p, link->begin));
	title = slice(seg->text.p + link->begin, link->end - link->begin);
	if (str_words(lead) > LEAD_IN_WORDS || str_words(title) < 4)
		return false;
	if (lead.n > 0 && lead.p[lead.n - 1] != ':' && str_words(lead) > 2)
		return false;
	return !str_ends_sentence(seg->text) ||
	    seg->text.p[seg->text.n - 1] == '?' ||
	    seg->text.p[seg->text.n - 1] == '!';
}

/* Headlines side by side: several links and little else, between paragraphs. */
static bool
is_link_row(const struct boiler *b, size_t i)
{
	const struct seg *seg = boiler_line(b, i);
	unsigned tag = b->t->nodes[seg->node].tag;

	return !b->plain && seg->links > 1 && seg->words >= 6 &&
	    seg->link_chars * 10 >= seg->chars * 8 && tag != TAG_TD &&
	    (seg->flags & SEG_SOFT) == 0 && i > b->first &&
	    !str_ends_sentence(seg->text);
}

static bool
is_headline_link(const struct boiler *b, size_t i)
{
	const struct seg *seg = boiler_line(b, i);

	return seg->links > 0 && seg->words >= LEAD_IN_WORDS &&
	    is_all_link(seg) && !str_ends_sentence(seg->text);
}

/* Headlines below one another, parted by a br alone. */
static bool
is_link_list(const struct boiler *b, size_t i)
{
	if (b->plain || i <= b->first || !is_headline_link(b, i))
		return false;
	if ((boiler_line(b, i)->flags & SEG_SOFT) != 0)
		return is_headline_link(b, i - 1);
	return i + 1 < b->n && is_headline_link(b, i + 1) &&
	    (boiler_line(b, i + 1)->flags & SEG_SOFT) != 0;
}

/* Below the last paragraph a line that is one link is another story. */
static bool
is_trailing_link(const struct boiler *b, size_t i)
{
	const struct seg *seg = boiler_line(b, i);

	return !b->plain && i > b->last && seg->links > 0 &&
	    seg->words >= LEAD_IN_WORDS && is_all_link(seg) &&
	    (seg->flags & SEG_SOFT) == 0;
}

static bool
is_item(const struct boiler *b, size_t i)
{
	return b->t->nodes[boiler_line(b, i)->node].tag == TAG_LI;
}

static bool
ends_with_colon(struct slice s)
{
	return s.n > 0 && s.p[s.n - 1] == ':';
}

/* Bytes of the bullet that a line begins with, the space behind it included. */
static size_t
bullet(struct slice s)
{
	size_t n = 0;

	while (n < s.n && n < BULLET_BYTES && !ascii_is_alnum(s.p[n]) &&
	    s.p[n] != ' ' && s.p[n] != '"' && s.p[n] != '(' &&
	    s.p[n] != '\'')
		n++;
	return n > 0 && n < s.n && s.p[n] == ' ' ? n + 1 : 0;
}

/* Most words begin with a capital, and four of them at the least. */
static bool
is_in_title_case(struct slice s)
{
	size_t i, capitals = 0, small = 0;

	for (i = 0; i < s.n; i++) {
		if (i > 0 && s.p[i - 1] != ' ')
			continue;
		capitals += ascii_is_upper(s.p[i]);
		small += ascii_is_lower(s.p[i]);
	}
	return capitals >= CAPITAL_WORDS && small * 4 <= capitals;
}

/*
 * In text without tags: a headline in title case, with a bullet before it or
 * without.
 */
static bool
is_bare_headline(const struct boiler *b, size_t i, bool *bulleted)
{
	struct slice s = boiler_line(b, i)->text;
	size_t n = bullet(s);

	*bulleted = n > 0;
	s = slice(s.p + n, s.n - n);
	return is_headline(s) && is_in_title_case(s) &&
	    !str_ends_sentence(s) && !ends_with_colon(s);
}

/*
 * Headlines with no marker, in text without tags: bulleted ones, or several in
 * a row, between a paragraph that ends with a sentence and another one.  What a
 * colon leads in is a list of the article, and one bare line is a heading.
 * Returns the first line behind them, or i.
 */
static size_t
bare_headlines(struct boiler *b, size_t i)
{
	size_t end;
	bool bulleted, all = true;

	if (!b->plain || i <= b->first || i >= b->last ||
	    !str_ends_sentence(boiler_line(b, i - 1)->text))
		return i;
	for (end = i; end < b->last && end < i + LIST_LINES &&
	    is_bare_headline(b, end, &bulleted); end++)
		all = all && bulleted;
	if (end == i || (!all && end == i + 1) || end == i + LIST_LINES ||
	    !body_is_good(boiler_line(b, end)))
		return i;
	while (i < end)
		boiler_drop(b, i++, RULE_LIST);
	return end;
}

/* A list whose items are links to other stories, with no colon before it. */
static size_t
linked_list(struct boiler *b, size_t i)
{
	size_t end = i;

	if (b->plain || i <= b->first || i >= b->last || is_item(b, i - 1) ||
	    ends_with_colon(boiler_line(b, i - 1)->text))
		return i;
	while (end < b->last && end <= i + LIST_LINES && is_item(b, end) &&
	    is_headline_link(b, end))
		end++;
	if (end == i || end > i + LIST_LINES || is_item(b, end))
		return i;
	while (i < end)
		boiler_drop(b, i++, RULE_LIST);
	return end;
}

/* Headlines between paragraphs that no marker leads in. */
static void
unmarked(struct boiler *b)
{
	size_t i, end;

	for (i = b->first + 1; i < b->last; i = end > i ? end : i + 1)
		if (boiler_line(b, i)->rule != RULE_NONE ||
		    (end = bare_headlines(b, i)) == i)
			end = linked_list(b, i);
}

void
boiler_markers(struct boiler *b)
{
	size_t i;

	for (i = 0; i < b->n; i++) {
		if (boiler_line(b, i)->rule != RULE_NONE)
			continue;
		look_for_marker(b, i);
		if (boiler_line(b, i)->rule == RULE_NONE &&
		    (is_lead_link(b, i) || is_link_row(b, i) ||
		    is_link_list(b, i) ||
		    is_trailing_link(b, i)))
			boiler_drop(b, i, RULE_LINK);
	}
	unmarked(b);
}
