/* SPDX-License-Identifier: MIT */
/*
 * Document ids: an address without its tracking parameters, hashed.  Holds the
 * table of parameter names; reads its data file once, and nothing else.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/ascii.h"
#include "lib/data.h"
#include "lib/url.h"
#include "lib/xalloc.h"

struct url_tracking {
	struct data_table names;	/* name set_by */
};

uint64_t
fnv1a(uint64_t hash, const void *p, size_t n)
{
	const unsigned char *s = p;
	size_t i;

	for (i = 0; i < n; i++)
		hash = (hash ^ s[i]) * 0x100000001b3u;
	return hash;
}

/* A name is lower case, and a `*` may only end it. */
static bool
is_name(const char *name)
{
	size_t n = strcspn(name, "*"), i;

	for (i = 0; i < n; i++)
		if (ascii_is_upper(name[i]) || name[i] == '=' || name[i] == '&')
			return false;
	return n > 0 && (name[n] == '\0' || name[n + 1] == '\0');
}

struct url_tracking *
url_tracking_load(const char *dir, char *why, size_t whysize)
{
	static const char *const columns[] = { "name", "set_by", NULL };
	struct url_tracking *t = xcalloc(1, sizeof(*t));
	size_t i;

	if (data_load(&t->names, lib_data, dir, "tracking.tsv", columns, why,
	    whysize) != 0) {
		url_tracking_free(t);
		return NULL;
	}
	for (i = 0; i < t->names.nrows; i++)
		if (!is_name(data_cell(&t->names, i, 0))) {
			(void)snprintf(why, whysize, "tracking.tsv: '%s' is no "
			    "parameter name", data_cell(&t->names, i, 0));
			url_tracking_free(t);
			return NULL;
		}
	return t;
}

void
url_tracking_free(struct url_tracking *t)
{
	if (t != NULL)
		data_free(&t->names);
	free(t);
}

static bool
matches(const char *pattern, struct slice name)
{
	size_t i;

	for (i = 0; i < name.n && pattern[i] != '\0'; i++) {
		if (pattern[i] == '*')
			return true;
		if (pattern[i] != ascii_lower(name.p[i]))
			return false;
	}
	return i == name.n && (pattern[i] == '\0' || pattern[i] == '*');
}

static bool
is_tracking(const struct url_tracking *t, struct slice parameter)
{
	const char *eq = memchr(parameter.p, '=', parameter.n);
	size_t i;

	if (eq != NULL)
		parameter.n = (size_t)(eq - parameter.p);
	for (i = 0; i < t->names.nrows; i++)
		if (matches(data_cell(&t->names, i, 0), parameter))
			return true;
	return false;
}

int
url_strip(struct buf *out, const struct url_tracking *t, struct slice canonical)
{
	const char *end = canonical.p + canonical.n, *s, *amp;
	const char *query = memchr(canonical.p, '?', canonical.n);
	size_t start = out->len;
	char mark = '?';
	int rc;

	s = query != NULL ? query : end;
	rc = buf_add(out, canonical.p, (size_t)(s - canonical.p));
	for (; rc == 0 && s < end; s = amp) {
		struct slice parameter;

		s++;	/* over the `?` or the `&` */
		amp = memchr(s, '&', (size_t)(end - s));
		if (amp == NULL)
			amp = end;
		parameter = slice(s, (size_t)(amp - s));
		if (parameter.n == 0 || is_tracking(t, parameter))
			continue;
		rc = buf_addc(out, mark);
		if (rc == 0)
			rc = buf_add(out, parameter.p, parameter.n);
		mark = '&';
	}
	if (rc != 0)
		buf_cut(out, start);
	return rc;
}

void
url_doc(char id[17], const struct url_tracking *t, struct slice address)
{
	struct buf canonical, plain;
	uint64_t hash;
	const char *why;

	buf_init(&canonical, URL_MAX_BYTES);
	buf_init(&plain, URL_MAX_BYTES);
	if (url_canon(&canonical, address, &why) == 0 &&
	    url_strip(&plain, t, slice(canonical.data, canonical.len)) == 0)
		address = slice(buf_str(&plain), plain.len);
	hash = fnv1a(FNV1A_INIT, address.p, address.n);
	(void)snprintf(id, 17, "%016llx", (unsigned long long)hash);
	buf_free(&canonical);
	buf_free(&plain);
}
