/* SPDX-License-Identifier: MIT */
/*
 * Limits and a filter of system calls.  The filter is a short program that the
 * kernel runs at each call (seccomp(2)); it is written out here, call by call,
 * and refuses with EPERM what it does not name.
 */
#include <sys/resource.h>
#include <sys/time.h>

#include <errno.h>
#include <stdint.h>

#include "clean/sandbox.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__) || \
    (defined(__riscv) && __riscv_xlen == 64))
#define HAS_FILTER 1
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/mman.h>
#include <linux/seccomp.h>
#endif

/* A sanitizer's own memory is over any limit of address space. */
#if defined(__SANITIZE_ADDRESS__)
#define LIMITS_MEMORY 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LIMITS_MEMORY 0
#endif
#endif
#ifndef LIMITS_MEMORY
#define LIMITS_MEMORY 1
#endif

#ifdef HAS_FILTER

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

/* Low half of an argument; Linux runs these machines with that half first. */
#define ARGUMENT(n)	((uint32_t)offsetof(struct seccomp_data, args[n]))
#define LOAD(at)	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (at))
#define EQUAL(k, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (k), (yes), (no))
#define HAS_BITS(k, yes, no) \
	BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (k), (yes), (no))
#define ANSWER(k)	BPF_STMT(BPF_RET | BPF_K, (k))
#define REFUSE		ANSWER(SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA))
#define ALLOW		ANSWER(SECCOMP_RET_ALLOW)
/* The call of that number is allowed, whatever its arguments. */
#define MAY(call)	EQUAL((call), 0, 1), ALLOW

int
sandbox_filter(const struct sandbox *s)
{
	struct sock_filter program[] = {
		LOAD((uint32_t)offsetof(struct seccomp_data, arch)),
		EQUAL(ARCHITECTURE, 1, 0),
		REFUSE,
		LOAD((uint32_t)offsetof(struct seccomp_data, nr)),
		MAY(SYS_exit_group),
		MAY(SYS_exit),
		/* Memory: what malloc(3) asks for. */
		MAY(SYS_brk),
		MAY(SYS_munmap),
		MAY(SYS_mremap),
		MAY(SYS_madvise),
		/* The watchdog, and the end by a signal of one's own. */
		MAY(SYS_setitimer),
		MAY(SYS_rt_sigprocmask),
		MAY(SYS_rt_sigreturn),
		MAY(SYS_getpid),
		MAY(SYS_gettid),
		MAY(SYS_tgkill),
		/* Anonymous memory that holds no code. */
		EQUAL(SYS_mmap, 0, 5),
		LOAD(ARGUMENT(2)),
		HAS_BITS(PROT_EXEC, 8, 0),
		LOAD(ARGUMENT(3)),
		HAS_BITS(MAP_ANONYMOUS, 0, 6),
		ALLOW,
		/* The one descriptor. */
		EQUAL(SYS_read, 1, 0),
		EQUAL(SYS_write, 0, 3),
		LOAD(ARGUMENT(0)),
		EQUAL((uint32_t)s->fd, 0, 1),
		ALLOW,
		REFUSE,
	};
	struct sock_fprog filter = {
		.len = sizeof(program) / sizeof(program[0]),
		.filter = program,
	};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

#else

int
sandbox_filter(const struct sandbox *s)
{
	(void)s;
	errno = ENOSYS;
	return -1;
}

#endif

static int
limit(int what, rlim_t most)
{
	struct rlimit l;

	if (getrlimit(what, &l) != 0)
		return -1;
	if (l.rlim_max != RLIM_INFINITY && most > l.rlim_max)
		most = l.rlim_max;
	l.rlim_cur = l.rlim_max = most;
	return setrlimit(what, &l);
}

int
sandbox_limit(const struct sandbox *s)
{
	/* No descriptor can be made any more; those open stay open. */
	if (limit(RLIMIT_NOFILE, 0) != 0 || limit(RLIMIT_FSIZE, 0) != 0 ||
	    limit(RLIMIT_CORE, 0) != 0)
		return -1;
	if (LIMITS_MEMORY && limit(RLIMIT_AS, (rlim_t)s->max_memory) != 0)
		return -1;
	return 0;
}

int
sandbox_enter(const struct sandbox *s)
{
	if (sandbox_limit(s) != 0)
		return -1;
	/* A kernel without it, or that forbids it, leaves the limits. */
	(void)sandbox_filter(s);
	return 0;
}
