/* SPDX-License-Identifier: MIT */
/*
 * Tells public network addresses from those that a page on the web has no
 * business to send us to.  The decision is on the resolved address, never on
 * how a host name is spelt.  Reads and writes nothing.
 */
#include <netinet/in.h>

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "fetch/address.h"

struct block4 {
	uint32_t	net;
	unsigned	bits;
};

static const struct block4 special4[] = {
	{ 0x00000000, 8 },	/* this network, RFC 791 */
	{ 0x0a000000, 8 },	/* private, RFC 1918 */
	{ 0x64400000, 10 },	/* shared by carriers, RFC 6598 */
	{ 0x7f000000, 8 },	/* loopback, RFC 1122 */
	{ 0xa9fe0000, 16 },	/* link-local, RFC 3927 */
	{ 0xac100000, 12 },	/* private, RFC 1918 */
	{ 0xc0000000, 24 },	/* protocol assignments, RFC 6890 */
	{ 0xc0000200, 24 },	/* documentation, RFC 5737 */
	{ 0xc0586300, 24 },	/* 6to4 relays, RFC 7526 */
	{ 0xc0a80000, 16 },	/* private, RFC 1918 */
	{ 0xc6120000, 15 },	/* benchmarks, RFC 2544 */
	{ 0xc6336400, 24 },	/* documentation, RFC 5737 */
	{ 0xcb007100, 24 },	/* documentation, RFC 5737 */
	{ 0xe0000000, 4 },	/* multicast, RFC 5771 */
	{ 0xf0000000, 4 },	/* reserved, broadcast, RFC 1112, RFC 919 */
};

/* What to do with an IPv6 block: refuse it, or look at the IPv4 address that
   begins at this byte. */
#define REFUSE (-1)

struct block6 {
	unsigned char	net[16];
	unsigned	bits;
	int		inner;
};

static const struct block6 special6[] = {
	{ { [10] = 0xff, 0xff }, 96, 12 },	/* IPv4-mapped, RFC 4291 */
	/* ::, ::1 and IPv4-compatible, RFC 4291: nothing public is there. */
	{ { 0 }, 96, REFUSE },
	{ { 0, 0x64, 0xff, 0x9b }, 96, 12 },	/* NAT64, RFC 6052 */
	{ { 0, 0x64, 0xff, 0x9b, 0, 1 }, 48, REFUSE }, /* NAT64, RFC 8215 */
	{ { 1 }, 64, REFUSE },			/* discard, RFC 6666 */
	{ { 0x20, 0x01 }, 23, REFUSE },		/* Teredo and others, RFC 2928 */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32, REFUSE }, /* documentation, RFC 3849 */
	{ { 0x20, 0x02 }, 16, 2 },		/* 6to4, RFC 3056 */
	{ { 0x3f, 0xff }, 20, REFUSE },		/* documentation, RFC 9637 */
	{ { 0x5f, 0x00 }, 16, REFUSE },		/* segment routing, RFC 9602 */
	{ { 0xfc }, 7, REFUSE },		/* unique local, RFC 4193 */
	{ { 0xfe, 0x80 }, 10, REFUSE },		/* link-local, RFC 4291 */
	{ { 0xfe, 0xc0 }, 10, REFUSE },		/* site-local, RFC 3879 */
	{ { 0xff }, 8, REFUSE },		/* multicast, RFC 4291 */
};

static bool
is_public4(const unsigned char *a)
{
	uint32_t ip = (uint32_t)a[0] << 24 | (uint32_t)a[1] << 16 |
	    (uint32_t)a[2] << 8 | a[3];
	size_t i;

	for (i = 0; i < sizeof(special4) / sizeof(special4[0]); i++)
		if (((ip ^ special4[i].net) >> (32 - special4[i].bits)) == 0)
			return false;
	return true;
}

static bool
is_within(const unsigned char *a, const struct block6 *block)
{
	size_t whole = block->bits / 8;
	unsigned rest = block->bits % 8;

	if (memcmp(a, block->net, whole) != 0)
		return false;
	return rest == 0 || ((a[whole] ^ block->net[whole]) >> (8 - rest)) == 0;
}

static bool
is_public6(const unsigned char *a)
{
	size_t i;

	for (i = 0; i < sizeof(special6) / sizeof(special6[0]); i++) {
		const struct block6 *block = &special6[i];

		if (!is_within(a, block))
			continue;
		return block->inner != REFUSE && is_public4(a + block->inner);
	}
	return true;
}

bool
address_is_public(const struct sockaddr *sa)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	if (sa->sa_family == AF_INET) {
		memcpy(&in, sa, sizeof(in));
		return is_public4((const unsigned char *)&in.sin_addr);
	}
	if (sa->sa_family == AF_INET6) {
		memcpy(&in6, sa, sizeof(in6));
		return is_public6(in6.sin6_addr.s6_addr);
	}
	return false;
}
