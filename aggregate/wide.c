/* SPDX-License-Identifier: MIT */
/*
 * Arithmetic on long whole numbers: sign and size, limbs of 32 bits.  Reads and
 * writes memory only; allocates nothing.
 */
#include <string.h>

#include "aggregate/wide.h"
#include "lib/ascii.h"

#define LIMB_BITS 32
#define MAX_TEXT 400	/* digits of WIDE_MAX_BITS, and a few zeros */

static void
trim(struct wide *a)
{
	while (a->n > 0 && a->limb[a->n - 1] == 0)
		a->n--;
	if (a->n == 0)
		a->negative = false;
}

void
wide_set(struct wide *a, bool negative, wide_word size)
{
	a->negative = negative;
	for (a->n = 0; size > 0; size >>= LIMB_BITS)
		a->limb[a->n++] = (uint32_t)size;
	trim(a);
}

size_t
wide_bits(const struct wide *a)
{
	size_t bits = a->n * LIMB_BITS;
	uint32_t top;

	if (a->n == 0)
		return 0;
	for (top = a->limb[a->n - 1]; (top & 0x80000000u) == 0; top <<= 1)
		bits--;
	return bits;
}

wide_word
wide_size(const struct wide *a)
{
	wide_word size = 0;
	size_t i;

	for (i = a->n; i > 0; i--)
		size = size << LIMB_BITS | a->limb[i - 1];
	return size;
}

/* -1, 0 or 1, as the size of a is to the size of b: signs do not count. */
static int
compare_sizes(const struct wide *a, const struct wide *b)
{
	size_t i;

	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	for (i = a->n; i > 0; i--)
		if (a->limb[i - 1] != b->limb[i - 1])
			return a->limb[i - 1] < b->limb[i - 1] ? -1 : 1;
	return 0;
}

static uint32_t
limb(const struct wide *a, size_t i)
{
	return i < a->n ? a->limb[i] : 0;
}

/* The sum of two sizes. */
static void
add_sizes(struct wide *out, const struct wide *a, const struct wide *b)
{
	size_t n = a->n > b->n ? a->n : b->n, i;
	uint64_t carry = 0;

	for (i = 0; i < n; i++) {
		carry += (uint64_t)limb(a, i) + limb(b, i);
		out->limb[i] = (uint32_t)carry;
		carry >>= LIMB_BITS;
	}
	if (carry > 0 && n < WIDE_LIMBS)
		out->limb[n++] = (uint32_t)carry;
	out->n = n;
}

/* The difference of two sizes, of which a is not the smaller. */
static void
subtract_sizes(struct wide *out, const struct wide *a, const struct wide *b)
{
	size_t n = a->n, i;
	int64_t borrow = 0;

	for (i = 0; i < n; i++) {
		borrow += (int64_t)limb(a, i) - limb(b, i);
		out->limb[i] = (uint32_t)borrow;
		borrow >>= LIMB_BITS;
	}
	out->n = n;
}

static void
add_signed(struct wide *out, const struct wide *a, const struct wide *b,
    bool b_negative)
{
	bool negative = a->negative;

	if (negative == b_negative)
		add_sizes(out, a, b);
	else if (compare_sizes(a, b) >= 0)
		subtract_sizes(out, a, b);
	else {
		negative = b_negative;
		subtract_sizes(out, b, a);
	}
	out->negative = negative;
	trim(out);
}

void
wide_add(struct wide *out, const struct wide *a, const struct wide *b)
{
	add_signed(out, a, b, b->negative);
}

void
wide_subtract(struct wide *out, const struct wide *a, const struct wide *b)
{
	add_signed(out, a, b, !b->negative);
}

void
wide_multiply(struct wide *out, const struct wide *a, const struct wide *b)
{
	struct wide product = { .negative = a->negative != b->negative };
	size_t i, j;

	for (i = 0; i < a->n; i++) {
		uint64_t carry = 0;

		for (j = 0; i + j < WIDE_LIMBS && (j < b->n || carry > 0);
		    j++) {
			carry += (uint64_t)a->limb[i] * limb(b, j) +
			    product.limb[i + j];
			product.limb[i + j] = (uint32_t)carry;
			carry >>= LIMB_BITS;
		}
	}
	product.n = a->n + b->n < WIDE_LIMBS ? a->n + b->n : WIDE_LIMBS;
	trim(&product);
	*out = product;
}

