/* SPDX-License-Identifier: MIT */
/*
 * Addresses: splitting, joining, the canonical form.  Reads and writes memory
 * only, never allocates, and holds one address on the stack.  Anything it
 * takes for an address is safe to write on a line of its own.
 */
#include <sys/socket.h>

#include <netinet/in.h>

#include <arpa/inet.h>
#include <stdint.h>
#include <string.h>

#include "lib/ascii.h"
#include "lib/url.h"

/* An address being made: it fits, or it is over. */
struct text {
	char	s[URL_MAX_BYTES];
	size_t	n;
	bool	over;
};

/* A set of ASCII characters, a bit each; most of an address is looked up in
   one, byte by byte. */
struct set {
	uint64_t	low, high;	/* 0 to 63, 64 to 127 */
};

#define BIT(c)		((uint64_t)1 << ((c) & 63))
#define DIGITS		((uint64_t)0x3ff << '0')
#define LETTERS		((uint64_t)0x3ffffff << 1 | (uint64_t)0x3ffffff << 33)

/* RFC 3986, 2.3. */
#define FREE_LOW	(DIGITS | BIT('-') | BIT('.'))
#define FREE_HIGH	(LETTERS | BIT('_') | BIT('~'))
/* RFC 3986, 3.3: what a path may hold, and 3.4: a query. */
#define PATH_LOW	(FREE_LOW | BIT('!') | BIT('$') | BIT('&') | \
	BIT('\'') | BIT('(') | BIT(')') | BIT('*') | BIT('+') | BIT(',') | \
	BIT(';') | BIT('=') | BIT(':') | BIT('/'))
#define PATH_HIGH	(FREE_HIGH | BIT('@'))

static const struct set unreserved = { FREE_LOW, FREE_HIGH };
static const struct set in_path = { PATH_LOW, PATH_HIGH };
static const struct set in_query = { PATH_LOW | BIT('?'), PATH_HIGH };
static const struct set ends_authority = { BIT('/') | BIT('?') | BIT('#'), 0 };
static const struct set ends_path = { BIT('?') | BIT('#'), 0 };
static const struct set ends_query = { BIT('#'), 0 };

static inline bool
is_in(const struct set *set, char c)
{
	unsigned char u = (unsigned char)c;

	return u < 128 && ((u < 64 ? set->low : set->high) >> (u & 63) & 1) != 0;
}

/* Everything up to the first byte that is in stops; *at moves behind it. */
static struct slice
until(struct slice *at, const struct set *stops)
{
	struct slice part = { at->p, 0 };

	while (part.n < at->n && !is_in(stops, part.p[part.n]))
		part.n++;
	at->p += part.n;
	at->n -= part.n;
	return part;
}

static struct slice
skip(struct slice s, size_t n)
{
	return slice(s.p + n, s.n - n);
}

/* The length of a scheme with its colon (RFC 3986, 3.1), or 0. */
static size_t
scheme_length(struct slice s)
{
	size_t n;

	if (s.n == 0 || !ascii_is_alpha(s.p[0]))
		return 0;
	for (n = 1; n < s.n; n++)
		if (s.p[n] == ':')
			return n + 1;
		else if (!ascii_is_alnum(s.p[n]) && s.p[n] != '+' &&
		    s.p[n] != '-' && s.p[n] != '.')
			return 0;
	return 0;
}

static void
split_authority(struct url *u, struct slice authority)
{
	size_t i;

	for (i = authority.n; i > 0 && u->userinfo.p == NULL; i--)
		if (authority.p[i - 1] == '@') {
			u->userinfo = slice(authority.p, i - 1);
			authority = skip(authority, i);
		}
	u->host = authority;
	for (i = authority.n; i > 0 && authority.p[i - 1] != ']'; i--)
		if (authority.p[i - 1] == ':') {
			u->host = slice(authority.p, i - 1);
			u->port = skip(authority, i);
			return;
		}
}

void
url_split(struct url *u, struct slice s)
{
	size_t n;

	*u = (struct url){ 0 };
	if (s.p == NULL)
		s.p = "";
	if ((n = scheme_length(s)) > 0) {
		u->scheme = slice(s.p, n - 1);
		s = skip(s, n);
	}
	if (s.n >= 2 && memcmp(s.p, "//", 2) == 0) {
		s = skip(s, 2);
		split_authority(u, until(&s, &ends_authority));
	}
	u->path = until(&s, &ends_path);
	if (s.n > 0 && *s.p == '?') {
		s = skip(s, 1);
		u->query = until(&s, &ends_query);
	}
	if (s.n > 0)
		u->fragment = skip(s, 1);
}

