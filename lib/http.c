/* SPDX-License-Identifier: MIT */
/*
 * HTTP responses as archives hold them.  Reads a block and writes nothing.
 * Holds two buffers for decoded bodies.  Never believes a coding that the bytes
 * do not show, and never lets one body grow past its ceiling.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lib/ascii.h"
#include "lib/http.h"

#define NOT_CHUNKED	(-1)

/* Take the first line off s, its line feed included. */
static struct slice
take_line(struct slice *s)
{
	const char *lf = s->n > 0 ? memchr(s->p, '\n', s->n) : NULL;
	struct slice line = *s;

	if (lf != NULL)
		line.n = (size_t)(lf - s->p) + 1;
	s->p += line.n;
	s->n -= line.n;
	return line;
}

bool
http_field_next(const struct http_message *m, const char *name,
    struct slice *value)
{
	struct slice rest = m->head, line;
	const char *colon;

	if (value->p != NULL) {
		rest.p = value->p + value->n;
		rest.n = (size_t)(m->head.p + m->head.n - rest.p);
	}
	(void)take_line(&rest);		/* the status line, or the last's end */
	while (rest.n > 0) {
		line = take_line(&rest);
		colon = memchr(line.p, ':', line.n);
		if (colon == NULL || !slice_is_nocase(slice_trim(slice(line.p,
		    (size_t)(colon - line.p))), name))
			continue;
		*value = slice_trim(slice(colon + 1,
		    line.n - (size_t)(colon + 1 - line.p)));
		if (value->n == 0)	/* stay on this line */
			value->p = colon;
		return true;
	}
	return false;
}

struct slice
http_field(const struct http_message *m, const char *name)
{
	struct slice value = { 0 };

	if (http_field_next(m, name, &value) && value.n > 0)
		return value;
	return slice("", 0);
}

static bool
begins(struct slice s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && slice_is_nocase(slice(s.p, n), word);
}

/* Decimal digits and nothing else, or SIZE_MAX. */
static size_t
number(struct slice s)
{
	size_t n = 0, i;

	for (i = 0; i < s.n && ascii_is_digit(s.p[i]); i++) {
		if (n > (SIZE_MAX - 10) / 10)
			return SIZE_MAX;
		n = n * 10 + (size_t)(s.p[i] - '0');
	}
	return i > 0 && i == s.n ? n : SIZE_MAX;
}

/* `HTTP/1.1 200 OK`, `HTTP/2 200`, `HTTP/1.0 404`; 0 when no status is there. */
static int
status_of(struct slice line)
{
	const char *end = line.p + line.n, *p = line.p;
	int status = 0, digits = 0;

	while (p < end && !ascii_is_space(*p))
		p++;
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	for (; p < end && ascii_is_digit(*p) && digits < 3; p++, digits++)
		status = status * 10 + (*p - '0');
	return digits == 3 ? status : 0;
}

/*
 * Some writers put an empty line too many before the body (Common Crawl, 2018).
 * It goes when Content-Length says so, or when coded data is behind it.
 */
static void
drop_extra_line(struct http_message *m)
{
	size_t length = number(http_field(m, "Content-Length"));
	size_t n = begins(m->body, "\r\n") ? 2 : begins(m->body, "\n") ? 1 : 0;
	struct slice after = slice(m->body.p + n, m->body.n - n);

	if (n > 0 && (length == after.n || begins(after, "\x1f\x8b\x08")))
		m->body = after;
}

void
http_split(struct http_message *m, struct slice block)
{
	struct slice rest = block, line, value;

	*m = (struct http_message){ .body = block, .head = { block.p, 0 } };
	while (rest.n > 0 && (*rest.p == '\r' || *rest.p == '\n')) {
		rest.p++;
		rest.n--;
	}
	if (!begins(rest, "HTTP/")) {
		m->bare = true;
		return;
	}
	do {
		m->head = slice(rest.p, 0);
		line = take_line(&rest);
		m->status = status_of(line);
		do {
			m->head.n = (size_t)(rest.p - m->head.p);
			m->body = rest;
			line = take_line(&rest);
			value = slice_trim(line);
			/* No field's name begins with <: the empty line is
			   missing, and this is the page. */
		} while (line.n > 0 && value.n > 0 && *line.p != '<');
		if (line.n > 0 && value.n == 0) {
			m->head.n = (size_t)(rest.p - m->head.p);
			m->body = rest;
		}
		rest = m->body;
	} while (m->status >= 100 && m->status < 200 && m->status != 101 &&
	    begins(rest, "HTTP/"));
	drop_extra_line(m);
}

