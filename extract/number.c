/* SPDX-License-Identifier: MIT */
/*
 * Numbers in digits, in words and in both, with what makes them inexact.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/number.h"
#include "lib/ascii.h"

enum { COL_KIND = 1, COL_VALUE };

static size_t
length(const struct passage *p, size_t i)
{
	return p->token[i].end - p->token[i].begin;
}

static bool
is_digits(const struct passage *p, size_t i)
{
	return i < p->ntokens && p->token[i].shape == SHAPE_NUMBER;
}

/* The value of digits; -1 when there are too many. */
static long long
digits_value(const struct passage *p, size_t i)
{
	struct slice s = passage_words(p, i, i + 1);
	long long value = 0;
	size_t j;

	for (j = 0; j < s.n && ascii_is_digit(s.p[j]); j++) {
		value = value * 10 + (s.p[j] - '0');
		if (value > NUMBER_MAX)
			return -1;
	}
	return value;
}

/* The factor of a word such as ribu at word i; 0 when there is none. */
static long long
factor_at(const struct passage *p, size_t i, const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_NUMBER, i);

	if (!knowledge_is(k, m, COL_KIND, "times") ||
	    !(p->token[i].gap == GAP_SPACE))
		return 0;
	return strtoll(knowledge_cell(k, LEX_NUMBER, m->entry, COL_VALUE), NULL,
	    10);
}

static void
multiply(struct number *n, long long factor)
{
	if (factor > 0 && n->value <= NUMBER_MAX / factor)
		n->value *= factor;
}

/* A decimal fraction before a factor: 1,5 juta.  1 when it was one. */
static int
read_decimal(struct number *n, const struct passage *p, size_t i,
    const struct knowledge *k)
{
	long long factor, tenth = 1;
	size_t j;

	if (!is_digits(p, i) || (p->token[i].gap != GAP_COMMA &&
	    p->token[i].gap != GAP_DOT) || length(p, i) > 6)
		return 0;
	factor = factor_at(p, i + 1, k);
	if (factor == 0 || (p->token[i].gap == GAP_DOT && length(p, i) == 3))
		return 0;
	for (j = 0; j < length(p, i); j++)
		tenth *= 10;
	if (factor % tenth != 0)
		return 0;
	multiply(n, factor);
	n->value += digits_value(p, i) * (factor / tenth);
	n->token_end = (uint32_t)i + 2;
	return 1;
}

/* Digits, with dots (and slips of a blank behind them) between thousands. */
static int
read_digits(struct number *n, const struct passage *p, size_t i,
    const struct knowledge *k)
{
	bool grouped = false;
	long long factor;
	size_t first = length(p, i);

	n->value = digits_value(p, i++);
	if (n->value < 0)
		return 0;
	if (read_decimal(n, p, i, k))
		return 1;
	while (first <= 3 && is_digits(p, i) && length(p, i) == 3 &&
	    (p->token[i].gap == GAP_DOT ||
	    p->token[i].gap == (GAP_DOT | GAP_SPACE))) {
		long long group = digits_value(p, i++);

		if (n->value > NUMBER_MAX / 1000)
			return 0;
		n->value = n->value * 1000 + group;
		grouped = true;
	}
	n->is_year = !grouped && n->value >= 1900 && n->value < 2100;
	n->token_end = (uint32_t)i;
	if ((factor = factor_at(p, i, k)) > 0) {
		multiply(n, factor);
		n->is_year = false;
		n->token_end++;
	}
	return 1;
}

/* Number words, added up: dua ratus lima puluh ribu. */
static int
read_words(struct number *n, const struct passage *p, size_t i,
    const struct knowledge *k)
{
	long long total = 0, sum = 0, unit = 0, value;
	const struct match *m = passage_match_at(p, LEX_NUMBER, i);
	const char *kind;

	if (!knowledge_is(k, m, COL_KIND, "unit"))
		return 0;
	do {
		kind = knowledge_cell(k, LEX_NUMBER, m->entry, COL_KIND);
		value = strtoll(knowledge_cell(k, LEX_NUMBER, m->entry,
		    COL_VALUE), NULL, 10);
		if (strcmp(kind, "teen") == 0)
			unit += 10;
		else if (strcmp(kind, "unit") == 0) {
			sum += unit;
			unit = value;
		} else if (value < 1000) {
			sum += unit * value;
			unit = 0;
		} else {
			if (sum + unit > 999 || total > NUMBER_MAX / 1000)
				return 0;
			total += (sum + unit) * value;
			sum = unit = 0;
		}
		i += m->ntokens;
		m = passage_match_at(p, LEX_NUMBER, i);
	} while (m != NULL && p->token[i].gap == GAP_SPACE);
	n->value = total + sum + unit;
	n->token_end = (uint32_t)i;
	return n->value < NUMBER_MAX;
}

