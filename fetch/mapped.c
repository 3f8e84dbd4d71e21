/* SPDX-License-Identifier: MIT */
/*
 * Which addresses --connect-to sends elsewhere.  Reads the option's words, as
 * libcurl does; holds nothing.
 */
#include <string.h>

#include "fetch/mapped.h"
#include "lib/slice.h"
#include "lib/url.h"

/* Does text begin with part, which ends at a colon?  An empty part stands for
   anything.  *text moves behind that colon. */
static bool
take_part(const char **text, struct slice part)
{
	const char *colon;
	size_t n;

	/* An IPv6 address has colons of its own. */
	colon = **text == '[' ? strchr(*text, ']') : *text;
	if (colon == NULL || (colon = strchr(colon, ':')) == NULL)
		return false;
	n = (size_t)(colon - *text);
	if (n > 0 && !slice_eq(slice(*text, n), part))
		return false;
	*text = colon + 1;
	return true;
}

bool
mapped_has(char *const list[], const char *address)
{
	const char *text;
	struct url u;

	if (*list == NULL)
		return false;
	url_split(&u, slice_str(address));
	if (u.port.n == 0)
		u.port = slice_str(slice_is(u.scheme, "https") ? "443" : "80");
	for (; *list != NULL; list++) {
		text = *list;
		if (take_part(&text, u.host) && take_part(&text, u.port))
			return true;
	}
	return false;
}
