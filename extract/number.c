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

/* The value of the digits that it begins with; -1 when there are too many. */
static long long
digits_value(struct slice s)
{
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

/* The value of the mark whose phrase is those letters; NULL without. */
static const char *
mark_value(const struct knowledge *k, const char *mark, struct slice letters)
{
	const struct data_table *t = &k->table[LEX_MARK];
	size_t row;

	for (row = 0; row < t->nrows; row++)
		if (strcmp(data_cell(t, row, 1), mark) == 0 &&
		    slice_is(letters, data_cell(t, row, 0)))
			return data_cell(t, row, 2);
	return NULL;
}

/* Is word i the next three digits, `300an` too? */
static bool
is_group(const struct passage *p, size_t i, const struct knowledge *k,
    struct number *n)
{
	struct slice s;
	const char *approx;

	if (i >= p->ntokens || (p->token[i].gap != GAP_DOT &&
	    p->token[i].gap != (GAP_DOT | GAP_SPACE)))
		return false;
	if (is_digits(p, i))
		return length(p, i) == 3;
	if (p->token[i].shape != SHAPE_MIXED || length(p, i) <= 3)
		return false;
	s = passage_words(p, i, i + 1);
	if (!ascii_is_digit(s.p[0]) || !ascii_is_digit(s.p[1]) ||
	    !ascii_is_digit(s.p[2]))
		return false;
	approx = mark_value(k, "approx-suffix", slice(s.p + 3, s.n - 3));
	if (approx != NULL)
		n->approx = approx;
	return approx != NULL;
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
	n->value += digits_value(passage_words(p, i, i + 1)) *
	    (factor / tenth);
	n->token_end = (uint32_t)i + 2;
	return 1;
}

/* Digits, with dots (and slips of a blank behind them) between thousands; the
   first ones, which end word i, are given. */
static int
read_digits(struct number *n, const struct passage *p, size_t i,
    struct slice first, const struct knowledge *k)
{
	bool grouped = false;
	long long factor;

	n->value = digits_value(first);
	if (n->value < 0 || first.n == 0)
		return 0;
	if (read_decimal(n, p, ++i, k))
		return 1;
	while (first.n <= 3 && is_group(p, i, k, n)) {
		if (n->value > NUMBER_MAX / 1000)
			return 0;
		n->value = n->value * 1000 + digits_value(passage_words(p, i,
		    i + 1));
		grouped = true;
		i++;
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
read_ending(struct number *n, const struct passage *p, size_t i,
    const struct knowledge *k)
{
	struct slice s = passage_words(p, i, i + 1);
	size_t digits = 0;
	const char *approx;

	while (digits < s.n && ascii_is_digit(s.p[digits]))
		digits++;
	approx = digits == 0 ? NULL : mark_value(k, "approx-suffix",
	    slice(s.p + digits, s.n - digits));
	if (approx == NULL)
		return 0;
	n->value = digits_value(s);
	n->approx = approx;
	n->token_end = (uint32_t)i + 1;
	return n->value >= 0;
}

/* `Rp38 miliar`: a currency without a blank before its digits. */
static int
read_money(struct number *n, const struct passage *p, size_t i,
    const struct knowledge *k)
{
	struct slice s = passage_words(p, i, i + 1);
	size_t letters = 0;

	while (letters < s.n && ascii_is_alpha(s.p[letters]))
		letters++;
	n->currency = letters == 0 || letters == s.n ? NULL :
	    mark_value(k, "currency", slice(s.p, letters));
	return n->currency != NULL && read_digits(n, p, i,
	    slice(s.p + letters, s.n - letters), k);
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
	if (!(is_digits(p, i) ? read_digits(&again, p, i,
	    passage_words(p, i, i + 1), k) :
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

/* Whatever stands before it. */
static int
read_any(struct number *n, const struct passage *p, size_t i,
    const struct knowledge *k)
{
	int rc;

	*n = (struct number){ .approx = "", .currency = "",
	    .token = (uint32_t)i, .first = (uint32_t)i };
	if (p->token[i].shape == SHAPE_NUMBER)
		rc = read_digits(n, p, i, passage_words(p, i, i + 1), k);
	else if (p->token[i].shape == SHAPE_MIXED)
		rc = read_ending(n, p, i, k) || read_money(n, p, i, k);
	else
		rc = read_words(n, p, i, k);
	if (n->currency == NULL)
		n->currency = "";
	if (!rc)
		return 0;
	skip_brackets(n, p, k);
	read_approx(n, p, k);
	return 1;
}

int
number_read(struct number *n, const struct passage *p, size_t i,
    const struct knowledge *k)
{
	return !is_barred(p, i, k) && read_any(n, p, i, k);
}

int
number_read_upper(struct number *n, const struct number *first,
    const struct passage *p, const struct knowledge *k)
{
	size_t i = first->token_end;
	const struct match *m = passage_match_at(p, LEX_MARK, i);

	if (i >= p->ntokens)
		return 0;
	if (knowledge_is(k, m, 1, "to") && p->token[i].gap == GAP_SPACE) {
		i += m->ntokens;
		if (i >= p->ntokens || p->token[i].gap != GAP_SPACE)
			return 0;
	} else if ((p->token[i].gap & ~GAP_SPACE) != GAP_HYPHEN)
		return 0;
	return read_any(n, p, i, k) && !n->is_year && n->value > first->value;
}
