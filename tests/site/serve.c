/*
 * serve ROOT - show the bundled site on loopback addresses.
 *
 * Reads ROOT/outlets.tsv and ROOT/redirects.tsv, listens for each outlet on an
 * address of its own, all on one port that the kernel picks, prints the port
 * and then a line `host address port` for each outlet, and answers from
 * ROOT/pages until its standard input ends or it is terminated: a test that
 * dies takes the server with it.  Holds a request and a reply for each open
 * connection; never listens outside of 127/8.
 */
#include <sys/socket.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"

#define MAX_CONNS	128
#define MAX_POLLS	(1 + SITE_MAX_OUTLETS + MAX_CONNS)
#define BIND_TRIES	32	/* ports that another address may already use */

struct conn {
	const struct outlet	*outlet;	/* NULL: the place is free */
	struct reply		 reply;
	size_t			 sent;
	size_t			 n;
	int			 fd;
	char			 head[SITE_MAX_HEAD + 1];
};

static struct site	 site;
static struct conn	 conns[MAX_CONNS];
static int		 listeners[SITE_MAX_OUTLETS];

static void
die(const char *where, const char *what)
{
	(void)fprintf(stderr, "serve: %s: %s\n", where, what);
	exit(EXIT_FAILURE);
}

/* A listening socket at address and port, 0 for any; -1 where it is taken. */
static int
listen_at(const char *address, in_port_t port)
{
	struct sockaddr_in sin;
	int fd, on = 1;

	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_port = port;
	if (inet_pton(AF_INET, address, &sin.sin_addr) != 1 ||
	    strncmp(address, "127.", 4) != 0)
		die(address, "not a loopback address");
	if ((fd = socket(AF_INET, SOCK_STREAM, 0)) == -1 ||
	    fcntl(fd, F_SETFL, O_NONBLOCK) == -1 ||
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1)
		die(address, strerror(errno));
	if (bind(fd, (struct sockaddr *)&sin, sizeof(sin)) == -1 ||
	    listen(fd, MAX_CONNS) == -1) {
		if (errno != EADDRINUSE)
			die(address, strerror(errno));
		(void)close(fd);
		return -1;
	}
	return fd;
}

/* Network order; the kernel's choice for the first listener. */
static in_port_t
port_of(int fd)
{
	struct sockaddr_in sin;
	socklen_t n = sizeof(sin);

	if (getsockname(fd, (struct sockaddr *)&sin, &n) == -1)
		die("port", strerror(errno));
	return sin.sin_port;
}

/* Open every outlet on one port; 0 when that port was taken somewhere. */
static in_port_t
listen_all(void)
{
	in_port_t port = 0;
	size_t i, j;

	for (i = 0; i < site.noutlets; i++) {
		listeners[i] = listen_at(site.outlet[i].address, port);
		if (listeners[i] == -1) {
			for (j = 0; j < i; j++)
				(void)close(listeners[j]);
			return 0;
		}
		if (i == 0)
			port = port_of(listeners[0]);
	}
	return port;
}

static void
announce(in_port_t port)
{
	size_t i;

	(void)printf("%u\n", (unsigned)ntohs(port));
	for (i = 0; i < site.noutlets; i++)
		(void)printf("%s %s %u\n", site.outlet[i].host,
		    site.outlet[i].address, (unsigned)ntohs(port));
	if (fflush(stdout) != 0)
		die("standard output", strerror(errno));
}

static void
drop(struct conn *c)
{
	(void)close(c->fd);
	reply_free(&c->reply);
	c->outlet = NULL;
}

/* A place for one more connection, or NULL. */
static struct conn *
free_place(void)
{
	struct conn *c;

	for (c = conns; c < conns + MAX_CONNS; c++)
		if (c->outlet == NULL)
			return c;
	return NULL;
}

/* Take a caller in; with no place free it waits in the kernel's queue. */
static void
welcome(size_t outlet)
{
	struct conn *c = free_place();
	int fd;

	if (c == NULL || (fd = accept(listeners[outlet], NULL, NULL)) == -1)
		return;
	if (fcntl(fd, F_SETFL, O_NONBLOCK) == -1) {
		(void)close(fd);
		return;
	}
	memset(c, 0, sizeof(*c));
	c->outlet = &site.outlet[outlet];
	c->fd = fd;
}

