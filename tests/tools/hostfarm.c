/* SPDX-License-Identifier: MIT */
/*
 * hostfarm [-n HOSTS] [-c CERTIFICATE -k KEY] PAGE - many hosts, one page.
 *
 * Listens on so many loopback addresses (127.0.1.1, 127.0.1.2, ...), all on one
 * port that the kernel picks, prints a line `ADDRESS PORT` for each, and
 * answers every request with the file PAGE, which is gzip, or for /robots.txt
 * with a few rules, until its standard input ends.  The answers are made once,
 * so that a bench measures the client.  Holds two answers and a request for
 * each connection; never listens outside of 127/8.
 */
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "lib/buf.h"
#include "lib/cli.h"
#include "lib/slice.h"
#include "lib/xalloc.h"

#define MAX_HOSTS	50000
#define HOSTS_A_NET	250	/* in each 127.0.X */
#define MAX_REQUEST	4096	/* bytes */
#define MAX_PAGE	((size_t)1 << 20)
#define MAX_EVENTS	512	/* taken from the kernel at once */
#define BIND_TRIES	32	/* ports that another address may already use */
#define BACKLOG		128

struct conn {
	int		 fd;
	bool		 listening;
	bool		 waits_to_write;
	SSL		*ssl;		/* NULL: plain */
	struct slice	 out;		/* what is left to send */
	size_t		 n;
	char		 request[MAX_REQUEST];
};

struct farm {
	unsigned	 hosts;
	int		 epoll;
	SSL_CTX		*tls;		/* NULL: plain */
	struct slice	 page, robots;	/* answers, headers included */
};

/* The place of a host, from 0. */
static struct sockaddr_in
address_of(unsigned host, in_port_t port)
{
	struct sockaddr_in sin = { .sin_family = AF_INET, .sin_port = port };

	sin.sin_addr.s_addr = htonl(0x7f000100u +
	    (host / HOSTS_A_NET << 8) + host % HOSTS_A_NET + 1);
	return sin;
}

/* A listening socket; -1 where the port is taken. */
static int
listen_at(unsigned host, in_port_t port)
{
	struct sockaddr_in sin = address_of(host, port);
	int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;

	if (fd == -1 || fcntl(fd, F_SETFL, O_NONBLOCK) == -1 ||
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1)
		cli_die("socket", "%s", strerror(errno));
	if (bind(fd, (struct sockaddr *)&sin, sizeof(sin)) == 0 &&
	    listen(fd, BACKLOG) == 0)
		return fd;
	if (errno != EADDRINUSE)
		cli_die("bind", "%s", strerror(errno));
	(void)close(fd);
	return -1;
}

/* Network order. */
static in_port_t
port_of(int fd)
{
	struct sockaddr_in sin;
	socklen_t n = sizeof(sin);

	if (getsockname(fd, (struct sockaddr *)&sin, &n) == -1)
		cli_die("port", "%s", strerror(errno));
	return sin.sin_port;
}

/* Every host on one port, which is returned; 0 when it was taken somewhere. */
static in_port_t
listen_all(unsigned hosts, int *fds)
{
	in_port_t port = 0;
	unsigned i, j;

	for (i = 0; i < hosts; i++) {
		if ((fds[i] = listen_at(i, port)) == -1) {
			for (j = 0; j < i; j++)
				(void)close(fds[j]);
			return 0;
		}
		if (i == 0)
			port = port_of(fds[0]);
	}
	return port;
}

static void
watch(const struct farm *f, int operation, struct conn *c, uint32_t events)
{
	struct epoll_event e = { .events = events, .data.ptr = c };

	if (epoll_ctl(f->epoll, operation, c->fd, &e) == -1)
		cli_die("epoll", "%s", strerror(errno));
}

static struct conn *
new_conn(int fd)
{
	struct conn *c = xcalloc(1, sizeof(*c));

	c->fd = fd;
	return c;
}

