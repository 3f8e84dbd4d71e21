/* SPDX-License-Identifier: MIT */
/*
 * Boilerplate, line by line: what a line is by itself, told by the lexicon and
 * by its looks.  The driver of the other boiler_*.c files.  Changes the lines
 * of the tree; holds nothing.
 */
#include <string.h>

#include "clean/body.h"
#include "clean/boiler.h"
#include "clean/str.h"
#include "lib/ascii.h"

#define SHORT_CHARS	250	/* a longer line is judged by its start alone */
#define STAMP_CHARS	70
#define FIGURE_CHARS	300	/* a longer text in a figure is its matter */
#define FIGURE_LEVELS	6
#define PICTURE_LINES	2	/* of a table that holds a picture */
#define TOOLBAR_BARS	2
#define KEYWORD_COMMAS	2	/* in a line of keywords */
#define KEYWORD_WORDS	5	/* in one of them */

const char *const rule_names[RULE_MAX] = {
	"none", "phrase", "words", "marker", "list", "link", "head", "tail",
	"title", "credit", "caption", "stamp", "symbols", "tags", "end",
	"heading", "box",
};

struct seg *
boiler_line(const struct boiler *b, size_t i)
{
	return &b->t->segs[b->line[i]];
}

void
boiler_drop(struct boiler *b, size_t i, enum rule rule)
{
	struct seg *seg = boiler_line(b, i);

	if (seg->rule != RULE_NONE)
		return;
	seg->rule = (uint8_t)rule;
	b->dropped++;
	if (b->report != NULL)
		b->report(b->report_data, rule, seg->text);
}

/* Take a part off the front or the end of a line; in between, move the rest. */
void
boiler_cut(struct boiler *b, size_t i, size_t begin, size_t end,
    enum rule rule)
{
	struct seg *seg = boiler_line(b, i);
	struct slice text = seg->text, rest;
	char *p;

	if (begin == 0 && end >= text.n) {
		boiler_drop(b, i, rule);
		return;
	}
	b->dropped++;
	if (b->report != NULL)
		b->report(b->report_data, rule, slice(text.p + begin,
		    end - begin));
	if (begin == 0)
		rest = slice(text.p + end, text.n - end);
	else if (end >= text.n)
		rest = slice(text.p, begin);
	else {
		if (text.p[begin - 1] == ' ' && text.p[end] == ' ')
			end++;
		p = arena_alloc(&b->t->arena, text.n);
		memcpy(p, text.p, begin);
		memcpy(p + begin, text.p + end, text.n - end);
		rest = slice(p, text.n - (end - begin));
	}
	seg->text = str_trim(rest);
}

struct slice
boiler_fold(struct boiler *b, struct slice text)
{
	buf_reset(b->folded);
	fold(b->folded, text);
	return slice(buf_str(b->folded), b->folded->len);
}

/* A number, or something that begins as one (`336x280`, `1.849`, `5k`). */
static size_t
number_at(struct slice s)
{
	size_t i = 0;

	if (s.n == 0 || !ascii_is_digit(s.p[0]))
		return 0;
	while (i < s.n && s.p[i] != ' ')
		i++;
	return i;
}

bool
boiler_is_words(const struct lexicon *lex, struct slice s)
{
	size_t found = 0;

	while (s.n > 0) {
		size_t n = number_at(s);
		int id;

		if (n == 0 && (id = phrase_at_start(&lex->boilerplate, s,
		    1u << WHERE_WORD)) >= 0) {
			n = lex->boilerplate.list[id].text.n;
			found++;
		}
		if (n == 0 && (ascii_is_alnum(*s.p) ||
		    (unsigned char)*s.p >= 0x80))
			return false;
		if (n == 0)
			n = 1;
		s.p += n;
		s.n -= n;
	}
	return found > 0;
}

