/* SPDX-License-Identifier: MIT */
/*
 * Finds TABs and line feeds, and looks at every byte once on the way.  Reads
 * and writes memory only; holds 4 bytes for each wanted cell of a block.
 *
 * A step takes STEP bytes: one mask says which are marks.  How many marks of
 * its row are behind says which of them are wanted, and which must be LF: both
 * are patterns, laid over the marks.  The places of the wanted ones are written
 * down, several before the loop looks whether there are more.
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
#define FEW 64		/* steps without a call between */

/* What a scan has seen beside the marks. */
struct tsv_seen {
	size_t		lines;
	size_t		valid;	/* characters beyond ASCII are good up to here */
	uint32_t	phase;	/* marks of the last row that are behind */
	bool		odd;	/* NUL, CR, invalid UTF-8, or a mark that is not
				   where rows have it */
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

/* Write the places of the wanted marks down, one after another; returns behind
   the last.  amiss gets a bit where an LF is not where rows have it. */
static inline uint32_t *
put_wanted(uint32_t *to, const struct tsv_phase *phase, uint64_t marks,
    uint64_t lines, uint32_t at, uint64_t *amiss)
{
	uint64_t wanted = phase->wanted, last = phase->last;

	for (; marks != 0; marks &= marks - 1) {
		unsigned place = (unsigned)__builtin_ctzll(marks);

		*to = at + place;
		to += wanted & 1;
		*amiss |= ((lines >> place) ^ last) & 1;
		wanted >>= 1;
		last >>= 1;
	}
	return to;
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
scan_portable(const struct tsv_marks *m, const char *s, size_t steps, size_t n,
    uint32_t *to, struct tsv_seen *seen)
{
	uint64_t tabs, lines, high, odd = 0;
	size_t i, j;

	for (i = 0; i < steps; i += STEP) {
		tabs = lines = high = 0;
		for (j = 0; j < STEP; j += SWAR_BYTES) {
			uint64_t word = swar_load(s + i + j);

			lines |= gather(swar_equal(word, '\n')) << j;
			tabs |= gather(swar_equal(word, '\t')) << j;
			odd |= swar_equal(word, '\0') |
			    swar_equal(word, '\r');
			high |= gather(swar_high(word)) << j;
		}
		if (high != 0)
			check_high(s, n, i, high, seen);
		to = put_wanted(to, &m->phases[seen->phase], lines | tabs,
		    lines, (uint32_t)i, &odd);
		seen->lines += (size_t)__builtin_popcountll(lines);
		seen->phase = m->after[seen->phase +
		    (uint32_t)__builtin_popcountll(lines | tabs)];
	}
	seen->odd |= odd != 0;
	return to;
}

#ifdef HAVE_AVX2
#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

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

static inline AVX2 uint64_t
equal_bits(__m256i low, __m256i high, __m256i what)
{
	return bits(_mm256_cmpeq_epi8(low, what),
	    _mm256_cmpeq_epi8(high, what));
}

static inline AVX2 uint32_t *
put_place(uint32_t *to, uint64_t *mask, uint32_t at)
{
	*to = at + (uint32_t)_tzcnt_u64(*mask);
	*mask = _blsr_u64(*mask);
	return to + 1;
}

/* Write the places of the bits of a mask down; returns behind the last. */
static inline AVX2 uint32_t *
put_places(uint32_t *to, uint64_t mask, uint32_t at)
{
	uint32_t *end = to + __builtin_popcountll(mask);

	/* Four at once: a loop for each would be guessed wrong too often. */
	do {
		to = put_place(to, &mask, at);
		to = put_place(to, &mask, at);
		to = put_place(to, &mask, at);
		to = put_place(to, &mask, at);
	} while (to < end);
	return end;
}

/*
 * A few steps, without a call, so that all is kept in registers.  Returns a bit
 * for each step that has characters beyond ASCII, the first lowest.  quick: the
 * machine lays a pattern over marks in one quick instruction.
 */
static inline AVX2 __attribute__((always_inline)) uint64_t
scan_few(const struct tsv_marks *m, const char *s, size_t from, size_t end,
    uint32_t **places, struct tsv_seen *seen, bool quick)
{
	const __m256i tab = _mm256_set1_epi8('\t');
	const __m256i lf = _mm256_set1_epi8('\n');
	const __m256i cr = _mm256_set1_epi8('\r');
	const struct tsv_phase *phases = m->phases;
	const uint32_t *after = m->after;
	__m256i least = _mm256_set1_epi8(-1);
	uint64_t lines, marks, amiss = 0, high = 0;
	uint32_t *to = *places, phase = seen->phase;
	size_t i, count = 0;

	for (i = from; i < end; i += STEP) {
		__m256i a = load(s + i), b = load(s + i + STEP / 2);
		uint64_t beyond = _mm256_movemask_epi8(_mm256_or_si256(a,
		    b)) != 0;

		high |= beyond << ((i - from) / STEP);
		/* 0 is where a NUL is, or a CR. */
		least = _mm256_min_epu8(least, _mm256_min_epu8(
		    _mm256_min_epu8(a, _mm256_xor_si256(a, cr)),
		    _mm256_min_epu8(b, _mm256_xor_si256(b, cr))));
		lines = equal_bits(a, b, lf);
		marks = lines | equal_bits(a, b, tab);
		if (quick) {
			amiss |= _pdep_u64(phases[phase].last, marks) ^ lines;
			to = put_places(to, _pdep_u64(phases[phase].wanted,
			    marks), (uint32_t)i);
		} else
			to = put_wanted(to, &phases[phase], marks, lines,
			    (uint32_t)i, &amiss);
		count += (size_t)__builtin_popcountll(lines);
		phase = after[phase + (uint32_t)__builtin_popcountll(marks)];
	}
	*places = to;
	seen->lines += count;
	seen->phase = phase;
	seen->odd |= amiss != 0 || _mm256_movemask_epi8(_mm256_cmpeq_epi8(
	    least, _mm256_setzero_si256())) != 0;
	return high;
}

static inline AVX2 __attribute__((always_inline)) uint32_t *
scan_vectors(const struct tsv_marks *m, const char *s, size_t steps, size_t n,
    uint32_t *to, struct tsv_seen *seen, bool quick)
{
	size_t i, end, at;
	uint64_t high;

	for (i = 0; i < steps; i = end) {
		end = steps - i < FEW * STEP ? steps : i + FEW * STEP;
		high = scan_few(m, s, i, end, &to, seen, quick);
		for (; high != 0; high &= high - 1) {
			at = i + STEP * (size_t)__builtin_ctzll(high);
			check_high(s, n, at, bits(load(s + at),
			    load(s + at + STEP / 2)), seen);
		}
	}
	return to;
}

static AVX2 uint32_t *
scan_avx2(const struct tsv_marks *m, const char *s, size_t steps, size_t n,
    uint32_t *to, struct tsv_seen *seen)
{
	return scan_vectors(m, s, steps, n, to, seen, false);
}

static AVX2 uint32_t *
scan_avx2_quick(const struct tsv_marks *m, const char *s, size_t steps,
    size_t n, uint32_t *to, struct tsv_seen *seen)
{
	return scan_vectors(m, s, steps, n, to, seen, true);
}

/* These have the instruction, but in hundreds of cycles. */
static bool
is_slow_to_deposit(void)
{
	return __builtin_cpu_is("bdver4") || __builtin_cpu_is("znver1") ||
	    __builtin_cpu_is("znver2");
}
#endif

static tsv_scanner *
choose(void)
{
#ifdef HAVE_AVX2
	const char *asked = getenv("KLIPING_SIMD");

	if (asked == NULL)
		asked = "";
	if (strcmp(asked, "portable") != 0 && __builtin_cpu_supports("avx2") &&
	    __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
	    __builtin_cpu_supports("popcnt"))
		return strcmp(asked, "avx2") == 0 || is_slow_to_deposit() ?
		    scan_avx2 : scan_avx2_quick;
#endif
	return scan_portable;
}

/* The patterns when so many marks of a row are behind. */
static struct tsv_phase
phase_of(size_t width, const bool *wanted, size_t behind)
{
	struct tsv_phase phase = { 0, 0 };
	size_t i, cell;

	for (i = 0; i < STEP; i++) {
		cell = (behind + i) % width;
		if (wanted[cell] || cell + 1 == width || wanted[cell + 1])
			phase.wanted |= (uint64_t)1 << i;
		if (cell + 1 == width)
			phase.last |= (uint64_t)1 << i;
	}
	return phase;
}

void
tsv_marks_want(struct tsv_marks *m, size_t width, const bool *wanted)
{
	size_t i;

	m->width = width;
	m->stride = 0;
	m->at = xreallocarray(m->at, width, sizeof(*m->at));
	m->phases = xreallocarray(m->phases, width, sizeof(*m->phases));
	m->after = xreallocarray(m->after, width + STEP, sizeof(*m->after));
	for (i = 0; i < width; i++) {
		m->phases[i] = phase_of(width, wanted, i);
		m->at[i] = m->stride;
		m->stride += (size_t)(m->phases[i].wanted & 1);
	}
	for (i = 0; i < width + STEP; i++)
		m->after[i] = (uint32_t)(i % width);
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
	struct tsv_seen seen = { 0, 0, 0, false };
	size_t steps = n / STEP * STEP;
	char last[STEP];
	uint32_t *to, *from;

	if (m->scan == NULL)
		m->scan = choose();
	make_room(m, n);
	to = m->scan(m, s, steps, n, m->end, &seen);
	if (n > steps) {
		/* A space is no mark, and nothing odd. */
		memset(last, ' ', sizeof(last));
		memcpy(last, s + steps, n - steps);
		from = to;
		seen.valid -= seen.valid < steps ? seen.valid : steps;
		to = m->scan(m, last, STEP, n - steps, to, &seen);
		for (; from < to; from++)
			*from += (uint32_t)steps;
	}
	m->lines = seen.lines;
	m->regular = !seen.odd && seen.phase == 0;
}

void
tsv_marks_free(struct tsv_marks *m)
{
	free(m->at);
	free(m->phases);
	free(m->after);
	free(m->room);
	*m = (struct tsv_marks){ 0 };
}
