/* SPDX-License-Identifier: MIT */
/*
 * Names of people: reads the words of one name off a passage, with the titles
 * before and the degrees behind it, and spells it as it is printed.  Holds
 * nothing.
 */
#include <string.h>

#include "extract/name.h"
#include "lib/ascii.h"
#include "lib/buf.h"

enum { COL_KIND = 1, COL_FORCE };

#define DEGREE_MAX_LETTERS 16
#define NAME_MAX_BYTES	512

static size_t
length(const struct passage *p, size_t i)
{
	return p->token[i].end - p->token[i].begin;
}

/* Is the gap before a word made of these signs only? */
static bool
gap_within(const struct passage *p, size_t i, unsigned signs)
{
	return i < p->ntokens && (p->token[i].gap & ~signs) == 0;
}

static bool
has_capital(const struct passage *p, size_t i)
{
	return p->token[i].shape == SHAPE_CAPITAL ||
	    p->token[i].shape == SHAPE_UPPER;
}

static bool
is_title(const struct passage *p, size_t i, const struct knowledge *k,
    const char *kind)
{
	return knowledge_is(k, passage_match_at(p, LEX_TITLE, i), COL_KIND,
	    kind);
}

bool
name_cue_has(const struct knowledge *k, size_t row, const char *class)
{
	const char *s = knowledge_cell(k, LEX_CUE, row, 1);
	size_t n;

	for (;; s++) {
		for (n = 0; class[n] != '\0' && s[n] == class[n]; n++)
			;
		if (class[n] == '\0' && (s[n] == ';' || s[n] == '\0'))
			return true;
		while (*s != ';')
			if (*s++ == '\0')
				return false;
	}
}

/* The lexicons of words that are no part of a name. */
#define NO_NAME (MATCH_BIT(LEX_NOT_NAME) | MATCH_BIT(LEX_INSTITUTION) | \
	MATCH_BIT(LEX_ROLE) | MATCH_BIT(LEX_HEAD) | MATCH_BIT(LEX_OFFICE) | \
	MATCH_BIT(LEX_RANK) | MATCH_BIT(LEX_UNIT_WORD) | MATCH_BIT(LEX_ACTING))

/* Is the word known to be no part of a name?  Some words of offices are in
   names too (titles.tsv, given). */
static bool
is_other(const struct passage *p, size_t i, const struct knowledge *k)
{
	size_t j;

	if (!(p->token[i].starts & NO_NAME) || (p->covers[i] &
	    MATCH_BIT(LEX_TITLE) && knowledge_is(k, passage_match_over(p,
	    LEX_TITLE, i), COL_KIND, "given")))
		return false;
	for (j = p->first[i]; j < p->first[i + 1]; j++) {
		const struct match *m = &p->match[j];

		if (MATCH_BIT(m->lexicon) & NO_NAME &&
		    m->end == p->token[m->token + m->ntokens - 1].end)
			return true;
	}
	return false;
}

/* The letters of n words, small, without signs; false when they are too many
   or no degree could be written so. */
static bool
degree_letters(const struct passage *p, size_t i, size_t n, char *out)
{
	size_t len = 0, upper = 0, j, at;

	for (j = i; j < i + n; j++)
		for (at = p->token[j].begin; at < p->token[j].end; at++) {
			char c = p->text.p[at];

			if (!ascii_is_alpha(c) || len == DEGREE_MAX_LETTERS)
				return false;
			upper += ascii_is_upper(c);
			out[len++] = ascii_lower(c);
		}
	out[len] = '\0';
	return upper >= 2 || n >= 2;
}

