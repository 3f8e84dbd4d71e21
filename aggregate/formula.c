/* SPDX-License-Identifier: MIT */
/*
 * Reads formulas by recursive descent into a list of operands and operators,
 * and reckons that list with a stack of fractions.  Reads and writes memory
 * only.
 */
#include <stdio.h>
#include <stdlib.h>

#include "aggregate/formula.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

#define MAX_BITS 1000	/* of a fraction's numbers: leaves room to round */
#define MAX_FRACTION 60	/* digits behind the point of a cell or number */

struct reader {
	struct formula	*f;
	const char	*s;
	unsigned	 depth;
	const char	*fault;
};

static bool read_sum(struct reader *);

static void
skip_space(struct reader *r)
{
	while (*r->s == ' ')
		r->s++;
}

static bool
fault(struct reader *r, const char *what)
{
	if (r->fault == NULL)
		r->fault = what;
	return false;
}

static bool
add(struct reader *r, enum formula_kind kind, const char *from, size_t n)
{
	struct formula_token *t;

	if (r->f->n == FORMULA_MAX_TOKENS)
		return fault(r, "too long");
	t = &r->f->tokens[r->f->n++];
	*t = (struct formula_token){ .text = slice(from, n) };
	t->kind = kind;
	return true;
}

static bool
in_name(char c)
{
	return ascii_is_alnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool
read_number(struct reader *r)
{
	const char *from = r->s;
	struct wide number;

	while (ascii_is_digit(*r->s) || *r->s == '.')
		r->s++;
	if (!wide_read(&number, slice(from, (size_t)(r->s - from)),
	    MAX_FRACTION))
		return fault(r, "not a number");
	return add(r, FORMULA_NUMBER, from, (size_t)(r->s - from));
}

static bool
read_name(struct reader *r)
{
	const char *from = r->s;

	if (*from == '{') {
		while (*r->s != '\0' && *r->s != '}')
			r->s++;
		if (*r->s == '\0')
			return fault(r, "a brace is not closed");
		r->s++;
		return add(r, FORMULA_COLUMN, from + 1,
		    (size_t)(r->s - from) - 2);
	}
	while (in_name(*r->s))
		r->s++;
	return r->s > from ? add(r, FORMULA_COLUMN, from,
	    (size_t)(r->s - from)) : fault(r, "a value is wanted");
}

/* A number, a name, a sign before a value, or a sum in parentheses. */
static bool
read_value(struct reader *r)
{
	bool good;

	skip_space(r);
	if (*r->s != '-' && *r->s != '(')
		return ascii_is_digit(*r->s) ? read_number(r) : read_name(r);
	if (r->depth == FORMULA_MAX_DEPTH)
		return fault(r, "too deep");
	r->depth++;
	if (*r->s++ == '-')
		good = read_value(r) && add(r, FORMULA_SIGN, "", 0);
	else {
		good = read_sum(r);
		if (good && *r->s++ != ')')
			good = fault(r, "a parenthesis is not closed");
	}
	r->depth--;
	return good;
}

static bool
read_product(struct reader *r)
{
	char c;

	if (!read_value(r))
		return false;
	for (skip_space(r); (c = *r->s) == '*' || c == '/'; skip_space(r)) {
		r->s++;
		if (!read_value(r) || !add(r, c == '*' ? FORMULA_TIMES :
		    FORMULA_OVER, "", 0))
			return false;
	}
	return true;
}

static bool
read_sum(struct reader *r)
{
	char c;

	if (!read_product(r))
		return false;
	for (skip_space(r); (c = *r->s) == '+' || c == '-'; skip_space(r)) {
		r->s++;
		if (!read_product(r) || !add(r, c == '+' ? FORMULA_PLUS :
		    FORMULA_MINUS, "", 0))
			return false;
	}
	return true;
}

int
formula_read(struct formula *f, const char *spec, char *why)
{
	const char *mark = strchr(spec, '=');
	struct reader r = { .f = f };

	*f = (struct formula){ 0 };
	if (mark == NULL || mark == spec) {
		(void)snprintf(why, FORMULA_MAX_WHY, "--compute: '%.200s' is "
		    "not NAME=EXPRESSION", spec);
		return -1;
	}
	f->name = xmemdup(spec, (size_t)(mark - spec));
	f->text = xstrdup(mark + 1);
	r.s = f->text;
	if (read_sum(&r) && *r.s == '\0')
		return 0;
	(void)snprintf(why, FORMULA_MAX_WHY, "--compute: %s at character %zu "
	    "of '%.200s'", r.fault != NULL ? r.fault : "an operator is wanted",
	    (size_t)(r.s - f->text) + 1, f->text);
	return -1;
}

void
formula_free(struct formula *f)
{
	free(f->text);
	free(f->name);
	*f = (struct formula){ 0 };
}

/* A fraction; the denominator is over nought. */
struct ratio {
	struct wide	n, d;
};

/* Divide both by what divides both (Euclid). */
static void
shorten(struct ratio *a)
{
	struct wide x = a->n, y = a->d, quotient, rest;

	while (y.n > 0) {
		wide_divide(&quotient, &rest, &x, &y);
		x = y;
		y = rest;
	}
	x.negative = false;
	wide_divide(&a->n, &rest, &a->n, &x);
	wide_divide(&a->d, &rest, &a->d, &x);
}

static bool
fits(const struct ratio *a, const struct ratio *b)
{
	size_t longest = wide_bits(&a->n) > wide_bits(&a->d) ?
	    wide_bits(&a->n) : wide_bits(&a->d);

	return longest + (wide_bits(&b->n) > wide_bits(&b->d) ?
	    wide_bits(&b->n) : wide_bits(&b->d)) < MAX_BITS;
}

static enum formula_answer
divide(struct ratio *a, const struct ratio *b)
{
	struct wide d;

	if (b->n.n == 0)
		return FORMULA_MISSING;
	wide_multiply(&d, &a->d, &b->n);
	wide_multiply(&a->n, &a->n, &b->d);
	if (d.negative && a->n.n > 0)
		a->n.negative = !a->n.negative;
	d.negative = false;
	a->d = d;
	return FORMULA_GOOD;
}

/* a becomes `a operator b`. */
static enum formula_answer
operate(enum formula_kind kind, struct ratio *a, struct ratio *b)
{
	struct wide other;

	if (!fits(a, b)) {
		shorten(a);
		shorten(b);
		if (!fits(a, b))
			return FORMULA_TOO_LARGE;
	}
	if (kind == FORMULA_OVER)
		return divide(a, b);
	if (kind == FORMULA_TIMES)
		wide_multiply(&a->n, &a->n, &b->n);
	else {
		wide_multiply(&a->n, &a->n, &b->d);
		wide_multiply(&other, &b->n, &a->d);
		if (kind == FORMULA_PLUS)
			wide_add(&a->n, &a->n, &other);
		else
			wide_subtract(&a->n, &a->n, &other);
	}
	wide_multiply(&a->d, &a->d, &b->d);
	return FORMULA_GOOD;
}

static enum formula_answer
read_ratio(struct ratio *a, struct slice text)
{
	const char *point;
	unsigned digits = 0;

	if (text.n == 0)
		return FORMULA_MISSING;
	point = memchr(text.p, '.', text.n);
	if (point != NULL) {
		size_t behind = text.n - (size_t)(point - text.p) - 1;

		if (behind > MAX_FRACTION)
			return FORMULA_NO_NUMBER;
		digits = (unsigned)behind;
	}
	if (!wide_read(&a->n, text, digits))
		return FORMULA_NO_NUMBER;
	wide_pow10(&a->d, digits);
	return FORMULA_GOOD;
}

enum formula_answer
formula_put(struct buf *out, const struct formula *f, unsigned digits,
    void (*cell)(struct buf *, size_t, const void *), const void *row)
{
	struct ratio *stack = xcalloc(f->n, sizeof(*stack));
	enum formula_answer answer = FORMULA_GOOD;
	struct buf text;
	size_t i, n = 0;

	buf_init(&text, SIZE_MAX);
	for (i = 0; i < f->n && answer == FORMULA_GOOD; i++) {
		const struct formula_token *t = &f->tokens[i];

		if (t->kind == FORMULA_NUMBER)
			answer = read_ratio(&stack[n++], t->text);
		else if (t->kind == FORMULA_COLUMN) {
			buf_reset(&text);
			cell(&text, t->column, row);
			answer = read_ratio(&stack[n++],
			    slice(buf_str(&text), text.len));
		} else if (t->kind == FORMULA_SIGN)
			stack[n - 1].n.negative = stack[n - 1].n.n > 0 &&
			    !stack[n - 1].n.negative;
		else {
			n--;
			answer = operate(t->kind, &stack[n - 1],
			    &stack[n]);
		}
	}
	if (answer == FORMULA_GOOD)
		wide_put_ratio(out, &stack[0].n, &stack[0].d, digits);
	buf_free(&text);
	free(stack);
	return answer;
}
