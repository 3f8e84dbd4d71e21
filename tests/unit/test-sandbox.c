/* SPDX-License-Identifier: MIT */
/* clean/sandbox.h: what a process can still do in it, tried call by call. */
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "clean/sandbox.h"

enum {
	CAN_OPEN = 1, CAN_CREATE = 2, CAN_SOCKET = 4, CAN_DUP = 8,
	CAN_FORK = 16, CAN_READ_OTHER = 32, CANNOT_WRITE = 64,
	CAN_TAKE_TOO_MUCH = 128, CANNOT_TAKE_MEMORY = 64, CANNOT_ENTER = 255
};

#define SHUT_OUT (CAN_OPEN | CAN_CREATE | CAN_SOCKET | CAN_DUP | \
	CANNOT_WRITE | CANNOT_TAKE_MEMORY)
#define MEMORY ((size_t)1 << 30)

static bool
can_take(size_t n)
{
	void *volatile memory = malloc(n);
	bool can = memory != NULL;

	free(memory);
	return can;
}

static unsigned
try_all(int fd, int other)
{
	unsigned can = 0;
	pid_t pid;
	char c;

	if (open("/etc/passwd", O_RDONLY) != -1)
		can |= CAN_OPEN;
	if (open("sandbox-was-here", O_WRONLY | O_CREAT, 0600) != -1)
		can |= CAN_CREATE;
	if (socket(AF_INET, SOCK_STREAM, 0) != -1)
		can |= CAN_SOCKET;
	if (dup(fd) != -1)
		can |= CAN_DUP;
	pid = fork();
	if (pid == 0)
		_exit(0);
	if (pid != -1)
		can |= CAN_FORK;
	if (read(other, &c, 1) != -1)
		can |= CAN_READ_OTHER;
	if (write(fd, "x", 1) != 1)
		can |= CANNOT_WRITE;
	if (!can_take(MEMORY / 128))
		can |= CANNOT_TAKE_MEMORY;
	if (can_take(MEMORY))
		can |= CAN_TAKE_TOO_MUCH;
	return can;
}

/* What a process can do once it has entered; -1 when it could not. */
static int
ask(int (*enter)(const struct sandbox *))
{
	int fd[2], other[2], status;
	char x;
	pid_t pid;

	assert_int_equal(pipe(fd), 0);
	assert_int_equal(pipe(other), 0);
	assert_int_equal(write(other[1], "y", 1), 1);
	pid = fork();
	assert_int_not_equal(pid, -1);
	if (pid == 0) {
		struct sandbox sandbox = { .fd = fd[1],
		    .max_memory = MEMORY };

		if (enter(&sandbox) != 0)
			_exit(CANNOT_ENTER);
		_exit((int)(try_all(fd[1], other[0]) & 0xff));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == CANNOT_ENTER)
		return -1;
	assert_int_equal(read(fd[0], &x, 1), 1);
	assert_int_equal(access("sandbox-was-here", F_OK), -1);
	return WEXITSTATUS(status);
}

static void
skip_under_sanitizers(void)
{
#ifdef __SANITIZE_ADDRESS__
	skip();		/* the sanitizer itself calls what is forbidden */
#endif
}

static void
test_both(void **state)
{
	int can;

	(void)state;
	skip_under_sanitizers();
	can = ask(sandbox_enter);
#ifndef __linux__
	can &= SHUT_OUT | CAN_TAKE_TOO_MUCH;
#endif
	assert_int_equal(can, 0);
}

/* The limits of POSIX shut files and sockets out alone ... */
static void
test_limits(void **state)
{
	int can;

	(void)state;
	skip_under_sanitizers();
	can = ask(sandbox_limit);
	assert_int_not_equal(can, -1);
	assert_int_equal(can & (SHUT_OUT | CAN_TAKE_TOO_MUCH), 0);
	assert_int_not_equal(can & CAN_READ_OTHER, 0);
}

/* ... and so does the filter, which knows no limit of memory. */
static void
test_filter(void **state)
{
	int can;

	(void)state;
	skip_under_sanitizers();
	if ((can = ask(sandbox_filter)) == -1)
		skip();		/* a kernel without it */
	assert_int_equal(can & ~CAN_TAKE_TOO_MUCH, 0);
	assert_int_not_equal(can & CAN_TAKE_TOO_MUCH, 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_both),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_filter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
