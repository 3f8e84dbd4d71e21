/* SPDX-License-Identifier: MIT */
/*
 * The page of --html: a legend, the articles as they come, the list of them,
 * and what the rules are.  The list stands last, because it is whole only
 * then; until then it lies in a file without a name.  Holds one article and
 * asks nothing of the network: style sheet inside, no script, no picture.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "extract/extract_data.h"
#include "extract/html.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

static const char head[] =
"<!DOCTYPE html>\n"
"<html lang=\"en\">\n"
"<head>\n"
"<meta charset=\"utf-8\">\n"
"<meta name=\"viewport\" content=\"width=device-width\">\n"
"<meta http-equiv=\"Content-Security-Policy\""
" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
"<link rel=\"icon\" href=\"data:,\">\n"
"<title>kliping: what was read where</title>\n"
"<style>\n";

static const char intro[] =
"</style>\n"
"</head>\n"
"<body>\n"
"<header>\n"
"<a class=\"skip\" href=\"#articles\">To the list of articles</a>\n"
"<h1>What was read where</h1>\n"
"<p class=\"soft\">Every mark is a row of a table. Point at it for the row and"
" the <a href=\"#rules\">rule</a> that read it; its label is the row's letter"
" and number.</p>\n"
"<ul class=\"legend\">\n";

/* A file that is built in beside the data. */
static struct slice
built_in(const char *name)
{
	const struct data_file *f = extract_data;

	while (f->name != NULL && strcmp(f->name, name) != 0)
		f++;
	return f->name == NULL ? slice("", 0) :
	    slice((const char *)f->bytes, f->n);
}

/* What hides the marks of a table whose box is not ticked. */
static void
put_switches(FILE *fp)
{
	const struct html_kind *kind;

	for (kind = html_kinds; kind->table != NULL; kind++)
		(void)fprintf(fp, "body:has(#show-%s:not(:checked)) mark.%s {"
		    " background: none; text-decoration: none; border: 0; }\n"
		    "body:has(#show-%s:not(:checked)) mark.%s::before {"
		    " content: none; }\n", kind->table, kind->table,
		    kind->table, kind->table);
}

static void
put_head(FILE *fp)
{
	struct slice style = built_in("page.css");
	const struct html_kind *kind;

	(void)fputs(head, fp);
	(void)fwrite(style.p, 1, style.n, fp);
	put_switches(fp);
	(void)fputs(intro, fp);
	for (kind = html_kinds; kind->table != NULL; kind++)
		(void)fprintf(fp, "<li><label><input type=\"checkbox\""
		    " id=\"show-%s\" checked><span class=\"key %s\">"
		    "<b>%s</b> %s</span></label></li>\n", kind->table,
		    kind->table, kind->letter, kind->says);
	(void)fputs("</ul>\n</header>\n<main>\n", fp);
}

/* Keep why the page is lost, before something else fails. */
static void
note_error(struct html *h)
{
	if (ferror(h->fp) && h->error == 0)
		h->error = errno != 0 ? errno : EIO;
}

int
html_open(struct html *h, const char *path, const struct knowledge *k)
{
	size_t i;

	*h = (struct html){ .fp = stdout };
	if (strcmp(path, "-") != 0) {
		h->path = xstrdup(path);
		h->fp = table_new_file(path, &h->tmp);
	}
	if (h->fp == NULL || (h->list = tmpfile()) == NULL)
		return -1;
	for (i = 0; table_kinds[i].name != NULL; i++) {
		buf_init(&h->rows[i], HTML_MAX_ROWS);
		table_open_buf(&h->table[i], &table_kinds[i], k,
		    &h->rows[i]);
	}
	h->ntables = i;
	errno = 0;
	put_head(h->fp);
	note_error(h);
	return 0;
}

/* Only what a browser fetches by itself when asked; never a script. */
static bool
is_web(struct slice url)
{
	static const char *const schemes[] = { "http://", "https://" };
	size_t i;

	for (i = 0; i < 2; i++)
		if (url.n > strlen(schemes[i]) && memcmp(url.p, schemes[i],
		    strlen(schemes[i])) == 0)
			return true;
	return false;
}

