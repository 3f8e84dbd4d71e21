/* SPDX-License-Identifier: MIT */
/*
 * Ends of what a page holds and nobody reads.  Reads memory only, and takes
 * broken markup as it comes: what is never closed goes to the end, as browsers
 * have it.
 */
#include <string.h>
#include <strings.h>

#include "lib/ascii.h"
#include "lib/skip.h"

/* The script first. */
static const struct skip_raw raws[SKIP_RAWS] = {
	{ "script", "</script", 6, false },
	{ "style", "</style", 5, false },
	{ "svg", "</svg", 3, false },
	{ "iframe", "</iframe", 6, true },
	{ "noembed", "</noembed", 7, true },
	{ "button", "</button", 6, true },
	{ "select", "</select", 6, true },
	{ "textarea", "</textarea", 8, true },
	{ "noscript", "</noscript", 8, true },
	{ "template", "</template", 8, true },
	{ "canvas", "</canvas", 6, true },
	{ "video", "</video", 5, true },
	{ "audio", "</audio", 5, true },
};

bool
skip_is_script(const struct skip_raw *raw)
{
	return raw == &raws[0];
}

const struct skip_raw *
skip_find(const char *p, const char *end)
{
	size_t i;

	for (i = 0; i < SKIP_RAWS; i++)
		if (ascii_lower(p[0]) == raws[i].name[0] &&
		    (size_t)(end - p) > raws[i].n &&
		    strncasecmp(p, raws[i].name, raws[i].n) == 0 &&
		    !ascii_is_alnum(p[raws[i].n]) && p[raws[i].n] != '-')
			return &raws[i];
	return NULL;
}

static const char *
find_close(const char *p, const char *end, const struct skip_raw *raw)
{
	size_t n = raw->n + 2;

	while ((p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		if ((size_t)(end - p) > n && p[1] == '/' &&
		    strncasecmp(p, raw->close, n) == 0 &&
		    !ascii_is_alnum(p[n]))
			return p;
		p++;
	}
	return NULL;
}

/* The next end of an element of that kind behind p, or NULL. */
static const char *
next_close(struct skip *s, const struct skip_raw *raw, const char *p)
{
	size_t i = (size_t)(raw - raws);

	if (s->no_close[i])
		return NULL;
	if (s->close[i] == NULL || s->close[i] < p)
		s->close[i] = find_close(p, s->end, raw);
	s->no_close[i] = s->close[i] == NULL;
	return s->close[i];
}

const char *
skip_element(struct skip *s, const struct skip_raw *raw, const char *p,
    const char *body, const char **inner)
{
	const char *close = next_close(s, raw, body), *after;

	*inner = NULL;
	if (raw->soft && (close == NULL ||
	    (size_t)(close - p) > SKIP_SOFT_BYTES))
		return body;
	if (close == NULL)
		return s->end;
	*inner = close;
	after = memchr(close, '>', (size_t)(s->end - close));
	return after != NULL ? after + 1 : s->end;
}

const char *
skip_comment(struct skip *s, const char *p)
{
	const char *q = p + 4;

	if (s->no_comment_end)
		return s->end;
	if (q < s->end && *q == '>')
		return q + 1;
	q = p + 2;	/* `<!-->` is a whole comment too */
	while ((q = memchr(q, '-', (size_t)(s->end - q))) != NULL) {
		if (s->end - q >= 3 && q[1] == '-' && q[2] == '>' &&
		    q >= p + 4)
			return q + 3;
		q++;
	}
	s->no_comment_end = true;
	return s->end;
}

const char *
skip_declaration(struct skip *s, const char *p)
{
	const char *q = s->no_gt ? NULL :
	    memchr(p, '>', (size_t)(s->end - p));

	s->no_gt = q == NULL;
	return q != NULL ? q + 1 : s->end;
}

const char *
skip_quote(struct skip *s, const char *p)
{
	size_t which = *p == '"';
	const char *q;

	if (s->no_quote[which])
		return NULL;
	q = memchr(p + 1, *p, (size_t)(s->end - p - 1));
	s->no_quote[which] = q == NULL;
	return q;
}
