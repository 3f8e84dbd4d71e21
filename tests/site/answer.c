/*
 * What the bundled site answers.  Reads outlets.tsv and redirects.tsv once and
 * the page of each request from pages/HOST/; holds one page and its reply.
 * Never opens a path that leaves that folder and never writes a file.
 */
#include <sys/stat.h>

#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "answer.h"

#define CHUNK_BYTES	1900		/* small, so that every page has several */
#define LINE_BYTES	1024

struct request {
	const char	*method;
	char		*path;		/* decoded, without its query */
	const char	*accept_encoding;
	const char	*if_none_match;
	const char	*if_modified_since;
	bool		 keep;		/* the client can keep the connection */
};

struct page {
	char		*data;
	size_t		 n;
	char		 etag[64];
	char		 modified[40];
	const char	*type;
	bool		 html;
};

static const struct {
	const char	*word;
	unsigned	 option;
} option_words[] = {
	{ "gzip", SITE_GZIP },
	{ "chunked", SITE_CHUNKED },
	{ "close", SITE_CLOSE },
	{ "http10", SITE_HTTP10 },
	{ "charset", SITE_CHARSET }
};

static const struct {
	const char	*ending;
	const char	*type;
} types[] = {
	{ ".html", "text/html" },
	{ ".txt", "text/plain" },
	{ ".xml", "application/xml" },
	{ ".css", "text/css" },
	{ ".js", "text/javascript" }
};

static const struct {
	int		 status;
	const char	*words;
} reasons[] = {
	{ 200, "OK" },
	{ 301, "Moved Permanently" },
	{ 302, "Found" },
	{ 304, "Not Modified" },
	{ 307, "Temporary Redirect" },
	{ 308, "Permanent Redirect" },
	{ 400, "Bad Request" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" }
};

/* Copy the next cell of a TSV line and step behind its tab; false if cut. */
static bool
take_cell(char **line, char *to, size_t cap)
{
	size_t n = strcspn(*line, "\t\n");

	if (n == 0 || n >= cap)
		return false;
	memcpy(to, *line, n);
	to[n] = '\0';
	*line += n;
	if (**line == '\t')
		(*line)++;
	return true;
}

/* Turn "gzip,close" into bits; false at an unknown word. `-` is none. */
static bool
read_options(const char *words, unsigned *options)
{
	size_t i, n;

	*options = 0;
	if (strcmp(words, "-") == 0)
		return true;
	for (; *words != '\0'; words += n + (words[n] == ',')) {
		n = strcspn(words, ",");
		for (i = 0; i < sizeof(option_words) / sizeof(*option_words); i++)
			if (strlen(option_words[i].word) == n &&
			    strncmp(option_words[i].word, words, n) == 0)
				break;
		if (i == sizeof(option_words) / sizeof(*option_words))
			return false;
		*options |= option_words[i].option;
	}
	return true;
}

static const char *
add_outlet(struct site *site, char *line)
{
	struct outlet *o = &site->outlet[site->noutlets];
	char words[SITE_MAX_NAME];

	if (site->noutlets == SITE_MAX_OUTLETS)
		return "too many outlets";
	if (!take_cell(&line, o->host, sizeof(o->host)) ||
	    !take_cell(&line, o->address, sizeof(o->address)) ||
	    !take_cell(&line, words, sizeof(words)) ||
	    strchr(o->host, '/') != NULL || o->host[0] == '.')
		return "outlets.tsv: want host, address, options";
	if (!read_options(words, &o->options))
		return "outlets.tsv: unknown option";
	site->noutlets++;
	return NULL;
}

static const char *
add_redirect(struct site *site, char *line)
{
	struct redirect *r = &site->redirect[site->nredirects];
	char status[8];

	if (site->nredirects == SITE_MAX_REDIRECTS)
		return "too many redirects";
	if (!take_cell(&line, r->host, sizeof(r->host)) ||
	    !take_cell(&line, r->path, sizeof(r->path)) ||
	    !take_cell(&line, status, sizeof(status)) ||
	    !take_cell(&line, r->target, sizeof(r->target)))
		return "redirects.tsv: want host, path, status, target";
	r->status = (int)strtol(status, NULL, 10);
	if (r->status != 301 && r->status != 302 && r->status != 307 &&
	    r->status != 308)
		return "redirects.tsv: status is not a redirect";
	site->nredirects++;
	return NULL;
}

/* Give each line of a table, comments and its header left out, to add. */
static const char *
load_table(struct site *site, const char *name,
    const char *(*add)(struct site *, char *))
{
	char path[LINE_BYTES], line[LINE_BYTES];
	const char *why = NULL;
	bool header = true;
	FILE *fp;

	if (snprintf(path, sizeof(path), "%s/%s", site->root, name) >=
	    (int)sizeof(path))
		return "name of the folder too long";
	if ((fp = fopen(path, "r")) == NULL)
		return "cannot open outlets.tsv and redirects.tsv there";
	while (why == NULL && fgets(line, sizeof(line), fp) != NULL) {
		if (strchr(line, '\n') == NULL)
			why = "a line without its end, or too long";
		else if (line[0] != '#' && line[0] != '\n' && !header)
			why = add(site, line);
		else if (line[0] != '#')
			header = false;
	}
	if (why == NULL && ferror(fp))
		why = "cannot read a table";
	(void)fclose(fp);
	return why;
}

const char *
site_load(struct site *site, const char *root)
{
	const char *why;

	memset(site, 0, sizeof(*site));
	site->root = root;
	if ((why = load_table(site, "outlets.tsv", add_outlet)) != NULL ||
	    (why = load_table(site, "redirects.tsv", add_redirect)) != NULL)
		return why;
	return site->noutlets == 0 ? "outlets.tsv names no outlet" : NULL;
}

void
reply_free(struct reply *r)
{
	free(r->data);
	memset(r, 0, sizeof(*r));
}

static int
append(struct reply *r, const char *data, size_t n)
{
	size_t cap = r->cap == 0 ? 4096 : r->cap;
	char *p;

	while (cap - r->n < n) {
		if (cap > SIZE_MAX / 2)
			return -1;
		cap *= 2;
	}
	if (cap != r->cap) {
		if ((p = realloc(r->data, cap)) == NULL)
			return -1;
		r->data = p;
		r->cap = cap;
	}
	memcpy(r->data + r->n, data, n);
	r->n += n;
	return 0;
}

/* Append a header line or a few; longer ones than LINE_BYTES are our fault. */
static int __attribute__((format(printf, 2, 3)))
appendf(struct reply *r, const char *format, ...)
{
	char line[LINE_BYTES];
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(line, sizeof(line), format, ap);
	va_end(ap);
	if (n < 0 || n >= (int)sizeof(line))
		return -1;
	return append(r, line, (size_t)n);
}

static void
http_date(time_t when, char *to, size_t cap)
{
	struct tm tm;

	if (gmtime_r(&when, &tm) == NULL ||
	    strftime(to, cap, "%a, %d %b %Y %H:%M:%S GMT", &tm) == 0)
		to[0] = '\0';
}

static const char *
reason(int status)
{
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].words;
	return "Unknown";
}

