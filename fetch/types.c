/* SPDX-License-Identifier: MIT */
/* Compares media types with patterns.  Reads memory only. */
#include <string.h>

#include "fetch/types.h"
#include "lib/ascii.h"

/* What RFC 9110, 5.6.2 calls a token, the slash, and our star. */
static bool
is_type_char(char c)
{
	return ascii_is_alnum(c) || (c != '\0' &&
	    strchr("!#$%&'*+-.^_`|~/", c) != NULL);
}

/* Take the next pattern off the list; n = 0 when it is empty. */
static struct slice
next_pattern(const char **list)
{
	struct slice pattern = slice(*list, strcspn(*list, ","));

	*list += pattern.n;
	*list += **list == ',';
	return pattern;
}

const char *
types_fault(const char *list)
{
	if (strlen(list) > TYPES_MAX_BYTES)
		return "the list is too long";
	if (*list == '\0' || list[strlen(list) - 1] == ',')
		return "the list has an empty place";
	while (*list != '\0') {
		struct slice pattern = next_pattern(&list);
		size_t i;

		if (pattern.n == 0)
			return "the list has an empty place";
		if (memchr(pattern.p, '/', pattern.n) == NULL)
			return "a media type has a slash";
		for (i = 0; i < pattern.n; i++)
			if (!is_type_char(pattern.p[i]))
				return "a byte that no media type has";
	}
	return NULL;
}

/* After a mismatch the last star takes one character more; earlier ones need
   not, as the leftmost place for what is between is never worse. */
static bool
matches(struct slice pattern, struct slice type)
{
	size_t p = 0, t = 0, star = pattern.n, from = 0;

	while (t < type.n)
		if (p < pattern.n && pattern.p[p] == '*') {
			star = p++;
			from = t;
		} else if (p < pattern.n && ascii_lower(pattern.p[p]) ==
		    ascii_lower(type.p[t])) {
			p++;
			t++;
		} else if (star < pattern.n) {
			p = star + 1;
			t = ++from;
		} else
			return false;
	while (p < pattern.n && pattern.p[p] == '*')
		p++;
	return p == pattern.n;
}

bool
types_accept(const char *list, struct slice value)
{
	const char *end = memchr(value.p, ';', value.n);

	if (end != NULL)
		value.n = (size_t)(end - value.p);
	while (value.n > 0 && ascii_is_space(value.p[value.n - 1]))
		value.n--;
	if (value.n == 0 || memchr(value.p, '/', value.n) == NULL)
		return true;
	while (*list != '\0')
		if (matches(next_pattern(&list), value))
			return true;
	return false;
}
