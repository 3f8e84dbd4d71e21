/* SPDX-License-Identifier: MIT */
/*
 * The main() of a fuzz target outside libFuzzer: runs the target once over
 * each file named, so that a corpus is an ordinary test under any compiler.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cli.h"

#define REPLAY_MAX_FILE ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const unsigned char *, size_t);

static void
replay(const char *path)
{
	struct buf in;
	ssize_t n = 0;
	int fd = open(path, O_RDONLY);

	if (fd == -1)
		cli_die(path, "%s", strerror(errno));
	buf_init(&in, REPLAY_MAX_FILE);
	do {
		if (buf_reserve(&in, 65536) != 0)
			cli_die(path, "too large");
		n = read(fd, in.data + in.len, 65536);
		if (n == -1)
			cli_die(path, "%s", strerror(errno));
		in.len += (size_t)n;
	} while (n > 0);
	(void)close(fd);
	(void)LLVMFuzzerTestOneInput((const unsigned char *)in.data, in.len);
	buf_free(&in);
}

int
main(int argc, char **argv)
{
	int i;

	cli_init("replay");
	for (i = 1; i < argc; i++)
		replay(argv[i]);
	return 0;
}
