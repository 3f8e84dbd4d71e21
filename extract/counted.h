/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_COUNTED_H
#define KLIPING_EXTRACT_COUNTED_H

#include "extract/knowledge.h"

/*
 * What the data says of the things that are counted: the part that a thing
 * plays for the rules (counted.tsv), its kinds (countkinds.tsv), and the
 * columns of the wide table that totals of it go into (totals.tsv).
 */

#define TOTALS_MAX	16	/* columns that totals.tsv may name */

/* A bit for the name of a part; two may share one. */
static inline uint32_t
counted_bit(const char *role)
{
	size_t n = strlen(role);

	return (uint32_t)1 << (((unsigned char)role[0] * 5u +
	    (unsigned char)role[n / 2] + n) % 32);
}

/* Note the bits of a row of counted.tsv, for counted_is. */
void	 counted_note(struct knowledge *, size_t row);

/* Is the thing among the part's rows of counted.tsv? */
bool	 counted_has(const struct knowledge *, const char *of,
	     const char *role);

/* Does a thing (`personel`) play a part: `members`, `people`, `days`? */
static inline bool
counted_is(const struct knowledge *k, const char *of, const char *role)
{
	return (k->counted[(unsigned char)of[0] % 32] & counted_bit(role)) !=
	    0 && counted_has(k, of, role);
}

/* The first thing that plays the part; "" when none does. */
const char *counted_of(const struct knowledge *, const char *role);

/* Is the scope a kind of the thing (`rawan` of `tps`)? */
bool	 counted_has_kind(const struct knowledge *, const char *of,
	     const char *scope);

/* A column of totals.tsv. */
struct total_column {
	const char	*name;		/* `deaths` */
	const char	*of;
	const char	*scope;		/* "" none, "*" any */
	long		 least;		/* a smaller count is no total */
};

/* How many there are, and one of them. */
size_t	 totals_count(const struct knowledge *);
struct total_column totals_column(const struct knowledge *, size_t i);

/* Checks of the files' rows, as struct lexicon_file has them. */
const char *counted_check_role(const struct knowledge *, size_t row);
const char *counted_check_kind(const struct knowledge *, size_t row);
const char *counted_check_total(const struct knowledge *, size_t row);

#endif
