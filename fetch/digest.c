/* SPDX-License-Identifier: MIT */
/*
 * SHA-1 of many strings side by side: one round depends on the one before, so a
 * string alone leaves most of a processor idle, and eight lanes of a vector
 * take eight strings in the time of two.  A lane that has ended takes the next
 * string.  Holds a state and at most two blocks a lane; reads and writes
 * nothing else.  In archives SHA-1 is a checksum, not a defence.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "fetch/digest.h"

#define LANES		8
#define BLOCK		64	/* bytes */
#define SUM_WORDS	5

/* One 32-bit word of each lane: an extension that gcc and clang share, and
   that they bring down to whatever vectors the processor has. */
typedef uint32_t vector __attribute__((vector_size(4 * LANES)));

/* Where the processor may have wider vectors than the compiler was told, it is
   asked when the program starts. */
#if defined(__x86_64__) && defined(__linux__) && !defined(__SANITIZE_ADDRESS__)
#define FOR_EACH_PROCESSOR \
	__attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

struct lane {
	const unsigned char *p;		/* the next block */
	size_t		 blocks;	/* from there on */
	bool		 last;		/* they are those in tail */
	const struct digest_job *job;	/* NULL: the lane is idle */
	unsigned char	 tail[2 * BLOCK];
};

struct lanes {
	vector		 sum[SUM_WORDS];
	struct lane	 lane[LANES];
	size_t		 busy;
};

/* Word i of the next block of every lane stands in words[i]. */
static inline void
load_blocks(struct lane *lane, vector words[16])
{
	uint32_t (*out)[LANES] = (void *)words;
	size_t i, j;

	for (j = 0; j < LANES; j++) {
		const unsigned char *p = lane[j].p;

		for (i = 0; i < 16; i++, p += 4)
			out[i][j] = (uint32_t)p[0] << 24 |
			    (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
		if (lane[j].job != NULL)
			lane[j].p = p;
	}
}

/*
 * A round and five of them, written out: in a loop, the places of words and
 * the moves from name to name cost twice what the round does.
 */
#define ROTATE(x, n) ((x) << (n) | (x) >> (32 - (n)))
#define ROUND(t, f, k) do { \
	if ((t) >= 16) { \
		next = words[((t) + 13) & 15] ^ words[((t) + 8) & 15] ^ \
		    words[((t) + 2) & 15] ^ words[(t) & 15]; \
		words[(t) & 15] = ROTATE(next, 1); \
	} \
	next = ROTATE(a, 5) + (f) + e + (k) + words[(t) & 15]; \
	e = d; \
	d = c; \
	c = ROTATE(b, 30); \
	b = a; \
	a = next; \
} while (0)
#define FIVE(t, f, k) do { \
	ROUND((t), f, k); \
	ROUND((t) + 1, f, k); \
	ROUND((t) + 2, f, k); \
	ROUND((t) + 3, f, k); \
	ROUND((t) + 4, f, k); \
} while (0)
#define TWENTY(t, f, k) do { \
	FIVE((t), f, k); \
	FIVE((t) + 5, f, k); \
	FIVE((t) + 10, f, k); \
	FIVE((t) + 15, f, k); \
} while (0)

/* Take so many blocks of every lane. */
FOR_EACH_PROCESSOR
static void
compress(vector sum[SUM_WORDS], struct lane *lane, size_t blocks)
{
	vector words[16], a, b, c, d, e, next;

	for (; blocks > 0; blocks--) {
		load_blocks(lane, words);
		a = sum[0];
		b = sum[1];
		c = sum[2];
		d = sum[3];
		e = sum[4];
		TWENTY(0, d ^ (b & (c ^ d)), 0x5a827999u);
		TWENTY(20, b ^ c ^ d, 0x6ed9eba1u);
		TWENTY(40, (b & c) | (d & (b | c)), 0x8f1bbcdcu);
		TWENTY(60, b ^ c ^ d, 0xca62c1d6u);
		sum[0] += a;
		sum[1] += b;
		sum[2] += c;
		sum[3] += d;
		sum[4] += e;
	}
}

/* The end of the data, a one bit, zeros, and the length in bits. */
static void
begin_tail(struct lane *l)
{
	size_t n = l->job->data.n, left = n % BLOCK, i;
	uint64_t bits = (uint64_t)n * 8;

	l->last = true;
	l->blocks = left + 9 > BLOCK ? 2 : 1;
	memset(l->tail, 0, sizeof(l->tail));
	if (left > 0)
		memcpy(l->tail, l->job->data.p + (n - left), left);
	l->tail[left] = 0x80;
	for (i = 1; i <= 8; i++, bits >>= 8)
		l->tail[l->blocks * BLOCK - i] = (unsigned char)bits;
	l->p = l->tail;
}

static void
begin_job(struct lanes *all, size_t lane, const struct digest_job *job)
{
	static const uint32_t first[SUM_WORDS] = { 0x67452301, 0xefcdab89,
	    0x98badcfe, 0x10325476, 0xc3d2e1f0 };
	struct lane *l = &all->lane[lane];
	size_t i;

	for (i = 0; i < SUM_WORDS; i++)
		all->sum[i][lane] = first[i];
	l->job = job;
	l->last = false;
	l->p = (const unsigned char *)job->data.p;
	l->blocks = job->data.n / BLOCK;
	all->busy++;
	if (l->blocks == 0)
		begin_tail(l);
}

/* Five bits a character. */
static void
put_text(const struct lanes *all, size_t lane, char *text)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	uint64_t bits = 0;
	size_t i, held = 0;

	for (i = 0; i < SUM_WORDS; i++) {
		bits = bits << 32 | all->sum[i][lane];
		for (held += 32; held >= 5; held -= 5)
			*text++ = digits[bits >> (held - 5) & 31];
	}
}

static void
end_job(struct lanes *all, size_t lane)
{
	struct lane *l = &all->lane[lane];

	put_text(all, lane, l->job->text);
	l->job = NULL;
	l->p = l->tail;
	all->busy--;
}

/* So many blocks can be taken before a lane has to be looked after. */
static size_t
blocks_at_once(const struct lanes *all)
{
	size_t i, least = SIZE_MAX;

	for (i = 0; i < LANES; i++)
		if (all->lane[i].job != NULL && all->lane[i].blocks < least)
			least = all->lane[i].blocks;
	return least;
}

static void
advance(struct lanes *all)
{
	size_t n = blocks_at_once(all), i;

	compress(all->sum, all->lane, n);
	for (i = 0; i < LANES; i++) {
		struct lane *l = &all->lane[i];

		if (l->job == NULL || (l->blocks -= n) > 0)
			continue;
		if (l->last)
			end_job(all, i);
		else
			begin_tail(l);
	}
}

void
digest_sha1(const struct digest_job *jobs, size_t n)
{
	struct lanes all;
	size_t i, next = 0;

	memset(&all, 0, sizeof(all));
	for (i = 0; i < LANES; i++)
		all.lane[i].p = all.lane[i].tail;
	while (next < n || all.busy > 0) {
		for (i = 0; i < LANES && next < n; i++)
			if (all.lane[i].job == NULL)
				begin_job(&all, i, &jobs[next++]);
		advance(&all);
	}
}
