#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""List the records of archives, and check everything about them.

usage: records.py [-f FIELD] FILE...

One line a record: type, address, truncation, protocol, first line of the block,
bytes of payload.  A validator that shares no code with ours: the rules of ISO
28500:2017 for every field by record type, both digests, the HTTP messages inside
(as jwarc reads them: one true Content-Length, no Transfer-Encoding), the three
records of an exchange, what revisits refer to; in gzip files also that each
record is a member of its own.  Several files are one collection: a revisit may
refer from one to another.  Status 1 when anything is wrong.
"""
import base64
import hashlib
import ipaddress
import re
import sys
import urllib.parse
import zlib

NEEDS = {"WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length"}
HTTP = {"request", "response", "revisit"}
# Where a field may stand (ISO 28500, 5); a field that is not here, nowhere.
MAY = {
    "WARC-Type": None, "WARC-Record-ID": None, "WARC-Date": None,
    "Content-Length": None, "Content-Type": None, "WARC-Block-Digest": None,
    "WARC-Truncated": None,
    "WARC-Target-URI": HTTP | {"metadata", "resource", "conversion"},
    "WARC-Concurrent-To": HTTP | {"metadata", "resource"},
    "WARC-Warcinfo-ID": HTTP | {"metadata", "resource", "conversion"},
    "WARC-IP-Address": HTTP | {"metadata", "resource"},
    "WARC-Protocol": HTTP,
    "WARC-Payload-Digest": HTTP | {"resource", "conversion"},
    "WARC-Refers-To": {"metadata", "revisit", "conversion"},
    "WARC-Refers-To-Target-URI": {"revisit"},
    "WARC-Refers-To-Date": {"revisit"},
    "WARC-Profile": {"revisit"},
    "WARC-Filename": {"warcinfo"},
}
MUST = {
    "warcinfo": {"Content-Type"},
    "request": {"WARC-Target-URI", "WARC-Concurrent-To", "Content-Type"},
    "response": {"WARC-Target-URI", "WARC-Payload-Digest", "Content-Type"},
    "revisit": {"WARC-Target-URI", "WARC-Profile", "WARC-Refers-To",
                "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date",
                "Content-Type"},
    "metadata": {"Content-Type"},
}
TYPES = {
    "warcinfo": "application/warc-fields",
    "metadata": "application/warc-fields",
    "request": "application/http; msgtype=request",
    "response": "application/http; msgtype=response",
    "revisit": "application/http; msgtype=response",
}
PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
DATE = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
ID = (r"<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
      r"[0-9a-f]{12}>")
faults = 0
known = {}		# fields of every record so far, by id
infos = set()		# ids of warcinfo records in this file


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


def check_address(where, address):
    if not re.fullmatch(r"https?://[!-~]+", address) or \
            re.search(r"[\"<>\\^`{|}#]", address):
        fault(where, "address")
    elif "@" in urllib.parse.urlsplit(address).netloc:
        fault(where, "a password in an address")


def check_head(where, head):
    """Start line and fields of an HTTP message."""
    lines = head.split(b"\r\n")
    fields = {}
    for line in lines[1:]:
        if line[:1] in b" \t" and fields:
            continue
        name, colon, value = line.partition(b":")
        if not colon or b"\n" in line:
            fault(where, "no HTTP field: %r" % line)
        fields.setdefault(name.strip().lower(), []).append(value.strip())
    return lines[0], fields


def check_request(where, fields, block):
    head, sep, body = block.partition(b"\r\n\r\n")
    line, got = check_head(where, head)
    parts = urllib.parse.urlsplit(fields["WARC-Target-URI"])
    target = parts.path + ("?" + parts.query if parts.query else "")
    if not sep or body:
        fault(where, "request without its end, or with a body")
    if not re.fullmatch(rb"GET /[!-~]* HTTP/1\.1", line) or \
            not line.split(b" ")[1].decode().startswith(target):
        fault(where, "request line")
    if got.get(b"host") != [parts.netloc.encode()]:
        fault(where, "Host is not the address's")
    for name in (b"cookie", b"authorization", b"proxy-authorization"):
        if name in got:
            fault(where, "a secret in the request")


def check_response(where, fields, block):
    head, sep, body = block.partition(b"\r\n\r\n")
    line, got = check_head(where, head)
    revisit = fields["WARC-Type"] == "revisit"
    if not sep:
        fault(where, "HTTP header without its end")
    if not re.fullmatch(rb"HTTP/1\.[01] [1-9]\d\d( .*)?", line):
        fault(where, "status line")
    lengths = got.get(b"content-length", [])
    if len(lengths) > 1 or (lengths and not revisit and
                            lengths != [b"%d" % len(body)]):
        fault(where, "HTTP Content-Length is not the body's")
    if lengths and b" 204 " in line + b" ":
        fault(where, "a 204 with a Content-Length")
    if b"transfer-encoding" in got:
        fault(where, "Transfer-Encoding is still there")
    payload = fields.get("WARC-Payload-Digest")
    if revisit and body:
        fault(where, "a revisit with a body")
    if not revisit and payload != digest(body):
        fault(where, "payload digest is wrong")
    return body


def check_revisit(where, fields, block):
    payload = fields.get("WARC-Payload-Digest")
    profile = fields["WARC-Profile"]
    status = block.split(b" ")[1]
    if profile == PROFILE + "identical-payload-digest":
        if payload is None or fields.get("WARC-Truncated") != "length":
            fault(where, "revisit by digest lacks digest or truncation")
        if status == b"304":
            fault(where, "a 304 is no payload")
    elif profile != PROFILE + "server-not-modified" or status != b"304":
        fault(where, "profile")
    if payload == digest(b""):
        fault(where, "digest of an empty body in a revisit")
    of = known.get(fields["WARC-Refers-To"])
    if of is None:
        fault(where, "refers to no record")
    elif (of["WARC-Type"] != "response" or
          of["WARC-Date"] != fields["WARC-Refers-To-Date"] or
          of["WARC-Target-URI"] != fields["WARC-Refers-To-Target-URI"] or
          payload not in (None, of["WARC-Payload-Digest"])):
        fault(where, "refers to another record than it says")


def check_fields(where, lines):
    fields = {}
    for line in lines:
        name, colon, value = line.partition(": ")
        if not colon or not re.fullmatch(r"[!#-'*+.0-9A-Z^-z|~-]+", name) or \
                re.search(r"[\x00-\x1f\x7f]", value) or value != value.strip():
            fault(where, "no field: %r" % line)
        if name in fields:
            fault(where, "a second %s" % name)
        fields[name] = value
    return fields


def check_types(where, fields):
    kind = fields.get("WARC-Type")
    for name in fields:
        if name not in MAY or (MAY[name] is not None and
                               kind not in MAY[name]):
            fault(where, "%s in a %s" % (name, kind))
    lacks = (NEEDS | MUST.get(kind, set())) - set(fields)
    if kind not in TYPES or lacks:
        fault(where, "%s lacks %s" % (kind, " ".join(sorted(lacks))))
        return False
    if fields["Content-Type"] != TYPES[kind]:
        fault(where, "content type")
    return True


def check_values(where, fields):
    for name in ("WARC-Date", "WARC-Refers-To-Date"):
        if not re.fullmatch(DATE, fields.get(name, "2000-01-01T00:00:00Z")):
            fault(where, name)
    if not re.fullmatch(ID, fields["WARC-Record-ID"]):
        fault(where, "record id")
    if fields["WARC-Record-ID"] in known:
        fault(where, "record id twice")
    for name in ("WARC-Block-Digest", "WARC-Payload-Digest"):
        if name in fields and not re.fullmatch(r"sha1:[A-Z2-7]{32}",
                                               fields[name]):
            fault(where, name)
    if fields.get("WARC-Truncated", "length") not in (
            "length", "time", "disconnect", "unspecified"):
        fault(where, "truncation")
    if fields.get("WARC-Protocol", "h2") not in ("http/1.0", "http/1.1",
                                                 "h2", "h3"):
        fault(where, "protocol")
    if "WARC-IP-Address" in fields:
        try:
            ipaddress.ip_address(fields["WARC-IP-Address"])
        except ValueError:
            fault(where, "IP address")
    for name in ("WARC-Target-URI", "WARC-Refers-To-Target-URI"):
        if name in fields:
            check_address(where, fields[name])


def check_links(where, fields, last):
    """Between the records of an exchange: request, response, metadata."""
    kind = fields["WARC-Type"]
    if kind == "warcinfo":
        # A run that was killed may leave an exchange without its end.
        infos.add(fields["WARC-Record-ID"])
        return
    if fields.get("WARC-Warcinfo-ID") not in infos:
        fault(where, "no warcinfo record of this file")
    before = {"response": "request", "revisit": "request",
              "metadata": "response revisit"}.get(kind)
    if before is None or "WARC-Target-URI" not in fields:
        if last.get("WARC-Type") in ("request", "response", "revisit"):
            fault(where, "an exchange lacks records")
        return
    if last.get("WARC-Type") not in before.split():
        fault(where, "out of order")
        return
    link = last.get("WARC-Concurrent-To") if kind != "metadata" else \
        last["WARC-Record-ID"]
    own = fields["WARC-Record-ID"] if kind != "metadata" else \
        fields.get("WARC-Concurrent-To")
    if link != own or any(fields[name] != last[name] for name in
                          ("WARC-Date", "WARC-Target-URI")):
        fault(where, "records of different exchanges")


def check(record, last):
    head, _, rest = record.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    if lines[0] != "WARC/1.1":
        fault(lines[0], "version")
    where = next((line for line in lines if line.startswith("WARC-Target")),
                 lines[1])
    fields = check_fields(where, lines[1:])
    n = int(fields.get("Content-Length", 0))
    block = rest[:n]
    if len(block) != n or rest[n:] != b"\r\n\r\n":
        fault(where, "record does not end where it should")
    body = b""
    if check_types(where, fields):
        check_values(where, fields)
        check_links(where, fields, last)
        if fields.get("WARC-Block-Digest") != digest(block):
            fault(where, "block digest is wrong")
        kind = fields["WARC-Type"]
        if kind == "request":
            check_request(where, fields, block)
        elif kind in ("response", "revisit"):
            body = check_response(where, fields, block)
        elif not re.fullmatch(rb"([^\r\n:]+: [^\r\n]*\r\n)*", block):
            fault(where, "no fields in the block")
        if kind == "revisit":
            check_revisit(where, fields, block)
    known[fields.get("WARC-Record-ID")] = fields
    return fields, block, body


def put(fields, block, body):
    kind = fields.get("WARC-Type")
    first = block.split(b"\r\n")[0].decode(errors="replace")
    print(kind, fields.get("WARC-Target-URI", "-"),
          fields.get("WARC-Truncated", "-"), fields.get("WARC-Protocol", "-"),
          "-" if kind == "metadata" else first, len(body))


def main():
    args = sys.argv[1:]
    show = None
    if args[0] == "-f":
        show, args = args[1], args[2:]
    for path in args:
        infos.clear()
        last = {}
        with open(path, "rb") as file:
            data = file.read()
        coded = data[:2] == b"\x1f\x8b"
        for record in members(data) if coded else split(data):
            fields, block, body = check(record, last)
            if not last and fields.get("WARC-Type") != "warcinfo":
                fault(path, "does not begin with a warcinfo record")
            last = fields
            if show:
                if show in fields:
                    print(fields[show])
            elif fields.get("WARC-Type") != "warcinfo":
                put(fields, block, body)
        if last.get("WARC-Type") in ("request", "response", "revisit"):
            fault(path, "the last exchange lacks records")
    sys.exit(faults > 0)


main()
