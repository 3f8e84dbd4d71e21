/* SPDX-License-Identifier: MIT */
/*
 * What the data says of the things that are counted.  The files are small, so
 * they are gone through from the top.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/counted.h"
#include "lib/ascii.h"

enum { ROLE_OF, ROLE_ROLE };
enum { KIND_OF = 1, KIND_SCOPE, KIND_BEHIND, KIND_BEFORE };
enum { TOTAL_NAME, TOTAL_OF, TOTAL_SCOPE, TOTAL_LEAST };

static size_t
rows(const struct knowledge *k, enum lexicon lexicon)
{
	return k->table[lexicon].nrows;
}

void
counted_note(struct knowledge *k, size_t row)
{
	const char *of = knowledge_cell(k, LEX_COUNTED, row, ROLE_OF);

	k->counted[(unsigned char)of[0] % 32] |= counted_bit(knowledge_cell(k,
	    LEX_COUNTED, row, ROLE_ROLE));
}

bool
counted_has(const struct knowledge *k, const char *of, const char *role)
{
	size_t i;

	for (i = 0; i < rows(k, LEX_COUNTED); i++)
		if (knowledge_cell_is(k, LEX_COUNTED, i, ROLE_OF, of) &&
		    knowledge_cell_is(k, LEX_COUNTED, i, ROLE_ROLE, role))
			return true;
	return false;
}

const char *
counted_of(const struct knowledge *k, const char *role)
{
	size_t i;

	for (i = 0; i < rows(k, LEX_COUNTED); i++)
		if (knowledge_cell_is(k, LEX_COUNTED, i, ROLE_ROLE, role))
			return knowledge_cell(k, LEX_COUNTED, i, ROLE_OF);
	return "";
}

bool
counted_has_kind(const struct knowledge *k, const char *of, const char *scope)
{
	size_t i;

	for (i = 0; i < rows(k, LEX_COUNT_KIND); i++) {
		const char *rest = knowledge_cell(k, LEX_COUNT_KIND, i,
		    KIND_OF);
		struct slice s;

		while ((s = knowledge_piece(&rest)).p != NULL)
			if (slice_is(s, of) && strcmp(knowledge_cell(k,
			    LEX_COUNT_KIND, i, KIND_SCOPE), scope) == 0)
				return true;
	}
	return false;
}

size_t
totals_count(const struct knowledge *k)
{
	return rows(k, LEX_TOTAL);
}

struct total_column
totals_column(const struct knowledge *k, size_t i)
{
	return (struct total_column){
		knowledge_cell(k, LEX_TOTAL, i, TOTAL_NAME),
		knowledge_cell(k, LEX_TOTAL, i, TOTAL_OF),
		knowledge_cell(k, LEX_TOTAL, i, TOTAL_SCOPE),
		strtol(knowledge_cell(k, LEX_TOTAL, i, TOTAL_LEAST), NULL, 10)
	};
}

/* Is it what some phrase of countunits.tsv counts in? */
static bool
is_counted(const struct knowledge *k, struct slice of)
{
	size_t i;

	for (i = 0; i < rows(k, LEX_COUNT_UNIT); i++)
		if (slice_is(of, knowledge_cell(k, LEX_COUNT_UNIT, i, 1)))
			return true;
	return false;
}

const char *
counted_check_role(const struct knowledge *k, size_t row)
{
	static const char *const roles[] = { "days", "desa", "group",
	    "kabupaten", "kecamatan", "kelurahan", "members", "people" };
	const char *role = knowledge_cell(k, LEX_COUNTED, row, ROLE_ROLE);
	size_t i;

	if (!is_counted(k, slice_str(knowledge_cell(k, LEX_COUNTED, row,
	    ROLE_OF))))
		return "countunits.tsv counts no such thing";
	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (strcmp(roles[i], role) == 0)
			return NULL;
	return "no such role";
}

/* One or two digits. */
static bool
is_small(const char *s)
{
	return ascii_is_digit(s[0]) && (s[1] == '\0' ||
	    (ascii_is_digit(s[1]) && s[2] == '\0'));
}

const char *
counted_check_kind(const struct knowledge *k, size_t row)
{
	const char *rest = knowledge_cell(k, LEX_COUNT_KIND, row, KIND_OF);
	struct slice s;

	while ((s = knowledge_piece(&rest)).p != NULL)
		if (!is_counted(k, s))
			return "countunits.tsv counts no such thing";
	if (*knowledge_cell(k, LEX_COUNT_KIND, row, KIND_SCOPE) == '\0')
		return "no scope";
	if (!is_small(knowledge_cell(k, LEX_COUNT_KIND, row, KIND_BEHIND)) ||
	    !is_small(knowledge_cell(k, LEX_COUNT_KIND, row, KIND_BEFORE)))
		return "behind or before is no number of words";
	return NULL;
}

const char *
counted_check_total(const struct knowledge *k, size_t row)
{
	struct total_column c = totals_column(k, row);
	size_t i;

	if (row >= TOTALS_MAX)
		return "too many columns";
	if (c.name[strspn(c.name, "abcdefghijklmnopqrstuvwxyz_")] != '\0')
		return "the name of a column has small letters and _ alone";
	if (!is_counted(k, slice_str(c.of)))
		return "countunits.tsv counts no such thing";
	if (!is_small(knowledge_cell(k, LEX_TOTAL, row, TOTAL_LEAST)))
		return "least is not a number below 100";
	for (i = 0; i < row; i++)
		if (strcmp(totals_column(k, i).name, c.name) == 0)
			return "the column is there twice";
	return NULL;
}