static int
put_status(struct reply *r, const struct outlet *o, int status)
{
	char date[40];

	http_date(time(NULL), date, sizeof(date));
	return appendf(r, "HTTP/1.%d %d %s\r\nServer: serve\r\nDate: %s\r\n%s",
	    o->options & SITE_HTTP10 ? 0 : 1, status, reason(status), date,
	    r->close ? "Connection: close\r\n" : "");
}

/* A short page of the server's own; extra is more header lines, or "". */
static int
put_note(struct reply *r, const struct outlet *o, const struct request *q,
    int status, const char *extra)
{
	char body[LINE_BYTES];
	int n = snprintf(body, sizeof(body), "<!DOCTYPE html>\n<html lang=\"id\">"
	    "<head><title>%d %s</title></head>\n<body><h1>%d</h1>"
	    "<p>Halaman yang dicari tidak ada di alamat ini.</p></body></html>\n",
	    status, reason(status), status);

	if (put_status(r, o, status) != 0 ||
	    appendf(r, "%sContent-Type: text/html; charset=utf-8\r\n"
	    "Content-Length: %d\r\n\r\n", extra, n) != 0)
		return -1;
	if (q->method != NULL && strcmp(q->method, "HEAD") == 0)
		return 0;
	return append(r, body, (size_t)n);
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Cut the query, decode %XX in place; false at a path that is not one. */
static bool
decode_path(char *path)
{
	char *from, *to = path;
	int high, low;

	path[strcspn(path, "?#")] = '\0';
	for (from = path; *from != '\0'; from++) {
		if (*from != '%') {
			*to++ = *from;
			continue;
		}
		if ((high = hex_digit(from[1])) < 0 ||
		    (low = hex_digit(from[2])) < 0 || high * 16 + low == 0)
			return false;
		*to++ = (char)(high * 16 + low);
		from += 2;
	}
	*to = '\0';
	return path[0] == '/' && strlen(path) < SITE_MAX_NAME;
}

/* No segment may begin with a dot: neither `..` nor hidden files are served. */
static bool
is_inside(const char *path)
{
	return strstr(path, "/.") == NULL && strchr(path, '\\') == NULL;
}

/* The value of a header line called name, or NULL when it is another line. */
static const char *
header_value(const char *line, const char *name)
{
	size_t n = strlen(name);

	if (strncasecmp(line, name, n) != 0 || line[n] != ':')
		return NULL;
	for (line += n + 1; *line == ' ' || *line == '\t'; line++)
		;
	return line;
}

static void
read_header(struct request *q, const char *line)
{
	const char *value;

	if ((value = header_value(line, "Accept-Encoding")) != NULL)
		q->accept_encoding = value;
	else if ((value = header_value(line, "If-None-Match")) != NULL)
		q->if_none_match = value;
	else if ((value = header_value(line, "If-Modified-Since")) != NULL)
		q->if_modified_since = value;
	else if ((value = header_value(line, "Connection")) != NULL)
		q->keep = strncasecmp(value, "close", 5) != 0;
}

/* Split a head into its parts, in place; false when it is not HTTP/1. */
static bool
read_request(struct request *q, char *head)
{
	char *line = head, *next, *version;

	memset(q, 0, sizeof(*q));
	next = strstr(line, "\r\n");
	*next = '\0';
	if ((q->path = strchr(line, ' ')) == NULL)
		return false;
	*q->path++ = '\0';
	if ((version = strchr(q->path, ' ')) == NULL)
		return false;
	*version++ = '\0';
	if (strncmp(version, "HTTP/1.", 7) != 0 || !decode_path(q->path))
		return false;
	q->method = line;
	q->keep = strcmp(version, "HTTP/1.0") != 0;
	for (line = next + 2; (next = strstr(line, "\r\n")) != NULL &&
	    next != line; line = next + 2) {
		*next = '\0';
		read_header(q, line);
	}
	return true;
}

/* Read what the open fd holds and name it; the caller frees page->data. */
static bool
read_page(struct page *page, int fd, const char *name)
{
	const char *ending = strrchr(name, '.');
	struct stat st;
	ssize_t got;
	size_t i;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < 0 ||
	    st.st_size > SITE_MAX_FILE)
		return false;
	if ((page->data = malloc((size_t)st.st_size + 1)) == NULL)
		return false;
	while (page->n < (size_t)st.st_size && (got = read(fd,
	    page->data + page->n, (size_t)st.st_size - page->n)) > 0)
		page->n += (size_t)got;
	page->type = "application/octet-stream";
	for (i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (ending != NULL && strcmp(types[i].ending, ending) == 0)
			page->type = types[i].type;
	page->html = strcmp(page->type, "text/html") == 0;
	(void)snprintf(page->etag, sizeof(page->etag), "\"%jx-%zx\"",
	    (uintmax_t)st.st_mtime, page->n);
	http_date(st.st_mtime, page->modified, sizeof(page->modified));
	return page->n == (size_t)st.st_size;
}

/* 200 with the page, 301 where the slash of a folder is missing, or 404. */
static int
find_page(const struct site *site, const struct outlet *o,
    const struct request *q, struct page *page)
{
	char name[LINE_BYTES * 2];
	struct stat st;
	size_t n = strlen(q->path);
	int fd, status = 404;

	if (!is_inside(q->path) || snprintf(name, sizeof(name),
	    "%s/pages/%s%s%s", site->root, o->host, q->path,
	    q->path[n - 1] == '/' ? "index.html" : "") >= (int)sizeof(name))
		return 404;
	if (stat(name, &st) == 0 && S_ISDIR(st.st_mode))
		return 301;
	if ((fd = open(name, O_RDONLY | O_NOFOLLOW)) == -1)
		return 404;
	if (read_page(page, fd, name))
		status = 200;
	(void)close(fd);
	return status;
}

/* Put a gzip member in the place of the page's bytes. */
static int
compress_page(struct page *page)
{
	z_stream z;
	uLong bound;
	char *out;
	int rc;

	memset(&z, 0, sizeof(z));
	if (deflateInit2(&z, 6, Z_DEFLATED, MAX_WBITS + 16, 8,
	    Z_DEFAULT_STRATEGY) != Z_OK)
		return -1;
	bound = deflateBound(&z, page->n);
	if ((out = malloc(bound)) == NULL) {
		(void)deflateEnd(&z);
		return -1;
	}
	z.next_in = (Bytef *)page->data;
	z.avail_in = (uInt)page->n;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)bound;
	rc = deflate(&z, Z_FINISH);
	free(page->data);
	page->data = out;
	page->n = z.total_out;
	(void)deflateEnd(&z);
	return rc == Z_STREAM_END ? 0 : -1;
}