static void
open_hosts(struct farm *f)
{
	int *fds = xcalloc(f->hosts, sizeof(*fds)), tries;
	char text[INET_ADDRSTRLEN];
	in_port_t port = 0;
	unsigned i;

	for (tries = 0; port == 0 && tries < BIND_TRIES; tries++)
		port = listen_all(f->hosts, fds);
	if (port == 0)
		cli_die("port", "none is free on all addresses");
	for (i = 0; i < f->hosts; i++) {
		struct sockaddr_in sin = address_of(i, port);
		struct conn *c = new_conn(fds[i]);

		c->listening = true;
		watch(f, EPOLL_CTL_ADD, c, EPOLLIN);
		(void)printf("%s %u\n", inet_ntop(AF_INET, &sin.sin_addr, text,
		    sizeof(text)), (unsigned)ntohs(port));
	}
	free(fds);
	if (fflush(stdout) != 0)
		cli_die("standard output", "%s", strerror(errno));
}

static void
drop(struct conn *c)
{
	SSL_free(c->ssl);
	(void)close(c->fd);
	free(c);
}

static void
welcome(const struct farm *f, const struct conn *listener)
{
	int fd = accept(listener->fd, NULL, NULL), on = 1;
	struct conn *c;

	if (fd == -1)
		return;
	c = new_conn(fd);
	(void)fcntl(fd, F_SETFL, O_NONBLOCK);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	if (f->tls != NULL) {
		if ((c->ssl = SSL_new(f->tls)) == NULL ||
		    SSL_set_fd(c->ssl, fd) != 1)
			cli_die("tls", "no connection");
		SSL_set_accept_state(c->ssl);
	}
	watch(f, EPOLL_CTL_ADD, c, EPOLLIN);
}

/* As read(2) and write(2): what TLS still waits for shows as EAGAIN. */
static ssize_t
tls_result(SSL *ssl, int n)
{
	int why = n > 0 ? SSL_ERROR_NONE : SSL_get_error(ssl, n);

	if (n > 0)
		return n;
	ERR_clear_error();
	errno = why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE ?
	    EAGAIN : EIO;
	return why == SSL_ERROR_ZERO_RETURN ? 0 : -1;
}

static ssize_t
receive(struct conn *c)
{
	char *at = c->request + c->n;
	size_t room = sizeof(c->request) - c->n;

	if (c->ssl != NULL)
		return tls_result(c->ssl, SSL_read(c->ssl, at, (int)room));
	return recv(c->fd, at, room, 0);
}

static ssize_t
transmit(struct conn *c)
{
	if (c->ssl != NULL)
		return tls_result(c->ssl, SSL_write(c->ssl, c->out.p,
		    (int)c->out.n));
	return send(c->fd, c->out.p, c->out.n, MSG_NOSIGNAL);
}

/* Send what is left.  False when the connection is lost. */
static bool
talk(const struct farm *f, struct conn *c)
{
	bool waits;
	ssize_t n = transmit(c);

	if (n <= 0 && errno != EAGAIN)
		return false;
	if (n > 0)
		c->out = slice(c->out.p + n, c->out.n - (size_t)n);
	waits = c->out.n > 0;
	if (waits != c->waits_to_write)
		watch(f, EPOLL_CTL_MOD, c, waits ? EPOLLOUT : EPOLLIN);
	c->waits_to_write = waits;
	return true;
}

/* Take what came, and answer when it is a whole request; clients ask for one
   page at a time. */
static bool
hear(const struct farm *f, struct conn *c)
{
	static const char robots[] = "GET /robots.txt ";
	ssize_t n = receive(c);

	if (n <= 0)
		return n == -1 && errno == EAGAIN;
	c->n += (size_t)n;
	if (c->n < 4 || memcmp(c->request + c->n - 4, "\r\n\r\n", 4) != 0)
		return c->n < sizeof(c->request);
	c->out = memcmp(c->request, robots, sizeof(robots) - 1) == 0 ?
	    f->robots : f->page;
	c->n = 0;
	return talk(f, c);
}

