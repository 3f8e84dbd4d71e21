/* SPDX-License-Identifier: MIT */
/*
 * Operations as texts name them: a series (Mantap Praja) in any spelling, the
 * word that the regional command adds (Salawaku), perhaps a stage in Roman
 * numerals and a year.  Forms that no list knows are kept as written when the
 * word operation stands before them and a year or a command's word behind.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/operation.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

#define NEAR_MIN_LETTERS 5	/* of a suffix that one letter is wrong in */
#define RAW_MAX_WORDS	4	/* of a name that no list knows */

/* A form being read: words from token to next. */
struct form {
	struct operation op;
	size_t		 token, next;
	size_t		 behind;	/* the word behind a bracket in the name */
};

static bool
is_blank_gap(const struct passage *p, size_t i)
{
	const uint16_t fits = GAP_SPACE | GAP_HYPHEN | GAP_QUOTE | GAP_DOT |
	    GAP_APOSTROPHE;

	return i < p->ntokens && (p->token[i].gap & ~fits) == 0;
}

/* The same for the next word of a form, which a bracket may stand before:
   `Lancang Kuning (LK) 2024`. */
static bool
goes_on(const struct form *f, const struct passage *p, size_t i)
{
	if (i >= p->ntokens || f->behind != f->next)
		return is_blank_gap(p, i);
	return is_blank_gap(p, i) ||
	    p->token[i].gap == (GAP_CLOSE | GAP_SPACE) || i > f->next;
}

static bool
is_stage(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] != 'I' && s.p[i] != 'V')
			return false;
	return s.n > 0 && s.n < 5;
}

static bool
is_year(const struct passage *p, size_t i)
{
	struct slice s = passage_words(p, i, i + 1);

	return s.n == 4 && p->token[i].shape == SHAPE_NUMBER &&
	    s.p[0] == '2' && s.p[1] == '0';
}

/* A year or a range of years behind the name, with or without its word. */
static void
read_year(struct form *f, const struct passage *p, struct article *a,
    const struct knowledge *k)
{
	size_t i = f->next;
	struct slice first, last;

	if (knowledge_is(k, passage_match_at(p, LEX_MARK, i), 1, "year"))
		i++;
	if (!goes_on(f, p, i) || !is_year(p, i))
		return;
	first = passage_words(p, i, i + 1);
	f->op.year = arena_string(&a->arena, first);
	f->next = i + 1;
	if (!is_blank_gap(p, i + 1) || !(p->token[i + 1].gap & GAP_HYPHEN) ||
	    !is_year(p, i + 1))
		return;
	last = passage_words(p, i + 1, i + 2);
	f->op.year = arena_printf(&a->arena, "%.4s-%.4s", first.p, last.p);
	f->next = i + 2;
}

static void
read_stage(struct form *f, const struct passage *p, struct article *a)
{
	struct slice s = passage_words(p, f->next, f->next + 1);

	if (goes_on(f, p, f->next) && is_stage(s)) {
		f->op.stage = arena_string(&a->arena, s);
		f->next++;
	}
}

/* Does any lexicon know a phrase that begins here? */
static bool
is_known(const struct passage *p, size_t i)
{
	return p->first[i] != p->first[i + 1];
}

/* A word with a capital behind a series that no list knows is a suffix when a
   stage or a year shows that the name goes on. */
static void
try_unknown_suffix(struct form *f, const struct passage *p, struct article *a,
    const struct knowledge *k)
{
	size_t at = f->next;

	if (!goes_on(f, p, at) || is_known(p, at) ||
	    (p->token[at].shape != SHAPE_CAPITAL &&
	    p->token[at].shape != SHAPE_UPPER) ||
	    is_stage(passage_words(p, at, at + 1)))
		return;
	f->next = at + 1;
	read_stage(f, p, a);
	read_year(f, p, a, k);
	if (f->next == at + 1)
		f->next = at;
	else
		f->op.suffix = arena_string(&a->arena, passage_words(p, at,
		    at + 1));
}

/* Skip a short form of what was just read, in brackets. */
static void
skip_again(struct form *f, const struct passage *p, enum lexicon lexicon,
    const char *name, const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, lexicon, f->next);
	size_t end;

	if (m == NULL || p->token[f->next].gap != (GAP_SPACE | GAP_OPEN) ||
	    strcmp(knowledge_cell(k, lexicon, m->entry, 0), name) != 0)
		return;
	end = m->token + m->ntokens;
	if (end < p->ntokens && p->token[end].gap & GAP_CLOSE)
		f->next = f->behind = end;
}