static void
put_source(struct html *h, const struct article *a)
{
	static const enum article_cell cells[] = { ARTICLE_OUTLET,
	    ARTICLE_PUBLISHED, ARTICLE_AUTHOR, ARTICLE_DOC };
	struct slice url = a->cell[ARTICLE_URL];
	bool link = is_web(url);
	size_t i;

	(void)fputs("<p class=\"soft\">", h->fp);
	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		if (a->cell[cells[i]].n == 0)
			continue;
		html_text(h->fp, a->cell[cells[i]]);
		(void)fputs(" \xc2\xb7 ", h->fp);
	}
	if (link) {
		(void)fputs("<a rel=\"noopener noreferrer\" href=\"", h->fp);
		html_text(h->fp, url);
		(void)fputs("\">", h->fp);
	}
	html_text(h->fp, url);
	(void)fputs(link ? "</a></p>\n" : "</p>\n", h->fp);
}

/* The title, or something that can be pointed at. */
static void
put_title(FILE *fp, const struct article *a)
{
	html_text(fp, a->title.text.n > 0 ? a->title.text :
	    slice_str("(without a title)"));
}

static void
put_list_entry(struct html *h, const struct article *a)
{
	(void)fprintf(h->list, "<li><a href=\"#a%zu\">", h->articles);
	put_title(h->list, a);
	(void)fputs("</a><span>", h->list);
	html_text(h->list, a->cell[ARTICLE_OUTLET]);
	(void)fputs("</span></li>\n", h->list);
}

static void
put_pair(FILE *fp, struct slice name, struct slice cell)
{
	(void)fputs("<div><dt>", fp);
	html_text(fp, name);
	(void)fputs("</dt><dd>", fp);
	html_text(fp, cell);
	(void)fputs("</dd></div>\n", fp);
}

/* The cells of the wide table that the head of the article does not show. */
static void
put_event(struct html *h, const char *header, struct slice row)
{
	int first = html_column(header, "dateline");
	size_t i;
	struct slice name, cell;

	(void)fputs("<dl class=\"event\">\n", h->fp);
	for (i = first < 0 ? 0 : (size_t)first; (name = html_cell(
	    slice_str(header), i)).n > 0; i++)
		if ((cell = html_cell(row, i)).n > 0)
			put_pair(h->fp, name, cell);
	put_pair(h->fp, slice_str("rule"), html_cell(row, i));
	(void)fputs("</dl>\n", h->fp);
}

static void
put_header_row(FILE *fp, const char *header)
{
	size_t i;
	struct slice name;

	(void)fputs("<thead><tr>", fp);
	for (i = 1; (name = html_cell(slice_str(header), i)).n > 0; i++) {
		(void)fputs("<th scope=\"col\">", fp);
		html_text(fp, name);
		(void)fputs("</th>", fp);
	}
	(void)fputs("<th scope=\"col\">rule</th></tr></thead>\n<tbody>\n", fp);
}

/* A row, its number a link to its mark. */
static void
put_row(struct html *h, const struct html_hit *hit)
{
	size_t i, last = 1;
	const char *p = hit->header;

	while ((p = strchr(p, '\t')) != NULL) {
		last++;
		p++;
	}
	(void)fprintf(h->fp, "<tr%s><td><a href=\"#a%zu-%s-%zu\">%zu</a></td>",
	    html_has_failed(hit) ? " class=\"failed\"" : "", h->articles, hit->kind->table,
	    hit->n, hit->n);
	for (i = 2; i <= last; i++) {
		(void)fputs("<td>", h->fp);
		html_text(h->fp, html_cell(hit->row, i));
		(void)fputs("</td>", h->fp);
	}
	(void)fputs("</tr>\n", h->fp);
}

static int
by_number(const void *a, const void *b)
{
	const struct html_hit *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->n > y->n) - (x->n < y->n);
}

/* The rows of every table that has any, folded. */
static void
put_tables(struct html *h)
{
	struct html_marks *m = &h->marks;
	size_t i, from;

	if (m->n > 1)
		qsort(m->v, m->n, sizeof(*m->v), by_number);
	for (from = 0; from < m->n; from = i) {
		const struct html_kind *kind = m->v[from].kind;

		for (i = from; i < m->n && m->v[i].kind == kind; i++)
			continue;
		(void)fprintf(h->fp, "<details><summary>%s: %zu</summary>\n"
		    "<div class=\"wide\"><table>\n", kind->table, i - from);
		put_header_row(h->fp, m->v[from].header);
		for (i = from; i < m->n && m->v[i].kind == kind; i++)
			put_row(h, &m->v[i]);
		(void)fputs("</tbody></table></div></details>\n", h->fp);
	}
}

