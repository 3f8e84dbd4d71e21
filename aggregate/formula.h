/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FORMULA_H
#define KLIPING_FORMULA_H

#include "aggregate/wide.h"

/*
 * Arithmetic on the columns of a result: `rate=sum_personnel/population*100000`,
 * with + - * / and parentheses, numbers, names of columns (letters, digits, `_`;
 * any other name in braces).  Reckoned in fractions without loss, rounded once.
 */

#define FORMULA_MAX_TOKENS	256
#define FORMULA_MAX_DEPTH	64	/* parentheses and signs */
#define FORMULA_MAX_WHY		512

enum formula_kind {
	FORMULA_NUMBER, FORMULA_COLUMN, FORMULA_SIGN, FORMULA_PLUS,
	FORMULA_MINUS, FORMULA_TIMES, FORMULA_OVER
};

struct formula_token {
	enum formula_kind kind;
	struct slice	 text;		/* of a number or a name */
	size_t		 column;	/* set by whoever knows the columns */
};

/* The operands stand before their operator. */
struct formula {
	char			*text;		/* owned */
	char			*name;		/* owned: of the new column */
	size_t			 n;
	struct formula_token	 tokens[FORMULA_MAX_TOKENS];
};

/* Read NAME=EXPRESSION.  0; -1 with why (FORMULA_MAX_WHY bytes). */
int	 formula_read(struct formula *, const char *spec, char *why);

enum formula_answer {
	FORMULA_GOOD,		/* appended */
	FORMULA_MISSING,	/* a cell is missing, or a divisor is 0 */
	FORMULA_NO_NUMBER,	/* a cell is no number */
	FORMULA_TOO_LARGE	/* a fraction of more than 1000 bits */
};

/*
 * Append the value with at most so many digits behind the point, a half rounded
 * to the even digit; nothing unless FORMULA_GOOD.  cell appends the text of a
 * column.
 */
enum formula_answer formula_put(struct buf *, const struct formula *,
	     unsigned digits, void (*cell)(struct buf *, size_t column,
	     const void *row), const void *row);

void	 formula_free(struct formula *);

#endif
