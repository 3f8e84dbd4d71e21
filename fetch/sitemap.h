/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FETCH_SITEMAP_H
#define KLIPING_FETCH_SITEMAP_H

#include "fetch/links.h"

/*
 * The addresses of a sitemap or an index of sitemaps (sitemaps.org 0.9, with
 * or without its namespace), with the news and hreflang extensions; those of
 * images and videos are passed.  The date is that of the news, else lastmod.
 *
 * document is XML in UTF-8.  NULL, or why it was read no further.
 */
const char *sitemap_read(struct finder *, struct slice document,
	     struct slice base);

/* A sitemap in plain text: one absolute address a line. */
void	 sitemap_read_text(struct finder *, struct slice text);

/* The `Sitemap:` lines of a robots.txt (RFC 9309, 2.2.4). */
void	 sitemap_read_robots(struct finder *, struct slice text,
	     struct slice base);

#endif