/*
 * RFC 3986, 5.2.4, in place: what is written never passes what is read.
 * Returns the new length.
 */
static size_t
remove_dots(char *s, size_t n)
{
	size_t i = 0, w = 0;

	while (i < n) {
		size_t slash = s[i] == '/', from = i + slash, end = from;
		size_t dots;

		while (end < n && s[end] != '/')
			end++;
		dots = end - from;
		if (dots == 0 || dots > 2 || s[from] != '.' ||
		    s[end - 1] != '.') {
			memmove(s + w, s + i, end - i);
			w += end - i;
			i = end;
			continue;
		}
		if (slash == 0) {
			i = end < n ? end + 1 : n;
			continue;
		}
		if (dots == 2)
			while (w > 0 && s[--w] != '/')
				;
		if (end == n)
			s[w++] = '/';
		i = end;
	}
	return w;
}

/* Authority with its leading slashes. */
static int
add_authority(struct buf *out, const struct url *u)
{
	const char *from = u->userinfo.p != NULL ? u->userinfo.p : u->host.p;
	const char *end;

	if (u->host.p == NULL)
		return 0;
	end = u->port.p != NULL ? u->port.p + u->port.n :
	    u->host.p + u->host.n;
	if (buf_adds(out, "//") != 0)
		return -1;
	return buf_add(out, from, (size_t)(end - from));
}

static int
add_part(struct buf *out, char mark, struct slice part)
{
	if (part.p == NULL)
		return 0;
	if (buf_addc(out, mark) != 0)
		return -1;
	return buf_add(out, part.p, part.n);
}

/* RFC 3986, 5.2.3: the base's path up to its last slash, then the other. */
static int
add_merged(struct buf *out, const struct url *base, struct slice path)
{
	size_t n = base->path.n;

	if (base->host.p != NULL && n == 0) {
		if (buf_addc(out, '/') != 0)
			return -1;
	} else {
		while (n > 0 && base->path.p[n - 1] != '/')
			n--;
		if (buf_add(out, base->path.p, n) != 0)
			return -1;
	}
	return buf_add(out, path.p, path.n);
}

/* RFC 3986, 5.2.2: the path of the target, dot segments removed. */
static int
add_path(struct buf *out, const struct url *base, const struct url *ref)
{
	size_t start = out->len;
	int rc;

	if (ref->scheme.p != NULL || ref->host.p != NULL ||
	    (ref->path.n > 0 && ref->path.p[0] == '/'))
		rc = buf_add(out, ref->path.p, ref->path.n);
	else if (ref->path.n == 0)
		return buf_add(out, base->path.p, base->path.n);
	else
		rc = add_merged(out, base, ref->path);
	if (rc == 0 && out->len > start)
		buf_cut(out, start + remove_dots(out->data + start,
		    out->len - start));
	return rc;
}

int
url_join(struct buf *out, struct slice base, struct slice reference)
{
	struct url b, r;
	struct slice scheme, query;
	size_t start = out->len;
	bool own;

	url_split(&b, base);
	url_split(&r, reference);
	if (b.scheme.p == NULL)
		return -1;
	own = r.scheme.p != NULL || r.host.p != NULL;
	scheme = r.scheme.p != NULL ? r.scheme : b.scheme;
	query = own || r.path.n > 0 || r.query.p != NULL ? r.query : b.query;
	if (buf_add(out, scheme.p, scheme.n) != 0 ||
	    buf_addc(out, ':') != 0 ||
	    add_authority(out, own ? &r : &b) != 0 ||
	    add_path(out, &b, &r) != 0 ||
	    add_part(out, '?', query) != 0 ||
	    add_part(out, '#', r.fragment) != 0) {
		buf_cut(out, start);
		return -1;
	}
	return 0;
}

static void
put(struct text *t, char c)
{
	if (t->n < sizeof(t->s))
		t->s[t->n++] = c;
	else
		t->over = true;
}

static void
puts_text(struct text *t, const char *s)
{
	for (; *s != '\0'; s++)
		put(t, *s);
}

/*
 * What browsers do before they look at an address: white space and controls
 * around it go, line breaks and TABs in it go, and backslashes before the
 * query become slashes.  The fragment goes too.
 */