void
wide_pow10(struct wide *out, unsigned exponent)
{
	struct wide ten9;

	wide_set(out, false, 1);
	for (; exponent >= 9; exponent -= 9) {
		wide_set(&ten9, false, 1000000000);
		wide_multiply(out, out, &ten9);
	}
	for (; exponent > 0; exponent--) {
		wide_set(&ten9, false, 10);
		wide_multiply(out, out, &ten9);
	}
}

/* Divide by one limb in place; returns the rest. */
static uint32_t
divide_small(struct wide *a, uint32_t by)
{
	uint64_t rest = 0;
	size_t i;

	for (i = a->n; i > 0; i--) {
		rest = rest << LIMB_BITS | a->limb[i - 1];
		a->limb[i - 1] = (uint32_t)(rest / by);
		rest %= by;
	}
	trim(a);
	return (uint32_t)rest;
}

/* The size of a, moved left by less than a limb, into n + 1 limbs. */
static void
shift_left(uint32_t *out, const struct wide *a, unsigned bits)
{
	uint64_t carry = 0;
	size_t i;

	for (i = 0; i < a->n; i++) {
		carry |= (uint64_t)a->limb[i] << bits;
		out[i] = (uint32_t)carry;
		carry >>= LIMB_BITS;
	}
	out[a->n] = (uint32_t)carry;
}

/* Take q times v (n limbs) from u; whether that was too much. */
static bool
take_off(uint32_t *u, const uint32_t *v, size_t n, uint64_t q)
{
	uint64_t carry = 0;
	int64_t borrow = 0;
	size_t i;

	for (i = 0; i <= n; i++) {
		if (i < n)
			carry += q * v[i];
		borrow += (int64_t)u[i] - (int64_t)(carry & 0xffffffffu);
		u[i] = (uint32_t)borrow;
		borrow >>= LIMB_BITS;
		carry >>= LIMB_BITS;
	}
	return borrow < 0;
}

static void
give_back(uint32_t *u, const uint32_t *v, size_t n)
{
	uint64_t carry = 0;
	size_t i;

	for (i = 0; i <= n; i++) {
		carry += (uint64_t)u[i] + (i < n ? v[i] : 0);
		u[i] = (uint32_t)carry;
		carry >>= LIMB_BITS;
	}
}

/* Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D: u has m + n + 1
   limbs, v has n > 1 with its highest bit set; the rest stays in u. */
static void
divide_long(uint32_t *quotient, uint32_t *u, const uint32_t *v, size_t m,
    size_t n)
{
	size_t j;

	for (j = m + 1; j-- > 0;) {
		uint64_t top = (uint64_t)u[j + n] << LIMB_BITS | u[j + n - 1];
		uint64_t q = top / v[n - 1], r = top % v[n - 1];

		while (q > 0xffffffffu || q * v[n - 2] >
		    (r << LIMB_BITS | u[j + n - 2])) {
			q--;
			r += v[n - 1];
			if (r > 0xffffffffu)
				break;
		}
		if (take_off(u + j, v, n, q)) {
			q--;
			give_back(u + j, v, n);
		}
		quotient[j] = (uint32_t)q;
	}
}

void
wide_divide(struct wide *quotient, struct wide *rest, const struct wide *a,
    const struct wide *b)
{
	uint32_t u[WIDE_LIMBS + 1], v[WIDE_LIMBS + 1];
	struct wide q = { .negative = a->negative != b->negative };
	struct wide r = { .negative = a->negative };
	unsigned bits = 0;
	size_t i;

	if (compare_sizes(a, b) < 0) {
		r = *a;
		q = (struct wide){ 0 };
	} else if (b->n == 1) {
		q = *a;
		q.negative = a->negative != b->negative;
		r.limb[0] = divide_small(&q, b->limb[0]);
		r.n = 1;
	} else {
		while ((b->limb[b->n - 1] << bits & 0x80000000u) == 0)
			bits++;
		shift_left(u, a, bits);
		shift_left(v, b, bits);
		q.n = a->n - b->n + 1;
		divide_long(q.limb, u, v, a->n - b->n, b->n);
		r.n = b->n;
		for (i = 0; i < r.n; i++)
			r.limb[i] = (uint32_t)(((uint64_t)u[i + 1] <<
			    LIMB_BITS | u[i]) >> bits);
	}
	trim(&q);
	trim(&r);
	*quotient = q;
	*rest = r;
}

