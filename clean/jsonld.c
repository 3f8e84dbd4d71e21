/* SPDX-License-Identifier: MIT */
/*
 * JSON-LD: finds the object that describes the article in each block and takes
 * its fields.  An article's own words win over those of the page around it.
 * jansson parses; nothing of it leaves this file.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "clean/jsonld.h"
#include "clean/str.h"
#include "lib/xalloc.h"

struct look {
	struct jsonld	*out;
	struct arena	*arena;
	const json_t	*stack[JSONLD_MAX_OBJECTS];
	size_t		 n, seen;
};

static struct slice
keep(struct look *l, const char *s)
{
	struct slice text = str_trim(slice_str(s));

	return text.n == 0 ? slice(NULL, 0) : arena_copy(l->arena, text);
}

/* A string, or the first string of an array, or the name of an object. */
static const char *
text_of(const json_t *v)
{
	if (json_is_array(v))
		v = json_array_get(v, 0);
	if (json_is_object(v)) {
		const json_t *name = json_object_get(v, "name");

		if (json_is_array(name))
			name = json_array_get(name, 0);
		return json_string_value(name);
	}
	return json_string_value(v);
}

static void
set(struct look *l, struct slice *field, const json_t *object,
    const char *key, bool replace)
{
	const char *s = text_of(json_object_get(object, key));

	if (s != NULL && *s != '\0' && (replace || field->n == 0))
		*field = keep(l, s);
}

static void
people(struct look *l, struct slice list[], size_t *n, const json_t *v)
{
	size_t i;

	if (v == NULL || *n > 0)
		return;
	/* One object of many names. */
	if (json_is_object(v) && json_is_array(json_object_get(v, "name")))
		v = json_object_get(v, "name");
	if (!json_is_array(v)) {
		const char *s = text_of(v);

		if (s != NULL)
			list[(*n)++] = keep(l, s);
		return;
	}
	for (i = 0; i < json_array_size(v) && *n < JSONLD_MAX_PEOPLE; i++) {
		const char *s = text_of(json_array_get(v, i));

		if (s != NULL)
			list[(*n)++] = keep(l, s);
	}
}

/* Does @type hold one of the kinds of articles? */
static bool
is_article(const json_t *object)
{
	const json_t *type = json_object_get(object, "@type");
	size_t i = 0;

	do {
		const char *s = json_is_array(type) ?
		    json_string_value(json_array_get(type, i)) :
		    json_string_value(type);

		if (s != NULL && (strstr(s, "Article") != NULL ||
		    strstr(s, "Posting") != NULL ||
		    strcmp(s, "Report") == 0 || strcmp(s, "Review") == 0))
			return true;
	} while (json_is_array(type) && ++i < json_array_size(type));
	return false;
}

static bool
is_type(const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, "@type"));

	return s != NULL && strcmp(s, name) == 0;
}

static void
take(struct look *l, const json_t *object)
{
	struct jsonld *out = l->out;
	bool article = is_article(object), first = article && !out->is_article;

	if (is_type(object, "WebSite"))
		set(l, &out->site, object, "name", false);
	if (!article && !is_type(object, "WebPage"))
		return;
	out->is_article = out->is_article || article;
	set(l, &out->published, object, "datePublished", first);
	set(l, &out->modified, object, "dateModified", first);
	set(l, &out->language, object, "inLanguage", false);
	if (!article)
		return;
	set(l, &out->headline, object, "headline", first);
	set(l, &out->publisher, object, "publisher", first);
	set(l, &out->body, object, "articleBody", first);
	people(l, out->author, &out->nauthors, json_object_get(object,
	    "author"));
	people(l, out->editor, &out->neditors, json_object_get(object,
	    "editor"));
}

static void
push(struct look *l, const json_t *v)
{
	if ((json_is_object(v) || json_is_array(v)) &&
	    l->n < JSONLD_MAX_OBJECTS)
		l->stack[l->n++] = v;
}

/* All objects in the block, those at its top first. */
static void
walk(struct look *l, const json_t *root)
{
	l->n = l->seen = 0;
	push(l, root);
	while (l->seen < l->n) {
		const json_t *v = l->stack[l->seen++];
		size_t i;

		if (json_is_array(v)) {
			for (i = 0; i < json_array_size(v); i++)
				push(l, json_array_get(v, i));
			continue;
		}
		take(l, v);
		push(l, json_object_get(v, "@graph"));
		push(l, json_object_get(v, "mainEntity"));
		push(l, json_object_get(v, "mainEntityOfPage"));
	}
}

/* A copy that jansson takes: no raw control characters, no wrapping. */
static char *
tidy(struct arena *arena, struct slice block)
{
	char *p = arena_alloc(arena, block.n + 1);
	size_t i;

	for (i = 0; i < block.n; i++)
		p[i] = (unsigned char)block.p[i] < ' ' ? ' ' : block.p[i];
	p[block.n] = '\0';
	/* Some wrap the JSON into a comment or a CDATA section. */
	i = strcspn(p, "{[");
	while (i < block.n && strncmp(p + i, "[CDATA[", 7) == 0)
		i += 7 + strcspn(p + i + 7, "{[");
	return p + i;
}

void
jsonld_init(void)
{
	json_set_alloc_funcs(xmalloc, free);
}

void
jsonld_read(struct jsonld *out, struct arena *arena,
    const struct prepass *found)
{
	struct look *l;
	size_t i;

	memset(out, 0, sizeof(*out));
	if (found->njsonld == 0)
		return;
	l = arena_alloc(arena, sizeof(*l));
	l->out = out;
	l->arena = arena;
	for (i = 0; i < found->njsonld; i++) {
		json_t *root;

		if (found->jsonld[i].n > JSONLD_MAX_BLOCK)
			continue;
		root = json_loads(tidy(arena, found->jsonld[i]),
		    JSON_DISABLE_EOF_CHECK, NULL);
		if (root == NULL)
			continue;
		walk(l, root);
		json_decref(root);
	}
}