static int
put_chunks(struct reply *r, const char *data, size_t n)
{
	size_t part;

	for (; n > 0; data += part, n -= part) {
		part = n < CHUNK_BYTES ? n : CHUNK_BYTES;
		if (appendf(r, "%zx\r\n", part) != 0 ||
		    append(r, data, part) != 0 || append(r, "\r\n", 2) != 0)
			return -1;
	}
	return append(r, "0\r\n\r\n", 5);
}

/* Only pages are coded and cut into chunks: files are sent as they lie. */
static int
put_page(struct reply *r, const struct outlet *o, const struct request *q,
    struct page *page)
{
	bool zip = (o->options & SITE_GZIP) && page->html &&
	    q->accept_encoding != NULL &&
	    strstr(q->accept_encoding, "gzip") != NULL;
	bool chunked = (o->options & SITE_CHUNKED) && page->html;
	bool same = q->if_none_match != NULL ?
	    strcmp(q->if_none_match, page->etag) == 0 :
	    q->if_modified_since != NULL &&
	    strcmp(q->if_modified_since, page->modified) == 0;

	if (put_status(r, o, same ? 304 : 200) != 0 ||
	    appendf(r, "Last-Modified: %s\r\nETag: %s\r\n%s", page->modified,
	    page->etag, o->options & SITE_GZIP ? "Vary: Accept-Encoding\r\n" :
	    "") != 0)
		return -1;
	if (same)
		return append(r, "\r\n", 2);
	if ((zip && compress_page(page) != 0) ||
	    appendf(r, "Content-Type: %s%s\r\n%s", page->type,
	    o->options & SITE_CHARSET ? "; charset=utf-8" : "",
	    zip ? "Content-Encoding: gzip\r\n" : "") != 0)
		return -1;
	if (chunked ? append(r, "Transfer-Encoding: chunked\r\n", 28) != 0 :
	    !(o->options & SITE_HTTP10) &&
	    appendf(r, "Content-Length: %zu\r\n", page->n) != 0)
		return -1;
	if (append(r, "\r\n", 2) != 0 || strcmp(q->method, "HEAD") == 0)
		return r->n > 0 ? 0 : -1;
	return chunked ? put_chunks(r, page->data, page->n) :
	    append(r, page->data, page->n);
}

