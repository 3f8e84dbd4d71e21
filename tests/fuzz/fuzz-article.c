/* SPDX-License-Identifier: MIT */
/*
 * The article reader and the matcher over an arbitrary articles stream: the
 * words of an article are in order and in its text, its matches are in its
 * words, and the sets by word say what the matches say.
 */
#include <assert.h>
#include <stdio.h>
#include <unistd.h>

#include "extract/article.h"
#include "extract/knowledge.h"

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static void
check_words(const struct passage *p)
{
	uint32_t end = 0;
	size_t i;

	for (i = 0; i < p->ntokens; i++) {
		const struct token *t = &p->token[i];

		assert(t->begin >= end && t->begin < t->end);
		assert(t->end <= p->text.n);
		assert(t->clitic < t->end - t->begin);
		end = t->end;
	}
}

static void
check_matches(const struct passage *p)
{
	uint32_t last = 0;
	size_t i, j;

	for (i = 0; i < p->nmatches; i++) {
		const struct match *m = &p->match[i];

		assert(m->token >= last && m->ntokens > 0 &&
		    m->token + m->ntokens <= p->ntokens);
		assert(m->begin == p->token[m->token].begin);
		assert(passage_match_at(p, m->lexicon, m->token) == m);
		for (j = m->token; j < m->token + m->ntokens; j++)
			assert(passage_match_over(p, m->lexicon, j) == m);
		last = m->token;
	}
}

static void
check_spans(const struct passage *p)
{
	size_t i;

	for (i = 0; i < p->nsentences; i++)
		assert(p->sentence[i].token < p->sentence[i].token_end &&
		    p->sentence[i].begin < p->sentence[i].end &&
		    p->sentence[i].end <= p->text.n);
	assert(p->ntokens == 0 ||
	    p->sentence[p->nsentences - 1].token_end == p->ntokens);
}

static void
read_articles(struct tsv *t, struct article *a, const struct matcher *m)
{
	struct article_columns columns;
	const char *why;
	size_t column;
	enum got got;

	if (tsv_header(t) != GOT_RECORD || article_columns(&columns, t) != NULL)
		return;
	while ((got = tsv_next(t)) == GOT_RECORD || got == GOT_BAD) {
		if (got == GOT_BAD)
			continue;
		if (article_read(a, t, &columns, m, &why, &column) != 0) {
			assert(why != NULL && column > 0 &&
			    column <= t->nfields);
			continue;
		}
		check_words(&a->title);
		check_words(&a->body);
		check_matches(&a->body);
		check_spans(&a->body);
	}
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	static struct knowledge *k;
	static struct article a;
	struct tsv t;
	char why[256];
	FILE *fp = tmpfile();

	if (k == NULL) {
		k = knowledge_load(NULL, NULL, why, sizeof(why));
		assert(k != NULL);
		article_init(&a);
	}
	if (fp == NULL || fwrite(data, 1, n, fp) != n || fflush(fp) != 0)
		return 0;
	rewind(fp);
	tsv_open(&t, fileno(fp), "fuzz");
	tsv_limit(&t, ARTICLE_MAX_ROW);
	read_articles(&t, &a, k->matcher);
	tsv_close(&t);
	(void)fclose(fp);
	return 0;
}