/* Newton's way from above, which falls until it is there. */
static void
root_of(struct wide *out, const struct wide *a)
{
	struct wide x = { 0 }, next, rest;
	size_t bits = wide_bits(a) / 2 + 1;

	if (a->n == 0) {
		*out = x;
		return;
	}
	x.n = bits / LIMB_BITS + 1;
	x.limb[x.n - 1] = (uint32_t)1 << bits % LIMB_BITS;
	for (;;) {
		wide_divide(&next, &rest, a, &x);
		wide_add(&next, &next, &x);
		(void)divide_small(&next, 2);
		if (compare_sizes(&next, &x) >= 0)
			break;
		x = next;
	}
	*out = x;
}

void
wide_put(struct buf *out, const struct wide *a, unsigned digits)
{
	char text[MAX_TEXT];
	struct wide left = *a;
	size_t at = sizeof(text), point = sizeof(text) - digits, end;
	unsigned i;

	while (left.n > 0 || at >= point) {
		uint32_t nine = divide_small(&left, 1000000000);

		for (i = 0; i < 9; i++, nine /= 10)
			text[--at] = (char)('0' + (int)(nine % 10));
	}
	while (at < point - 1 && text[at] == '0')
		at++;
	for (end = sizeof(text); end > point && text[end - 1] == '0'; end--)
		;
	if (a->negative)
		(void)buf_addc(out, '-');
	(void)buf_add(out, text + at, point - at);
	if (end > point) {
		(void)buf_addc(out, '.');
		(void)buf_add(out, text + point, end - point);
	}
}

bool
wide_read(struct wide *out, struct slice text, unsigned digits)
{
	const char *s = text.p, *end = text.p + text.n;
	bool negative = s < end && *s == '-', point = false;
	struct wide ten, digit;
	size_t n = 0, behind = 0;

	*out = (struct wide){ 0 };
	wide_set(&ten, false, 10);
	for (s += negative; s < end; s++) {
		if (*s == '.' && !point && n > 0 && s + 1 < end) {
			point = true;
			continue;
		}
		if (!ascii_is_digit(*s) || ++n > 200)
			return false;
		behind += point;
		wide_multiply(out, out, &ten);
		wide_set(&digit, false, (wide_word)(*s - '0'));
		wide_add(out, out, &digit);
	}
	if (n == 0 || behind > digits)
		return false;
	wide_pow10(&digit, digits - (unsigned)behind);
	wide_multiply(out, out, &digit);
	out->negative = negative && out->n > 0;
	return true;
}

static void
increase(struct wide *a)
{
	struct wide one;

	wide_set(&one, false, 1);
	add_sizes(a, a, &one);
}

static bool
is_odd(const struct wide *a)
{
	return a->n > 0 && (a->limb[0] & 1) != 0;
}

void
wide_put_ratio(struct buf *out, const struct wide *numerator,
    const struct wide *denominator, unsigned digits)
{
	struct wide scale, quotient, rest;
	bool negative = numerator->negative;
	int half;

	wide_pow10(&scale, digits);
	wide_multiply(&scale, numerator, &scale);
	wide_divide(&quotient, &rest, &scale, denominator);
	add_sizes(&rest, &rest, &rest);
	half = compare_sizes(&rest, denominator);
	if (half > 0 || (half == 0 && is_odd(&quotient)))
		increase(&quotient);
	quotient.negative = negative && quotient.n > 0;
	wide_put(out, &quotient, digits);
}

/* q is the root, cut; it rounds up when the number is over (q + 1/2)^2. */
void
wide_put_root(struct buf *out, const struct wide *numerator,
    const struct wide *denominator, unsigned digits)
{
	struct wide scaled, quotient, rest, middle;
	int half;

	wide_pow10(&scaled, 2 * digits);
	wide_multiply(&scaled, numerator, &scaled);
	wide_divide(&quotient, &rest, &scaled, denominator);
	root_of(&quotient, &quotient);
	wide_add(&middle, &quotient, &quotient);
	increase(&middle);
	wide_multiply(&middle, &middle, &middle);
	wide_multiply(&middle, &middle, denominator);
	wide_set(&rest, false, 4);
	wide_multiply(&scaled, &scaled, &rest);
	half = compare_sizes(&scaled, &middle);
	if (half > 0 || (half == 0 && is_odd(&quotient)))
		increase(&quotient);
	wide_put(out, &quotient, digits);
}