/* Hashtags and mentions alone. */
static bool
is_tags(struct slice s)
{
	size_t i, words = 0, tags = 0;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == ' ' || (i > 0 && s.p[i - 1] != ' '))
			continue;
		words++;
		tags += s.p[i] == '#' || s.p[i] == '@';
	}
	return tags > 0 && tags * 3 >= words * 2;
}

/* Below the text: `id rumpon, nelayan teluk, koperasi`, items of few words. */
static bool
is_keywords(const struct boiler *b, const struct seg *seg)
{
	struct slice s = seg->text, item;
	unsigned tag = b->t->nodes[seg->node].tag;
	size_t i, begin = 0;

	if (seg->commas < KEYWORD_COMMAS || !ascii_is_lower(s.p[0]) ||
	    str_ends_sentence(s) || tag == TAG_LI || tag == TAG_TD)
		return false;
	for (i = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] != ',')
			continue;
		item = slice(s.p + begin, i - begin);
		if (str_words(item) > KEYWORD_WORDS)
			return false;
		begin = i + 1;
	}
	return true;
}

/* Below the text: one word in capitals, an outlet's code. */
static bool
is_code(const struct boiler *b, const struct seg *seg)
{
	unsigned tag = b->t->nodes[seg->node].tag;
	size_t i;

	for (i = 0; i < seg->text.n; i++)
		if (!ascii_is_upper(seg->text.p[i]))
			return false;
	return tag != TAG_LI && tag != TAG_TD && (seg->flags & SEG_SOFT) == 0;
}

static bool
is_phrase_line(const struct boiler *b, struct slice folded, unsigned mask)
{
	struct slice s = str_strip(folded, ".:,;!?*-|()[]\"'=_/>");
	int id = phrase_at_start(&b->lex->boilerplate, s, mask);

	return id >= 0 && b->lex->boilerplate.list[id].text.n == s.n;
}

static bool
is_stamp(const struct boiler *b, const struct seg *seg)
{
	struct stamp stamp;
	size_t i, digits = 0;

	if (seg->chars > STAMP_CHARS || str_ends_sentence(seg->text))
		return false;
	for (i = 0; i < seg->text.n; i++)
		digits += ascii_is_digit(seg->text.p[i]);
	if (digits < 4 || digits * 6 < seg->text.n)
		return false;
	return date_read_stamp(&stamp, b->lex->calendar, seg->text) == 0;
}

/* In a figure, and no table or quotation that the figure is about. */
static bool
is_in_figure(const struct boiler *b, uint32_t node)
{
	unsigned levels;

	for (levels = 0; levels < FIGURE_LEVELS && node != 0; levels++) {
		switch (b->t->nodes[node].tag) {
		case TAG_FIGURE:
			return true;
		case TAG_BLOCKQUOTE:
		case TAG_TABLE:
		case TAG_PRE:
		case TAG_ARTICLE:
			return false;
		default:
			node = b->t->nodes[node].parent;
		}
	}
	return false;
}

/* In a small table with a picture and little else: how figures were made. */
static bool
is_in_picture_table(const struct boiler *b, uint32_t node)
{
	const struct node *n;

	for (; node != 0; node = n->parent) {
		n = &b->t->nodes[node];
		if (n->tag == TAG_TABLE)
			return n->has.img > 0 &&
			    n->seg_end - n->seg <= PICTURE_LINES;
	}
	return false;
}

static bool
is_caption(const struct boiler *b, const struct seg *seg,
    struct slice folded)
{
	const struct node *node = &b->t->nodes[seg->node];

	if (node->tag == TAG_FIGCAPTION || (node->kinds & KIND(CAPTION)) != 0
	    || (seg->chars < FIGURE_CHARS && (is_in_figure(b, seg->node) ||
	    is_in_picture_table(b, seg->node))))
		return true;
	return phrase_at_start(&b->lex->boilerplate, folded,
	    1u << WHERE_CAPTION) >= 0;
}

