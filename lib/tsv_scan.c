/* SPDX-License-Identifier: MIT */
/*
 * Finds TABs and line feeds, and looks at every byte once on the way.  Reads
 * and writes memory only; holds 4 bytes for each cell of a block.
 *
 * A step takes STEP bytes: one mask says which are marks, and the place of each
 * is written down.  The count of marks does not say how many there will be, so
 * several are written before the loop looks again.
 */
#if defined(__x86_64__) && defined(__GNUC__)
#define HAVE_AVX2 1
#include <immintrin.h>
#endif
#include <stdlib.h>
#include <string.h>

#include "lib/swar.h"
#include "lib/tsv_scan.h"
#include "lib/utf8.h"
#include "lib/xalloc.h"

#define STEP 64
#define AT_ONCE 8	/* places written without looking */

/* What a scan has seen beside the marks. */
struct tsv_seen {
	size_t	lines;
	size_t	valid;	/* characters beyond ASCII are good up to here */
	bool	odd;	/* NUL, CR or invalid UTF-8 */
};

/* The characters whose first byte has a bit in the mask of the step at a place;
   those that began before it are behind us. */
static void
check_high(const char *s, size_t n, size_t at, uint64_t mask,
    struct tsv_seen *seen)
{
	size_t place, length;

	for (; mask != 0; mask &= mask - 1) {
		place = at + (size_t)__builtin_ctzll(mask);
		if (place < seen->valid)
			continue;
		length = utf8_length(s + place, n - place);
		seen->odd |= length == 0;
		seen->valid = place + (length > 0 ? length : 1);
	}
}

/* Write the places of the bits of a mask down; returns behind the last. */
static inline uint32_t *
put_places(uint32_t *to, uint64_t mask, uint32_t at)
{
	int n = __builtin_popcountll(mask), i, done = 0;

	do {
		for (i = 0; i < AT_ONCE; i++) {
			to[done + i] = at +
			    (uint32_t)__builtin_ctzll(mask | 1ull << 63);
			mask &= mask - 1;
		}
		done += AT_ONCE;
	} while (done < n);
	return to + n;
}

/* The high bits of a word's bytes as eight bits, the first byte lowest. */
static inline uint64_t
gather(uint64_t mask)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	mask = __builtin_bswap64(mask);
#endif
	return (mask >> 7) * 0x0102040810204080u >> 56;
}

static uint32_t *
scan_portable(const char *s, size_t steps, size_t n, uint32_t *to,
    struct tsv_seen *seen)
{
	uint64_t marks, lines, high, odd = 0;
	size_t i, j;

	for (i = 0; i < steps; i += STEP) {
		marks = lines = high = 0;
		for (j = 0; j < STEP; j += SWAR_BYTES) {
			uint64_t word = swar_load(s + i + j);
			uint64_t lf = swar_equal(word, '\n');

			marks |= gather(lf | swar_equal(word, '\t')) << j;
			lines += (uint64_t)__builtin_popcountll(lf);
			odd |= swar_equal(word, '\0') |
			    swar_equal(word, '\r');
			high |= gather(swar_high(word)) << j;
		}
		if (high != 0)
			check_high(s, n, i, high, seen);
		seen->lines += lines;
		to = put_places(to, marks, (uint32_t)i);
	}
	seen->odd |= odd != 0;
	return to;
}

#ifdef HAVE_AVX2
#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

static inline AVX2 __m256i
load(const char *s)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)s);
}

static inline AVX2 uint64_t
bits(__m256i low, __m256i high)
{
	return (uint32_t)_mm256_movemask_epi8(low) |
	    (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

static AVX2 uint32_t *
scan_avx2(const char *s, size_t steps, size_t n, uint32_t *to,
    struct tsv_seen *seen)
{
	const __m256i tab = _mm256_set1_epi8('\t');
	const __m256i lf = _mm256_set1_epi8('\n');
	const __m256i cr = _mm256_set1_epi8('\r');
	__m256i odd = _mm256_setzero_si256();
	__m256i least = _mm256_set1_epi8(-1);
	uint64_t lines, marks;
	size_t i, count = 0;
	int k, done, found;

	for (i = 0; i < steps; i += STEP) {
		__m256i a = load(s + i), b = load(s + i + STEP / 2);
		__m256i la = _mm256_cmpeq_epi8(a, lf);
		__m256i lb = _mm256_cmpeq_epi8(b, lf);

		if (_mm256_movemask_epi8(_mm256_or_si256(a, b)) != 0)
			check_high(s, n, i, bits(a, b), seen);
		least = _mm256_min_epu8(least, _mm256_min_epu8(a, b));
		odd = _mm256_or_si256(odd, _mm256_or_si256(
		    _mm256_cmpeq_epi8(a, cr), _mm256_cmpeq_epi8(b, cr)));
		lines = bits(la, lb);
		marks = lines | bits(_mm256_cmpeq_epi8(a, tab),
		    _mm256_cmpeq_epi8(b, tab));
		count += (size_t)__builtin_popcountll(lines);
		found = __builtin_popcountll(marks);
		done = 0;
		do {
			for (k = 0; k < AT_ONCE; k++) {
				to[done + k] = (uint32_t)i +
				    (uint32_t)_tzcnt_u64(marks);
				marks = _blsr_u64(marks);
			}
			done += AT_ONCE;
		} while (done < found);
		to += found;
	}
	seen->lines += count;
	seen->odd |= _mm256_movemask_epi8(_mm256_or_si256(odd,
	    _mm256_cmpeq_epi8(least, _mm256_setzero_si256()))) != 0;
	return to;
}
#endif

static tsv_scanner *
choose(void)
{
#ifdef HAVE_AVX2
	const char *asked = getenv("KLIPING_SIMD");

	if ((asked == NULL || strcmp(asked, "portable") != 0) &&
	    __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
	    __builtin_cpu_supports("popcnt"))
		return scan_avx2;
#endif
	return scan_portable;
}

static void
make_room(struct tsv_marks *m, size_t n)
{
	if (m->room != NULL && n <= m->cap)
		return;
	free(m->room);
	m->cap = n;
	m->room = xreallocarray(NULL, n + TSV_SCAN_SLACK + 1,
	    sizeof(*m->room));
	m->room[0] = UINT32_MAX;
	m->end = m->room + 1;
}

void
tsv_scan(struct tsv_marks *m, const char *s, size_t n)
{
	struct tsv_seen seen = { 0, 0, false };
	size_t steps = n / STEP * STEP;
	char last[STEP];
	uint32_t *to, *from;

	if (m->scan == NULL)
		m->scan = choose();
	make_room(m, n);
	to = m->scan(s, steps, n, m->end, &seen);
	if (n > steps) {
		/* A space is no mark, and nothing odd. */
		memset(last, ' ', sizeof(last));
		memcpy(last, s + steps, n - steps);
		from = to;
		seen.valid -= seen.valid < steps ? seen.valid : steps;
		to = m->scan(last, STEP, n - steps, to, &seen);
		for (; from < to; from++)
			*from += (uint32_t)steps;
	}
	m->n = (size_t)(to - m->end);
	m->lines = seen.lines;
	m->odd = seen.odd;
}

bool
tsv_is_regular(const struct tsv_marks *m, const char *s, size_t width)
{
	size_t i;

	if (m->odd || m->n != m->lines * width)
		return false;
	for (i = width; i <= m->n; i += width)
		if (s[m->end[i - 1]] != '\n')
			return false;
	return true;
}

void
tsv_marks_free(struct tsv_marks *m)
{
	free(m->room);
	*m = (struct tsv_marks){ 0 };
}
