#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make a web archive of files, for tests.

usage: mkwarc.py [ADDRESS TYPE FILE]... > ARCHIVE

Each file becomes a response record of that address and Content-Type; `-` for
the type leaves the header out.
"""
import sys


def main():
    out = sys.stdout.buffer
    arguments = iter(sys.argv[1:])
    for number, (address, kind, name) in enumerate(zip(*[arguments] * 3), 1):
        with open(name, "rb") as f:
            body = f.read()
        head = "HTTP/1.1 200 OK\r\n"
        if kind != "-":
            head += "Content-Type: %s\r\n" % kind
        block = head.encode() + b"\r\n" + body
        out.write(("WARC/1.1\r\nWARC-Type: response\r\n"
                   "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>"
                   "\r\nWARC-Date: 2024-09-01T00:00:00Z\r\n"
                   "WARC-Target-URI: %s\r\n"
                   "Content-Type: application/http; msgtype=response\r\n"
                   "Content-Length: %d\r\n\r\n"
                   % (number, address, len(block))).encode())
        out.write(block + b"\r\n\r\n")


main()
