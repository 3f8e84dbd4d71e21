/* SPDX-License-Identifier: MIT */
/*
 * One row of the articles stream into an article: cells by column name, title
 * and text unescaped and read.  Holds one article and uses its memory again.
 */
#include <string.h>

#include "extract/article.h"
#include "lib/ascii.h"

static const char *const names[ARTICLE_CELLS] = {
	"doc", "url", "outlet", "title", "author", "editor", "published", "text"
};

void
article_init(struct article *a)
{
	*a = (struct article){ 0 };
	buf_init(&a->title_text, ARTICLE_MAX_TITLE);
	buf_init(&a->text, ARTICLE_MAX_TEXT);
}

void
article_free(struct article *a)
{
	passage_free(&a->title);
	passage_free(&a->body);
	arena_free(&a->arena);
	buf_free(&a->title_text);
	buf_free(&a->text);
}

const char *
article_columns(struct article_columns *columns, const struct tsv *in)
{
	size_t i;

	for (i = 0; i < ARTICLE_CELLS; i++) {
		int at = tsv_column(in, names[i]);

		if (at < 0)
			return names[i];
		columns->at[i] = (size_t)at;
	}
	return NULL;
}

/* n digits as a number, or -1. */
static int
digits(const char *p, size_t n)
{
	int value = 0;

	for (; n > 0; n--, p++) {
		if (!ascii_is_digit(*p))
			return -1;
		value = value * 10 + (*p - '0');
	}
	return value;
}

/* The day that an ISO 8601 time stamp begins with; year 0 when it has none. */
static struct date
day_of(struct slice s)
{
	struct date d = { 0 }, none = { 0 };

	if (s.n < 10 || s.p[4] != '-' || s.p[7] != '-')
		return none;
	d.year = digits(s.p, 4);
	d.month = digits(s.p + 5, 2);
	d.day = digits(s.p + 8, 2);
	return date_is_valid(d) ? d : none;
}

static int
read_text(struct passage *p, struct buf *text, struct slice cell,
    const struct matcher *m, const char **why)
{
	buf_reset(text);
	if (tsv_unescape(text, cell) != 0) {
		*why = text->over || cell.n > text->max ? "text is too long" :
		    "broken escape";
		return -1;
	}
	passage_read(p, m, slice(buf_str(text), text->len));
	return 0;
}

int
article_read(struct article *a, const struct tsv *in,
    const struct article_columns *columns, const struct matcher *m,
    const char **why, size_t *column)
{
	size_t i;

	arena_reset(&a->arena);
	for (i = 0; i < ARTICLE_CELLS; i++)
		a->cell[i] = in->field[columns->at[i]];
	a->published = day_of(a->cell[ARTICLE_PUBLISHED]);
	*column = columns->at[ARTICLE_TITLE] + 1;
	if (read_text(&a->title, &a->title_text, a->cell[ARTICLE_TITLE], m,
	    why) != 0)
		return -1;
	*column = columns->at[ARTICLE_TEXT] + 1;
	return read_text(&a->body, &a->text, a->cell[ARTICLE_TEXT], m, why);
}