bool
http_is_success(const struct http_message *m)
{
	return m->status == 0 || (m->status >= 200 && m->status <= 299);
}

/*
 * A chunk's first line: hexadecimal size, perhaps an extension.  1 = read, and
 * *s is behind it; 0 = the data ends in it; -1 = it is none.
 */
static int
chunk_size(struct slice *s, uint64_t *size)
{
	size_t i = 0;

	*size = 0;
	while (i < s->n && i < 16 && ascii_hex(s->p[i]) >= 0)
		*size = *size << 4 | (uint64_t)ascii_hex(s->p[i++]);
	if (i == 0)
		return s->n == 0 ? 0 : -1;
	while (i < s->n && (s->p[i] == ' ' || s->p[i] == '\t'))
		i++;
	if (i < s->n && s->p[i] == ';')
		while (i < s->n && s->p[i] != '\r' && s->p[i] != '\n')
			i++;
	if (i < s->n && s->p[i] == '\r')
		i++;
	if (i == s->n)
		return 0;
	if (s->p[i] != '\n')
		return -1;
	*s = slice(s->p + i + 1, s->n - i - 1);
	return 1;
}

/* Nothing behind the last chunk but trailer fields and an empty line? */
static bool
is_trailer(struct slice s)
{
	struct slice line;

	while (s.n > 0) {
		line = take_line(&s);
		if (slice_trim(line).n == 0)
			return slice_trim(s).n == 0;
		if (memchr(line.p, ':', line.n) == NULL)
			return false;
	}
	return true;
}

/*
 * Undo chunked coding.  An enum http_answer, or NOT_CHUNKED with nothing in
 * out when the data is something else.  Where nobody said that it is chunked
 * (strict), it must be so to its last byte.
 */
static int
dechunk(struct buf *out, struct slice s, bool strict)
{
	uint64_t size;
	int chunks, rc;

	while (s.n > 0 && !strict && (*s.p == '\r' || *s.p == '\n'))
		s = slice(s.p + 1, s.n - 1);
	for (chunks = 0; (rc = chunk_size(&s, &size)) == 1; chunks = 1) {
		if (size == 0)
			return strict && (chunks == 0 || !is_trailer(s)) ?
			    NOT_CHUNKED : HTTP_WHOLE;
		if (size > s.n) {
			if (strict)
				return NOT_CHUNKED;
			return buf_add(out, s.p, s.n) == 0 ? HTTP_CUT :
			    HTTP_TOO_LARGE;
		}
		if (chunks == 0 && size < s.n && s.p[size] != '\r' &&
		    s.p[size] != '\n')
			return NOT_CHUNKED;
		if (buf_add(out, s.p, (size_t)size) != 0)
			return HTTP_TOO_LARGE;
		s = slice(s.p + size, s.n - (size_t)size);
		if (s.n > 0 && *s.p == '\r')
			s = slice(s.p + 1, s.n - 1);
		if (s.n > 0 && *s.p == '\n')
			s = slice(s.p + 1, s.n - 1);
	}
	if (strict || chunks == 0)
		return NOT_CHUNKED;
	return rc == 0 ? HTTP_CUT : HTTP_DAMAGED;
}

/* The codings on a body, the innermost first. */
struct layers {
	struct slice	word[HTTP_MAX_LAYERS];
	size_t		n;
	bool		over;
};

/* Add the words of every field of that name; true when one is `chunked`. */
static bool
add_layers(struct layers *l, const struct http_message *m, const char *name)
{
	struct slice value = { 0 }, list, word;
	const char *comma;
	bool chunked = false;

	while (http_field_next(m, name, &value)) {
		for (list = value; list.n > 0; ) {
			comma = memchr(list.p, ',', list.n);
			word = slice(list.p, comma != NULL ?
			    (size_t)(comma - list.p) : list.n);
			list.p += word.n + (comma != NULL);
			list.n -= word.n + (comma != NULL);
			word = slice_trim(word);
			if (slice_is_nocase(word, "chunked"))
				chunked = true;
			else if (word.n == 0 || slice_is_nocase(word, "identity"))
				continue;
			else if (l->n == HTTP_MAX_LAYERS)
				l->over = true;
			else
				l->word[l->n++] = word;
		}
	}
	return chunked;
}

/* Did the crawler undo these codings, and rename the field? */
static bool
was_undone(const struct http_message *m, const char *name)
{
	static const char *const prefixes[] = { "X-Crawler-", "X-Crawl-" };
	struct slice value;
	char renamed[64];
	size_t i;

	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		(void)snprintf(renamed, sizeof(renamed), "%s%s", prefixes[i],
		    name);
		value = (struct slice){ 0 };
		if (http_field_next(m, renamed, &value))
			return true;
	}
	return false;
}