static void
tidy(struct text *t, struct slice s)
{
	bool query = false;
	size_t i, n;

	while (s.n > 0 && (unsigned char)s.p[0] <= ' ')
		s = skip(s, 1);
	while (s.n > 0 && (unsigned char)s.p[s.n - 1] <= ' ')
		s.n--;
	/* Most addresses are clean as far as they go. */
	n = s.n < sizeof(t->s) ? s.n : sizeof(t->s);
	for (i = 0; i < n && is_in(&in_path, s.p[i]); i++)
		t->s[i] = s.p[i];
	t->n = i;
	for (; i < s.n && s.p[i] != '#' && !t->over; i++) {
		char c = s.p[i];

		query = query || c == '?';
		if (c == '\t' || c == '\n' || c == '\r')
			continue;
		put(t, c == '\\' && !query ? '/' : c);
	}
}

/* The byte that %XX at s stands for, or -1. */
static int
escaped(struct slice s)
{
	int high, low;

	if (s.n < 3 || s.p[0] != '%')
		return -1;
	high = ascii_hex(s.p[1]);
	low = ascii_hex(s.p[2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* A path or query with its percent-encoding normalised (RFC 3986, 6.2.2). */
static void
put_encoded(struct text *t, struct slice s, const struct set *allowed)
{
	static const char hex[] = "0123456789ABCDEF";
	int value;
	char c;

	while (s.n > 0) {
		if (is_in(allowed, *s.p)) {
			put(t, *s.p);
			s = skip(s, 1);
			continue;
		}
		value = escaped(s);
		c = value >= 0 ? (char)value : *s.p;
		s = skip(s, value >= 0 ? 3 : 1);
		if (value >= 0 && is_in(&unreserved, c)) {
			put(t, c);
			continue;
		}
		put(t, '%');
		put(t, hex[(unsigned char)c >> 4]);
		put(t, hex[(unsigned char)c & 15]);
	}
}

static const char *
put_ipv6(struct text *t, struct slice host)
{
	char text[INET6_ADDRSTRLEN + 1];
	struct in6_addr address;

	if (host.n < 2 || host.p[host.n - 1] != ']' ||
	    host.n - 2 >= sizeof(text) ||
	    memchr(host.p, '\0', host.n) != NULL)
		return "host is no IPv6 address";
	memcpy(text, host.p + 1, host.n - 2);
	text[host.n - 2] = '\0';
	if (inet_pton(AF_INET6, text, &address) != 1 ||
	    inet_ntop(AF_INET6, &address, text, sizeof(text)) == NULL)
		return "host is no IPv6 address";
	put(t, '[');
	puts_text(t, text);
	put(t, ']');
	return NULL;
}

/* Whether the last label makes of a host a number (WHATWG URL, 3.5): `0x7f`,
   `1`.  Programs disagree about such hosts, so only the plain form stays. */
static bool
ends_in_number(struct slice host)
{
	size_t i = host.n, digits = 0;

	while (i > 0 && host.p[i - 1] != '.')
		i--;
	host = skip(host, i);
	if (host.n >= 2 && memcmp(host.p, "0x", 2) == 0) {
		for (i = 2; i < host.n && ascii_hex(host.p[i]) >= 0; i++)
			;
		return i == host.n;
	}
	while (digits < host.n && ascii_is_digit(host.p[digits]))
		digits++;
	return digits == host.n;
}

static bool
is_ipv4(struct slice host)
{
	char text[INET_ADDRSTRLEN];
	struct in_addr address;

	if (host.n >= sizeof(text))
		return false;
	memcpy(text, host.p, host.n);
	text[host.n] = '\0';
	return inet_pton(AF_INET, text, &address) == 1 &&
	    inet_ntop(AF_INET, &address, text, sizeof(text)) != NULL &&
	    slice_is(host, text);
}

/* A name or dotted number in lower case, without a dot at its end. */
static const char *
check_name(struct slice host)
{
	size_t i, label = 0;

	if (host.n > URL_MAX_HOST)
		return "host is longer than 253 bytes";
	for (i = 0; i < host.n; i++) {
		char c = host.p[i];

		if ((unsigned char)c > 0x7f)
			return "host is not ASCII (its xn-- form is wanted)";
		if (c == '.' && label == 0)
			return "host has an empty label";
		if (c != '.' && c != '-' && c != '_' && !ascii_is_alnum(c))
			return "host has a byte that no name has";
		label = c == '.' ? 0 : label + 1;
		if (label > URL_MAX_LABEL)
			return "host has a label of more than 63 bytes";
	}
	if (label == 0)
		return host.n == 0 ? "no host" : "host has an empty label";
	if (ends_in_number(host) && !is_ipv4(host))
		return "host is no IPv4 address";
	return NULL;
}

static const char *
put_host(struct text *t, struct slice host)
{
	size_t start = t->n;

	if (host.n > 0 && host.p[0] == '[')
		return put_ipv6(t, host);
	while (host.n > 0) {
		int value = escaped(host);

		put(t, ascii_lower(value >= 0 ? (char)value : *host.p));
		host = skip(host, value >= 0 ? 3 : 1);
	}
	if (t->n > start + 1 && t->s[t->n - 1] == '.')
		t->n--;
	return check_name(slice(t->s + start, t->n - start));
}

static const char *
put_port(struct text *t, struct slice port, unsigned standard)
{
	char digits[6];
	unsigned value = 0;
	size_t i;

	for (i = 0; i < port.n; i++) {
		if (!ascii_is_digit(port.p[i]))
			return "port is no number";
		value = value * 10 + (unsigned)(port.p[i] - '0');
		if (value > 65535)
			return "port is over 65535";
	}
	if (port.n == 0 || value == standard)
		return NULL;
	if (value == 0)
		return "port is 0";
	put(t, ':');
	for (i = 0; value > 0; value /= 10)
		digits[i++] = (char)('0' + value % 10);
	while (i > 0)
		put(t, digits[--i]);
	return NULL;
}

static bool
is_scheme(struct slice scheme, const char *name)
{
	size_t i;

	if (scheme.n != strlen(name))
		return false;
	for (i = 0; i < scheme.n; i++)
		if (ascii_lower(scheme.p[i]) != name[i])
			return false;
	return true;
}

static const char *
put_canon(struct text *t, const struct url *u)
{
	bool secure = is_scheme(u->scheme, "https");
	const char *why;
	size_t start;

	if (!secure && !is_scheme(u->scheme, "http"))
		return "not an http or https address";
	if (u->host.p == NULL)
		return "no host";
	puts_text(t, secure ? "https://" : "http://");
	if ((why = put_host(t, u->host)) != NULL ||
	    (why = put_port(t, u->port, secure ? 443 : 80)) != NULL)
		return why;
	start = t->n;
	if (u->path.n == 0)
		put(t, '/');
	put_encoded(t, u->path, &in_path);
	t->n = start + remove_dots(t->s + start, t->n - start);
	if (u->query.p != NULL) {
		put(t, '?');
		put_encoded(t, u->query, &in_query);
	}
	return NULL;
}

int
url_canon(struct buf *out, struct slice address, const char **why)
{
	struct text raw = { .n = 0 }, canon = { .n = 0 };
	struct url u;

	tidy(&raw, address);
	*why = "longer than 2048 bytes";
	if (raw.over)
		return -1;
	url_split(&u, slice(raw.s, raw.n));
	if ((*why = put_canon(&canon, &u)) != NULL)
		return -1;
	*why = "longer than 2048 bytes";
	if (canon.over)
		return -1;
	*why = "no room";
	return buf_add(out, canon.s, canon.n);
}

int
url_link(struct buf *out, struct slice base, struct slice reference,
    const char **why)
{
	struct text raw = { .n = 0 };
	struct buf joined;
	int rc = -1;

	*why = "longer than 2048 bytes";
	tidy(&raw, reference);
	if (raw.over)
		return -1;
	buf_init(&joined, (size_t)4 * URL_MAX_BYTES);
	if (url_join(&joined, base, slice(raw.s, raw.n)) == 0)
		rc = url_canon(out, slice(buf_str(&joined), joined.len), why);
	else if (!joined.over)
		*why = "base is not absolute";
	buf_free(&joined);
	return rc;
}

struct slice
url_host(struct slice canonical)
{
	struct url u;

	url_split(&u, canonical);
	return u.host.p != NULL ? u.host : slice("", 0);
}

bool
url_is_robots(struct slice address)
{
	static const char name[] = "/robots.txt";
	size_t n = sizeof(name) - 1, slashes = 0, i;

	if (address.n <= n ||
	    memcmp(address.p + address.n - n, name, n) != 0)
		return false;
	for (i = 0; i < address.n; i++)
		slashes += address.p[i] == '/';
	return slashes == 3;
}
