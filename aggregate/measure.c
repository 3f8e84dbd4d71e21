/* SPDX-License-Identifier: MIT */
/*
 * Finds measures by name.  Reads memory only.
 */
#include "aggregate/item.h"
#include "aggregate/measure.h"

static const struct measure_type *const tables[] = {
	measures_of_rows, measures_of_sums, measures_of_values
};

const struct measure_type *
measure_at(size_t i)
{
	size_t t, j;

	for (t = 0; t < sizeof(tables) / sizeof(tables[0]); t++)
		for (j = 0; tables[t][j].name != NULL; j++)
			if (i-- == 0)
				return &tables[t][j];
	return NULL;
}

/* Read what stands behind a type's name. */
static bool
read_param(const struct measure_type *type, struct slice text,
    struct measure_param *param)
{
	uint64_t n;

	*param = (struct measure_param){ 0 };
	if (type->params == MEASURE_PLAIN)
		return text.n == 0;
	if (type->params == MEASURE_WIDTH)
		return decimal_read(&param->width, text) == NULL &&
		    decimal_units(&param->width) > 0;
	if (!item_number(text, &n) || n < 1 || n > type->max_param)
		return false;
	param->n = (unsigned)n;
	return true;
}

const struct measure_type *
measure_find(struct slice name, struct measure_param *param)
{
	const struct measure_type *type;
	size_t i, n;

	for (i = 0; (type = measure_at(i)) != NULL; i++) {
		n = strlen(type->name);
		if (name.n >= n && memcmp(name.p, type->name, n) == 0 &&
		    read_param(type, slice(name.p + n, name.n - n), param))
			return type;
	}
	return NULL;
}
