/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_TESTS_PICK_H
#define KLIPING_TESTS_PICK_H

#include <stdint.h>

/*
 * Numbers by chance, the same in every run and on every machine (Knuth's MMIX
 * generator).  A test that wants the same again sets the seed.
 */
static uint64_t seed = 1;

/* One of 31 bits. */
static inline uint32_t
pick_any(void)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33);
}

/* One from 0 to n - 1. */
static inline unsigned
pick(unsigned n)
{
	return pick_any() % n;
}

#endif