/* The suffix that a word is, mistyped by a letter; -1 when it is none. */
static long
near_suffix(const struct passage *p, size_t i, const struct knowledge *k)
{
	const struct data_table *t = &k->table[LEX_SUFFIX];
	struct slice s = passage_words(p, i, i + 1);
	size_t row, j, off;

	for (row = 0; row < t->nrows && s.n >= NEAR_MIN_LETTERS; row++) {
		const char *name = data_cell(t, row, 0);

		if (strlen(name) != s.n || *data_cell(t, row, 3) != '\0')
			continue;
		for (j = off = 0; j < s.n; j++)
			off += ascii_lower(name[j]) != ascii_lower(s.p[j]);
		if (off == 1)
			return (long)row;
	}
	return -1;
}

static void
read_suffix(struct form *f, const struct passage *p, struct article *a,
    const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_SUFFIX, f->next);
	size_t at = f->next;
	long near;

	if (m != NULL && goes_on(f, p, at)) {
		f->op.suffix = knowledge_cell(k, LEX_SUFFIX, m->entry, 0);
		f->op.polda = knowledge_cell(k, LEX_SUFFIX, m->entry, 1);
		f->next += m->ntokens;
		return;
	}
	try_unknown_suffix(f, p, a, k);
	if (*f->op.suffix == '\0' || (near = near_suffix(p, at, k)) < 0)
		return;
	f->op.suffix = knowledge_cell(k, LEX_SUFFIX, (size_t)near, 0);
	f->op.polda = knowledge_cell(k, LEX_SUFFIX, (size_t)near, 1);
}

static void
set_name(struct operation *op, struct arena *arena)
{
	const char *part[] = { op->series, op->suffix, op->stage, op->year };
	size_t i;

	op->name = part[0];
	for (i = 1; i < 4; i++)
		if (*part[i] != '\0')
			op->name = arena_join(arena, op->name, part[i]);
}

static void
start(struct form *f, size_t token, size_t next)
{
	*f = (struct form){ .token = token, .next = next, .op = { .name = "",
	    .series = "", .suffix = "", .polda = "", .stage = "",
	    .year = "" } };
}

/* Is the word before i one that operations stand behind? */
static const struct match *
word_before(const struct passage *p, size_t i)
{
	const struct match *m = i == 0 ? NULL :
	    passage_match_over(p, LEX_OPERATION_WORD, i - 1);

	return m != NULL && m->token + m->ntokens == i && is_blank_gap(p, i) ?
	    m : NULL;
}

/* A form of a known series.  1, or 0 when the word is an ordinary one. */
static int
read_series(struct form *f, const struct passage *p, const struct match *m,
    struct article *a, const struct knowledge *k)
{
	bool is_name = m->ntokens > 1 ||
	    p->token[m->token].shape == SHAPE_UPPER;

	if (word_before(p, m->token) == NULL && (!is_name ||
	    p->token[m->token].shape == SHAPE_LOWER))
		return 0;
	start(f, m->token, m->token + m->ntokens);
	f->op.rule = RULE_OPERATION_SERIES;
	f->op.series = knowledge_cell(k, LEX_SERIES, m->entry, 0);
	skip_again(f, p, LEX_SERIES, f->op.series, k);
	read_stage(f, p, a);
	read_suffix(f, p, a, k);
	skip_again(f, p, LEX_SUFFIX, f->op.suffix, k);
	read_stage(f, p, a);
	read_year(f, p, a, k);
	return 1;
}

/* A name that no list knows behind the word operation at m. */
static int
read_raw(struct form *f, const struct passage *p, const struct match *m,
    struct article *a, const struct knowledge *k)
{
	size_t i = m->token + m->ntokens, first = i, limit = i + RAW_MAX_WORDS;
	bool has_suffix = false;

