/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_BLOCK_H
#define KLIPING_EXTRACT_BLOCK_H

#include <stdint.h>

/* A stretch of text as sets of bytes: bit i of each tells of byte i. */

#define BLOCK_BYTES	64

struct block {
	uint64_t	word;	/* letters and digits of ASCII */
	uint64_t	upper;	/* capitals of ASCII */
	uint64_t	digit;
	uint64_t	high;	/* bytes over 127 */
};

/* The sets of BLOCK_BYTES bytes at p, which need no alignment. */
void	 block_read(struct block *, const char *p);

/* The bytes that a quotation mark may begin with: " ' ` and those over 127. */
uint64_t block_marks(const char *p);

/* The same with nothing but C, for machines without the instructions that the
   others are written for; the tests compare them. */
void	 block_read_plain(struct block *, const char *p);
uint64_t block_marks_plain(const char *p);

#endif
