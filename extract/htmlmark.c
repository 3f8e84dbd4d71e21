/* SPDX-License-Identifier: MIT */
/*
 * Text with marks.  Marks of rows may lie in one another and may cross, which
 * elements may not, so each stretch of text is put into the marks of all rows
 * that cover it: those that stay open do, the others are closed and opened
 * again.  Only the first piece of a mark has its label and its id.
 */
#include <stdlib.h>

#include "extract/htmlmark.h"
#include "lib/ascii.h"
#include "lib/utf8.h"
#include "lib/xalloc.h"

#define TIP_MAX_CELL	80	/* bytes of a cell in a tooltip */

const struct html_kind html_kinds[] = {
	{ "people", "P", "people and office-holders" },
	{ "institutions", "I", "institutions" },
	{ "counts", "N", "counts" },
	{ "quotes", "Q", "quotations and reported speech" },
	{ "operations", "O", "operations" },
	{ "dates", "D", "dates" },
	{ "places", "L", "places" },
	{ "themes", "T", "themes" },
	{ "checks", "C", "claims that hold (\xe2\x9c\x93) or fail (\xe2\x9c\x97)" },
	{ NULL, NULL, NULL }
};

struct slice
html_cell(struct slice row, size_t i)
{
	const char *p = row.p, *end = row.p + row.n, *tab;

	for (; p < end; p = tab + 1, i--) {
		tab = memchr(p, '\t', (size_t)(end - p));
		if (i == 0)
			return slice(p, (size_t)((tab == NULL ? end : tab) -
			    p));
		if (tab == NULL)
			break;
	}
	return slice("", 0);
}

static size_t
columns(const char *header)
{
	size_t n = 1;

	for (; *header != '\0'; header++)
		n += *header == '\t';
	return n;
}

int
html_column(const char *header, const char *name)
{
	size_t n = columns(header), i;

	for (i = 0; i < n; i++)
		if (slice_is(html_cell(slice_str(header), i), name))
			return (int)i;
	return -1;
}

void
html_text(FILE *fp, struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '&':
			(void)fputs("&amp;", fp);
			break;
		case '<':
			(void)fputs("&lt;", fp);
			break;
		case '>':
			(void)fputs("&gt;", fp);
			break;
		case '"':
			(void)fputs("&quot;", fp);
			break;
		case '\r':
			/* A bare one would be read as a line's end. */
			(void)fputs("&#13;", fp);
			break;
		default:
			(void)putc(s.p[i], fp);
		}
}

static size_t
number(struct slice s)
{
	size_t n = 0, i;

	for (i = 0; i < s.n && ascii_is_digit(s.p[i]); i++)
		n = n * 10 + (size_t)(s.p[i] - '0');
	return n;
}

void
html_add_rows(struct html_marks *m, const struct html_kind *kind,
    const char *header, struct slice rows)
{
	size_t last = columns(header);
	const char *p = rows.p, *end = rows.p + rows.n, *lf;

	for (; p < end; p = lf + 1) {
		struct html_hit hit = { .kind = kind, .header = header };

		lf = memchr(p, '\n', (size_t)(end - p));
		hit.row = slice(p, (size_t)(lf - p));
		hit.n = number(html_cell(hit.row, 1));
		hit.begin = number(html_cell(hit.row, last - 2));
		hit.end = number(html_cell(hit.row, last - 1));
		m->v = xgrow(m->v, m->n, &m->cap, sizeof(*m->v));
		m->v[m->n++] = hit;
	}
}

/* Outer ones first. */
static int
by_begin(const void *a, const void *b)
{
	const struct html_hit *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind > y->kind ? -1 : 1;
	return (x->n > y->n) - (x->n < y->n);
}

/* No more of a cell than a tooltip can show. */
static struct slice
shortened(struct slice s)
{
	size_t n = 0, len;

	if (s.n <= TIP_MAX_CELL)
		return s;
	while ((len = utf8_length(s.p + n, s.n - n)) > 0 &&
	    n + len <= TIP_MAX_CELL)
		n += len;
	return slice(s.p, n);
}

/* `people 2: name Donny, rank Kompol; rule person-rank` */
static void
put_tip(FILE *fp, const struct html_hit *hit)
{
	size_t last = columns(hit->header), i;
	const char *between = ": ";

	(void)fprintf(fp, "%s %zu", hit->kind->table, hit->n);
	for (i = 2; i + 2 < last; i++) {
		struct slice cell = html_cell(hit->row, i);
		struct slice part = shortened(cell);

		if (cell.n == 0)
			continue;
		(void)fputs(between, fp);
		html_text(fp, html_cell(slice_str(hit->header), i));
		(void)putc(' ', fp);
		html_text(fp, part);
		if (part.n < cell.n)
			(void)fputs("\xe2\x80\xa6", fp);
		between = ", ";
	}
	(void)fputs("; rule ", fp);
	html_text(fp, html_cell(hit->row, last));
}

