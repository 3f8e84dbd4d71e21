/* SPDX-License-Identifier: MIT */
/*
 * Credits: names of people out of lines and fields that name them, by the
 * labels and accounts of credits.tsv.
 */
#include <string.h>

#include "clean/credit.h"
#include "clean/str.h"
#include "lib/ascii.h"

#define LINE_BYTES	200	/* of a credit line; longer ones are text */
#define DEGREE_BYTES	4
#define LABELS		(1u << ROLE_AUTHOR | 1u << ROLE_EDITOR | \
	1u << ROLE_BOTH | 1u << ROLE_PHOTO | 1u << ROLE_SOURCE)

static bool
same_fold(struct credits *c, struct slice a, struct slice b)
{
	size_t n, start;
	bool same;

	buf_reset(c->lower);
	fold(c->lower, a);
	n = start = c->lower->len;
	fold(c->lower, b);
	same = c->lower->len - start == n && n > 0 &&
	    memcmp(c->lower->data, c->lower->data + start, n) == 0;
	return same;
}

bool
credit_is_person(struct credits *c, struct slice name)
{
	struct slice folded;
	struct words_hit hit;

	if (!str_is_name(name) || str_is_host(name))
		return false;
	if (c->outlet.n > 0 && same_fold(c, name, c->outlet))
		return false;
	buf_reset(c->lower);
	fold(c->lower, name);
	folded = slice(buf_str(c->lower), c->lower->len);
	return phrase_within(&c->lex->credits, folded, 1u << ROLE_DESK, &hit)
	    < 0;
}

/* `A B for HOST`: the host is no part of the name. */
static struct slice
before_host(struct slice s)
{
	size_t i;

	for (i = s.n; i > 1; i--)
		if (s.p[i - 1] == ' ')
			break;
	if (i < 6 || !str_is_host(slice(s.p + i, s.n - i)) ||
	    ascii_lower(s.p[i - 4]) != 'f' || memcmp(s.p + i - 3, "or ", 3) !=
	    0 || s.p[i - 5] != ' ')
		return s;
	return slice(s.p, i - 5);
}

/* Capitals alone, behind a name and a comma: a degree. */
static bool
is_degree(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!ascii_is_upper(s.p[i]))
			return false;
	return s.n <= DEGREE_BYTES;
}

static void
add_name(struct credits *c, struct names *names, struct slice name)
{
	size_t i;

	name = before_host(str_strip(name, " .,;:|-/*()[]"));
	if (str_is_symbols(name) || (names->n > 0 && is_degree(name)))
		return;
	if (!credit_is_person(c, name) || names->n == CREDIT_MAX_NAMES)
		return;
	for (i = 0; i < names->n; i++)
		if (same_fold(c, names->name[i], name))
			return;
	names->name[names->n++] = arena_copy(c->arena, name);
}

/* The label that s begins with, `By ` say; its length, 0 = none. */
static size_t
label_at(struct credits *c, struct slice s, int *role)
{
	struct slice lower = str_lower(c->lower, slice(s.p, s.n < LINE_BYTES ?
	    s.n : LINE_BYTES));
	int id = phrase_at_start(&c->lex->credits, lower, LABELS);

	if (id < 0)
		return 0;
	*role = c->lex->credits.list[id].what;
	return c->lex->credits.list[id].text.n;
}

/* The length of a word between spaces that joins two names; 0 = none. */
static size_t
joint_at(struct credits *c, struct slice s)
{
	struct slice word = slice(s.p + 1, s.n - 1);
	const char *end;
	int id;

	if (*s.p != ' ' || s.n < 2 || !ascii_is_lower(*word.p) ||
	    (end = memchr(word.p, ' ', word.n)) == NULL)
		return 0;
	word.n = (size_t)(end - word.p);
	id = phrase_at_start(&c->lex->credits, word, 1u << ROLE_AND);
	if (id < 0 || c->lex->credits.list[id].text.n != word.n)
		return 0;
	return word.n + 2;
}

/* Where a name ends in a list of names: at a comma, `and`, and the like. */
static size_t
name_end(struct credits *c, struct slice s, size_t *skip)
{
	static const char *const marks[] = {
		", ", ";", " & ", " | ", "/", "\n", ",",
	};
	size_t i, j;

	for (i = 0; i < s.n; i++) {
		if ((*skip = joint_at(c, slice(s.p + i, s.n - i))) > 0)
			return i;
		for (j = 0; j < sizeof(marks) / sizeof(marks[0]); j++) {
			*skip = strlen(marks[j]);
			if (i + *skip <= s.n &&
			    memcmp(s.p + i, marks[j], *skip) == 0)
				return i;
		}
	}
	*skip = 0;
	return s.n;
}