static bool
is_title(const struct boiler *b, struct slice folded)
{
	struct buf title;
	bool same;

	if (b->title.n == 0 || folded.n + 64 < b->title.n ||
	    b->title.n + 64 < folded.n)
		return false;
	buf_init(&title, 4096);
	fold(&title, b->title);
	same = slice_eq(slice(buf_str(&title), title.len), folded);
	buf_free(&title);
	return same;
}

/* Buttons side by side (`Cetak | Komentar (0) | A- A+`). */
static bool
is_toolbar(const struct seg *seg)
{
	size_t i, bars = 0;

	for (i = 1; i + 1 < seg->text.n; i++)
		bars += seg->text.p[i] == '|' && seg->text.p[i - 1] == ' ' &&
		    seg->text.p[i + 1] == ' ';
	return bars >= TOOLBAR_BARS && !str_ends_sentence(seg->text);
}

/* What a short line is by the lexicon. */
static enum rule
judge_phrases(struct boiler *b, size_t i, struct slice folded)
{
	const struct seg *seg = boiler_line(b, i);
	const struct phrases *list = &b->lex->boilerplate;
	struct words_hit hit;
	bool sentence = str_ends_sentence(seg->text) && seg->words > 12;

	if (is_phrase_line(b, folded, 1u << WHERE_LINE | 1u << WHERE_HEAD |
	    1u << WHERE_TAIL))
		return RULE_PHRASE;
	if (!sentence && phrase_at_start(list, folded,
	    1u << WHERE_START) >= 0)
		return RULE_PHRASE;
	if (phrase_within(list, folded, 1u << WHERE_WITHIN, &hit) >= 0)
		return RULE_PHRASE;
	if (phrase_at_end(list, folded, 1u << WHERE_END))
		return RULE_PHRASE;
	return boiler_is_words(b->lex, folded) ? RULE_WORDS : RULE_NONE;
}

static enum rule
judge(struct boiler *b, size_t i)
{
	const struct seg *seg = boiler_line(b, i);
	struct slice folded;
	enum rule rule;
	bool outside = i < b->first || i > b->last;

	/* Markup that a page shows by mistake is no text either. */
	if (str_is_symbols(seg->text) || (seg->text.p[0] == '<' &&
	    memchr(seg->text.p, '>', seg->text.n) != NULL) || (seg->words == 1 &&
	    number_at(seg->text) == seg->text.n && (outside || b->plain)))
		return RULE_SYMBOLS;
	folded = boiler_fold(b, seg->chars > SHORT_CHARS ?
	    slice(seg->text.p, SHORT_CHARS) : seg->text);
	if (seg->chars <= SHORT_CHARS && b->credits != NULL &&
	    credit_line(b->credits, seg->text))
		return RULE_CREDIT;
	if (phrase_at_start(&b->lex->boilerplate, folded,
	    1u << WHERE_ALWAYS) >= 0)
		return RULE_PHRASE;
	if (is_caption(b, seg, folded))
		return RULE_CAPTION;
	if (seg->chars > SHORT_CHARS)
		return RULE_NONE;
	if (is_title(b, folded))
		return RULE_TITLE;
	if ((rule = judge_phrases(b, i, folded)) != RULE_NONE)
		return rule;
	if (is_tags(seg->text) || (i > b->last && is_keywords(b, seg)))
		return RULE_TAGS;
	if (i > b->last && is_code(b, seg))
		return RULE_SYMBOLS;
	if (outside && is_toolbar(seg))
		return RULE_WORDS;
	return outside && is_stamp(b, seg) ? RULE_STAMP : RULE_NONE;
}

/* `- Redaksi` below a name: the name is the writer's. */
static bool
join_above(struct boiler *b, size_t i)
{
	struct slice line = boiler_line(b, i)->text, name;
	struct slice bare = str_strip(line, "-");

	if (i == 0 || i > b->first || line.p[0] != '-' || line.n > 30 ||
	    (credit_label(b->credits, bare) < 0 &&
	    credit_is_person(b->credits, bare)))
		return false;
	name = boiler_line(b, i - 1)->text;
	if (!str_is_name(name) || str_words(name) < 2)
		return false;
	credit_add(b->credits, &b->credits->author, name);
	boiler_drop(b, i, RULE_CREDIT);
	boiler_drop(b, i - 1, RULE_CREDIT);
	return true;
}