static bool
is_degree(const struct knowledge *k, const char *letters)
{
	const struct data_table *t = &k->table[LEX_DEGREE];
	size_t low = 0, high = t->nrows;

	if (!(k->degrees[(unsigned char)letters[0] % 32] >> strlen(letters) %
	    32 & 1))
		return false;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(data_cell(t, mid, 0), letters);

		if (order == 0)
			return true;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

/* A degree that is on no list shows by its shape, behind a comma: `S.Xyz`. */
static size_t
unknown_degree(const struct passage *p, size_t i)
{
	size_t n = 1;

	if (!(p->token[i].gap & GAP_COMMA) || length(p, i) != 1 ||
	    p->token[i].shape != SHAPE_UPPER)
		return 0;
	while (n < NAME_MAX_DEGREE && i + n < p->ntokens &&
	    p->token[i + n].gap == GAP_DOT && has_capital(p, i + n) &&
	    length(p, i + n) <= 5)
		n++;
	return n > 1 ? n : 0;
}

/* A word alone, no full stop behind it, that has one capital at the most: no
   degree, as most words of names. */
static bool
is_plain_word(const struct passage *p, size_t i)
{
	const struct token *t = &p->token[i];
	size_t at;

	if ((t->shape != SHAPE_CAPITAL && t->shape != SHAPE_LOWER) ||
	    (i + 1 < p->ntokens && t[1].gap & GAP_DOT))
		return false;
	for (at = t->begin + 1; at < t->end; at++)
		if (ascii_is_upper(p->text.p[at]))
			return false;
	return true;
}

/* The number of words of the degree at a word; 0 when there is none. */
static size_t
degree_at(const struct passage *p, size_t i, const struct knowledge *k)
{
	char letters[DEGREE_MAX_LETTERS + 1];
	size_t n, found = 0;

	if (is_plain_word(p, i))
		return 0;
	for (n = 1; n <= NAME_MAX_DEGREE && i + n <= p->ntokens; n++) {
		/* the MA of MA'RUF */
		if (i + n < p->ntokens && p->token[i + n].gap == GAP_APOSTROPHE)
			break;
		if (n > 1 && (!(p->token[i + n - 1].gap & GAP_DOT) ||
		    !gap_within(p, i + n - 1, GAP_DOT | GAP_SPACE | GAP_OPEN)))
			break;
		if (degree_letters(p, i, n, letters) && is_degree(k, letters))
			found = n;
	}
	return found > 0 ? found : unknown_degree(p, i);
}

bool
name_degree_at(const struct passage *p, size_t token,
    const struct knowledge *k)
{
	return degree_at(p, token, k) > 0;
}

size_t
name_skip_degrees(const struct passage *p, size_t i,
    const struct knowledge *k)
{
	size_t n;

	while (gap_within(p, i, GAP_SPACE | GAP_COMMA | GAP_DOT | GAP_CLOSE) &&
	    (n = degree_at(p, i, k)) > 0)
		i += n;
	return i;
}

/* The first word behind the titles; *cleric is set when one is a cleric's. */
static size_t
skip_titles(const struct passage *p, size_t i, const struct knowledge *k,
    bool *cleric)
{
	while (i + 1 < p->ntokens && (has_capital(p, i) ||
	    p->token[i + 1].gap & GAP_DOT)) {
		bool is_cleric = is_title(p, i, k, "cleric");
		size_t n;

		if (!is_cleric && !is_title(p, i, k, "title"))
			break;
		n = passage_match_at(p, LEX_TITLE, i)->ntokens;
		if (!gap_within(p, i + n, GAP_SPACE | GAP_DOT | GAP_CLOSE) ||
		    p->token[i + n].gap == 0)
			break;
		*cleric = *cleric || is_cleric;
		i += n;
	}
	return i;
}

/* Does word i go on with the word before it: the `ruf` of `Ma'ruf`? */
static bool
continues(const struct passage *p, size_t i)
{
	return p->token[i].gap == GAP_APOSTROPHE ||
	    p->token[i].gap == GAP_HYPHEN;
}

/* May the words before and at i be of one name by what stands between? */
static bool
joins(const struct passage *p, size_t i, const struct knowledge *k)
{
	if (p->token[i].gap == GAP_SPACE)
		return true;
	if (!(p->token[i].gap & GAP_DOT) ||
	    !gap_within(p, i, GAP_DOT | GAP_SPACE))
		return false;
	return length(p, i - 1) == 1 || is_title(p, i - 1, k, "part") ||
	    (length(p, i - 1) == 2 && is_title(p, i - 1, k, "title")) ||
	    (is_title(p, i - 1, k, "particle") &&
	    p->token[i - 1].shape == SHAPE_LOWER);
}

/* A name is in capitals throughout or not at all; words of one or two letters
   (M., AA, a closing HS) may be so in any. */
static bool
same_case(const struct passage *p, const struct name *n, size_t i, int *upper)
{
	bool is_upper = p->token[i].shape == SHAPE_UPPER;

	if (length(p, i) == 1 || (length(p, i) == 2 && is_upper))
		return true;
	if (*upper < 0 || n->words == 0)
		*upper = is_upper;
	return is_upper == (*upper == 1);
}

/* Does a small word at i join two words of a name: `bin`, `van der`? */
static bool
particle_joins(const struct passage *p, size_t i, const struct knowledge *k)
{
	size_t n;

	for (n = 1; n <= 2 && i + n < p->ntokens &&
	    gap_within(p, i + n, GAP_SPACE | GAP_DOT); n++) {
		if (has_capital(p, i + n))
			return !is_other(p, i + n, k);
		if (!is_title(p, i + n, k, "particle"))
			return false;
	}
	return false;
}

/* May word i be the next of the name? */
static bool
is_next(const struct passage *p, const struct name *n, size_t i, int *upper,
    const struct knowledge *k)
{
	if (i >= p->ntokens)
		return false;
	if (i > n->token && continues(p, i) && p->token[i].shape !=
	    SHAPE_NUMBER && p->token[i].shape != SHAPE_MIXED)
		return p->token[i].shape == SHAPE_LOWER || !is_other(p, i, k);
	if (i > n->token && !joins(p, i, k))
		return false;
	if (i > n->token && is_title(p, i, k, "particle") &&
	    p->token[i].shape == SHAPE_LOWER)
		return particle_joins(p, i, k);
	if (!has_capital(p, i) || is_other(p, i, k))
		return false;
	if (n->words > 0 && (degree_at(p, i, k) > 0 || (i + 1 < p->ntokens &&
	    p->token[i + 1].gap & GAP_DOT && is_title(p, i, k, "cleric"))))
		return false;
	return same_case(p, n, i, upper);
}

int
name_read(struct name *n, const struct passage *p, size_t token,
    const struct knowledge *k)
{
	bool cleric = false;
	size_t i = skip_titles(p, token, k, &cleric), count = 0;
	int upper = -1;

	*n = (struct name){ .token = i, .is_cleric = cleric };
	for (; is_next(p, n, i, &upper, k); i++) {
		bool more = i > n->token && continues(p, i);

		if (!more && ++count > NAME_MAX_WORDS)
			return 0;
		n->words += !more && length(p, i) > 1 &&
		    p->token[i].shape != SHAPE_LOWER;
	}
	n->token_end = i;
	n->next = name_skip_degrees(p, i, k);
	n->has_degree = n->next > i;
	return n->words > 0;
}

/* Add a word, in proper case where the name is all in capitals. */
static void
add_word(struct buf *out, struct slice word, bool lower, bool inner)
{
	size_t from = out->len, i;

	if (buf_add(out, word.p, word.n) != 0)
		return;
	for (i = inner ? 0 : 1; lower && i < word.n; i++)
		out->data[from + i] = ascii_lower(word.p[i]);
}

const char *
name_text(const struct name *n, const struct passage *p, struct arena *arena)
{
	bool upper = true;
	const char *text;
	struct buf out;
	size_t i;

	for (i = n->token; i < n->token_end; i++)
		if (p->token[i].shape != SHAPE_UPPER)
			upper = false;
	buf_init(&out, NAME_MAX_BYTES);
	for (i = n->token; i < n->token_end; i++) {
		const struct token *t = &p->token[i];
		bool more = i > n->token && continues(p, i);

		if (more)
			(void)buf_add(&out, p->text.p + p->token[i - 1].end,
			    t->begin - p->token[i - 1].end);
		else if (i > n->token)
			(void)buf_adds(&out, t->gap & GAP_DOT ? ". " : " ");
		add_word(&out, slice(p->text.p + t->begin, t->end - t->begin),
		    upper, more && t->gap == GAP_APOSTROPHE);
	}
	text = arena_string(arena, slice(buf_str(&out), out.len));
	buf_free(&out);
	return text;
}

/* A corps that is on no list, or mistyped: a short word with a full stop that
   begins like one (`Infr.`). */
static const char *
like_corps(const struct passage *p, size_t i, const struct knowledge *k)
{
	const struct data_table *t = &k->table[LEX_CORPS];
	const char *text = p->text.p + p->token[i].begin;
	size_t row, j, n;

	if (p->token[i].shape != SHAPE_CAPITAL || i + 1 >= p->ntokens ||
	    !(p->token[i + 1].gap & GAP_DOT))
		return NULL;
	for (row = 0; row < t->nrows; row++) {
		const char *corps = data_cell(t, row, 0);

		n = strlen(corps);
		if (n != 3 || length(p, i) != n + 1)
			continue;
		for (j = 0; j < n && ascii_lower(text[j]) ==
		    ascii_lower(corps[j]);)
			j++;
		if (j == n)
			return corps;
	}
	return NULL;
}

size_t
name_rank(const struct passage *p, size_t token, const char **rank,
    struct arena *arena, const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_RANK, token), *c;
	const char *corps = NULL;
	size_t n;

	if (m == NULL)
		return 0;
	n = m->ntokens;
	*rank = knowledge_cell(k, LEX_RANK, m->entry, 0);
	if (strcmp(knowledge_cell(k, LEX_RANK, m->entry, COL_FORCE), "tni") !=
	    0 || !gap_within(p, token + n, GAP_SPACE | GAP_DOT | GAP_OPEN))
		return n;
	if (p->token[token + n].gap & GAP_OPEN) {	/* Kolonel (Mar) */
		c = passage_match_at(p, LEX_CORPS, token + n);
		if (c == NULL || token + n + c->ntokens >= p->ntokens ||
		    !(p->token[token + n + c->ntokens].gap & GAP_CLOSE))
			return n;
	}
	if ((c = passage_match_at(p, LEX_CORPS, token + n)) != NULL) {
		corps = knowledge_cell(k, LEX_CORPS, c->entry, 0);
		n += c->ntokens;
	} else if ((corps = like_corps(p, token + n, k)) != NULL)
		n++;
	if (corps != NULL)
		*rank = arena_join(arena, *rank, corps);
	return n;
}
