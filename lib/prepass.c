/* SPDX-License-Identifier: MIT */
/*
 * The pre-pass: reads a page in UTF-8 once and copies what the parser is to
 * see.  Blocks of JSON-LD are kept aside as slices of the page.  Holds nothing
 * else, decodes nothing, and takes broken markup as it comes: what is never
 * closed goes to the end, as browsers have it.
 */
#include <string.h>

#include "lib/ascii.h"
#include "lib/prepass.h"
#include "lib/skip.h"

struct scan {
	const char	*at, *end;
	const char	*copied;	/* all before it is copied or dropped */
	struct buf	*out;
	struct prepass	*found;
	struct skip	 skip;
	int		 rc;
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
			if ((p = skip_quote(&s->skip, p)) == NULL)
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

/* Drop an element with its contents; `p` is its `<`, body is behind its tag. */
static void
drop_raw(struct scan *s, const struct skip_raw *raw, const char *p,
    const char *body)
{
	const char *inner, *after = skip_element(&s->skip, raw, p, body,
	    &inner);
	struct prepass *f = s->found;

	if (inner != NULL && skip_is_script(raw) &&
	    f->njsonld < PREPASS_MAX_JSONLD &&
	    slice_find(slice(p, (size_t)(body - p)), "ld+json") != NULL)
		f->jsonld[f->njsonld++] = slice(body, (size_t)(inner - body));
	drop(s, p, after);
}

static void
see_tag(struct scan *s, const char *p)
{
	const struct skip_raw *raw = skip_find(p + 1, s->end);
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
	    .copied = page.p, .out = out, .found = found,
	    .skip.end = page.p + page.n };
	const char *p;

	found->njsonld = 0;
	while (s.rc == 0 && s.at < s.end &&
	    (p = memchr(s.at, '<', (size_t)(s.end - s.at))) != NULL) {
		if (s.end - p < 2)
			break;
		if (ascii_is_alpha(p[1]))
			see_tag(&s, p);
		else if (s.end - p >= 4 && memcmp(p, "<!--", 4) == 0)
			drop(&s, p, skip_comment(&s.skip, p));
		else if (p[1] == '!' || p[1] == '?')
			drop(&s, p, skip_declaration(&s.skip, p));
		else if (p[1] == '/')
			s.at = p + 2;
		else
			bare(&s, p);
	}
	drop(&s, s.end, s.end);
	return s.rc;
}
