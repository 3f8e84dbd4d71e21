/* SPDX-License-Identifier: MIT */
/*
 * Writes and reads the cells of a state.  Reads and writes memory only; what
 * it reads may be anything.
 */
#include <string.h>

#include "aggregate/item.h"
#include "lib/ascii.h"

void
item_put_text(struct buf *out, struct slice text)
{
	static const char hex[] = "0123456789abcdef";
	size_t i, run = 0;

	for (i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c >= 0x20 && c != 0x7f && c != '"' && c != '\\' &&
		    c != ';')
			continue;
		(void)buf_add(out, text.p + run, i - run);
		run = i + 1;
		(void)buf_addc(out, '\\');
		if (c == '\\')
			(void)buf_addc(out, '\\');
		else if (c == ';')
			(void)buf_addc(out, 's');
		else {
			(void)buf_addc(out, 'x');
			(void)buf_addc(out, hex[c >> 4]);
			(void)buf_addc(out, hex[c & 15]);
		}
	}
	(void)buf_add(out, text.p + run, text.n - run);
}

void
item_put_number(struct buf *out, uint64_t number)
{
	char text[20];
	size_t n = sizeof(text);

	do {
		text[--n] = (char)('0' + (int)(number % 10));
		number /= 10;
	} while (number > 0);
	(void)buf_add(out, text + n, sizeof(text) - n);
}

void
item_end(struct buf *out)
{
	(void)buf_addc(out, ';');
}

/* What an escape stands for, moving *s behind it; -1 when it is none. */
static int
escaped(const char **s, const char *end)
{
	int high, low;

	if (end - *s >= 2 && ((*s)[1] == '\\' || (*s)[1] == 's')) {
		*s += 2;
		return (*s)[-1] == 's' ? ';' : '\\';
	}
	if (end - *s < 4 || (*s)[1] != 'x')
		return -1;
	high = ascii_hex((*s)[2]);
	low = ascii_hex((*s)[3]);
	*s += 4;
	/* A TAB or a line's end can have stood in no cell. */
	if (high < 0 || low < 0 || high * 16 + low == '\t' ||
	    high * 16 + low == '\n' || high * 16 + low == 0)
		return -1;
	return high * 16 + low < 0x80 ? high * 16 + low : -1;
}

bool
item_text(struct buf *out, struct slice item)
{
	const char *s = item.p, *end = item.p + item.n;
	int c;

	while (s < end) {
		const char *back = memchr(s, '\\', (size_t)(end - s));

		if (back == NULL)
			back = end;
		(void)buf_add(out, s, (size_t)(back - s));
		s = back;
		if (s == end)
			break;
		if ((c = escaped(&s, end)) == -1)
			return false;
		(void)buf_addc(out, (char)c);
	}
	return true;
}

bool
item_number(struct slice item, uint64_t *number)
{
	uint64_t value = 0;
	size_t i;

	if (item.n == 0 || item.n > 19 || (item.n > 1 && *item.p == '0'))
		return false;
	for (i = 0; i < item.n; i++) {
		if (!ascii_is_digit(item.p[i]))
			return false;
		value = value * 10 + (uint64_t)(item.p[i] - '0');
	}
	*number = value;
	return true;
}

bool
item_next(struct slice *rest, struct slice *item)
{
	const char *mark;

	if (rest->n == 0 || (mark = memchr(rest->p, ';', rest->n)) == NULL)
		return false;
	*item = slice(rest->p, (size_t)(mark - rest->p));
	*rest = slice(mark + 1, rest->n - item->n - 1);
	return true;
}

bool
item_counted(struct slice *item, uint64_t *number)
{
	const char *mark = memchr(item->p, ':', item->n);

	if (mark == NULL || !item_number(slice(item->p,
	    (size_t)(mark - item->p)), number) || *number == 0)
		return false;
	item->n -= (size_t)(mark - item->p) + 1;
	item->p = mark + 1;
	return true;
}
