#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A web server that does everything a server can do to a client.

usage: httpd.py PORTFILE LOGFILE

Listens on a free port of 127.0.0.1 and writes its number to PORTFILE.  The path
says how to behave; the first label of the host says what robots.txt is like.
Each request is a line of LOGFILE: time in milliseconds, host, path, and how many
requests of that host were in flight.  LOGFILE.raw holds the requests as they
came.
"""
import email.utils
import gzip
import os
import socket
import struct
import sys
import threading
import time

lock = threading.Lock()
counts = {}		# requests for an address so far
flying = {}		# requests in flight for a host
log = None
raw = None

ROBOTS = {
    "free": b"404",
    "forbid": b"User-agent: *\nDisallow: /\n",
    "part": b"User-agent: *\nDisallow: /\n\n"
            b"User-agent: kliping\nDisallow: /secret\nAllow: /\n",
    "calm": b"User-agent: *\nCrawl-delay: 0.5\n",
    "tired": b"User-agent: *\nCrawl-delay: 3600\n",
}


# Half a megabyte of rules, each three times as long when it is read.
STRICT = b"User-agent: *\nDisallow: /secret\n" + b"".join(
    b"Disallow: /%d/%s\n" % (i, b"\xc3\xa9" * 20) for i in range(8500))


def page(host, path):
    title = path.strip("/").replace("/", " ")
    return ("<!DOCTYPE html><html lang=id><title>%s</title><p>Halaman %s dari "
            "%s.</p></html>\n" % (title, title, host)).encode()


class Client(threading.Thread):
    def __init__(self, sock):
        super().__init__(daemon=True)
        self.sock = sock
        self.rest = b""

    def run(self):
        try:
            while self.answer():
                pass
        except OSError:
            pass
        self.sock.close()

    def answer(self):
        while b"\r\n\r\n" not in self.rest:
            more = self.sock.recv(65536)
            if not more:
                return False
            self.rest += more
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        path = head.split(b" ")[1].decode()
        if path.startswith("http://"):
            # As a proxy is asked.
            path = "/" + path.split("/", 3)[3]
        self.fields = {}
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.decode().partition(":")
            self.fields[name.lower()] = value.strip()
        host = self.fields.get("host", "?")
        with lock:
            counts[host + path] = counts.get(host + path, 0) + 1
            flying[host] = flying.get(host, 0) + 1
            self.count = counts[host + path]
            log.write("%d\t%s\t%s\t%d\n" % (time.monotonic() * 1000, host,
                                          path, flying[host]))
            log.flush()
            raw.write(head + b"\r\n\r\n")
            raw.flush()
        try:
            return self.play(host, path)
        finally:
            with lock:
                flying[host] -= 1

    def send(self, data):
        self.sock.sendall(data)

    def reply(self, status, body, *fields):
        head = "HTTP/1.1 %s\r\nContent-Type: text/html\r\n" % status
        for field in fields:
            head += field + "\r\n"
        head += "Content-Length: %d\r\n\r\n" % len(body)
        with lock:
            # The client may come back before the finally of answer().
            pass
        self.send(head.encode("latin-1") + body)
        return True

    def robots(self, host):
        kind = host.split(".")[0]
        text = ROBOTS.get(kind, b"User-agent: *\nDisallow:\n")
        if kind == "free":
            return self.reply("404 Not Found", b"no rules\n")
        if kind == "broken":
            return self.reply("500 Internal Server Error", b"")
        if kind == "mended" and self.count == 1:
            return self.reply("503 Service Unavailable", b"")
        if kind == "busy":
            return self.reply("429 Too Many Requests", b"",
                              "Retry-After: 0")
        if kind == "mute":
            time.sleep(30)
            return False
        if kind == "moved":
            return self.reply("301 Moved Permanently", b"",
                              "Location: http://forbid.example/robots.txt")
        if kind == "circle":
            return self.reply("302 Found", b"", "Location: /robots.txt")
        if kind == "astray":
            return self.reply("302 Found", b"", "Location: file:///etc/motd")
        if kind == "vast":
            text = b"User-agent: *\n" + b"# padding\n" * 60000 + \
                b"Disallow: /\n"
        if kind == "strict":
            text = STRICT
        return self.reply("200 OK", text)

    def play(self, host, path):
        if path == "/robots.txt":
            return self.robots(host)
        word = path.strip("/").split("/")[0].split("?")[0].replace("-", "_")
        act = getattr(self, "do_" + word, None)
        if act is None:
            return self.reply("200 OK", page(host, path))
        self.host, self.path = host, path
        return act()

    # How to misbehave.

    def do_slow_head(self):
        time.sleep(30)
        return False

    def do_slow_body(self):
        self.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf")
        time.sleep(30)
        return False

    def do_drip(self):
        self.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(300):
            self.send(b"x" * 10)
            time.sleep(0.1)
        return False

    def do_endless(self):
        self.send(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            self.send(b"endless " * 1024)

    def do_announced(self):
        self.send(b"HTTP/1.1 200 OK\r\nContent-Length: 4000000000\r\n\r\n")
        while True:
            self.send(b"endless " * 1024)

    def do_chunked(self):
        self.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                  b"Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n")
        self.send(b"6\r\nsatu, \r\n5;ext=1\r\ndua, \r\n")
        time.sleep(0.05)
        self.send(b"4\r\ntiga\r\n0\r\nX-Sum: 3\r\n\r\n")
        return True

    def do_bad_chunk(self):
        self.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                  b"5\r\nempat\r\nzz\r\nnot a size\r\n")
        return False

    def do_short(self):
        self.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfifty")
        return False

    def do_long(self):
        self.send(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour and more")
        return False

    def do_reset(self):
        self.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf")
        time.sleep(0.1)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                             struct.pack("ii", 1, 0))
        return False

    def do_empty(self):
        return False

    def do_once(self):
        """429, 503 or a lost connection at first, then the page."""
        kind = self.path.strip("/").split("/")[1]
        if self.count > 1:
            return self.reply("200 OK", page(self.host, self.path))
        if kind == "seconds":
            return self.reply("429 Too Many Requests", b"", "Retry-After: 1")
        if kind == "date":
            when = email.utils.formatdate(time.time() + 2, usegmt=True)
            return self.reply("503 Service Unavailable", b"",
                              "Retry-After: " + when)
        if kind == "503":
            return self.reply("503 Service Unavailable", b"")
        return False

    def do_429(self):
        return self.reply("429 Too Many Requests", b"wait\n",
                          "Retry-After: 0")

    def do_tomorrow(self):
        return self.reply("429 Too Many Requests", b"wait\n",
                          "Retry-After: 86400")

    def do_500(self):
        return self.reply("500 Internal Server Error", b"broken\n")

    def do_404(self):
        return self.reply("404 Not Found", b"gone\n")

    def do_403(self):
        return self.reply("403 Forbidden", b"no\n")

    def do_204(self):
        length = b"Content-Length: 3\r\n" if self.path == "/204/lie" else b""
        self.send(b"HTTP/1.1 204 No Content\r\n" + length + b"\r\n")
        return True

    def do_redirect(self):
        n = int(self.path.rsplit("/", 1)[1])
        to = "/redirect/%d" % (n - 1) if n > 1 else "/page/last"
        return self.reply("302 Found", b"moved\n", "Location: " + to)

    def do_loop(self):
        to = "/loop/b" if self.path.endswith("a") else "/loop/a"
        return self.reply("301 Moved Permanently", b"", "Location: " + to)

    def do_to(self):
        to = {"file": "file:///etc/passwd", "ftp": "ftp://free.example/x",
              "private": "http://10.0.0.1/admin",
              "mapped": "http://[::ffff:127.0.0.1]/",
              "secret": "http://forbid.example/secret",
              "other": "//free.example/page/2?b=1&a=%7e#part",
              "user": "http://me:word@free.example/page/3",
              "nothing": "http://"}
        return self.reply("302 Found", b"",
                          "Location: " + to[self.path.split("/")[2]])

    def do_gzip(self):
        return self.reply("200 OK", gzip.compress(page(self.host, self.path),
                                                  mtime=0),
                          "Content-Encoding: gzip")

    def do_coded(self):
        """A file whose name ends with its coding, to those who accept it."""
        name = self.path.split("/")[2]
        coding = {"br": "br", "zst": "zstd"}[name.rsplit(".", 1)[1]]
        accepted = self.fields.get("accept-encoding", "").split(", ")
        if coding not in accepted:
            return self.reply("406 Not Acceptable", b"")
        path = os.path.join(os.path.dirname(__file__), "..", "links",
                            "codings", name)
        with open(path, "rb") as file:
            return self.reply("200 OK", file.read(),
                              "Content-Encoding: " + coding)

    def do_gzip_lie(self):
        return self.reply("200 OK", b"this is no gzip\n",
                          "Content-Encoding: gzip")

    def do_type(self):
        """A body of the type that the path names, which only ends when the
        client goes: `/type/video/mp4`; an error where the path says so."""
        word = self.path.split("/")
        kind = "Content-Type: %s/%s\r\n" % (word[2], word[3]) \
            if len(word) > 3 else ""
        status = "404 Not Found" if word[-1] == "error" else "200 OK"
        self.send(("HTTP/1.1 %s\r\n%s\r\n" % (status, kind)).encode())
        for _ in range(20):
            self.send(b"a body " * 1000)
        return False

    def do_kept(self):
        """A page with an ETag, a Last-Modified, both or neither, that changes
        when the path says so: `/kept/etag,date/changes`."""
        word = self.path.split("/")
        tag = '"%d"' % (self.count if "changes" in word else 1)
        date = "Mon, 01 Jul 2024 00:00:%02d GMT" % \
            (self.count if "changes" in word else 0)
        fields = ["Cache-Control: no-cache"]
        if "etag" in word[2]:
            fields.append("ETag: " + tag)
        if "date" in word[2]:
            fields.append("Last-Modified: " + date)
        if "deaf" not in word and \
                (self.fields.get("if-none-match") == tag or
                 self.fields.get("if-modified-since") == date):
            self.send(("HTTP/1.1 304 Not Modified\r\n%s\r\n\r\n" %
                       "\r\n".join(fields)).encode())
            return True
        text = "Warga kampung nelayan memperbaiki dermaga kayu yang rusak " \
            "diterjang ombak, kata ketua kelompok pada hari ke-%d." % \
            (self.count if "changes" in word else 1)
        body = ("<html lang=id><title>%s</title><p>%s</p></html>\n" %
                (self.path, text)).encode()
        return self.reply("200 OK", body, *fields)

    def do_cookie(self):
        return self.reply("200 OK", page(self.host, self.path),
                          "Set-Cookie: session=secret; Path=/")

    def do_huge_header(self):
        self.send(b"HTTP/1.1 200 OK\r\n")
        for i in range(2000):
            self.send(b"X-Pad-%d: " % i + b"a" * 100 + b"\r\n")
        self.send(b"Content-Length: 2\r\n\r\nok")
        return True

    def do_http10(self):
        self.send(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n"
                  b"until the end\n")
        return False

    def do_http09(self):
        self.send(b"<html>no header at all</html>\n")
        return False

    def do_reason(self):
        self.send("HTTP/1.1 200 Béres\r\nX-Utf8: ü\r\n"
                  "Content-Length: 3\r\n\r\nok\n".encode())
        return True

    def do_interim(self):
        self.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                  b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n")
        return True

    def do_lf_only(self):
        self.send(b"HTTP/1.1 200 OK\nX-A: 1\nContent-Length: 3\n\nok\n")
        return True

    def do_race(self):
        """Answer, then close without having said so."""
        self.reply("200 OK", page(self.host, self.path))
        return False

    def do_big(self):
        return self.reply("200 OK", b"besar " * 200000)

    def do_wait(self):
        time.sleep(0.3)
        return self.reply("200 OK", page(self.host, self.path))


def main():
    global log, raw
    portfile, logfile = sys.argv[1:]
    log = open(logfile, "a", encoding="utf-8")
    raw = open(logfile + ".raw", "ab")
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", 0))
    server.listen(512)
    with open(portfile + ".tmp", "w", encoding="ascii") as out:
        out.write("%d\n" % server.getsockname()[1])
    os.rename(portfile + ".tmp", portfile)
    while True:
        sock, _ = server.accept()
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        Client(sock).start()


main()
