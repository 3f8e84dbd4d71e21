/*
 * The site that serve shows: which outlets there are, and what a request to one
 * of them is answered with.  No sockets here.
 */
#ifndef SITE_ANSWER_H
#define SITE_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#define SITE_MAX_OUTLETS	16	/* 127.0.1.1 and up; the site has 8 */
#define SITE_MAX_REDIRECTS	32
#define SITE_MAX_NAME		256	/* bytes of a host or of one path */
#define SITE_MAX_HEAD		8192	/* bytes of a request, as common servers */
#define SITE_MAX_FILE		(1 << 20)	/* the pages have 6 to 25 kB */

/* What an outlet's line in outlets.tsv may say after its address. */
enum site_option {
	SITE_GZIP = 1,		/* pages gzip-coded for who accepts it */
	SITE_CHUNKED = 2,	/* pages in chunks, without their length */
	SITE_CLOSE = 4,		/* one request a connection */
	SITE_HTTP10 = 8,	/* an HTTP/1.0 server: no length, the end tells */
	SITE_CHARSET = 16	/* Content-Type says charset=utf-8 */
};

struct outlet {
	char		 host[SITE_MAX_NAME];
	char		 address[16];
	unsigned	 options;
};

struct redirect {
	char		 host[SITE_MAX_NAME];
	char		 path[SITE_MAX_NAME];
	char		 target[SITE_MAX_NAME];
	int		 status;	/* 301, 302, 307 or 308 */
};

struct site {
	const char	*root;		/* borrowed */
	struct outlet	 outlet[SITE_MAX_OUTLETS];
	struct redirect	 redirect[SITE_MAX_REDIRECTS];
	size_t		 noutlets;
	size_t		 nredirects;
};

/* Bytes to send, and whether the connection ends after them. */
struct reply {
	char		*data;		/* owned; NULL after reply_free */
	size_t		 n;
	size_t		 cap;
	bool		 close;
};

/*
 * Read ROOT/outlets.tsv and ROOT/redirects.tsv into site.  Returns NULL, or the
 * reason of the failure: a constant string.  root must outlive site.
 */
const char *site_load(struct site *, const char *root);

/*
 * Build the reply to one request, whose head is the n bytes at head with the
 * blank line at their end.  head is changed.  Returns 0, or -1 when memory ran
 * out, and then the reply is empty.  The reply must be empty before.
 */
int site_answer(const struct site *, const struct outlet *, char *head,
    size_t n, struct reply *);

/* Let go of the reply's bytes; it is empty and can be used again. */
void reply_free(struct reply *);

#endif