/* `300an`: digits and an ending that says about. */
static int
read_mixed(struct number *n, const struct passage *p, size_t i,
    const struct knowledge *k)
{
	struct slice s = passage_words(p, i, i + 1);
	const struct data_table *t = &k->table[LEX_MARK];
	size_t digits = 0, row;

	while (digits < s.n && ascii_is_digit(s.p[digits]))
		digits++;
	if (digits == 0)
		return 0;
	for (row = 0; row < t->nrows; row++)
		if (strcmp(data_cell(t, row, 1), "approx-suffix") == 0 &&
		    slice_is(slice(s.p + digits, s.n - digits),
		    data_cell(t, row, 0))) {
			n->value = digits_value(p, i);
			n->approx = data_cell(t, row, 2);
			n->token_end = (uint32_t)i + 1;
			return n->value >= 0;
		}
	return 0;
}

/* A number said again in brackets: 120 (seratus dua puluh), lima (5). */
static void
skip_brackets(struct number *n, const struct passage *p,
    const struct knowledge *k)
{
	size_t i = n->token_end;
	struct number again = { .approx = "" };

	if (i >= p->ntokens || !(p->token[i].gap & GAP_OPEN))
		return;
	if (!(is_digits(p, i) ? read_digits(&again, p, i, k) :
	    read_words(&again, p, i, k)))
		return;
	if (again.token_end < p->ntokens &&
	    p->token[again.token_end].gap & GAP_CLOSE)
		n->token_end = again.token_end;
}

/* Words before or behind that make the number inexact. */
static void
read_approx(struct number *n, const struct passage *p,
    const struct knowledge *k)
{
	const struct match *m = n->token == 0 ? NULL :
	    passage_match_over(p, LEX_MARK, n->token - 1);
	const uint16_t fits = GAP_SPACE | GAP_HYPHEN;

	if (knowledge_is(k, m, 1, "approx") &&
	    m->token + m->ntokens == n->token &&
	    p->token[n->token].gap == GAP_SPACE) {
		n->approx = knowledge_cell(k, LEX_MARK, m->entry, 2);
		n->token = m->token;
	}
	if (n->token_end >= p->ntokens ||
	    (p->token[n->token_end].gap & ~fits) != 0)
		return;
	m = passage_match_at(p, LEX_MARK, n->token_end);
	if (knowledge_is(k, m, 1, "approx-after") ||
	    knowledge_is(k, m, 1, "approx-suffix")) {
		n->approx = knowledge_cell(k, LEX_MARK, m->entry, 2);
		n->token_end += m->ntokens;
	}
}

/* Words before a number that make it no count: salah satu, ke-2, nomor 3. */
static bool
is_barred(const struct passage *p, size_t i, const struct knowledge *k)
{
	const struct match *m;

	if (i == 0 || p->token[i].gap & GAP_BREAK)
		return false;
	if ((p->token[i].gap == GAP_HYPHEN && p->token[i].begin -
	    p->token[i - 1].end == 1) || p->token[i].gap == GAP_DOT ||
	    p->token[i].gap == GAP_SLASH || p->token[i].gap == GAP_COMMA)
		return true;
	m = passage_match_over(p, LEX_MARK, i - 1);
	return knowledge_is(k, m, 1, "not-number") ||
	    knowledge_is(k, m, 1, "hour");
}

int
number_read(struct number *n, const struct passage *p, size_t i,
    const struct knowledge *k)
{
	int rc;

	*n = (struct number){ .approx = "", .token = (uint32_t)i,
	    .first = (uint32_t)i };
	if (is_barred(p, i, k))
		return 0;
	if (p->token[i].shape == SHAPE_NUMBER)
		rc = read_digits(n, p, i, k);
	else if (p->token[i].shape == SHAPE_MIXED)
		rc = read_mixed(n, p, i, k);
	else
		rc = read_words(n, p, i, k);
	if (!rc)
		return 0;
	skip_brackets(n, p, k);
	read_approx(n, p, k);
	return 1;
}