/* Answer the request that stands whole at the front of the buffer, if one does. */
static void
take_request(struct conn *c)
{
	char head[SITE_MAX_HEAD + 1], *end;
	size_t n;

	c->head[c->n] = '\0';
	if ((end = strstr(c->head, "\r\n\r\n")) == NULL) {
		if (c->n == SITE_MAX_HEAD || strlen(c->head) < c->n)
			drop(c);
		return;
	}
	n = (size_t)(end - c->head) + 4;
	memcpy(head, c->head, n);
	memmove(c->head, c->head + n, c->n - n);
	c->n -= n;
	c->sent = 0;
	if (site_answer(&site, c->outlet, head, n, &c->reply) != 0)
		drop(c);
}

static void
listen_to(struct conn *c)
{
	ssize_t got = recv(c->fd, c->head + c->n, SITE_MAX_HEAD - c->n, 0);

	if (got > 0) {
		c->n += (size_t)got;
		take_request(c);
	} else if (got == 0 || (errno != EAGAIN && errno != EINTR))
		drop(c);
}

static void
talk_to(struct conn *c)
{
	ssize_t put = send(c->fd, c->reply.data + c->sent,
	    c->reply.n - c->sent, MSG_NOSIGNAL);

	if (put == -1) {
		if (errno != EAGAIN && errno != EINTR)
			drop(c);
		return;
	}
	c->sent += (size_t)put;
	if (c->sent < c->reply.n)
		return;
	if (c->reply.close) {
		drop(c);
		return;
	}
	reply_free(&c->reply);
	take_request(c);	/* the next one may have come with the last */
}

/* Describe what to wait for; places[] says which connection a poll is of. */
static nfds_t
gather(struct pollfd *polls, struct conn **places)
{
	bool room = free_place() != NULL;
	nfds_t n = 0;
	size_t i;

	memset(polls, 0, sizeof(*polls) * MAX_POLLS);
	polls[n].fd = STDIN_FILENO;
	polls[n++].events = POLLIN;
	for (i = 0; i < site.noutlets; i++) {
		polls[n].fd = listeners[i];
		polls[n++].events = room ? POLLIN : 0;
	}
	for (i = 0; i < MAX_CONNS; i++) {
		if (conns[i].outlet == NULL)
			continue;
		places[n] = &conns[i];
		polls[n].fd = conns[i].fd;
		polls[n++].events = conns[i].reply.n > 0 ? POLLOUT : POLLIN;
	}
	return n;
}

static int
input_ended(short events)
{
	char waste[256];

	return events != 0 && read(STDIN_FILENO, waste, sizeof(waste)) <= 0;
}

static void
serve(void)
{
	struct conn *places[MAX_POLLS];
	struct pollfd polls[MAX_POLLS];
	nfds_t i, n;

	for (;;) {
		n = gather(polls, places);
		if (poll(polls, n, -1) == -1) {
			if (errno == EINTR)
				continue;
			die("poll", strerror(errno));
		}
		if (input_ended(polls[0].revents))
			return;
		for (i = 1 + site.noutlets; i < n; i++)
			if (polls[i].revents & POLLOUT)
				talk_to(places[i]);
			else if (polls[i].revents != 0)
				listen_to(places[i]);
		for (i = 0; i < site.noutlets; i++)
			if (polls[1 + i].revents & POLLIN)
				welcome((size_t)i);
	}
}

int
main(int argc, char **argv)
{
	const char *why;
	in_port_t port = 0;
	size_t i;
	int tries;

	if (argc != 2) {
		(void)fputs("usage: serve folder\n", stderr);
		return 2;
	}
	if ((why = site_load(&site, argv[1])) != NULL)
		die(argv[1], why);
	for (tries = 0; port == 0 && tries < BIND_TRIES; tries++)
		port = listen_all();
	if (port == 0)
		die("port", "none is free on all addresses");
	announce(port);
	serve();
	for (i = 0; i < MAX_CONNS; i++)
		if (conns[i].outlet != NULL)
			drop(&conns[i]);
	return EXIT_SUCCESS;
}
