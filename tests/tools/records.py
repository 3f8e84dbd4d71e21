#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""List the records of archives, and check everything about them.

usage: records.py [-f FIELD] FILE...

One line a record: type, address, truncation, protocol, first line of the block,
bytes of payload.  An independent reader: it shares no code with ours.  Checks
the WARC header, both digests, the HTTP Content-Length and the end of each
record; in gzip files also that each record is a member of its own.
"""
import base64
import hashlib
import re
import sys
import zlib

NEEDS = {"WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length"}
faults = 0


def fault(where, what):
    global faults
    faults += 1
    print("%s: %s" % (where, what))


def members(data):
    while data:
        z = zlib.decompressobj(31)
        text = z.decompress(data)
        if not z.eof:
            fault("gzip", "cut member")
            return
        yield text
        data = z.unused_data


def split(data):
    """Whole records of a plain archive."""
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        found = re.search(rb"\r\nContent-Length: (\d+)", head)
        if not head.startswith(b"WARC/1.1\r\n") or not found:
            fault("archive", "no record where one should begin")
            return
        n = len(head) + 4 + int(found[1]) + 4
        yield data[:n]
        data = data[n:]


def digest(data):
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def check_http(where, fields, block):
    head, sep, body = block.partition(b"\r\n\r\n")
    if not sep:
        fault(where, "HTTP header without its end")
    lengths = re.findall(rb"(?im)^content-length: *(\d+)\r?$", head + b"\r\n")
    if lengths and (len(lengths) > 1 or int(lengths[0]) != len(body)):
        fault(where, "HTTP Content-Length is not the body's")
    if re.search(rb"(?im)^transfer-encoding:", head):
        fault(where, "Transfer-Encoding is still there")
    payload = fields.get("WARC-Payload-Digest")
    if payload and payload != digest(body):
        fault(where, "payload digest is wrong")
    return body


def check(record, ids):
    head, _, rest = record.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    fields = {}
    for line in lines[1:]:
        name, colon, value = line.partition(": ")
        if not colon or name in fields:
            fault(line, "no field, or a second one")
        fields[name] = value
    where = fields.get("WARC-Target-URI", "warcinfo")
    if NEEDS - set(fields):
        fault(where, "lacks " + " ".join(sorted(NEEDS - set(fields))))
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
                        fields["WARC-Date"]):
        fault(where, "date")
    if not re.fullmatch(r"<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-"
                        r"[89ab][0-9a-f]{3}-[0-9a-f]{12}>",
                        fields["WARC-Record-ID"]):
        fault(where, "record id")
    if fields["WARC-Record-ID"] in ids:
        fault(where, "record id twice")
    ids.add(fields["WARC-Record-ID"])
    n = int(fields["Content-Length"])
    block = rest[:n]
    if len(block) != n or rest[n:] != b"\r\n\r\n":
        fault(where, "record does not end where it should")
    if fields.get("WARC-Block-Digest") != digest(block):
        fault(where, "block digest is wrong")
    body = b""
    if fields["WARC-Type"] in ("request", "response"):
        body = check_http(where, fields, block)
    return fields, block, body


def main():
    args = sys.argv[1:]
    show = None
    if args[0] == "-f":
        show, args = args[1], args[2:]
    ids = set()
    for path in args:
        with open(path, "rb") as file:
            data = file.read()
        coded = data[:2] == b"\x1f\x8b"
        for record in members(data) if coded else split(data):
            fields, block, body = check(record, ids)
            first = block.split(b"\r\n")[0].decode(errors="replace")
            if show:
                if show in fields:
                    print(fields[show])
            elif fields["WARC-Type"] != "warcinfo":
                print(fields["WARC-Type"], fields["WARC-Target-URI"],
                      fields.get("WARC-Truncated", "-"),
                      fields.get("WARC-Protocol", "-"),
                      "-" if fields["WARC-Type"] == "metadata" else first,
                      len(body))
    sys.exit(faults > 0)


main()
