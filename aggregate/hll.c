/* SPDX-License-Identifier: MIT */
/*
 * HyperLogLog.  Holds 4 bytes for each register in use, then one byte for every
 * register.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/hll.h"
#include "aggregate/item.h"
#include "lib/swar.h"
#include "lib/xalloc.h"

#define MAX_FEW 1024	/* registers kept in the list */
#define MAX_VALUE (64 - HLL_BITS)

/* A register's value in the text of all of them: base64's alphabet. */
static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static uint64_t
mix(uint64_t h)
{
	h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
	h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 33;
}

/* Up to eight bytes, the least first, whatever the machine. */
static inline uint64_t
word_at(const char *s, size_t n)
{
	uint64_t word = 0;
	size_t i;

	if (n == SWAR_BYTES) {
		word = swar_load(s);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		word = __builtin_bswap64(word);
#endif
		return word;
	}
	for (i = 0; i < n; i++)
		word |= (uint64_t)(unsigned char)s[i] << (8 * i);
	return word;
}

/*
 * The hash is part of the format of states: it never changes.  The finalizer is
 * MurmurHash3's, which is in the public domain.
 */
static uint64_t
hash(struct slice s)
{
	uint64_t h = mix(s.n + 0x9e3779b97f4a7c15u);

	for (; s.n >= 8; s.n -= 8, s.p += 8)
		h = mix(h ^ word_at(s.p, 8));
	return s.n > 0 ? mix(h ^ word_at(s.p, s.n)) : h;
}

static void
use_registers(struct hll *h)
{
	size_t i;

	h->registers = xcalloc(HLL_REGISTERS, 1);
	for (i = 0; i < h->n; i++)
		h->registers[h->few[i] >> 8] = (unsigned char)h->few[i];
	free(h->few);
	h->few = NULL;
	h->n = h->cap = 0;
}

static void
raise_of_few(struct hll *h, uint32_t place, unsigned value)
{
	size_t low = 0, high = h->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (h->few[middle] >> 8 < place)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < h->n && h->few[low] >> 8 == place) {
		if ((h->few[low] & 0xff) < value)
			h->few[low] = place << 8 | value;
	} else if (h->n == MAX_FEW) {
		use_registers(h);
		h->registers[place] = (unsigned char)value;
	} else {
		h->few = xgrow(h->few, h->n, &h->cap, sizeof(*h->few));
		memmove(h->few + low + 1, h->few + low,
		    (h->n - low) * sizeof(*h->few));
		h->few[low] = place << 8 | value;
		h->n++;
	}
}

static inline void
raise_register(struct hll *h, uint32_t place, unsigned value)
{
	if (h->registers == NULL)
		raise_of_few(h, place, value);
	else if (h->registers[place] < value)
		h->registers[place] = (unsigned char)value;
}

/* The first bits choose the register; its value is the place of the first 1
   behind them, and the last but one stands for none. */
void
hll_add(struct hll *h, struct slice s)
{
	uint64_t bits = hash(s);
	uint32_t place = (uint32_t)(bits >> (64 - HLL_BITS));
	unsigned value = MAX_VALUE;

	bits <<= HLL_BITS;
	if (bits >> (65 - MAX_VALUE) != 0)
		value = (unsigned)__builtin_clzll(bits) + 1;
	raise_register(h, place, value);
}

/* Each product stands in a statement of its own, so that no compiler may fuse
   it with the sum: all machines reckon the same. */
static double
sigma(double x)
{
	double y = 1, z = x, before, product;

	do {
		x *= x;
		before = z;
		product = x * y;
		z += product;
		y += y;
	} while (z > before);
	return z;
}

uint64_t
hll_estimate(const struct hll *h)
{
	static const double two_ln2 = 1.3862943611198906;
	uint32_t counts[MAX_VALUE + 1] = { 0 };
	double z = 0, m = HLL_REGISTERS, product;
	size_t i;

	for (i = 0; i < h->n; i++)
		counts[h->few[i] & 0xff]++;
	for (i = 0; h->registers != NULL && i < HLL_REGISTERS; i++)
		counts[h->registers[i]]++;
	if (h->registers == NULL)
		counts[0] = HLL_REGISTERS - (uint32_t)h->n;
	if (counts[0] == HLL_REGISTERS)
		return 0;
	for (i = MAX_VALUE; i > 0; i--) {
		z += counts[i];
		z /= 2;
	}
	product = sigma(counts[0] / m);
	product *= m;
	z += product;
	z *= two_ln2;
	z = m * m / z;
	return (uint64_t)(z + 0.5);
}

static size_t
in_use(const struct hll *h)
{
	size_t i, n = 0;

	if (h->registers == NULL)
		return h->n;
	for (i = 0; i < HLL_REGISTERS; i++)
		n += h->registers[i] > 0;
	return n;
}

/* A letter for each register, `=` before them; or `VALUE:PLACE;`... */
void
hll_save(struct buf *out, const struct hll *h)
{
	size_t i;

	if (in_use(h) > MAX_FEW) {
		(void)buf_addc(out, '=');
		for (i = 0; i < HLL_REGISTERS; i++)
			(void)buf_addc(out, alphabet[h->registers[i]]);
		return;
	}
	for (i = 0; i < h->n; i++) {
		item_put_number(out, h->few[i] & 0xff);
		(void)buf_addc(out, ':');
		item_put_number(out, h->few[i] >> 8);
		item_end(out);
	}
}

static bool
load_all(struct hll *h, struct slice text)
{
	size_t i;

	if (text.n != HLL_REGISTERS)
		return false;
	for (i = 0; i < text.n; i++) {
		const char *at = text.p[i] != '\0' ?
		    strchr(alphabet, text.p[i]) : NULL;

		if (at == NULL || at - alphabet > MAX_VALUE)
			return false;
		if (at > alphabet)
			raise_register(h, (uint32_t)i,
			    (unsigned)(at - alphabet));
	}
	return true;
}

bool
hll_load(struct hll *h, struct slice text)
{
	struct slice item;
	uint64_t value, place;

	if (text.n > 0 && *text.p == '=')
		return load_all(h, slice(text.p + 1, text.n - 1));
	while (item_next(&text, &item)) {
		if (!item_counted(&item, &value) || value > MAX_VALUE ||
		    !item_number(item, &place) || place >= HLL_REGISTERS)
			return false;
		raise_register(h, (uint32_t)place, (unsigned)value);
	}
	return text.n == 0;
}

void
hll_free(struct hll *h)
{
	free(h->few);
	free(h->registers);
	*h = (struct hll){ 0 };
}
