#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Stop fetch at random moments, and look at what it left.

usage: killer.py KILLS SEED

A server of its own on loopback answers, some milliseconds late, with pages of
some bytes to some ten thousand.  fetch -o is run over one list again and again,
and killed some milliseconds after a random number of requests (a time alone
would mean something else on every machine), until it has been killed KILLS
times; when it comes to its end in between, the next archive is begun, with -z or
without in turn.  After each kill:

- what is in the archive up to its last whole record can be read;
- no page that was whole in it before was asked for in this run;
- the pages that were asked for and are not in it are no more than could be in
  flight, and each is asked for again by a later run.

When a run ends, every page is in the archive, whole.  Prints what was counted.
"""
import os
import random
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time
import zlib

HOSTS = 6
PAGES = 15		# of each host
JOBS = 4
asked = []		# addresses, in this run
current = 0		# the number of this run
lock = threading.Lock()
quota = 0		# requests after which this run is killed
reached = threading.Event()


def body(path):
    """The page at a path: always the same, and now and then a large one."""
    dice = random.Random(path)
    size = dice.choice((50, 500, 5000, 80000))
    return (path + "\n").encode() + dice.randbytes(8) * (size // 8)


class Client(socketserver.BaseRequestHandler):
    def handle(self):
        rest = b""
        try:
            while True:
                while b"\r\n\r\n" not in rest:
                    more = self.request.recv(65536)
                    if not more:
                        return
                    rest += more
                head, rest = rest.split(b"\r\n\r\n", 1)
                self.answer(head)
        except OSError:
            pass

    def answer(self, head):
        path = head.split(b" ")[1].decode()
        host = re.search(rb"(?i)\r\nhost: *([^\r]*)", head)[1].decode()
        if path == "/robots.txt":
            self.request.sendall(b"HTTP/1.1 404 No\r\n"
                                 b"Content-Length: 0\r\n\r\n")
            return
        run = int(re.search(rb"\r\nUser-Agent: kliping/(\d+)\r", head)[1])
        with lock:
            # What a killed run had sent may be read after its end.
            if run == current:
                asked.append("http://" + host + path)
                if len(asked) >= quota:
                    reached.set()
        time.sleep(random.random() * 0.004)
        text = body(path)
        self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"
                             % len(text) + text)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 100


def plain(data):
    """The text of an archive up to its last whole gzip member."""
    if data[:2] != b"\x1f\x8b":
        return data
    text = b""
    while data:
        z = zlib.decompressobj(31)
        try:
            member = z.decompress(data)
        except zlib.error:
            raise SystemExit("damage inside the archive")
        if not z.eof:
            break
        text += member
        data = z.unused_data
    return text


def pages(data):
    """The pages whole in an archive, and whether its last record is cut."""
    found = set()
    text = plain(data)
    at = 0
    while at < len(text):
        end = text.find(b"\r\n\r\n", at)
        head = text[at:end] if end >= 0 else b""
        length = re.search(rb"\r\nContent-Length: (\d+)$", head)
        if not text.startswith(b"WARC/1.1\r\n"[:len(text) - at], at):
            raise SystemExit("no record where one should begin")
        after = end + 4 + int(length[1]) + 4 if length else len(text) + 1
        if after > len(text):
            return found, True
        if b"WARC-Type: response" in head and b"robots.txt" not in head:
            address = re.search(rb"Target-URI: ([^\r]*)", head)[1].decode()
            block = text[end + 4:after - 4].partition(b"\r\n\r\n")[2]
            if block != body(re.sub("^http://[^/]*", "", address)):
                raise SystemExit("another page in the archive: " + address)
            if address in found:
                raise SystemExit("twice in the archive: " + address)
            found.add(address)
        at = after
    return found, False


def run_fetch(command, requests, pause):
    """Start fetch, and stop it after so many requests and that pause.  Was it
    killed, or what was its status?"""
    global quota, current
    with lock:
        asked.clear()
        current += 1
        quota = requests
        reached.clear()
    command = command + ["--agent", "kliping/%d" % current]
    fetch = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while requests and not reached.wait(0.01) and fetch.poll() is None:
        pass
    time.sleep(pause)
    fetch.send_signal(signal.SIGKILL)
    status = fetch.wait()
    return None if status == -signal.SIGKILL else status


def main():
    kills, seed = int(sys.argv[1]), int(sys.argv[2])
    dice = random.Random(seed)
    server = Server(("127.0.0.1", 0), Client)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    hosts = ["h%d.example" % i for i in range(HOSTS)]
    urls = ["http://%s/p/%d" % (host, i) for i in range(PAGES)
            for host in hosts]
    with open("list", "w", encoding="ascii") as out:
        out.write("".join(url + "\n" for url in urls))
    connect = []
    for host in hosts:
        connect += ["--connect-to", "%s:80:127.0.0.1:%d" % (host, port)]
    killed = whole = cut = torn = lost = 0
    had = set()
    while killed < kills or had:
        coded = whole % 2 == 1
        name = "a%d.warc" % whole
        # Some runs are killed before their first request.
        status = run_fetch(
            ["fetch", "-q", "-d", "0", "-j", str(JOBS), "-o", name] +
            ["-z"] * coded + connect + ["list"],
            dice.randrange(8) if killed < kills else len(urls) + 1,
            dice.random() * 0.006)
        with lock:
            run = list(asked)
        data = b""
        if os.path.exists(name):
            with open(name, "rb") as file:
                data = file.read()
        now, is_cut = pages(data)
        again = had & set(run)
        if again or len(run) != len(set(run)):
            raise SystemExit("asked for again: %s" % sorted(again)[:3])
        if had - now:
            raise SystemExit("lost: %s" % sorted(had - now)[:3])
        flight = set(run) - now
        lost += len(flight)
        if len(flight) > JOBS:
            raise SystemExit("%d in flight" % len(flight))
        if status is not None:
            if now != set(urls) or status != 0 or is_cut:
                raise SystemExit("the end, and not every page")
            whole, had = whole + 1, set()
            os.remove(name)
            continue
        killed, had = killed + 1, now
        cut += is_cut
        torn += len(flight) > 0
    print("%d kills" % killed)
    print("several archives, all whole" if whole > 1 else "one archive")
    print("some in flight" if torn else "never in flight")
    print("%d kills, %d archives, %d cut tails, %d pages in flight" %
          (killed, whole, cut, lost), file=sys.stderr)


main()
