/* SPDX-License-Identifier: MIT */
/*
 * Growing byte strings with a ceiling: the only buffers in this project, so
 * that every overflow check stands in one place.  Reads and writes nothing.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/xalloc.h"

#define BUF_FIRST 256		/* bytes in a buffer's first block */

void
buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){ .max = max < SIZE_MAX - 1 ? max : SIZE_MAX - 1 };
}

void
buf_reset(struct buf *b)
{
	b->len = 0;
	b->over = false;
	if (b->data != NULL)
		b->data[0] = '\0';
}

void
buf_free(struct buf *b)
{
	free(b->data);
	buf_init(b, b->max);
}

void
buf_shrink(struct buf *b, size_t keep)
{
	if (keep <= b->len)
		keep = b->len + 1;
	if (b->cap <= keep)
		return;
	b->data = xreallocarray(b->data, keep, 1);
	b->cap = keep;
}

char *
buf_take(struct buf *b)
{
	char *data = b->data != NULL ? b->data : xstrdup("");

	buf_init(b, b->max);
	return data;
}

const char *
buf_str(const struct buf *b)
{
	return b->data != NULL ? b->data : "";
}

int
buf_reserve(struct buf *b, size_t n)
{
	size_t cap;

	if (n > b->max - b->len) {
		b->over = true;
		return -1;
	}
	if (b->cap > b->len + n)
		return 0;
	cap = b->cap > 0 ? b->cap : BUF_FIRST;
	while (cap <= b->len + n)
		cap = cap < SIZE_MAX / 2 ? cap * 2 : SIZE_MAX;
	if (cap > b->max + 1)
		cap = b->max + 1;
	b->data = xreallocarray(b->data, cap, 1);
	b->cap = cap;
	b->data[b->len] = '\0';
	return 0;
}

int
buf_add(struct buf *b, const void *p, size_t n)
{
	if (buf_reserve(b, n) != 0)
		return -1;
	if (n > 0)
		memcpy(b->data + b->len, p, n);
	b->len += n;
	b->data[b->len] = '\0';
	return 0;
}

int
buf_adds(struct buf *b, const char *s)
{
	return buf_add(b, s, strlen(s));
}

int
buf_addc(struct buf *b, char c)
{
	return buf_add(b, &c, 1);
}

int
buf_addf(struct buf *b, const char *fmt, ...)
{
	size_t room = b->cap - b->len;	/* the first try mostly fits */
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(room > 0 ? b->data + b->len : NULL, room, fmt, ap);
	va_end(ap);
	if (n < 0 || (size_t)n > b->max - b->len) {
		if (room > 0)
			b->data[b->len] = '\0';
		b->over = true;
		return -1;
	}
	if ((size_t)n >= room) {
		(void)buf_reserve(b, (size_t)n);
		va_start(ap, fmt);
		vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	b->len += (size_t)n;
	return 0;
}

void
buf_cut(struct buf *b, size_t len)
{
	if (len < b->len) {
		b->len = len;
		b->data[len] = '\0';
	}
}

void
buf_drop(struct buf *b, size_t n)
{
	if (b->len == 0)
		return;
	if (n > b->len)
		n = b->len;
	memmove(b->data, b->data + n, b->len - n);
	b->len -= n;
	b->data[b->len] = '\0';
}
