/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_SANDBOX_H
#define KLIPING_CLEAN_SANDBOX_H

#include <stddef.h>

/*
 * What a process gives up before it reads what the web wrote.  After
 * sandbox_enter it can neither open a file nor a socket nor start a process;
 * it can read and write the one descriptor, take memory and end.  The limits of
 * POSIX hold everywhere; on Linux a filter of system calls (seccomp) besides,
 * where the kernel has it.
 */
struct sandbox {
	int	fd;		/* the descriptor that stays of use */
	size_t	max_memory;	/* bytes of address space */
};

/* 0; -1 when a limit of POSIX could not be set (errno says why). */
int	 sandbox_enter(const struct sandbox *);

/* Its two halves, each of which shuts files and sockets out by itself: 0, or -1
   when it cannot be had. */
int	 sandbox_limit(const struct sandbox *);
int	 sandbox_filter(const struct sandbox *);

#endif