bool
html_has_failed(const struct html_hit *hit)
{
	int ok = html_column(hit->header, "ok");

	return ok >= 0 && slice_is(html_cell(hit->row, (size_t)ok), "0");
}

/* What the label says of a check. */
static const char *
verdict(const struct html_hit *hit)
{
	if (html_column(hit->header, "ok") < 0)
		return "";
	return html_has_failed(hit) ? "\xe2\x9c\x97" : "\xe2\x9c\x93";
}

/* The start tag of the innermost of n marks, whose tooltip tells of all. */
static void
put_mark(FILE *fp, struct html_hit *const *stack, size_t n, size_t article)
{
	struct html_hit *hit = stack[n - 1];

	(void)fprintf(fp, "<mark class=\"%s%s\"", hit->kind->table,
	    html_has_failed(hit) ? " failed" : "");
	if (!hit->marked)
		(void)fprintf(fp, " id=\"a%zu-%s-%zu\" data-k=\"%s%zu%s\"",
		    article, hit->kind->table, hit->n, hit->kind->letter,
		    hit->n, verdict(hit));
	hit->marked = true;
	(void)fputs(" title=\"", fp);
	while (n-- > 0) {
		put_tip(fp, stack[n]);
		if (n > 0)
			(void)putc('\n', fp);
	}
	(void)fputs("\">", fp);
}

/* The marks around the text being written. */
struct pen {
	FILE		*fp;
	struct slice	 text;
	size_t		 at, article;
	struct html_hit	*want[HTML_MAX_DEPTH], *open[HTML_MAX_DEPTH];
	size_t		 nwant, nopen;
};

static void
close_marks(struct pen *p, size_t keep)
{
	for (; p->nopen > keep; p->nopen--)
		(void)fputs("</mark>", p->fp);
}

/* Write up to a byte, inside all marks that are wanted. */
static void
write_to(struct pen *p, size_t end)
{
	size_t same = 0;

	if (end == p->at)
		return;
	while (same < p->nopen && same < p->nwant &&
	    p->open[same] == p->want[same])
		same++;
	close_marks(p, same);
	for (; p->nopen < p->nwant; p->nopen++) {
		p->open[p->nopen] = p->want[p->nopen];
		put_mark(p->fp, p->open, p->nopen + 1, p->article);
	}
	html_text(p->fp, slice(p->text.p + p->at, end - p->at));
	p->at = end;
}

/* Up to a byte, with the ends of paragraphs before it. */
static void
write_lines(struct pen *p, size_t end)
{
	const char *lf;

	while (p->at < end && (lf = memchr(p->text.p + p->at, '\n', end -
	    p->at)) != NULL) {
		write_to(p, (size_t)(lf - p->text.p));
		close_marks(p, 0);
		(void)fputs("</p>\n<p>", p->fp);
		p->at++;
	}
	write_to(p, end);
}

/* The next byte up to `end` where a wanted mark ends. */
static size_t
next_end(const struct pen *p, size_t end)
{
	size_t i;

	for (i = 0; i < p->nwant; i++)
		if (p->want[i]->end < end)
			end = p->want[i]->end;
	return end;
}

static void
drop_ended(struct pen *p)
{
	size_t i, kept = 0;

	for (i = 0; i < p->nwant; i++)
		if (p->want[i]->end > p->at)
			p->want[kept++] = p->want[i];
	p->nwant = kept;
}

/* Up to a byte, leaving marks as they end. */
static void
write_until(struct pen *p, size_t end)
{
	do {
		write_lines(p, next_end(p, end));
		drop_ended(p);
	} while (p->at < end);
}

void
html_paragraphs(FILE *fp, struct slice text, struct html_marks *m)
{
	struct pen p = { .fp = fp, .text = text, .article = m->article };
	size_t i;

	if (m->n > 1)
		qsort(m->v, m->n, sizeof(*m->v), by_begin);
	(void)fputs("<p>", fp);
	for (i = 0; i < m->n; i++) {
		struct html_hit *hit = &m->v[i];

		if (hit->end <= hit->begin || hit->end > text.n)
			continue;
		write_until(&p, hit->begin);
		if (p.nwant < HTML_MAX_DEPTH)
			p.want[p.nwant++] = hit;
	}
	write_until(&p, text.n);
	close_marks(&p, 0);
	(void)fputs("</p>", fp);
}

size_t
html_elsewhere(FILE *fp, const struct html_marks *m)
{
	size_t i, n = 0;

	for (i = 0; i < m->n; i++) {
		struct html_hit *hit = &m->v[i];

		if (hit->marked)
			continue;
		(void)fputs(n++ == 0 ? "<p class=\"soft\">Read elsewhere than "
		    "in the text: " : " ", fp);
		put_mark(fp, &hit, 1, m->article);
		html_text(fp, shortened(html_cell(hit->row, 2)));
		(void)fputs("</mark>", fp);
	}
	if (n > 0)
		(void)fputs("</p>\n", fp);
	return n;
}

void
html_marks_free(struct html_marks *m)
{
	free(m->v);
	*m = (struct html_marks){ 0 };
}
