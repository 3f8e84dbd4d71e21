/* SPDX-License-Identifier: MIT */
/*
 * The pre-pass: reads a page in UTF-8 once and copies what the parser is to
 * see.  Blocks of JSON-LD are kept aside as slices of the page.  Holds nothing
 * else, decodes nothing, and takes broken markup as it comes: what is never
 * closed goes to the end, as browsers have it.
 */
#include <string.h>
#include <strings.h>

#include "lib/ascii.h"
#include "lib/prepass.h"

#define RAWS		13
#define SOFT_BYTES	((size_t)64 << 10)	/* of a soft element */

struct scan {
	const char	*at, *end;
	const char	*copied;	/* all before it is copied or dropped */
	struct buf	*out;
	struct prepass	*found;
	int		 rc;
	bool		 no_comment_end;	/* searched, and there is none */
	bool		 no_quote[2];		/* the same: ' and " */
	bool		 no_gt;
	const char	*close[RAWS];	/* the next end of each kind, if known */
	bool		 no_close[RAWS];
};

/*
 * Elements whose contents go.  Of the soft ones an end that is missing or far
 * off is a mistake in the page, and only the tag goes: parsers that miss it
 * would hide the rest of the page in the element.
 */
static const struct raw {
	const char	*name, *close;
	size_t		 n;
	bool		 soft;
} raws[RAWS] = {
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

/* Copy up to p, and go on at next. */
static void
drop(struct scan *s, const char *p, const char *next)
{
	if (p > s->copied &&
	    buf_add(s->out, s->copied, (size_t)(p - s->copied)) != 0)
		s->rc = -1;
	s->copied = s->at = next;
}

/* Behind the quoted value that begins at p; NULL when it never closes. */
static const char *
quote_end(struct scan *s, const char *p)
{
	size_t which = *p == '"';
	const char *q;

	if (s->no_quote[which])
		return NULL;
	q = memchr(p + 1, *p, (size_t)(s->end - p - 1));
	s->no_quote[which] = q == NULL;
	return q;
}

/*
 * The end of a tag whose name begins at p: behind its `>`, or NULL.  *cut is
 * where the attributes become too many.
 */
static const char *
tag_end(struct scan *s, const char *p, const char **cut)
{
	unsigned attributes = 0;
	bool value = false, blank = false;

	for (; p < s->end; p++) {
		if (*p == '>')
			return p + 1;
		if (value && (*p == '"' || *p == '\'')) {
			if ((p = quote_end(s, p)) == NULL)
				return NULL;
			value = false;
			blank = true;
		} else if (ascii_is_space(*p) || *p == '/')
			blank = true;
		else {
			if (blank && *p != '=' && !value &&
			    ++attributes == PREPASS_MAX_ATTRIBUTES)
				*cut = p;
			value = *p == '=';
			blank = false;
		}
	}
	return NULL;
}

static const char *
find_close(const char *p, const char *end, const struct raw *raw)
{
	size_t n = raw->n + 2;

	while ((p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		if ((size_t)(end - p) > n && strncasecmp(p, raw->close, n) == 0
		    && !ascii_is_alnum(p[n]))
			return p;
		p++;
	}
	return NULL;
}

static const struct raw *
find_raw(const char *p, const char *end)
{
	size_t i;

	for (i = 0; i < sizeof(raws) / sizeof(raws[0]); i++)
		if ((size_t)(end - p) > raws[i].n &&
		    strncasecmp(p, raws[i].name, raws[i].n) == 0 &&
		    !ascii_is_alnum(p[raws[i].n]) && p[raws[i].n] != '-')
			return &raws[i];
	return NULL;
}

static bool
has(struct slice text, const char *word)
{
	size_t n = strlen(word);
	const char *p = text.p, *end = text.p + text.n;

	while (p < end && (p = memchr(p, word[0], (size_t)(end - p))) != NULL) {
		if ((size_t)(end - p) >= n && memcmp(p, word, n) == 0)
			return true;
		p++;
	}
	return false;
}

/* The next end of an element of that kind behind p, or NULL. */
static const char *
next_close(struct scan *s, const struct raw *raw, const char *p)
{
	size_t i = (size_t)(raw - raws);

	if (s->no_close[i])
		return NULL;
	if (s->close[i] == NULL || s->close[i] < p)
		s->close[i] = find_close(p, s->end, raw);
	s->no_close[i] = s->close[i] == NULL;
	return s->close[i];
}

/* Drop an element with its contents; `p` is its `<`, body is behind its tag. */
static void
drop_raw(struct scan *s, const struct raw *raw, const char *p, const char *body)
{
	const char *close = next_close(s, raw, body), *after;
	struct prepass *f = s->found;

	if (raw->soft && (close == NULL ||
	    (size_t)(close - p) > SOFT_BYTES)) {
		drop(s, p, body);
		return;
	}
	if (close == NULL) {
		drop(s, p, s->end);
		return;
	}
	if (raw == &raws[0] && f->njsonld < PREPASS_MAX_JSONLD &&
	    has(slice(p, (size_t)(body - p)), "ld+json"))
		f->jsonld[f->njsonld++] = slice(body, (size_t)(close - body));
	after = memchr(close, '>', (size_t)(s->end - close));
	drop(s, p, after != NULL ? after + 1 : s->end);
}

static void
drop_comment(struct scan *s, const char *p)
{
	const char *q = p + 4;

	if (s->no_comment_end) {
		drop(s, p, s->end);
		return;
	}
	if (q < s->end && *q == '>') {
		drop(s, p, q + 1);
		return;
	}
	q = p + 2;	/* `<!-->` is a whole comment too */
	while ((q = memchr(q, '-', (size_t)(s->end - q))) != NULL) {
		if (s->end - q >= 3 && q[1] == '-' && q[2] == '>' &&
		    q >= p + 4) {
			drop(s, p, q + 3);
			return;
		}
		q++;
	}
	s->no_comment_end = true;
	drop(s, p, s->end);
}

/* `<!...>` and `<?...>` that are no comments. */
static void
drop_declaration(struct scan *s, const char *p)
{
	const char *q = s->no_gt ? NULL :
	    memchr(p, '>', (size_t)(s->end - p));

	s->no_gt = q == NULL;
	drop(s, p, q != NULL ? q + 1 : s->end);
}

static void
see_tag(struct scan *s, const char *p)
{
	const struct raw *raw = find_raw(p + 1, s->end);
	const char *cut = NULL, *after = tag_end(s, p + 1, &cut);

	if (after == NULL) {
		/* A quote that never closes: the tag ends where it seems to. */
		after = memchr(p, '>', (size_t)(s->end - p));
		if (after == NULL) {
			drop(s, p, s->end);
			return;
		}
		after++;
		cut = NULL;
	}
	if (raw != NULL)
		drop_raw(s, raw, p, after);
	else if (cut != NULL)
		drop(s, cut, after - 1);
	else
		s->at = after;
}

/* A `<` that begins no tag is text. */
static void
bare(struct scan *s, const char *p)
{
	drop(s, p, p + 1);
	if (buf_adds(s->out, "&lt;") != 0)
		s->rc = -1;
}

int
prepass(struct buf *out, struct prepass *found, struct slice page)
{
	struct scan s = { .at = page.p, .end = page.p + page.n,
	    .copied = page.p, .out = out, .found = found };
	const char *p;

	found->njsonld = 0;
	while (s.rc == 0 && s.at < s.end &&
	    (p = memchr(s.at, '<', (size_t)(s.end - s.at))) != NULL) {
		if (s.end - p < 2)
			break;
		if (ascii_is_alpha(p[1]))
			see_tag(&s, p);
		else if (s.end - p >= 4 && memcmp(p, "<!--", 4) == 0)
			drop_comment(&s, p);
		else if (p[1] == '!' || p[1] == '?')
			drop_declaration(&s, p);
		else if (p[1] == '/')
			s.at = p + 2;
		else
			bare(&s, p);
	}
	drop(&s, s.end, s.end);
	return s.rc;
}