static const struct html_kind *
kind_of(const char *table)
{
	const struct html_kind *kind = html_kinds;

	while (kind->table != NULL && strcmp(kind->table, table) != 0)
		kind++;
	return kind->table == NULL ? NULL : kind;
}

/* Every table's rows of the article in hand; the wide table's in *event. */
static void
read_rows(struct html *h, const struct article *a, const struct facts *f,
    const struct knowledge *k, size_t *event)
{
	size_t i;

	h->marks.n = 0;
	h->marks.article = h->articles;
	*event = SIZE_MAX;
	for (i = 0; i < h->ntables; i++) {
		struct table *t = &h->table[i];
		const struct html_kind *kind = kind_of(t->kind->name);

		buf_reset(&h->rows[i]);
		t->kind->put(t, a, f, k);
		h->lost += t->lost;
		t->lost = 0;
		if (kind == NULL)
			*event = i;
		else
			html_add_rows(&h->marks, kind, t->header,
			    slice(h->rows[i].data, h->rows[i].len));
	}
}

void
html_put(struct html *h, const struct article *a, const struct facts *f,
    const struct knowledge *k)
{
	size_t event;

	errno = 0;
	h->articles++;
	put_list_entry(h, a);
	read_rows(h, a, f, k, &event);
	(void)fprintf(h->fp, "<article id=\"a%zu\">\n<h2 lang=\"id\">",
	    h->articles);
	put_title(h->fp, a);
	(void)fputs("</h2>\n", h->fp);
	put_source(h, a);
	if (event != SIZE_MAX && h->rows[event].len > 0)
		put_event(h, h->table[event].header,
		    slice(h->rows[event].data, h->rows[event].len - 1));
	(void)fputs("<div class=\"text\" lang=\"id\">", h->fp);
	html_paragraphs(h->fp, a->body.text, &h->marks);
	(void)fputs("</div>\n", h->fp);
	(void)html_elsewhere(h->fp, &h->marks);
	put_tables(h);
	(void)fputs("</article>\n", h->fp);
	note_error(h);
}

static void
put_rules(FILE *fp)
{
	size_t i;

	(void)fputs("<section id=\"rules\">\n<h2>Rules</h2>\n"
	    "<details><summary>What each rule looks for</summary>\n"
	    "<table>\n", fp);
	for (i = RULE_NONE + 1; i < RULES; i++) {
		(void)fprintf(fp, "<tr><th scope=\"row\">%s</th><td>",
		    rule_names[i].name);
		html_text(fp, slice_str(rule_names[i].says));
		(void)fputs("</td></tr>\n", fp);
	}
	(void)fputs("</table></details>\n</section>\n</main>\n", fp);
}

/* The list into the page.  0, or -1 when it could not be kept. */
static int
put_list(struct html *h)
{
	char part[BUFSIZ];
	size_t n;

	(void)fprintf(h->fp, "<nav id=\"articles\" aria-label=\"Articles\">\n"
	    "<h2>Articles: %zu</h2>\n<ol>\n", h->articles);
	rewind(h->list);
	while ((n = fread(part, 1, sizeof(part), h->list)) > 0)
		(void)fwrite(part, 1, n, h->fp);
	(void)fputs("</ol>\n</nav>\n</body>\n</html>\n", h->fp);
	return ferror(h->list) ? -1 : 0;
}

/* Close the file and give it its name, or take it away. */
static int
close_file(struct html *h, int rc, int whole)
{
	note_error(h);
	if (fclose(h->fp) != 0 && h->error == 0)
		h->error = errno;
	if (h->error != 0) {
		rc = -1;
		errno = h->error;
	}
	if (rc == 0 && whole)
		rc = rename(h->tmp, h->path);
	if (rc != 0 || !whole)
		(void)unlink(h->tmp);
	return rc;
}

int
html_close(struct html *h, int whole)
{
	int rc, error;
	size_t i;

	errno = 0;
	put_rules(h->fp);
	rc = put_list(h);
	if (rc != 0)
		errno = EIO;
	if (h->path != NULL)
		rc = close_file(h, rc, whole);
	error = errno;
	(void)fclose(h->list);
	for (i = 0; i < h->ntables; i++) {
		(void)table_close(&h->table[i], 0);
		buf_free(&h->rows[i]);
	}
	html_marks_free(&h->marks);
	free(h->path);
	free(h->tmp);
	errno = error;
	return rc;
}