static const struct redirect *
find_redirect(const struct site *site, const struct outlet *o, const char *path)
{
	size_t i;

	for (i = 0; i < site->nredirects; i++)
		if (strcmp(site->redirect[i].host, o->host) == 0 &&
		    strcmp(site->redirect[i].path, path) == 0)
			return &site->redirect[i];
	return NULL;
}

static int
put_path(struct reply *r, const struct site *site, const struct outlet *o,
    const struct request *q)
{
	const struct redirect *to = find_redirect(site, o, q->path);
	struct page page = { .data = NULL };
	char extra[SITE_MAX_NAME + 16];
	int rc, status;

	if (to != NULL) {
		(void)snprintf(extra, sizeof(extra), "Location: %s\r\n",
		    to->target);
		return put_note(r, o, q, to->status, extra);
	}
	status = find_page(site, o, q, &page);
	if (status == 200)
		rc = put_page(r, o, q, &page);
	else {
		(void)snprintf(extra, sizeof(extra), "Location: %s/\r\n",
		    q->path);
		rc = put_note(r, o, q, status, status == 301 ? extra : "");
	}
	free(page.data);
	return rc;
}

int
site_answer(const struct site *site, const struct outlet *o, char *head,
    size_t n, struct reply *r)
{
	struct request q;
	int rc;

	/* A NUL would hide what follows it; the last LF makes room for ours. */
	if (memchr(head, '\0', n) != NULL)
		head[0] = ' ';
	head[n - 1] = '\0';
	head[n - 2] = '\0';
	r->close = true;
	if (!read_request(&q, head)) {
		q.method = NULL;
		rc = put_note(r, o, &q, 400, "");
	} else if (strcmp(q.method, "GET") != 0 && strcmp(q.method, "HEAD") != 0)
		rc = put_note(r, o, &q, 405, "Allow: GET, HEAD\r\n");
	else {
		r->close = !q.keep || (o->options & (SITE_CLOSE | SITE_HTTP10));
		rc = put_path(r, site, o, &q);
	}
	if (rc != 0)
		reply_free(r);
	return rc;
}
