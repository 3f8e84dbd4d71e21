/* SPDX-License-Identifier: MIT */
/*
 * Reads an HTTP header and rewrites it for the archive: the transfer-coding is
 * gone by then, so the field that announced it must go, or readers take the
 * body for chunks.  Holds nothing.
 */
#include <string.h>

#include "fetch/head.h"
#include "lib/ascii.h"

/* The next line of *rest without its end; *rest moves behind it. */
static struct slice
next_line(struct slice *rest)
{
	const char *lf = memchr(rest->p, '\n', rest->n);
	size_t n = lf != NULL ? (size_t)(lf - rest->p) : rest->n;
	struct slice line = slice(rest->p, n);

	n += lf != NULL;
	*rest = slice(rest->p + n, rest->n - n);
	while (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

/* Where the value begins in a line that holds the field of that name; 0 when it
   holds another.  Blanks before the colon are forbidden, and do occur. */
static size_t
names(struct slice line, const char *name)
{
	size_t i = strlen(name);

	if (line.n <= i || !slice_is_nocase(slice(line.p, i), name))
		return 0;
	while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
		i++;
	return i < line.n && line.p[i] == ':' ? i + 1 : 0;
}

struct slice
head_of(struct slice answer)
{
	struct slice rest = answer;
	size_t n;

	do
		n = answer.n - rest.n;
	while (rest.n > 0 && next_line(&rest).n > 0);
	return slice(answer.p, rest.n > 0 ? n : answer.n);
}

int
head_status(struct slice head)
{
	struct slice line = next_line(&head);
	const char *space = memchr(line.p, ' ', line.n);
	size_t at;

	if (line.n < 5 || memcmp(line.p, "HTTP/", 5) != 0 || space == NULL)
		return 0;
	at = (size_t)(space - line.p) + 1;
	if (line.n - at < 3 || !ascii_is_digit(line.p[at]) ||
	    line.p[at] == '0' || !ascii_is_digit(line.p[at + 1]) ||
	    !ascii_is_digit(line.p[at + 2]))
		return 0;
	return (line.p[at] - '0') * 100 + (line.p[at + 1] - '0') * 10 +
	    (line.p[at + 2] - '0');
}

struct slice
head_field(struct slice head, const char *name)
{
	struct slice line;
	size_t at;

	while (head.n > 0) {
		line = next_line(&head);
		if ((at = names(line, name)) > 0)
			return slice_trim(slice(line.p + at, line.n - at));
	}
	return slice("", 0);
}

/* `HTTP/2 200` and the like become `HTTP/1.1 200`; 1.0 and 1.1 stay. */
static int
put_status_line(struct buf *out, struct slice line)
{
	const char *space = memchr(line.p, ' ', line.n);

	if (space == NULL || line.n < 6 || line.p[5] == '1')
		(void)buf_add(out, line.p, line.n);
	else {
		(void)buf_adds(out, "HTTP/1.1");
		(void)buf_add(out, space, (size_t)(line.p + line.n - space));
	}
	return buf_adds(out, "\r\n");
}

int
head_store(struct buf *out, struct slice head, size_t body_bytes)
{
	int status = head_status(head);
	bool none = status == 204 && body_bytes == 0;
	bool kept = status == 304 && body_bytes == 0;
	bool dropped = false;

	(void)put_status_line(out, next_line(&head));
	while (head.n > 0) {
		struct slice line = next_line(&head);
		bool folded = line.n > 0 && (line.p[0] == ' ' ||
		    line.p[0] == '\t');

		if (line.n == 0 || (folded && dropped))
			continue;
		dropped = names(line, "transfer-encoding") > 0 ||
		    (names(line, "content-length") > 0 && !kept);
		if (dropped)
			continue;
		(void)buf_add(out, line.p, line.n);
		(void)buf_adds(out, "\r\n");
	}
	if (!kept && !none)
		(void)buf_addf(out, "Content-Length: %zu\r\n", body_bytes);
	(void)buf_adds(out, "\r\n");
	return out->over ? -1 : 0;
}