/* Returns at the end of standard input. */
static void
serve(const struct farm *f)
{
	struct epoll_event events[MAX_EVENTS];
	struct conn *c, *input = new_conn(STDIN_FILENO);
	int i, n;

	watch(f, EPOLL_CTL_ADD, input, EPOLLIN);
	for (;;) {
		n = epoll_wait(f->epoll, events, MAX_EVENTS, -1);
		for (i = 0; i < n; i++) {
			c = events[i].data.ptr;
			if (c == input) {
				free(input);
				return;
			}
			if (c->listening)
				welcome(f, c);
			else if (c->waits_to_write ? !talk(f, c) : !hear(f, c))
				drop(c);
		}
	}
}

/* A whole answer with this body; lives as long as the program. */
static struct slice
make_answer(const char *fields, struct slice body)
{
	struct buf b;
	size_t n;

	buf_init(&b, MAX_PAGE + MAX_REQUEST);
	(void)buf_addf(&b, "HTTP/1.1 200 OK\r\nServer: hostfarm\r\n%s"
	    "Content-Length: %zu\r\n\r\n", fields, body.n);
	(void)buf_add(&b, body.p, body.n);
	n = b.len;
	return slice(buf_take(&b), n);
}

static void
read_page(struct farm *f, const char *path)
{
	static char page[MAX_PAGE];
	int fd = open(path, O_RDONLY);
	ssize_t n = fd != -1 ? read(fd, page, sizeof(page)) : -1;

	if (n == -1)
		cli_die(path, "%s", strerror(errno));
	(void)close(fd);
	f->page = make_answer("Content-Type: text/html; charset=utf-8\r\n"
	    "Content-Encoding: gzip\r\nCache-Control: max-age=60\r\n",
	    slice(page, (size_t)n));
	f->robots = make_answer("Content-Type: text/plain\r\n",
	    slice_str("User-agent: *\nDisallow: /admin/\n"
	    "Disallow: /*?s=\nAllow: /\n"));
}

static SSL_CTX *
open_tls(const char *certificate, const char *key)
{
	SSL_CTX *tls = SSL_CTX_new(TLS_server_method());

	if (tls == NULL ||
	    SSL_CTX_use_certificate_chain_file(tls, certificate) != 1 ||
	    SSL_CTX_use_PrivateKey_file(tls, key, SSL_FILETYPE_PEM) != 1)
		cli_die(certificate, "no certificate with its key");
	(void)SSL_CTX_set_mode(tls, SSL_MODE_ENABLE_PARTIAL_WRITE |
	    SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
	return tls;
}

static void
raise_files(void)
{
	struct rlimit r;

	if (getrlimit(RLIMIT_NOFILE, &r) == 0) {
		r.rlim_cur = r.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &r);
	}
}

int
main(int argc, char **argv)
{
	struct farm f = { .hosts = 500 };
	const char *certificate = NULL, *key = NULL;
	int opt;

	cli_init("hostfarm");
	while ((opt = getopt(argc, argv, "n:c:k:")) != -1)
		if (opt == 'n')
			f.hosts = (unsigned)cli_num(optarg, 1, MAX_HOSTS, "-n");
		else if (opt == 'c')
			certificate = optarg;
		else if (opt == 'k')
			key = optarg;
		else
			cli_bad_option();
	if (argc - optind != 1 || (certificate == NULL) != (key == NULL))
		cli_usage("usage: hostfarm [-n n] [-c file -k file] page");
	(void)signal(SIGPIPE, SIG_IGN);
	raise_files();
	read_page(&f, argv[optind]);
	if (certificate != NULL)
		f.tls = open_tls(certificate, key);
	if ((f.epoll = epoll_create1(0)) == -1)
		cli_die("epoll", "%s", strerror(errno));
	open_hosts(&f);
	serve(&f);
	return EXIT_SUCCESS;
}