/* Pages are sometimes sent coded without a word. */
static bool
is_silent_gzip(const struct http_message *m, struct slice body)
{
	struct slice type = http_field(m, "Content-Type");

	return begins(body, "\x1f\x8b\x08") && (type.n == 0 ||
	    begins(type, "text/") || begins(type, "application/xhtml"));
}

/* Of several troubles the worst is told. */
static void
note(struct http_decoder *d, enum http_answer *all, enum http_answer one,
    const char *why)
{
	if (one <= *all)
		return;
	d->why = why;
	*all = one;
}

/* Undo one coding.  Sets *body to what is under it. */
static enum http_answer
undo_layer(struct http_decoder *d, struct slice word, struct slice *body,
    size_t coded)
{
	struct buf *out = &d->out[d->layers % 2];
	enum http_answer answer;
	size_t max = d->max;
	int width = (int)(word.n < 32 ? word.n : 32);

	if (coded <= SIZE_MAX / HTTP_MAX_RATIO &&
	    max > coded * HTTP_MAX_RATIO)
		max = coded * HTTP_MAX_RATIO > HTTP_RATIO_FLOOR ?
		    coded * HTTP_MAX_RATIO : HTTP_RATIO_FLOOR;
	if (max > d->max)
		max = d->max;
	buf_reset(out);
	answer = coding_undo(out, word, *body, max);
	if (answer == HTTP_NOT_CODED)
		return HTTP_WHOLE;
	if (answer == HTTP_UNKNOWN) {
		(void)snprintf(d->reason, sizeof(d->reason),
		    "coding %.*s is not read", width, word.p);
		return answer;
	}
	if (answer != HTTP_WHOLE)
		(void)snprintf(d->reason, sizeof(d->reason), "%.*s data is %s",
		    width, word.p, answer == HTTP_CUT ? "cut" :
		    answer == HTTP_DAMAGED ? "damaged" :
		    max < d->max ? "small beside what it expands to" :
		    "over the ceiling when decoded");
	d->layers++;
	*body = slice(buf_str(out), out->len);
	return answer;
}

/* Undo chunked coding, said or not.  Sets *body to what is under it. */
static enum http_answer
undo_chunks(struct http_decoder *d, bool said, struct slice *body)
{
	struct buf *out = &d->out[0];
	int rc;

	buf_reset(out);
	rc = dechunk(out, *body, !said);
	if (rc == NOT_CHUNKED)
		return HTTP_WHOLE;
	d->layers++;
	*body = slice(buf_str(out), out->len);
	return (enum http_answer)rc;
}

/* What the last body took, where it was large. */
static void
give_back(struct http_decoder *d)
{
	size_t i;

	for (i = 0; i < 2; i++) {
		buf_reset(&d->out[i]);
		buf_shrink(&d->out[i], HTTP_KEEP_BODY);
	}
}

enum http_answer
http_decode(struct http_decoder *d, const struct http_message *m,
    struct slice *body)
{
	enum http_answer all = HTTP_WHOLE, one;
	struct layers l = { .n = 0 };
	bool chunked = false;

	give_back(d);
	*body = m->body;
	d->layers = 0;
	d->why = NULL;
	if (!was_undone(m, "Content-Encoding"))
		(void)add_layers(&l, m, "Content-Encoding");
	if (!m->bare && !was_undone(m, "Transfer-Encoding")) {
		chunked = add_layers(&l, m, "Transfer-Encoding");
		note(d, &all, undo_chunks(d, chunked, body),
		    "chunks are cut or damaged");
	}
	if (l.n == 0 && is_silent_gzip(m, *body))
		l.word[l.n++] = slice_str("gzip");
	if (l.over)
		note(d, &all, HTTP_UNKNOWN, "too many codings");
	while (l.n > 0 && all < HTTP_UNKNOWN) {
		one = undo_layer(d, l.word[--l.n], body, m->body.n);
		note(d, &all, one, d->reason);
	}
	if (body->n > d->max)
		note(d, &all, HTTP_TOO_LARGE, "the body is over the ceiling");
	if (all == HTTP_TOO_LARGE)
		*body = slice("", 0);
	return all;
}

void
http_decoder_init(struct http_decoder *d, size_t max)
{
	if (max > SIZE_MAX / 2)
		max = SIZE_MAX / 2;
	*d = (struct http_decoder){ .max = max };
	buf_init(&d->out[0], max + 1);
	buf_init(&d->out[1], max + 1);
}

void
http_decoder_free(struct http_decoder *d)
{
	buf_free(&d->out[0]);
	buf_free(&d->out[1]);
}
