/* SPDX-License-Identifier: MIT */
/*
 * Sums of products: the products of whole parts, of whole with fraction, and
 * of fractions are added up apart, each in 192 bits.
 */
#include "aggregate/product.h"

#define WORD_BITS 64
#define MAX_BITS 184	/* 2^64 products of 10^36 */

/* Add a 128-bit size times 2^(64 shift), or take it off. */
static void
add(struct product_sum *p, size_t part, bool negative, decimal_uwide size,
    uint64_t high)
{
	decimal_uwide before = p->part[part].low;

	if (negative) {
		p->part[part].low -= size;
		p->part[part].high -= high + (p->part[part].low > before);
	} else {
		p->part[part].low += size;
		p->part[part].high += high + (p->part[part].low < before);
	}
}

static void
add_signed(struct product_sum *p, size_t part, decimal_wide value)
{
	add(p, part, value < 0, (decimal_uwide)(value < 0 ? -value : value),
	    0);
}

void
product_add(struct product_sum *p, const struct decimal *a,
    const struct decimal *b)
{
	add_signed(p, 0, (decimal_wide)a->whole * b->whole);
	if (a->fraction == 0 && b->fraction == 0)
		return;
	add_signed(p, 1, (decimal_wide)a->whole * b->fraction);
	add_signed(p, 1, (decimal_wide)a->fraction * b->whole);
	add_signed(p, 2, (decimal_wide)a->fraction * b->fraction);
}

/* A part as a number. */
static void
part_wide(const struct product_sum *p, size_t part, struct wide *out)
{
	decimal_uwide low = p->part[part].low;
	uint64_t high = p->part[part].high;
	bool negative = high >> 63 != 0;
	struct wide top;

	if (negative) {
		low = -low;
		high = ~high + (low == 0);
	}
	wide_set(out, negative, low);
	wide_set(&top, negative, (decimal_uwide)high << WORD_BITS);
	if (high > 0) {
		struct wide word;

		wide_set(&word, false, (decimal_uwide)1 << WORD_BITS);
		wide_multiply(&top, &top, &word);
		wide_add(out, out, &top);
	}
}

void
product_wide(const struct product_sum *p, struct wide *out)
{
	struct wide unit, part;
	size_t i;

	wide_pow10(&unit, DECIMAL_MAX_FRACTION);
	*out = (struct wide){ 0 };
	for (i = 0; i < 3; i++) {
		wide_multiply(out, out, &unit);
		part_wide(p, i, &part);
		wide_add(out, out, &part);
	}
}

bool
product_add_wide(struct product_sum *p, const struct wide *sum)
{
	struct wide unit, whole, rest, low, high;

	wide_pow10(&unit, PRODUCT_DIGITS);
	wide_divide(&whole, &rest, sum, &unit);
	if (wide_bits(&whole) > MAX_BITS)
		return false;
	wide_set(&unit, false, (decimal_uwide)1 << WORD_BITS);
	wide_multiply(&unit, &unit, &unit);
	wide_divide(&high, &low, &whole, &unit);
	add(p, 0, whole.negative, wide_size(&low),
	    (uint64_t)wide_size(&high));
	add(p, 2, rest.negative, wide_size(&rest), 0);
	return true;
}
