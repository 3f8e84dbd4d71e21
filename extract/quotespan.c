/* SPDX-License-Identifier: MIT */
/*
 * Pairs of quotation marks.  Walks over the marks of one paragraph after
 * another and holds the quotation that is open.  Newspapers often set the same
 * glyph at both ends, or the wrong one, so the blanks around a mark and the
 * words of saying behind it decide more than its shape.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/block.h"
#include "extract/quotespan.h"
#include "lib/ascii.h"
#include "lib/utf8.h"
#include "lib/xalloc.h"

struct scan {
	struct quotespans *out;
	struct slice	 text;
	quotespan_says	*says;
	const void	*context;
	int		 depth;		/* 0 none, 1 open, 2 one inside it */
	size_t		 open, begin;	/* of the open quotation */
	size_t		 paragraph, end; /* the paragraph in hand */
	size_t		 last;		/* end of the last quotation's mark */
	bool		 single;	/* the open one began with a single one */
};

/* A mark and how it stands. */
struct mark {
	size_t	at, n;
	bool	blank_before, blank_after, single, says;
};

/* A single mark beyond ASCII. */
static bool
is_curly(uint32_t c)
{
	return c == 0x2018 || c == 0x2019 || c == 0x201b || c == 0xb4;
}

/* Length of the double quotation mark at a byte, 0 when there is none. */
static size_t
double_mark(struct slice t, size_t at)
{
	uint32_t c;
	size_t n;

	if (t.p[at] == '"')
		return 1;
	if ((t.p[at] == '\'' || t.p[at] == '`') && at + 1 < t.n &&
	    t.p[at + 1] == t.p[at])
		return 2;
	if ((unsigned char)t.p[at] < 0x80)
		return 0;
	n = utf8_decode(t.p + at, t.n - at, &c);
	if ((c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb ||
	    c == 0xff02 || c == 0x2033 || c == 0x2036)
		return n;
	if (is_curly(c) && at + n < t.n && (unsigned char)t.p[at + n] >= 0x80) {
		size_t m = utf8_decode(t.p + at + n, t.n - at - n, &c);

		return is_curly(c) ? n + m : 0;
	}
	return 0;
}

/* The first byte from `at` on that a mark of any kind may begin with; end when
   there is none. */
static size_t
next_mark(struct slice t, size_t at, size_t end)
{
	char rest[BLOCK_BYTES] = "";
	uint64_t marks;

	if (at >= end)
		return end;
	for (; end - at >= BLOCK_BYTES; at += BLOCK_BYTES)
		if ((marks = block_marks(t.p + at)) != 0)
			return at + (size_t)__builtin_ctzll(marks);
	memcpy(rest, t.p + at, end - at);
	marks = block_marks(rest);
	return marks == 0 ? end : at + (size_t)__builtin_ctzll(marks);
}

static size_t
single_mark(struct slice t, size_t at)
{
	uint32_t c;
	size_t n;

	if (t.p[at] == '\'' || t.p[at] == '`')
		return 1;
	if ((unsigned char)t.p[at] < 0x80)
		return 0;
	n = utf8_decode(t.p + at, t.n - at, &c);
	return is_curly(c) ? n : 0;
}

/* Length of the blank at a byte, 0 when there is none. */
static size_t
blank_at(struct slice t, size_t at)
{
	if (at >= t.n)
		return 0;
	if (ascii_is_space(t.p[at]))
		return 1;
	if (t.n - at >= 2 && memcmp(t.p + at, "\xc2\xa0", 2) == 0)
		return 2;
	return 0;
}

static bool
blank_before(struct slice t, size_t at)
{
	return at == 0 || ascii_is_space(t.p[at - 1]) ||
	    (at >= 2 && memcmp(t.p + at - 2, "\xc2\xa0", 2) == 0);
}

static size_t
skip_blanks(struct slice t, size_t at)
{
	size_t n;

	while ((n = blank_at(t, at)) > 0 && t.p[at] != '\n')
		at += n;
	return at;
}

static bool
is_stop(char c)
{
	return c == ',' || c == '.' || c == '!' || c == '?' || c == ';' ||
	    c == ':';
}

/* Do words of saying stand at a byte, behind signs and blanks? */
static bool
says_at(const struct scan *s, size_t at)
{
	at = skip_blanks(s->text, at);
	while (at < s->end && (is_stop(s->text.p[at]) || s->text.p[at] == '-'))
		at = skip_blanks(s->text, at + 1);
	return at < s->end && s->says(s->context, at);
}

static void
put_span(struct scan *s, size_t end, size_t after, bool closed)
{
	struct slice t = s->text;
	size_t begin = s->begin;

	s->depth = 0;
	s->last = after;
	while (begin < end && blank_at(t, begin) > 0)
		begin += blank_at(t, begin);
	while (end > begin && blank_before(t, end))
		end -= ascii_is_space(t.p[end - 1]) ? 1 : 2;
	if (begin >= end)
		return;
	s->out->span = xgrow(s->out->span, s->out->n, &s->out->cap,
	    sizeof(*s->out->span));
	s->out->span[s->out->n++] = (struct quotespan){ s->open, begin, end,
	    after, closed };
}

/*
 * In a quotation that is never closed the words of saying stand inside it:
 * `..., ujarnya.`  Returns where they begin, the sign that ends the speech in
 * *end; 0 when there are none near the end of the stretch.
 */
static size_t
find_frame(const struct scan *s, size_t from, size_t to, size_t *end)
{
	struct slice t = s->text;
	size_t i = to > from + QUOTESPAN_MAX_FRAME ? to - QUOTESPAN_MAX_FRAME :
	    from, at, found = 0;

	for (; i < to; i++) {
		if (t.p[i] != ',' && t.p[i] != '.' && t.p[i] != '!' &&
		    t.p[i] != '?')
			continue;
		at = skip_blanks(t, i + 1);
		if (at < to && at > i + 1 && s->says(s->context, at)) {
			*end = t.p[i] == ',' ? i : i + 1;
			found = at;
		}
	}
	return found;
}

/* End a quotation that has no closing mark where the stretch ends. */
static void
put_unclosed(struct scan *s, size_t to)
{
	size_t end = to, frame = find_frame(s, s->begin, to, &end);

	put_span(s, end, frame != 0 ? frame : to, false);
}

static void
open_at(struct scan *s, const struct mark *m)
{
	s->depth = 1;
	s->open = m->at;
	s->begin = m->at + m->n;
	s->single = m->single;
}

/* A mark outside of any quotation. */
static void
mark_outside(struct scan *s, const struct mark *m)
{
	size_t from = s->last > s->paragraph ? s->last : s->paragraph;

	if (m->blank_before || !m->blank_after) {
		open_at(s, m);
		return;
	}
	/* A closing mark alone: what is said began with the paragraph. */
	if (m->says && from == s->paragraph && m->at > from) {
		s->open = s->begin = from;
		put_span(s, m->at, m->at + m->n, true);
	}
}

/* A mark inside a quotation. */
static void
mark_inside(struct scan *s, const struct mark *m)
{
	size_t end;

	if (m->says) {
		put_span(s, m->at, m->at + m->n, true);
	} else if (s->depth == 2) {
		if (!m->blank_before)
			s->depth = 1;
	} else if (!m->blank_before || m->blank_after) {
		put_span(s, m->at, m->at + m->n, true);
	} else if (find_frame(s, s->begin, m->at, &end) != 0) {
		put_unclosed(s, m->at);
		open_at(s, m);
	} else
		s->depth = 2;
}

/* How the mark of n bytes at a byte stands. */
static struct mark
look_at(const struct scan *s, size_t at, size_t n, bool single)
{
	struct slice t = s->text;
	struct mark m = { at, n, false, false, single, false };
	size_t after = at + n;

	m.blank_before = at == s->paragraph || blank_before(t, at) ||
	    t.p[at - 1] == '(';
	m.blank_after = after >= s->end || blank_at(t, after) > 0 ||
	    is_stop(t.p[after]) || t.p[after] == ')';
	m.says = says_at(s, after);
	return m;
}

/*
 * A single mark counts where no letter stands on its outer side, so that an
 * apostrophe never does, and only when its partner is there: a mark that words
 * of saying follow, or one behind a comma or a full stop.
 */
static bool
single_opens(const struct scan *s, const struct mark *m)
{
	struct slice t = s->text;
	size_t i = m->at + m->n, n, end = s->end;

	if (!m->blank_before || m->blank_after)
		return false;
	if (end - i > QUOTESPAN_MAX_SINGLE)
		end = i + QUOTESPAN_MAX_SINGLE;
	for (; (i = next_mark(t, i, end)) < end; i++) {
		if (double_mark(t, i) > 0)
			return false;
		if ((n = single_mark(t, i)) == 0 || ascii_is_space(t.p[i - 1]))
			continue;
		if (i + n < s->end && ascii_is_alnum(t.p[i + n]))
			continue;
		return is_stop(t.p[i - 1]) || says_at(s, i + n);
	}
	return false;
}

static bool
single_closes(const struct scan *s, const struct mark *m)
{
	return s->depth == 1 && s->single && !m->blank_before &&
	    (m->blank_after || m->says);
}

static void
scan_paragraph(struct scan *s)
{
	struct mark m;
	size_t i, n;

	for (i = s->paragraph; (i = next_mark(s->text, i, s->end)) < s->end;
	    i += n) {
		if ((n = double_mark(s->text, i)) > 0) {
			m = look_at(s, i, n, false);
			if (s->depth == 0)
				mark_outside(s, &m);
			else
				mark_inside(s, &m);
			continue;
		}
		if ((n = single_mark(s->text, i)) == 0) {
			n = 1;
			continue;
		}
		m = look_at(s, i, n, true);
		if (s->depth == 0 && single_opens(s, &m))
			open_at(s, &m);
		else if (single_closes(s, &m))
			put_span(s, m.at, m.at + m.n, true);
	}
}

/* Does the quotation go on in the paragraph that begins here?  It does where
   that one's first mark closes. */
static bool
goes_on(struct scan *s, size_t paragraph, size_t end)
{
	struct slice t = s->text;
	size_t at = skip_blanks(t, paragraph), n = 0;
	struct mark m;

	if (at >= end || double_mark(t, at) > 0)
		return false;
	while ((at = next_mark(t, at, end)) < end &&
	    (n = double_mark(t, at)) == 0)
		at++;
	if (at >= end)
		return false;
	s->paragraph = paragraph;
	s->end = end;
	m = look_at(s, at, n, false);
	return m.says || (!m.blank_before && m.blank_after);
}

static size_t
end_of_paragraph(struct slice t, size_t at)
{
	const char *lf = memchr(t.p + at, '\n', t.n - at);

	return lf == NULL ? t.n : (size_t)(lf - t.p);
}

/* The next paragraph that holds more than blanks; t.n when none does. */
static size_t
next_paragraph(struct slice t, size_t at)
{
	while (at < t.n && blank_at(t, at) > 0)
		at += blank_at(t, at);
	return at;
}

void
quotespans_read(struct quotespans *out, struct slice text,
    quotespan_says *says, const void *context)
{
	struct scan s = { .out = out, .text = text, .says = says,
	    .context = context };
	size_t at = next_paragraph(text, 0), stop, next, frame_end;

	out->n = 0;
	while (at < text.n) {
		s.paragraph = at;
		s.end = stop = end_of_paragraph(text, at);
		scan_paragraph(&s);
		next = next_paragraph(text, stop);
		if (s.depth > 0 && (s.single || next >= text.n ||
		    find_frame(&s, s.begin, stop, &frame_end) != 0 ||
		    !goes_on(&s, next, end_of_paragraph(text, next)))) {
			s.end = stop;
			put_unclosed(&s, stop);
		}
		at = next;
	}
}

void
quotespans_free(struct quotespans *q)
{
	free(q->span);
	*q = (struct quotespans){ 0 };
}
