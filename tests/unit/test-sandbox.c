/* SPDX-License-Identifier: MIT */
/* clean/sandbox.h: what a process can still do in it, tried call by call. */
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "clean/sandbox.h"

enum {
	CAN_OPEN = 1, CAN_CREATE = 2, CAN_SOCKET = 4, CAN_FORK = 8,
	CAN_DUP = 16, CAN_READ_OTHER = 32, CANNOT_WRITE = 64,
	CANNOT_TAKE_MEMORY = 128
};

static unsigned
try_all(int fd, int other)
{
	unsigned can = 0;
	void *volatile memory;
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
#ifdef __linux__
	/* Where there are the limits of POSIX alone, these are left. */
	pid = fork();
	if (pid == 0)
		_exit(0);
	if (pid != -1)
		can |= CAN_FORK;
	if (read(other, &c, 1) != -1)
		can |= CAN_READ_OTHER;
#else
	(void)pid;
	(void)other;
#endif
	if (write(fd, "x", 1) != 1)
		can |= CANNOT_WRITE;
	memory = malloc((size_t)8 << 20);
	if (memory == NULL)
		can |= CANNOT_TAKE_MEMORY;
	free(memory);
	return can;
}

static void
test_sandbox(void **state)
{
	int fd[2], other[2], status;
	char x;
	pid_t pid;

	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip();		/* the sanitizer itself calls what is forbidden */
#endif
	assert_int_equal(pipe(fd), 0);
	assert_int_equal(pipe(other), 0);
	assert_int_equal(write(other[1], "y", 1), 1);
	pid = fork();
	assert_int_not_equal(pid, -1);
	if (pid == 0) {
		struct sandbox sandbox = { .fd = fd[1],
		    .max_memory = (size_t)1 << 30 };

		if (sandbox_enter(&sandbox) != 0)
			_exit(255);
		_exit((int)try_all(fd[1], other[0]));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(read(fd[0], &x, 1), 1);
	assert_int_equal(access("sandbox-was-here", F_OK), -1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sandbox),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
