/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_ADDRESS_H
#define KLIPING_ADDRESS_H

#include <stdbool.h>

#include <sys/socket.h>

/*
 * Is this a network address of the public Internet?  False for every private,
 * loopback, link-local, shared, documentation, benchmark, multicast and
 * reserved block of the IANA special-purpose registries (RFC 6890), for IPv6
 * forms that carry such an IPv4 address inside (mapped, compatible, NAT64,
 * 6to4), for Teredo, and for every family that is neither IPv4 nor IPv6.
 */
bool	 address_is_public(const struct sockaddr *);

#endif
