/* SPDX-License-Identifier: MIT */
/*
 * What the readers of feeds, sitemaps and pages share: resolving, counting,
 * and the texts that stand beside addresses.  Reads memory only.
 */
#include <strings.h>

#include "fetch/links.h"
#include "lib/ascii.h"
#include "lib/url.h"
#include "lib/utf8.h"

const char *const link_kinds[] = {
	"item", "url", "sitemap", "feed", "canonical", "next", "amp",
	"alternate", "link",
};

bool
finder_resolve(struct buf *out, struct slice base, struct slice reference)
{
	const char *why;

	buf_reset(out);
	reference = slice_trim(reference);
	return reference.n > 0 && url_link(out, base, reference, &why) == 0;
}

void
finder_put(struct finder *f, const struct link *link)
{
	if (f->n >= LINKS_MAX_ADDRESSES) {
		f->full = true;
		return;
	}
	f->n++;
	if (link->address.n == 0)
		f->bad++;
	else
		f->found(f->data, link);
}

/* XML 1.0, 2.2: the characters that may stand in a document. */
static bool
is_xml_char(uint32_t c)
{
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r';
	return c < 0xd800 || (c > 0xdfff && c < 0xfffe) ||
	    (c > 0xffff && c <= 0x10ffff);
}

/* `&#8211;` and `&#x2013;`. */
static size_t
read_number(struct slice t, uint32_t *c)
{
	bool hex = t.n > 2 && (t.p[2] == 'x' || t.p[2] == 'X');
	size_t first = hex ? 3 : 2, i;
	uint32_t value = 0;

	for (i = first; i < t.n && t.p[i] != ';'; i++) {
		int digit = ascii_hex(t.p[i]);

		if (digit < 0 || (digit > 9 && !hex) || value > 0x10ffff)
			return 0;
		value = value * (hex ? 16 : 10) + (uint32_t)digit;
	}
	if (i == t.n || i == first || !is_xml_char(value))
		return 0;
	*c = value;
	return i + 1;
}

size_t
links_reference(struct slice t, uint32_t *c)
{
	static const struct { const char *name; uint32_t c; } names[] = {
		{ "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&apos;", '\'' },
	};
	size_t i;

	if (t.n >= 2 && t.p[0] == '&' && t.p[1] == '#')
		return read_number(t, c);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (t.n >= strlen(names[i].name) && memcmp(t.p, names[i].name,
		    strlen(names[i].name)) == 0) {
			*c = names[i].c;
			return strlen(names[i].name);
		}
	return 0;
}

void
links_title(struct buf *out, struct slice text)
{
	bool blank = false;
	size_t start = out->len;

	while (text.n > 0) {
		uint32_t c = 0;
		size_t n = *text.p == '&' ? links_reference(text, &c) : 0;

		/* The one entity of HTML that titles are full of. */
		if (n == 0 && text.n >= 6 && memcmp(text.p, "&nbsp;", 6) == 0)
			n = 6;
		if (n == 0)
			n = utf8_decode(text.p, text.n, &c);
		text = slice(text.p + n, text.n - n);
		if (c <= ' ' || c == 0xa0) {
			blank = out->len > start;
			continue;
		}
		if (blank && buf_addc(out, ' ') != 0)
			return;
		blank = false;
		if (utf8_encode(out, c) != 0)
			return;
	}
}
