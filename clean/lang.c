/* SPDX-License-Identifier: MIT */
/*
 * The language of a text, by its function words; of a text too short for that,
 * what the page says.
 */
#include <string.h>

#include "clean/page.h"
#include "clean/str.h"
#include "lib/ascii.h"

#define LOOK_BYTES	((size_t)6000)	/* of the text; the rest is alike */
#define LOOK_HITS	1024
#define MIN_HITS	8

/* Words between single spaces, in lower case, punctuation off. */
static struct slice
plain_words(struct cleaner *c, struct slice text)
{
	struct buf *out = &c->scratch;
	size_t i;
	char *p;

	if (text.n > LOOK_BYTES)
		text.n = LOOK_BYTES;
	buf_reset(out);
	if (buf_reserve(out, 2 * text.n + 2) != 0)
		return slice("", 0);
	p = out->data;
	*p++ = ' ';
	for (i = 0; i < text.n; i++) {
		char ch = ascii_lower(text.p[i]);

		if (ascii_is_alpha(ch) || (unsigned char)ch >= 0x80)
			*p++ = ch;
		else if (p[-1] != ' ') {
			/* Twice, because hits may not share a space. */
			*p++ = ' ';
			*p++ = ' ';
		}
	}
	*p++ = ' ';
	*p = '\0';
	out->len = (size_t)(p - out->data);
	return slice(buf_str(out), out->len);
}

/* The two letters of a label such as id-ID. */
static struct slice
declared(struct cleaner *c)
{
	struct slice lang = c->tree.lang;
	char *p;

	if (lang.n < 2)
		lang = c->jsonld.language;
	if (lang.n < 2)
		lang = tree_meta(&c->tree, "og:locale");
	if (lang.n < 2 || !ascii_is_alpha(lang.p[0]) ||
	    !ascii_is_alpha(lang.p[1]) ||
	    (lang.n > 2 && ascii_is_alpha(lang.p[2])))
		return slice(NULL, 0);
	p = arena_alloc(&c->tree.arena, 2);
	p[0] = ascii_lower(lang.p[0]);
	p[1] = ascii_lower(lang.p[1]);
	/* The codes of before 1989. */
	return memcmp(p, "in", 2) == 0 ? slice("id", 2) : slice(p, 2);
}

struct slice
lang_of(struct cleaner *c, struct slice text)
{
	struct words_hit hits[LOOK_HITS];
	size_t count[LEXICON_MAX_LANGUAGES] = { 0 }, i, best = 0, n;
	const struct lexicon *lex = &c->lex;

	n = words_find(lex->function_words, plain_words(c, text), hits,
	    LOOK_HITS);
	for (i = 0; i < n; i++)
		count[hits[i].id]++;
	for (i = 1; i < lex->nlanguages; i++)
		if (count[i] > count[best])
			best = i;
	if (lex->nlanguages == 0 || count[best] < MIN_HITS)
		return declared(c);
	return lex->languages[best];
}
