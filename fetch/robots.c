/* SPDX-License-Identifier: MIT */
/*
 * Parses a robots.txt and answers for paths.  Holds the rules of the groups
 * that concern us and nothing else.  Matching a rule takes time in proportion
 * to the path and the rule together, whatever either holds.
 */
#include <stdlib.h>
#include <string.h>

#include "fetch/robots.h"
#include "lib/ascii.h"
#include "lib/buf.h"
#include "lib/xalloc.h"

/* Whom a group speaks to. */
enum {
	TO_NOBODY = 0,		/* others */
	TO_ALL = 1,		/* `*` */
	TO_US = 2
};

/* A test that counts the steps of matching defines this. */
#ifndef ROBOTS_STEPS
#define ROBOTS_STEPS(n) ((void)0)
#endif

#define MAX_DELAY_MS ((uint64_t)24 * 3600 * 1000) /* a longer Crawl-delay is
						     read as this one */

/* A pattern is normalised text; `*` stands for any bytes. */
struct rule {
	size_t	begin, n;	/* in robots.text */
	bool	allow;
	bool	anchored;	/* ended with `$`, which is not in the text */
	unsigned to;
};

struct robots {
	struct buf	 text;
	struct rule	*rules;
	size_t		 nrules, cap;
	uint64_t	 delay_ms[TO_US + 1];	/* by TO_ALL, TO_US */
	unsigned	 to;	/* which of the two sets of rules holds */
};

/* What the parser knows between lines. */
struct parser {
	struct robots	*robots;
	struct slice	 token;		/* our product token */
	unsigned	 to;		/* of the group we are in */
	bool		 naming;	/* the group's user-agent lines go on */
};

/* The leading product token: RFC 9309, 2.2.1. */
static struct slice
product(struct slice s)
{
	size_t n = 0;

	while (n < s.n && (ascii_is_alpha(s.p[n]) || s.p[n] == '_' ||
	    s.p[n] == '-'))
		n++;
	return slice(s.p, n);
}

static bool
is_unreserved(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '.' || c == '_' ||
	    c == '~';
}

static void
put_encoded(struct buf *out, char c)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char byte = (unsigned char)c;
	char text[3] = { '%', digits[byte >> 4], digits[byte & 15] };

	(void)buf_add(out, text, sizeof(text));
}

/* The byte that `%XX` at s stands for, or -1 when it is none. */
static int
encoded_at(struct slice s)
{
	int hi, lo;

	if (s.n < 3 || s.p[0] != '%')
		return -1;
	hi = ascii_hex(s.p[1]);
	lo = ascii_hex(s.p[2]);
	return hi < 0 || lo < 0 ? -1 : hi * 16 + lo;
}

/*
 * Append s in the form that rules and paths are compared in (RFC 9309, 2.2.2):
 * unreserved characters bare, everything else that is encoded in upper case,
 * bytes outside ASCII encoded.  A `$`, and in a path a `*`, is encoded, because
 * in a rule it may be a special character.  A colon and a slash mean nothing in
 * a query, where addresses stand inside addresses in both forms: there they
 * are bare.
 */
static void
normalise(struct buf *out, struct slice s, bool is_rule)
{
	bool query = false;
	size_t i;
	int c;

	for (i = 0; i < s.n; i++) {
		char raw = s.p[i];

		query |= raw == '?';
		if ((c = encoded_at(slice(s.p + i, s.n - i))) >= 0) {
			if (is_unreserved((char)c) ||
			    (query && (c == ':' || c == '/')))
				(void)buf_addc(out, (char)c);
			else
				put_encoded(out, (char)c);
			i += 2;
		} else if (raw == '$' || (raw == '*' && !is_rule) ||
		    (unsigned char)raw >= 0x7f || (unsigned char)raw <= ' ')
			put_encoded(out, raw);
		else if (raw != '*' || out->len == 0 ||
		    out->data[out->len - 1] != '*')
			(void)buf_addc(out, raw);
	}
}

