/* SPDX-License-Identifier: MIT */
/*
 * The words of dates: loads and checks their table, and looks words up in it.
 * Holds the table; prints nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/ascii.h"
#include "lib/calendar.h"
#include "lib/data.h"
#include "lib/scan.h"
#include "lib/xalloc.h"

#define MAX_APOSTROPHE 3	/* bytes; a calendar word has one at the most */

struct entry {
	const char		*word;	/* in the table */
	size_t			 n;	/* its letters */
	enum calendar_kind	 kind;
	int			 value;
};

struct calendar {
	struct data_table	 table;
	struct entry		*entries;	/* owned; in the table's order */
	/*
	 * Most words of a text are none of ours.  Bit n of lengths[c] says
	 * that some word begins with the letter c and has n letters.
	 */
	unsigned		 lengths[26];
	size_t			 first[27];	/* entry of each letter */
};

static const struct {
	const char		*name;
	enum calendar_kind	 kind;
	int			 min, max;	/* of its values */
} kinds[] = {
	{ "month", CALENDAR_MONTH, 1, 12 },
	{ "month-short", CALENDAR_MONTH_SHORT, 1, 12 },
	{ "weekday", CALENDAR_WEEKDAY, 0, 6 },
	{ "weekday-short", CALENDAR_WEEKDAY_SHORT, 0, 6 },
	{ "zone", CALENDAR_ZONE, -840, 840 },
	{ "half", CALENDAR_HALF, 0, 12 },
	{ "clock", CALENDAR_CLOCK, 0, 0 },
	{ "date", CALENDAR_DATE, 0, 0 },
	{ "part", CALENDAR_PART, 0, 0 },
	{ "ordinal", CALENDAR_ORDINAL, 0, 0 },
	{ "name-before", CALENDAR_NAME_BEFORE, 0, 0 },
	{ "name-after", CALENDAR_NAME_AFTER, 0, 0 },
	{ "link", CALENDAR_LINK, 0, 0 },
	{ "span", CALENDAR_SPAN, 0, 0 },
};

#define NKINDS (sizeof(kinds) / sizeof(kinds[0]))

static const char *
read_entry(struct calendar *c, size_t row)
{
	struct entry *e = &c->entries[row];
	const char *kind = data_cell(&c->table, row, 1);
	const char *value = data_cell(&c->table, row, 2);
	char *end;
	size_t i, n;
	long v;

	e->word = data_cell(&c->table, row, 0);
	n = strlen(e->word);
	if (n == 0 || n > CALENDAR_MAX_WORD)
		return "no word, or a long one";
	for (i = 0; i < n; i++)
		if (!ascii_is_lower(e->word[i]))
			return "word is not in lower case letters";
	if (row > 0 && strcmp(e->word, e[-1].word) == 0)
		return "word is there twice";
	v = strtol(value, &end, 10);
	for (i = 0; i < NKINDS; i++)
		if (strcmp(kinds[i].name, kind) == 0)
			break;
	if (i == NKINDS)
		return "no such kind";
	if (end == value || *end != '\0' || v < kinds[i].min ||
	    v > kinds[i].max)
		return "value is out of range";
	e->kind = kinds[i].kind;
	e->value = (int)v;
	e->n = n;
	c->lengths[e->word[0] - 'a'] |= 1u << n;
	for (i = (size_t)(e->word[0] - 'a') + 1; i <= 26; i++)
		c->first[i] = row + 1;
	return NULL;
}

struct calendar *
calendar_load(const char *dir, char *why, size_t whysize)
{
	static const char *const columns[] = { "word", "kind", "value", NULL };
	struct calendar *c = xcalloc(1, sizeof(*c));
	const char *fault;
	size_t i;

	if (data_load(&c->table, lib_data, dir, "calendar.tsv", columns, why,
	    whysize) != 0) {
		calendar_free(c);
		return NULL;
	}
	c->entries = xcalloc(c->table.nrows, sizeof(*c->entries));
	for (i = 0; i < c->table.nrows; i++)
		if ((fault = read_entry(c, i)) != NULL) {
			(void)snprintf(why, whysize, "calendar.tsv: '%s': %s",
			    data_cell(&c->table, i, 0), fault);
			calendar_free(c);
			return NULL;
		}
	return c;
}

void
calendar_free(struct calendar *c)
{
	if (c == NULL)
		return;
	free(c->entries);
	data_free(&c->table);
	free(c);
}

/* The word in lower case without apostrophes; its length, 0 when it is none
   of ours for certain. */
static size_t
fold(char key[CALENDAR_MAX_WORD + 1], struct slice word)
{
	size_t n = 0, i, skip;

	for (i = 0; i < word.n; i += skip) {
		skip = 1;
		if (ascii_is_alpha(word.p[i])) {
			if (n == CALENDAR_MAX_WORD)
				return 0;
			key[n++] = ascii_lower(word.p[i]);
			continue;
		}
		skip = scan_apostrophe(slice(word.p + i, word.n - i));
		if (skip == 0)
			return 0;
	}
	key[n] = '\0';
	return n;
}

/* The entries of a letter are few, and most differ in length or at once. */
static const struct entry *
find(const struct calendar *c, const char *key, size_t n)
{
	size_t letter = (size_t)(key[0] - 'a'), i;

	for (i = c->first[letter]; i < c->first[letter + 1]; i++)
		if (c->entries[i].n == n &&
		    memcmp(c->entries[i].word, key, n) == 0)
			return &c->entries[i];
	return NULL;
}

enum calendar_kind
calendar_look(const struct calendar *c, struct slice word, int *value)
{
	char key[CALENDAR_MAX_WORD + 1];
	const struct entry *e;
	unsigned lengths;
	size_t n;

	if (word.n == 0 || word.n > CALENDAR_MAX_WORD + MAX_APOSTROPHE ||
	    !ascii_is_alpha(*word.p))
		return CALENDAR_NONE;
	lengths = c->lengths[ascii_lower(*word.p) - 'a'];
	lengths |= lengths << 1 | lengths << 2 | lengths << 3;
	if ((lengths >> word.n & 1) == 0)
		return CALENDAR_NONE;
	n = fold(key, word);
	if (n == 0 || (e = find(c, key, n)) == NULL)
		return CALENDAR_NONE;
	*value = e->value;
	return e->kind;
}

int
calendar_zone(const struct calendar *c, struct slice word)
{
	int value = CALENDAR_NO_ZONE;

	return calendar_look(c, word, &value) == CALENDAR_ZONE ? value :
	    CALENDAR_NO_ZONE;
}