	for (; i < limit && is_blank_gap(p, i); i++) {
		if (p->token[i].shape != SHAPE_CAPITAL &&
		    p->token[i].shape != SHAPE_UPPER)
			break;
		if (passage_match_at(p, LEX_UNIT_WORD, i) != NULL ||
		    passage_match_at(p, LEX_SERIES, i) != NULL ||
		    passage_match_at(p, LEX_INSTITUTION, i) != NULL ||
		    passage_match_at(p, LEX_MARK, i) != NULL)
			break;
		if (i > first && passage_match_at(p, LEX_SUFFIX, i) != NULL)
			has_suffix = true;
	}
	if (i == first || passage_match_at(p, LEX_SERIES, i) != NULL)
		return 0;
	start(f, first, i);
	f->op.rule = RULE_OPERATION_WORD;
	read_year(f, p, a, k);
	if (*f->op.year == '\0' && !has_suffix)
		return 0;
	f->op.name = arena_string(&a->arena, passage_words(p, first, i));
	if (*f->op.year != '\0')
		f->op.name = arena_join(&a->arena, f->op.name,
		    f->op.year);
	return 1;
}

static bool
agree(const char *a, const char *b)
{
	return *a == '\0' || *b == '\0' || strcmp(a, b) == 0;
}

/* Two forms of one operation: the same series, nothing said against it. */
static bool
is_same(const struct operation *a, const struct operation *b)
{
	if (*a->series == '\0' || *b->series == '\0')
		return strcmp(a->name, b->name) == 0;
	return strcmp(a->series, b->series) == 0 &&
	    agree(a->suffix, b->suffix) && agree(a->stage, b->stage) &&
	    agree(a->year, b->year);
}

/* What the other form says more. */
static void
learn(struct operation *op, const struct operation *more)
{
	if (*op->suffix == '\0') {
		op->suffix = more->suffix;
		op->polda = more->polda;
	}
	if (*op->stage == '\0')
		op->stage = more->stage;
	if (*op->year == '\0')
		op->year = more->year;
}

static void
add_form(struct operations *out, const struct form *f, const struct passage *p,
    bool is_title)
{
	size_t i;

	for (i = 0; i < out->n; i++)
		if (is_same(&out->v[i], &f->op)) {
			learn(&out->v[i], &f->op);
			return;
		}
	out->v = xgrow(out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n] = f->op;
	out->v[out->n].raw = passage_words(p, f->token, f->next);
	if (!is_title) {
		out->v[out->n].begin = p->token[f->token].begin;
		out->v[out->n].end = p->token[f->next - 1].end;
	}
	out->n++;
}

static void
scan(struct operations *out, const struct passage *p, bool is_title,
    struct article *a, const struct knowledge *k)
{
	const struct match *m = passage_first_match(p, LEX_SERIES), *first;
	const struct match *word = passage_first_match(p, LEX_OPERATION_WORD);
	struct form f;

	while (m != NULL || word != NULL) {
		first = word == NULL || (m != NULL && m < word) ? m : word;
		if (first == m ? read_series(&f, p, m, a, k) :
		    read_raw(&f, p, word, a, k))
			add_form(out, &f, p, is_title);
		if (first == m)
			m = passage_next_match(p, m);
		else
			word = passage_next_match(p, word);
	}
}

/* Forms read before a fuller one came may be one with it, or with each
   other. */
static void
join_forms(struct operations *out, struct article *a)
{
	size_t i, j, n = 0;

	for (i = 0; i < out->n; i++) {
		for (j = 0; j < n && !is_same(&out->v[j], &out->v[i]); j++)
			continue;
		if (j < n)
			learn(&out->v[j], &out->v[i]);
		else
			out->v[n++] = out->v[i];
	}
	out->n = n;
	for (i = 0; i < n; i++)
		if (*out->v[i].series != '\0')
			set_name(&out->v[i], &a->arena);
}

void
operations_find(struct operations *out, struct article *a,
    const struct knowledge *k)
{
	out->n = 0;
	scan(out, &a->body, false, a, k);
	scan(out, &a->title, true, a, k);
	join_forms(out, a);
}

const struct operation *
operation_of(const struct operations *ops, const struct story *s)
{
	const struct operation *best = NULL;
	size_t i;
	int most = 0, fit;

	for (i = 0; i < ops->n; i++) {
		const struct operation *op = &ops->v[i];

		fit = 1 + (*op->suffix != '\0');
		if (*op->polda != '\0' && strcmp(op->polda, s->polda) == 0)
			fit = 4;
		if (fit > most) {
			best = op;
			most = fit;
		}
	}
	return best;
}

void
operations_free(struct operations *ops)
{
	free(ops->v);
	*ops = (struct operations){ 0 };
}