/* Keep a rule.  An empty one is no rule, but it ends the group's names. */
static void
add_rule(struct parser *p, bool allow, struct slice pattern)
{
	struct robots *r = p->robots;
	struct rule rule = { .begin = r->text.len, .allow = allow,
	    .to = p->to };

	p->naming = false;
	if (pattern.n == 0 || p->to == TO_NOBODY)
		return;
	if (pattern.p[pattern.n - 1] == '$') {
		rule.anchored = true;
		pattern.n--;
	}
	normalise(&r->text, pattern, true);
	rule.n = r->text.len - rule.begin;
	if (r->text.over || rule.n > ROBOTS_MAX_PATTERN) {
		buf_cut(&r->text, rule.begin);
		return;
	}
	r->rules = xgrow(r->rules, r->nrules, &r->cap, sizeof(*r->rules));
	r->rules[r->nrules++] = rule;
}

static void
add_agent(struct parser *p, struct slice value)
{
	if (!p->naming)
		p->to = TO_NOBODY;
	p->naming = true;
	if (value.n > 0 && value.p[0] == '*' &&
	    (value.n == 1 || ascii_is_space(value.p[1])))
		p->to |= TO_ALL;
	else if (p->token.n > 0 &&
	    slice_eq_nocase(product(value), p->token))
		p->to |= TO_US;
	p->robots->to |= p->to & TO_US;
}

/* Seconds, perhaps with decimals; of two, the longer one holds. */
static void
add_delay(struct parser *p, struct slice value)
{
	uint64_t ms = 0, unit = 1000;
	size_t i = 0;
	unsigned to;

	for (; i < value.n && ascii_is_digit(value.p[i]); i++)
		if (ms < MAX_DELAY_MS)
			ms = ms * 10 + (uint64_t)(value.p[i] - '0') * 1000;
	if (i == 0)
		return;
	if (i < value.n && value.p[i] == '.')
		for (i++; i < value.n && ascii_is_digit(value.p[i]); i++)
			ms += (uint64_t)(value.p[i] - '0') * (unit /= 10);
	if (ms > MAX_DELAY_MS)
		ms = MAX_DELAY_MS;
	for (to = TO_ALL; to <= TO_US; to++) {
		uint64_t *delay = &p->robots->delay_ms[to];

		if ((p->to & to) != 0 && (*delay == ROBOTS_NO_DELAY ||
		    ms > *delay))
			*delay = ms;
	}
}

static void
take_line(struct parser *p, struct slice line)
{
	const char *hash = memchr(line.p, '#', line.n), *colon;
	struct slice key, value;

	if (hash != NULL)
		line.n = (size_t)(hash - line.p);
	if ((colon = memchr(line.p, ':', line.n)) == NULL)
		return;
	key = slice_trim(slice(line.p, (size_t)(colon - line.p)));
	value = slice_trim(slice(colon + 1, (size_t)(line.p + line.n - colon) - 1));
	if (slice_is_nocase(key, "user-agent"))
		add_agent(p, value);
	else if (slice_is_nocase(key, "allow"))
		add_rule(p, true, value);
	else if (slice_is_nocase(key, "disallow"))
		add_rule(p, false, value);
	else if (slice_is_nocase(key, "crawl-delay"))
		add_delay(p, value);
}

/* Drop the rules of the set that does not hold: all groups that name us are
   one, and only when there is none do those for everybody count. */
static void
keep_ours(struct robots *r)
{
	size_t i, kept = 0;

	if (r->to == TO_NOBODY)
		r->to = TO_ALL;
	for (i = 0; i < r->nrules; i++)
		if ((r->rules[i].to & r->to) != 0)
			r->rules[kept++] = r->rules[i];
	r->nrules = kept;
}

struct robots *
robots_parse(struct slice text, struct slice agent)
{
	struct robots *r = xcalloc(1, sizeof(*r));
	struct parser p = { .robots = r, .token = product(agent) };
	size_t n;

	/* Encoding makes three bytes of one. */
	buf_init(&r->text, 3 * ROBOTS_MAX_BYTES);
	r->delay_ms[TO_ALL] = r->delay_ms[TO_US] = ROBOTS_NO_DELAY;
	if (text.n > ROBOTS_MAX_BYTES)
		text.n = ROBOTS_MAX_BYTES;
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
		text = slice(text.p + 3, text.n - 3);
	while (text.n > 0) {
		for (n = 0; n < text.n && text.p[n] != '\n' &&
		    text.p[n] != '\r'; n++)
			continue;
		take_line(&p, slice(text.p, n));
		n += n < text.n;
		text = slice(text.p + n, text.n - n);
	}
	keep_ours(r);
	return r;
}

