/* SPDX-License-Identifier: MIT */
/*
 * People and quotes of arbitrary text: every row lies in the text, the mentions
 * in order, and every speaker is one of the people.
 */
#include <assert.h>
#include <stdio.h>

#include "extract/people.h"
#include "extract/quotes.h"
#include "extract/unit.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static struct knowledge *
knowledge(void)
{
	static struct knowledge *k;
	char why[256];

	if (k == NULL)
		k = knowledge_load(NULL, NULL, why, sizeof(why));
	assert(k != NULL);
	return k;
}

static void
check(const struct people *people, const struct quotes *quotes, size_t n)
{
	size_t i;

	for (i = 0; i < people->n; i++)
		assert(people->v[i].begin < people->v[i].end &&
		    people->v[i].end <= n);
	for (i = 0; i < people->nmentions; i++)
		assert((i == 0 || people->mention[i].token >=
		    people->mention[i - 1].token) &&
		    (people->mention[i].person == PEOPLE_NOBODY ||
		    people->mention[i].person < people->n));
	for (i = 0; i < quotes->n; i++)
		assert(quotes->v[i].begin < quotes->v[i].end &&
		    quotes->v[i].end <= n && (quotes->v[i].speaker ==
		    QUOTE_NOBODY || quotes->v[i].speaker < people->n));
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	const struct knowledge *k = knowledge();
	struct article a;
	struct units units = { 0 };
	struct story story;
	struct people people = { 0 };
	struct quotes quotes = { 0 };
	size_t i;

	if (n > 1 << 16)
		return 0;
	article_init(&a);
	for (i = 0; i < ARTICLE_CELLS; i++)
		a.cell[i] = slice("", 0);
	(void)utf8_repair(&a.text, (const char *)data, n);
	passage_read(&a.title, k->matcher, slice("", 0));
	passage_read(&a.body, k->matcher, slice(buf_str(&a.text), a.text.len));
	units_find(&units, &a, k);
	story_find(&story, &a, &units, k);
	people_find(&people, &a, &story, k);
	quotes_find(&quotes, &a, &story, &people, k);
	check(&people, &quotes, a.text.len);
	quotes_free(&quotes);
	people_free(&people);
	units_free(&units);
	article_free(&a);
	return 0;
}