/* What stands behind a dash is an office or an outlet. */
static struct slice
before_dash(struct slice s)
{
	static const char *const dashes[] = {
		" - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " \xe2\x80\xa2 ",
		" \xc2\xb7 ",
	};
	size_t i, j;

	for (i = 0; i < s.n; i++)
		for (j = 0; j < sizeof(dashes) / sizeof(dashes[0]); j++) {
			size_t n = strlen(dashes[j]);

			if (i + n <= s.n && memcmp(s.p + i, dashes[j], n) == 0)
				return slice(s.p, i);
		}
	return s;
}

void
credit_add(struct credits *c, struct names *names, struct slice text)
{
	int role;
	size_t n, rounds = 0;

	text = str_trim(text);
	while (rounds++ < 2 && (n = label_at(c, text, &role)) > 0) {
		if (role == ROLE_PHOTO || role == ROLE_SOURCE)
			return;
		text = str_strip(slice(text.p + n, text.n - n), ":|-");
	}
	text = before_dash(text);
	for (rounds = 0; text.n > 0 && rounds < CREDIT_MAX_NAMES * 2;
	    rounds++) {
		size_t skip, end = name_end(c, text, &skip);

		add_name(c, names, slice(text.p, end));
		text.p += end + skip;
		text.n -= end + skip;
	}
}

/* Where the next label stands in s, behind a separator; s.n = nowhere. */
static size_t
next_label(struct credits *c, struct slice s)
{
	size_t i;
	int role;

	for (i = 1; i < s.n; i++)
		if (strchr(" ,|;/-", s.p[i - 1]) != NULL && s.p[i - 1] != '\0'
		    && ascii_is_alpha(s.p[i])) {
			size_t n = label_at(c, slice(s.p + i, s.n - i), &role);

			if (n > 0 && i + n < s.n && strchr(":|", *str_strip(
			    slice(s.p + i + n, s.n - i - n), "").p) != NULL)
				return i;
		}
	return s.n;
}

static void
take(struct credits *c, int role, struct slice value, bool colon)
{
	if (role == ROLE_AUTHOR || role == ROLE_BOTH)
		credit_add(c, c->strict && !colon ? &c->loose : &c->author,
		    value);
	if (role == ROLE_EDITOR)
		credit_add(c, &c->editor, value);
}

int
credit_label(struct credits *c, struct slice line)
{
	int role;
	size_t n = label_at(c, line, &role);

	if (n == 0 || line.n > 40)
		return -1;
	return str_strip(slice(line.p + n, line.n - n), ":|-").n == 0 ?
	    role : -1;
}

/*
 * `Name - HOST` and the like: a byline without a label.  The name goes to the
 * authors.
 */
static bool
is_byline(struct credits *c, struct slice line)
{
	size_t i;

	for (i = 1; i + 2 < line.n; i++) {
		struct slice name = slice(line.p, i), host;

		if (strchr("-|,", line.p[i]) == NULL)
			continue;
		host = str_trim(slice(line.p + i + 1, line.n - i - 1));
		name = str_trim(name);
		if (!str_is_host(host) || !str_is_name(name) ||
		    str_words(name) < 2 || str_words(name) > 4)
			continue;
		add_name(c, c->strict ? &c->loose : &c->author, name);
		return true;
	}
	return false;
}

bool
credit_line(struct credits *c, struct slice line)
{
	bool found = false;
	size_t n;
	int role;

	line = str_strip(line, "*()[]-");
	if (line.n > LINE_BYTES)
		return false;
	while (line.n > 0 && (n = label_at(c, line, &role)) > 0) {
		struct slice rest = slice(line.p + n, line.n - n), value;
		bool colon;
		size_t end;

		rest = str_trim(rest);
		colon = rest.n > 0 && strchr(":|", rest.p[0]) != NULL;
		value = str_strip(rest, ":|-");
		end = next_label(c, value);
		/* Without a colon, only a name makes a label of a word. */
		if (!colon && !str_is_name(str_strip(slice(value.p, end),
		    " ,;|/-")))
			return found;
		if (str_words(slice(value.p, end)) > 12)
			return found;
		take(c, role, slice(value.p, end), colon);
		found = true;
		line = slice(value.p + end, value.n - end);
	}
	return found || is_byline(c, line);
}

void
credit_put(struct buf *out, const struct names *names)
{
	size_t i;

	for (i = 0; i < names->n; i++) {
		if (i > 0)
			(void)buf_addc(out, ';');
		(void)buf_add(out, names->name[i].p, names->name[i].n);
	}
}