void
robots_free(struct robots *r)
{
	if (r == NULL)
		return;
	buf_free(&r->text);
	free(r->rules);
	free(r);
}

size_t
robots_bytes(const struct robots *r)
{
	return r == NULL ? 0 : sizeof(*r) + r->text.cap +
	    r->cap * sizeof(*r->rules);
}

uint64_t
robots_delay_ms(const struct robots *r)
{
	return r->delay_ms[r->to];
}

/*
 * Where the literal ends in s, searching from the left, or -1: the search of
 * Knuth, Morris and Pratt, because a naive one can be made slow on purpose.
 */
static long
find_end(struct slice s, struct slice literal)
{
	unsigned short back[ROBOTS_MAX_PATTERN + 1];
	size_t i, k = 0;

	if (literal.n == 0)
		return 0;
	if (literal.n > s.n)
		return -1;
	back[0] = 0;
	for (i = 1; i < literal.n; i++) {
		ROBOTS_STEPS(1);
		for (; k > 0 && literal.p[i] != literal.p[k]; k = back[k - 1])
			ROBOTS_STEPS(1);
		k += literal.p[i] == literal.p[k];
		back[i] = (unsigned short)k;
	}
	for (i = 0, k = 0; i < s.n; i++) {
		ROBOTS_STEPS(1);
		for (; k > 0 && s.p[i] != literal.p[k]; k = back[k - 1])
			ROBOTS_STEPS(1);
		k += s.p[i] == literal.p[k];
		if (k == literal.n)
			return (long)(i + 1);
	}
	return -1;
}

static bool
ends_with(struct slice s, struct slice end)
{
	ROBOTS_STEPS(end.n);
	return end.n <= s.n && (end.n == 0 ||
	    memcmp(s.p + s.n - end.n, end.p, end.n) == 0);
}

/* The literal up to the next `*`; *pattern moves behind that star. */
static struct slice
next_literal(struct slice *pattern, bool *star)
{
	const char *at = memchr(pattern->p, '*', pattern->n);
	struct slice literal = *pattern;

	*star = at != NULL;
	ROBOTS_STEPS(at != NULL ? (size_t)(at - pattern->p) : pattern->n);
	if (at == NULL) {
		*pattern = slice(pattern->p + pattern->n, 0);
		return literal;
	}
	literal.n = (size_t)(at - pattern->p);
	*pattern = slice(at + 1, pattern->n - literal.n - 1);
	return literal;
}

/*
 * Each literal is looked for once, from where the one before it ended: the
 * leftmost place is never worse than a later one.
 */
static bool
matches(struct slice pattern, bool anchored, struct slice path)
{
	bool star;
	struct slice literal = next_literal(&pattern, &star);
	long end;

	ROBOTS_STEPS(literal.n);
	if (literal.n > path.n || (literal.n > 0 &&
	    memcmp(path.p, literal.p, literal.n) != 0))
		return false;
	path = slice(path.p + literal.n, path.n - literal.n);
	if (!star)
		return !anchored || path.n == 0;
	for (;;) {
		literal = next_literal(&pattern, &star);
		if (!star && anchored)
			return ends_with(path, literal);
		if ((end = find_end(path, literal)) < 0)
			return false;
		if (!star)
			return true;
		path = slice(path.p + end, path.n - (size_t)end);
	}
}

bool
robots_allows(const struct robots *r, struct slice path)
{
	struct buf text;
	size_t i, best = 0;
	bool allow = true;

	if (slice_is(path, "/robots.txt"))
		return true;
	buf_init(&text, 3 * path.n);
	normalise(&text, path, false);
	for (i = 0; i < r->nrules; i++) {
		const struct rule *rule = &r->rules[i];
		size_t weight = rule->n + rule->anchored;

		if (weight < best || (weight == best && allow))
			continue;
		if (!matches(slice(buf_str(&r->text) + rule->begin, rule->n),
		    rule->anchored, slice(buf_str(&text), text.len)))
			continue;
		best = weight;
		allow = rule->allow;
	}
	buf_free(&text);
	return allow;
}
