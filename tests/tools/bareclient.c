/* SPDX-License-Identifier: MIT */
/*
 * bareclient PORT HOSTS PAGES - the least that a client can do.
 *
 * Asks the hosts of hostfarm, each over one connection that stays, for PAGES
 * pages in all, counts the bytes of the bodies, throws them away, and prints
 * pages and bytes: the floor under what fetch costs.  No names, no robots.txt,
 * no limits, no archive.  Holds a few bytes for each
 * connection and what came last.
 */
#include <sys/epoll.h>
#include <sys/socket.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/cli.h"
#include "lib/xalloc.h"

#define MAX_HOSTS	50000
#define HOSTS_A_NET	250	/* in each 127.0.X, as hostfarm has them */
#define MAX_EVENTS	512
#define ROOM		65536	/* bytes asked of read(2) */

struct conn {
	int	 fd;
	bool	 in_body;
	size_t	 left;		/* bytes of the body */
};

struct client {
	int		 epoll;
	unsigned	 open;		/* connections */
	long long	 to_ask, pages, bytes;
	char		 room[ROOM + 1];	/* what came last */
};

static void
die(const char *what)
{
	cli_die(what, "%s", strerror(errno));
}

/* Ask for one more page, or part. */
static void
ask(struct client *all, struct conn *c)
{
	char text[128];
	int n = snprintf(text, sizeof(text), "GET /page/%lld HTTP/1.1\r\n"
	    "Host: bench\r\nAccept-Encoding: gzip\r\n\r\n", all->to_ask);

	if (all->to_ask == 0) {
		(void)close(c->fd);
		all->open--;
		return;
	}
	all->to_ask--;
	c->in_body = false;
	if (send(c->fd, text, (size_t)n, MSG_NOSIGNAL) != n)
		die("send");
}

static void
open_host(struct client *all, struct conn *c, unsigned host, in_port_t port)
{
	struct sockaddr_in sin = { .sin_family = AF_INET, .sin_port = port };
	struct epoll_event e = { .events = EPOLLIN, .data.ptr = c };

	sin.sin_addr.s_addr = htonl(0x7f000100u +
	    (host / HOSTS_A_NET << 8) + host % HOSTS_A_NET + 1);
	c->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (c->fd == -1 ||
	    connect(c->fd, (struct sockaddr *)&sin, sizeof(sin)) == -1 ||
	    fcntl(c->fd, F_SETFL, O_NONBLOCK) == -1 ||
	    epoll_ctl(all->epoll, EPOLL_CTL_ADD, c->fd, &e) == -1)
		die("connect");
	all->open++;
	ask(all, c);
}

/* Bytes of a body. */
static void
count(struct client *all, struct conn *c, size_t n)
{
	if (n > c->left)
		cli_die(NULL, "more than was asked for");
	all->bytes += (long long)n;
	c->left -= n;
	if (c->left > 0)
		return;
	all->pages++;
	ask(all, c);
}

/* A header, which hostfarm sends in one piece with what it can of the body. */
static void
take_head(struct client *all, struct conn *c, size_t n)
{
	const char *end, *length;

	all->room[n] = '\0';
	if ((end = strstr(all->room, "\r\n\r\n")) == NULL ||
	    (length = strstr(all->room, "Content-Length: ")) == NULL)
		cli_die(NULL, "no whole header with a length");
	c->left = strtoull(length + 16, NULL, 10);
	c->in_body = true;
	count(all, c, n - (size_t)(end + 4 - all->room));
}

static void
hear(struct client *all, struct conn *c)
{
	ssize_t n = recv(c->fd, all->room, ROOM, 0);

	if (n == -1 && errno == EAGAIN)
		return;
	if (n <= 0)
		die("recv");
	if (c->in_body)
		count(all, c, (size_t)n);
	else
		take_head(all, c, (size_t)n);
}

int
main(int argc, char **argv)
{
	static struct client all;
	struct epoll_event events[MAX_EVENTS];
	struct conn *conns;
	unsigned i, hosts;
	in_port_t port;
	int j, n;

	cli_init("bareclient");
	if (argc != 4)
		cli_usage("usage: bareclient port hosts pages");
	port = htons((uint16_t)cli_num(argv[1], 1, 65535, "port"));
	hosts = (unsigned)cli_num(argv[2], 1, MAX_HOSTS, "hosts");
	all.to_ask = cli_num(argv[3], 1, INT64_MAX, "pages");
	if ((all.epoll = epoll_create1(0)) == -1)
		die("epoll");
	conns = xcalloc(hosts, sizeof(*conns));
	for (i = 0; i < hosts; i++)
		open_host(&all, &conns[i], i, port);
	while (all.open > 0) {
		n = epoll_wait(all.epoll, events, MAX_EVENTS, -1);
		for (j = 0; j < n; j++)
			hear(&all, events[j].data.ptr);
	}
	(void)printf("%lld pages, %lld bytes\n", all.pages, all.bytes);
	free(conns);
	cli_close_stdout();
	return EXIT_SUCCESS;
}
