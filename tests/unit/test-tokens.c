/* SPDX-License-Identifier: MIT */
/*
 * clean/html.c beside libxml2: both read the same pages, libxml2 through its
 * SAX events after lib/prepass, and the trees must be the same: boxes, their
 * parents and classes, lines, links, metas.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/HTMLparser.h>

#include "clean/html.h"
#include "clean/lexicon.h"
#include "clean/treeint.h"
#include "lib/prepass.h"

struct both {
	struct lexicon	 lex;
	struct html	*html;
	struct tags	 tags;
	struct tree	 ours, theirs;
};

static const char *const att_names[ATT_MAX] = {
	"id", "rel", "href", "lang", "name", "role", "class", "style",
	"title", "hidden", "content", "datetime", "itemprop", "property",
	"aria-hidden",
};

static void
take_atts(struct atts *to, const xmlChar **atts)
{
	size_t i;

	to->has = 0;
	for (; atts != NULL && *atts != NULL; atts += 2)
		for (i = 0; i < ATT_MAX; i++) {
			const char *value = (const char *)atts[1];

			if (strcmp((const char *)atts[0], att_names[i]) != 0)
				continue;
			to->has |= 1u << i;
			to->value[i] = slice_str(value != NULL ? value : "");
		}
}

static void
on_start(void *data, const xmlChar *name, const xmlChar **xml_atts)
{
	struct both *b = data;
	struct atts atts;

	take_atts(&atts, xml_atts);
	tree_open(&b->theirs, tag_find(&b->tags, (const char *)name,
	    strlen((const char *)name)), &atts);
}

static void
on_end(void *data, const xmlChar *name)
{
	struct both *b = data;

	(void)name;
	tree_close(&b->theirs);
}

static void
on_text(void *data, const xmlChar *s, int n)
{
	struct both *b = data;

	tree_text(&b->theirs, (const char *)s, (size_t)n);
}

static void
parse_theirs(struct both *b, struct slice page)
{
	htmlParserCtxtPtr context = htmlNewParserCtxt();
	struct prepass found;
	struct buf slim;
	htmlDocPtr doc;

	memset(context->sax, 0, sizeof(*context->sax));
	context->sax->startElement = on_start;
	context->sax->endElement = on_end;
	context->sax->characters = on_text;
	context->sax->ignorableWhitespace = on_text;
	context->userData = b;
	buf_init(&slim, (size_t)1 << 20);
	assert_int_equal(prepass(&slim, &found, page), 0);
	tree_reset(&b->theirs);
	doc = htmlCtxtReadMemory(context, buf_str(&slim), (int)slim.len, NULL,
	    "UTF-8", HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	    HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC |
	    XML_PARSE_HUGE);
	if (doc != NULL)
		xmlFreeDoc(doc);
	tree_finish(&b->theirs);
	htmlFreeParserCtxt(context);
	buf_free(&slim);
}

static void
assert_slices(struct slice a, struct slice b)
{
	assert_int_equal(a.n, b.n);
	assert_true(slice_eq(a, b));
}

static void
compare_nodes(const struct tree *a, const struct tree *b)
{
	size_t i;

	assert_int_equal(a->nnodes, b->nnodes);
	for (i = 0; i < a->nnodes; i++) {
		const struct node *x = &a->nodes[i], *y = &b->nodes[i];

		assert_int_equal(x->tag, y->tag);
		assert_int_equal(x->parent, y->parent);
		assert_int_equal(x->end, y->end);
		assert_int_equal(x->seg, y->seg);
		assert_int_equal(x->seg_end, y->seg_end);
		assert_true(x->kinds == y->kinds);
		assert_true(x->class_hash == y->class_hash);
		assert_int_equal(x->flags, y->flags);
	}
}

static void
compare(struct both *b, const char *page)
{
	struct prepass found;
	size_t i;

	parse_theirs(b, slice_str(page));
	tree_reset(&b->ours);
	html_parse(b->html, &b->ours, &found, slice_str(page));
	compare_nodes(&b->ours, &b->theirs);
	assert_int_equal(b->ours.nsegs, b->theirs.nsegs);
	for (i = 0; i < b->ours.nsegs; i++) {
		assert_slices(b->ours.segs[i].text, b->theirs.segs[i].text);
		assert_int_equal(b->ours.segs[i].links,
		    b->theirs.segs[i].links);
	}
	assert_int_equal(b->ours.nlinks, b->theirs.nlinks);
	for (i = 0; i < b->ours.nlinks; i++)
		assert_slices(b->ours.links[i].href, b->theirs.links[i].href);
	assert_int_equal(b->ours.nmetas, b->theirs.nmetas);
	for (i = 0; i < b->ours.nmetas; i++)
		assert_slices(b->ours.metas[i].value,
		    b->theirs.metas[i].value);
	assert_slices(b->ours.title, b->theirs.title);
}

/* Markup that is right, and what pages get wrong. */
static void
test_same(void **state)
{
	static const char *const pages[] = {
		"", " ", "text alone", "<p>one<p>two<p>three",
		"<html><head><title>a &amp; b</title></head><body>x</body>",
		"<p>a</div>b</p>c</p>d", "<div><p>a</div>b",
		"<html><head> x <b>y", "<a href=1>a<a href=2>b</a>c</a>d",
		"<div><body class=late>a</body>b</div>c",
		"<table><tr><td>a<td>b<tr><th>c</table>d",
		"<td>a<td>b", "<table><tr><td><table><tr><td>x</table>y<tr>z",
		"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e",
		"<dl><dt>a<dd>b<dt>c</dl>d", "<h1>a<p>b</h1>c",
		"<b>a<p>b</b>c</p>d", "<p><b>a<i>b</b>c</i>d",
		"<div>a<br>b<br/>c<hr>d<img src=x>e</div>",
		"<div/>x<span/>y", "<DIV CLASS=\"Article-Body\">X</DIV>",
		"<p class='share' class='body'>x", "<p hidden>x</p>y",
		"<p style=\"display: none\">x</p><p style=color:red>y",
		"<a href=\"?a=1&amp;b=2&copy=3\">x</a>",
		"<a href=/x/>y</a>", "&lt;p&gt; &quot;x&quot; &nbsp;&#8211;y",
		"&#x41;&#65; &unknown; & < > a<b a< b 1<2",
		"<meta property=og:title content='x y'><p>z",
		"<head><link rel=next href=/2><meta name=A content=b></head>z",
		"<p>a<script>b<p>c</script>d<style>e</style>f",
		"<p>a<!-- b <p> -->c<!doctype x>d<?php e ?>f",
		"<noscript><p>a</noscript><p>b", "<select><option>a</select>b",
		"<svg><path d=1><p>a</svg>b", "<p>a</p></body></html><p>b",
		"<html><body>a</body></html> tail text",
		"<frameset><frame src=a></frameset>",
		"<article><header><h2>a</h2></header><p>b</article>c",
		"<x-card class=caption>a</x-card><x-card>b",
		"<p>a<o:p>b</o:p>c", "<form><p>a<form><p>b</form>c",
		"<div id=x role=main itemprop=articleBody>a</div>",
		"<time datetime=2024-01-02>2 January</time>",
		"<p>a\xc2\xa0\xe2\x80\x8b" "b\xc2\xad" "c</p>",
		"<pre>a\nb\n\nc</pre>d", "<body><main><p>a</main></body>",
		"<center>a<font>b<td>c</center>d", "<li>a<p>b<li>c",
		"<option>a<option>b<optgroup>c", "<p>a</br>b", "</p>x</div>",
		"<thead><tr><th>a<tbody><tr><td>b<tfoot><tr><td>c",
	};
	size_t i;

	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
		compare(*state, pages[i]);
}