/* A label alone, and the name on the next line. */
static void
join_label(struct boiler *b, size_t i)
{
	struct slice line = boiler_line(b, i)->text, next;
	int role = credit_label(b->credits, line);

	if (role < 0 || (i > b->first && i < b->last))
		return;
	boiler_drop(b, i, RULE_CREDIT);
	if (i + 1 >= b->n)
		return;
	next = str_strip(boiler_line(b, i + 1)->text, ": ");
	if (!str_is_name(next))
		return;
	if (role == ROLE_AUTHOR || role == ROLE_BOTH)
		credit_add(b->credits, &b->credits->author, next);
	else if (role == ROLE_EDITOR)
		credit_add(b->credits, &b->credits->editor, next);
	boiler_drop(b, i + 1, RULE_CREDIT);
}

static void
collect(struct boiler *b, const unsigned char *keep)
{
	size_t i;

	b->line = arena_alloc(&b->t->arena, (b->t->nsegs + 1) *
	    sizeof(*b->line));
	b->n = 0;
	for (i = 0; i < b->t->nsegs; i++)
		if (keep[i] != 0 && b->t->segs[i].text.n > 0)
			b->line[b->n++] = (uint32_t)i;
}

static bool
is_paragraph(struct boiler *b, size_t i)
{
	const struct seg *seg = boiler_line(b, i);

	if (!body_is_good(seg) || seg->words < 10)
		return false;
	if (slice_eq(seg->text, b->title))
		return false;
	if (b->plain && !str_ends_sentence(seg->text) &&
	    !str_has_sentences(seg->text) && seg->chars < 160)
		return false;
	return phrase_at_start(&b->lex->boilerplate, boiler_fold(b,
	    slice(seg->text.p, seg->text.n < SHORT_CHARS ? seg->text.n :
	    SHORT_CHARS)), 1u << WHERE_ALWAYS | 1u << WHERE_START |
	    1u << WHERE_TAIL | 1u << WHERE_CAPTION | 1u << WHERE_MARKER |
	    1u << WHERE_LIST) < 0;
}

/* A short sentence, as the last paragraph may be. */
static bool
is_sentence(struct boiler *b, size_t i)
{
	const struct seg *seg = boiler_line(b, i);
	struct slice text = slice(seg->text.p, boiler_end_mark(seg->text));

	return seg->words >= 5 && str_ends_sentence(text) &&
	    phrase_at_start(&b->lex->boilerplate, boiler_fold(b, seg->text),
	    ~(1u << WHERE_LINE | 1u << WHERE_WORD)) < 0;
}

static void
find_text(struct boiler *b)
{
	size_t i;

	b->first = b->n;
	b->last = 0;
	for (i = 0; i < b->n; i++) {
		if (!is_paragraph(b, i))
			continue;
		if (b->first == b->n)
			b->first = i;
		b->last = i;
	}
	while (b->plain && b->last > 0 && b->last + 1 < b->n &&
	    is_sentence(b, b->last + 1))
		b->last++;
	if (b->first == b->n) {
		b->first = 0;
		b->last = b->n == 0 ? 0 : b->n - 1;
	}
}

void
boiler_run(struct boiler *b, const unsigned char *keep)
{
	size_t i;

	b->dropped = 0;
	collect(b, keep);
	find_text(b);
	boiler_markers(b);
	for (i = 0; i < b->n; i++) {
		enum rule rule;

		if (boiler_line(b, i)->rule != RULE_NONE)
			continue;
		if (b->credits != NULL && !join_above(b, i))
			join_label(b, i);
		if (boiler_line(b, i)->rule == RULE_NONE && (rule = judge(b, i)) != RULE_NONE)
			boiler_drop(b, i, rule);
	}
	boiler_ends(b);
}
