/* SPDX-License-Identifier: MIT */
/*
 * The rows of every table, column by column as kliping(5) lists them.
 */
#include "extract/table.h"

static void
begin_row(struct table *t, const struct article *a, size_t n)
{
	tsv_put(&t->row, a->cell[ARTICLE_DOC]);
	tsv_putn(&t->row, (long long)n);
}

static void
end_row(struct table *t)
{
	if (tsv_end(&t->row, t->fp) != 0)
		t->lost++;
}

/* The bytes a row was read from end it; an empty range is none. */
static void
end_span(struct table *t, size_t begin, size_t end)
{
	if (end > begin) {
		tsv_putn(&t->row, (long long)begin);
		tsv_putn(&t->row, (long long)end);
	} else {
		tsv_puts(&t->row, "");
		tsv_puts(&t->row, "");
	}
	end_row(t);
}

static const char *
name_of(const struct knowledge *k, const char *code)
{
	const struct region *g = *code == '\0' ? NULL :
	    region_find(k->regions, code);

	return g == NULL ? "" : g->name;
}

static void
put_events(struct table *t, const struct article *a, const struct facts *f,
    const struct knowledge *k)
{
	const struct story *s = &f->story;

	tsv_put(&t->row, a->cell[ARTICLE_DOC]);
	tsv_put(&t->row, a->cell[ARTICLE_URL]);
	tsv_put(&t->row, a->cell[ARTICLE_OUTLET]);
	tsv_put(&t->row, a->title.text);
	tsv_put(&t->row, a->cell[ARTICLE_PUBLISHED]);
	tsv_put(&t->row, a->cell[ARTICLE_AUTHOR]);
	tsv_put(&t->row, a->cell[ARTICLE_EDITOR]);
	tsv_puts(&t->row, s->dateline_name);
	tsv_puts(&t->row, s->unit);
	tsv_puts(&t->row, s->polda);
	tsv_puts(&t->row, s->region);
	tsv_puts(&t->row, name_of(k, s->region));
	tsv_puts(&t->row, s->province);
	tsv_puts(&t->row, name_of(k, s->province));
	tsv_puts(&t->row, s->basis);
	end_row(t);
}

static void
put_institutions(struct table *t, const struct article *a,
    const struct facts *f, const struct knowledge *k)
{
	size_t i;

	(void)k;
	for (i = 0; i < f->institutions.n; i++) {
		const struct mention *m = &f->institutions.v[i];

		begin_row(t, a, i + 1);
		tsv_puts(&t->row, m->value);
		tsv_puts(&t->row, m->kind);
		tsv_putn(&t->row, (long long)m->n);
		end_span(t, m->begin, m->end);
	}
}

static void
put_themes(struct table *t, const struct article *a, const struct facts *f,
    const struct knowledge *k)
{
	size_t i;

	(void)k;
	for (i = 0; i < f->themes.n; i++) {
		const struct mention *m = &f->themes.v[i];

		begin_row(t, a, i + 1);
		tsv_puts(&t->row, m->value);
		tsv_putn(&t->row, (long long)m->n);
		end_span(t, m->begin, m->end);
	}
}

const struct table_kind table_kinds[] = {
	{ "events", "doc\turl\toutlet\ttitle\tpublished\tauthor\teditor\t"
	    "dateline\tunit\tpolda\tregion\tregion_name\tprovince\t"
	    "province_name\tregion_basis", put_events },
	{ "institutions", "doc\tn\tinstitution\tkind\tmentions\tbegin\tend",
	    put_institutions },
	{ "themes", "doc\tn\ttheme\tmentions\tbegin\tend", put_themes },
	{ NULL, NULL, NULL }
};