/* Every pair of known elements, one right within the other. */
static void
test_pairs(void **state)
{
	static const char *const names[] = { "a", "address", "b", "big",
	    "blockquote", "caption", "center", "col", "colgroup", "dd", "dir",
	    "div", "dl", "dt", "em", "fieldset", "font", "form", "h1", "h4",
	    "hr", "i", "legend", "li", "listing", "menu", "ol", "optgroup",
	    "option", "p", "pre", "s", "section", "small", "span", "strike",
	    "strong", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
	    "tt", "u", "ul", "xmp" };
	size_t n = sizeof(names) / sizeof(names[0]), i;
	char page[256];

	for (i = 0; i < n * n; i++) {
		const char *a = names[i / n], *b = names[i % n];

		(void)snprintf(page, sizeof(page), "<div><%s class=byline>x<%s"
		    " class=byline>y</%s>z</%s>v</div>w", a, b, a, b);
		compare(*state, page);
	}
}

/* Where the standard is followed instead. */
static void
test_differs(void **state)
{
	static const char *const pages[][2] = {
		{ "<p>a<wbr>b<p>c", "<p>ab<p>c" },
		{ "<p>&amp b&eacutec&hellip;&period;", "<p>& b\xc3\xa9"
		    "c\xe2\x80\xa6." },
		{ "<p>&#150;&#0;&#x110000;&#xd800;", "<p>\xe2\x80\x93"
		    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "<p>a</>b</ c>d", "<p>abd" },
		{ "<svg/><p>a", "<p>a" },
		{ "<p @click=\"a>b\" x.y=1 class=z>c", "<p class=z>c" },
		{ "<p title=\"never closed>a<p>b", "<p>a<p>b" },
	};
	struct both *b = *state;
	struct prepass found;
	size_t i, j;

	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		tree_reset(&b->ours);
		html_parse(b->html, &b->ours, &found, slice_str(pages[i][0]));
		tree_reset(&b->theirs);
		html_parse(b->html, &b->theirs, &found,
		    slice_str(pages[i][1]));
		compare_nodes(&b->ours, &b->theirs);
		assert_int_equal(b->ours.nsegs, b->theirs.nsegs);
		for (j = 0; j < b->ours.nsegs; j++)
			assert_slices(b->ours.segs[j].text,
			    b->theirs.segs[j].text);
	}
}

static int
setup(void **state)
{
	static struct both b;
	char why[256];

	if (lexicon_load(&b.lex, NULL, why, sizeof(why)) != 0)
		return -1;
	tags_init(&b.tags);
	tree_init(&b.ours, &b.lex);
	tree_init(&b.theirs, &b.lex);
	b.html = html_new(NULL, why, sizeof(why));
	*state = &b;
	return b.html != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	struct both *b = *state;

	tree_free(&b->ours);
	tree_free(&b->theirs);
	html_free(b->html);
	lexicon_free(&b->lex);
	xmlCleanupParser();
	return 0;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_differs),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
