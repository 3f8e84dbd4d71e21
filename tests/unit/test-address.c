/* SPDX-License-Identifier: MIT */
/* Which network addresses are public. */
#include <sys/socket.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fetch/address.h"

static const char *const public[] = {
	"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255",
	"100.128.0.0", "126.255.255.255", "128.0.0.1", "169.253.255.255",
	"169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0",
	"192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
	"198.20.0.0", "203.0.112.255", "203.0.114.0", "223.255.255.255",
	"2606:4700::1111", "2400:cb00::1", "::ffff:1.1.1.1",
	"64:ff9b::1.1.1.1", "2002:0101:0101::1", "2001:4860::8888",
};

static const char *const special[] = {
	"0.0.0.0", "0.1.2.3", "10.0.0.0", "10.255.255.255", "100.64.0.0",
	"100.127.255.255", "127.0.0.1", "127.255.255.255", "169.254.0.1",
	"169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.1",
	"192.0.2.1", "192.88.99.1", "192.168.0.0", "192.168.255.255",
	"198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.1",
	"224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
	"::", "::1", "::127.0.0.1", "::1.1.1.1", "::ffff:127.0.0.1",
	"::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::127.0.0.1",
	"64:ff9b::192.168.0.1", "64:ff9b:1::1.1.1.1", "100::1",
	"2001::1", "2001:1ff::1", "2001:db8::1", "2002:7f00:1::",
	"2002:a00:1::", "2002:c0a8:1::", "3fff::1", "5f00::1", "fc00::1",
	"fd12:3456::1", "fe80::1", "febf::1", "fec0::1", "ff02::1",
	"ff0e::1",
};

static bool
is_public(const char *text)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
	struct sockaddr_storage any;

	memset(&any, 0, sizeof(any));
	if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
		memcpy(&any, &in, sizeof(in));
	else {
		assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
		memcpy(&any, &in6, sizeof(in6));
	}
	return address_is_public((const struct sockaddr *)&any);
}

static void
test_table(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(public) / sizeof(public[0]); i++)
		if (!is_public(public[i]))
			fail_msg("%s is public", public[i]);
	for (i = 0; i < sizeof(special) / sizeof(special[0]); i++)
		if (is_public(special[i]))
			fail_msg("%s is not public", special[i]);
}

static void
test_family(void **state)
{
	struct sockaddr sa = { .sa_family = AF_UNIX };

	(void)state;
	assert_false(address_is_public(&sa));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_family),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
