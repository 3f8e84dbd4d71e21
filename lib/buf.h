/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_BUF_H
#define KLIPING_BUF_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A growing byte string with a ceiling.  The web chooses the sizes, we choose
 * the ceilings: an append that would pass the ceiling changes nothing, returns
 * -1 and sets `over`, which stays set until buf_reset, so that a chain of
 * appends can be checked once at its end.  No memory at all ends the program
 * (lib/xalloc.h).
 *
 * Invariants: len <= max; data is NULL only before the first append; otherwise
 * data[len] is NUL.  The contents may hold NULs.
 */
struct buf {
	char	*data;
	size_t	 len;
	size_t	 cap;		/* bytes allocated, the NUL included */
	size_t	 max;		/* ceiling for len */
	bool	 over;		/* an append since the last reset did not fit */
};

/* Life cycle.  A struct buf lives embedded or on the stack. */
void	 buf_init(struct buf *, size_t max);
void	 buf_reset(struct buf *);	/* empty; keeps the memory */
void	 buf_free(struct buf *);	/* releases; usable again as after init */

/* Give memory back: what is over keep bytes and not filled.  A buffer that a
   huge record made large is so no longer than that record. */
void	 buf_shrink(struct buf *, size_t keep);

/* Give the contents away: the caller frees.  The buffer is empty after. */
char	*buf_take(struct buf *);

/* The contents as a string, "" when empty; borrowed until the next change. */
const char *buf_str(const struct buf *);

/*
 * Appending: 0, or -1 when the ceiling is in the way (nothing appended).  What
 * is appended must not lie in the buffer itself, which may move.
 */
int	 buf_add(struct buf *, const void *, size_t n);
int	 buf_adds(struct buf *, const char *);
int	 buf_addc(struct buf *, char);
int	 buf_addf(struct buf *, const char *fmt, ...)
	     __attribute__((format(printf, 2, 3)));

/*
 * Room for n more bytes, so that a caller may write at data + len and then
 * raise len itself.  0, or -1 when the ceiling is in the way.
 */
int	 buf_reserve(struct buf *, size_t n);

/* Shorten to len bytes; longer than it is changes nothing. */
void	 buf_cut(struct buf *, size_t len);

/* Drop the first n bytes (all, when n is more). */
void	 buf_drop(struct buf *, size_t n);

#endif
