#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Lets clients of all kinds, polite and rude, at a spp-smtpd whose plugins crash, hang and flood at random, and looks what is left at the end:
no message that was acknowledged may be lost, no half one visible, no descriptor, process or zombie kept, nothing grown, no sanitizer
have said anything.

  soak.py build/asan/bin/spp-smtpd [--minutes 10] [--clients 24] [--seed N]

Status 0: all is well; 1: not, see the last lines.
"""
import argparse
import base64
import collections
import os
import pathlib
import random
import re
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time

PATIENCE = 30
MOST_GROWTH_KIB = 64 * 1024  # a sanitizer keeps freed memory for a while

PLUGIN = '''#!/bin/sh
case $(od -An -N1 -tu1 /dev/urandom | tr -d ' ') in
?) kill -SEGV $$ ;;
1?) printf 'Sx=1\\nHX-Half'; kill -KILL $$ ;;
2[0-4]) exec yes HX-Flood: 1 ;;
25) sleep 1000 & exec sleep 1000 ;;
3?) exit 120 ;;
4?) echo 'E451 not now'; exit 1 ;;
5[0-4]) echo 'R451 go away' ;;
5[5-9]) sleep 0.2 ;;
6?) (sleep 0.3) & echo SBACKGROUND=1 ;;
7?) head -c 100000 /dev/zero | tr '\\0' x ;;
*) echo "SSEEN=$SMTPMAILFROM"; echo 'N' ;;
esac
'''
PASSWORD_PROGRAM = '''#!/bin/sh
case $(tr '\\0' ' ' <&3) in 'user secret '*) exec "$@" ;; 'crash '*) kill -SEGV $$ ;; esac
exit 1
'''


def message(number):
    """What a number stands for; its length, too."""
    chance = random.Random(number)
    lines = chance.randrange(2000, 6000) if chance.random() < 0.05 else chance.randrange(40)
    body = ''.join(chance.choice('abcdefgh') * chance.randrange(90) + '\n' for _ in range(lines))
    return ('Subject: %d\n\n%slast of %d\n' % (number, body, number)).encode()


class Gone(Exception):
    """The server has hung up, or says what is not expected: with such plugins that may be."""


class Client:
    def __init__(self, port, tls=None):
        self.socket = socket.create_connection(('127.0.0.1', port), PATIENCE)
        if tls:
            self.socket = tls.wrap_socket(self.socket)
        self.input = self.socket.makefile('rb')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.input.close()
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def reply(self):
        while True:
            line = self.input.readline()
            if not line:
                raise Gone
            if line[3:4] != b'-':
                return line

    def expect(self, code, data=b''):
        self.send(data)
        line = self.reply()
        if not line.startswith(code):
            raise Gone
        return line

    def start_tls(self, tls):
        self.expect(b'220', b'STARTTLS\r\n')
        self.input.close()
        self.socket = tls.wrap_socket(self.socket)
        self.input = self.socket.makefile('rb')
        self.expect(b'250', b'EHLO x\r\n')

    def reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.socket.close()


class Soak:
    def __init__(self, options):
        self.options = options
        self.home = pathlib.Path(tempfile.mkdtemp(prefix='spp-soak-'))
        self.tls = ssl.create_default_context()
        self.tls.check_hostname = False
        self.tls.verify_mode = ssl.CERT_NONE
        self.lock = threading.Lock()
        self.next_number = 0
        self.acknowledged = set()
        self.seen = set()
        self.sessions = collections.Counter()
        self.troubles = []
        self.over = threading.Event()
        self.kinds = 3 * [self.deliver] + 2 * [self.deliver_many] + [
            self.deliver_in_chunks, self.deliver_in_tls, self.deliver_in_smtps, self.log_in, self.log_in_wrongly, self.vanish,
            self.vanish_in_tls, self.pipeline, self.talk_nonsense, self.ask_for_pages, self.say_a_long_line, self.drip, self.say_nothing,
            self.break_the_handshake, self.come_in_a_crowd, self.read_figures]

    # The server.

    def write(self, name, text, mode=0o644):
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(path.name + '.new')
        new.write_text(text)
        new.chmod(mode)
        new.replace(path)

    def write_certificate(self):
        key, certificate = self.home / 'key.pem', self.home / 'certificate.pem'
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=mx.example.org', '-days', '2', '-keyout',
                        key, '-out', certificate], check=True, stderr=subprocess.DEVNULL)
        self.write('control/servercert.pem', certificate.read_text() + key.read_text())

    def write_plugins(self):
        self.write('control/smtpplugins', ''.join('[%s]\n%splugins/odd\n' % (section, 'plugins/odd\n' * (random.random() < 0.3))
                                                  for section in ('connection', 'helo', 'mail', 'rcpt', 'data', 'auth')
                                                  if random.random() < 0.6))

    def start(self):
        self.write('control/me', 'mx.example.org\n')
        self.write('control/rcpthosts', 'example.org\n')
        self.write('control/timeoutsmtpd', '2\n')
        self.write('plugins/odd', PLUGIN, 0o755)
        self.write('bin/password', PASSWORD_PROGRAM, 0o755)
        self.write_certificate()
        self.write('control/smtpplugins', '')
        self.log = open(self.home / 'log', 'w+b')
        listen = [word for service in ('mail', 'smtps', 'submission') for word in ('--listen', '127.0.0.1:0/' + service)]
        environment = dict(os.environ)
        environment['ASAN_OPTIONS'] = environment.get('ASAN_OPTIONS', '') + ':quarantine_size_mb=8:detect_leaks=1'
        environment['UBSAN_OPTIONS'] = environment.get('UBSAN_OPTIONS', '') + ':print_stacktrace=1'
        self.server = subprocess.Popen(
            [self.options.server, '--home', self.home, '--no-names', '--queue', 'maildir:%s/mail' % self.home, *listen, '--metrics',
             '127.0.0.1:0', '--max-plugin-time', '2', '--max-plugins', '32', '--max-sessions-per-client', '0',
             '--max-connections-per-minute', '0', '--', str(self.home / 'bin/password'), 'true'], stderr=self.log, env=environment)
        deadline = time.monotonic() + PATIENCE
        found = {}
        while len(found) < 4 and time.monotonic() < deadline:
            log = (self.home / 'log').read_text()
            found = {what: int(port) for port, what in re.findall(r':(\d+) \((\w+)\)', log)}
            time.sleep(0.05)
        if len(found) < 4:
            self.server.kill()
            sys.exit('the server does not listen: ' + (self.home / 'log').read_text())
        self.ports = found

    def descriptors(self):
        return len(os.listdir('/proc/%d/fd' % self.server.pid))

    def resident_kib(self):
        status = pathlib.Path('/proc/%d/status' % self.server.pid).read_text()
        return int(re.search(r'VmRSS:\s+(\d+)', status)[1])

    def processes(self):
        """Its children, zombies too, and what runs in its home."""
        found = []
        for folder in pathlib.Path('/proc').iterdir():
            try:
                parent = int((folder / 'stat').read_text().rpartition(')')[2].split()[1])
                if folder.name.isdigit() and int(folder.name) != self.server.pid and (
                        parent == self.server.pid or os.readlink(folder / 'cwd') == str(self.home)):
                    found.append(folder.name)
            except (OSError, ValueError, IndexError):
                pass
        return found

    # The clients: each is one session, or a few.

    def take_number(self):
        with self.lock:
            self.next_number += 1
            return self.next_number

    def send_message(self, client, chunks=False):
        number = self.take_number()
        data = message(number).replace(b'\n', b'\r\n')
        client.expect(b'250', b'MAIL FROM:<%d@example.net>\r\n' % number)
        client.expect(b'250', b'RCPT TO:<user@example.org>\r\n')
        if chunks:
            half = random.randrange(len(data))
            client.expect(b'250', b'BDAT %d\r\n' % half + data[:half])
            client.expect(b'250', b'BDAT %d LAST\r\n' % (len(data) - half) + data[half:])
        else:
            client.expect(b'354', b'DATA\r\n')
            client.expect(b'250', data + b'.\r\n')
        with self.lock:
            self.acknowledged.add(number)

    def greeted(self, service='mail', tls=None):
        client = Client(self.ports[service], tls)
        try:
            client.expect(b'220')
            client.expect(b'250', b'EHLO x\r\n')
        except BaseException:
            client.__exit__()
            raise
        return client

    def deliver(self):
        with self.greeted() as client:
            self.send_message(client)
            client.expect(b'221', b'QUIT\r\n')

    def deliver_in_chunks(self):
        with self.greeted() as client:
            self.send_message(client, True)

    def deliver_many(self):
        with self.greeted() as client:
            for _ in range(random.randrange(2, 10)):
                self.send_message(client, random.random() < 0.5)

    def deliver_in_tls(self):
        with self.greeted() as client:
            client.start_tls(self.tls)
            self.send_message(client, random.random() < 0.5)

    def deliver_in_smtps(self):
        with self.greeted('smtps', self.tls) as client:
            self.send_message(client)

    def log_in(self, word=b'\0user\0secret'):
        with self.greeted('submission') as client:
            client.start_tls(self.tls)
            client.expect(b'235', b'AUTH PLAIN ' + base64.b64encode(word) + b'\r\n')
            self.send_message(client)

    def log_in_wrongly(self):
        self.log_in(random.choice((b'\0user\0wrong', b'\0crash\0x', b'\0' * 9, b'x' * 9000)))

    def session_bytes(self):
        return b'EHLO x\r\nMAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n' + message(0).replace(b'\n', b'\r\n')

    def vanish(self):
        data = self.session_bytes()
        client = Client(self.ports['mail'])
        client.send(data[:random.randrange(len(data))])
        if random.random() < 0.5:
            client.reset()
        client.__exit__()

    def vanish_in_tls(self):
        with self.greeted() as client:
            client.start_tls(self.tls)
            data = self.session_bytes()
            client.send(data[:random.randrange(len(data))])

    def pipeline(self):
        with Client(self.ports['mail']) as client:
            client.send(b'MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nRSET\r\n' * random.randrange(1, 300) + b'QUIT\r\n')
            while client.input.read(65536):
                pass

    def talk_nonsense(self):
        with Client(self.ports['mail']) as client:
            client.send(random.randbytes(random.randrange(1, 100000)))
            client.socket.shutdown(socket.SHUT_WR)
            while client.input.read(65536):
                pass

    def ask_for_pages(self):
        with Client(self.ports['mail']) as client:
            client.send(random.choice((b'GET', b'POST', b'CONNECT')) + b' / HTTP/1.1\r\nHost: x\r\n\r\n')
            client.input.read()

    def say_a_long_line(self):
        with self.greeted() as client:
            client.send(b'x' * random.randrange(1 << 20))
            client.expect(b'500', b'\r\n')

    def drip(self):
        with Client(self.ports['mail']) as client:
            for byte in b'EHLO x\r\nNOOP\r\n'[:random.randrange(14)]:
                client.send(bytes((byte,)))
                self.over.wait(0.1)

    def say_nothing(self):
        with Client(self.ports[random.choice(('mail', 'smtps'))]) as client:
            client.input.read()

    def break_the_handshake(self):
        with self.greeted() as client:
            client.expect(b'220', b'STARTTLS\r\n')
            client.send(b'\x16\x03\x01' + random.randbytes(random.randrange(1000)))

    def come_in_a_crowd(self):
        crowd = [Client(self.ports['mail']) for _ in range(50)]
        for client in crowd:
            client.reset() if random.random() < 0.5 else client.socket.close()
            client.input.close()

    def read_figures(self):
        with Client(self.ports['metrics']) as client:
            client.send(b'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n'[:random.choice((7, 100))])
            client.socket.shutdown(socket.SHUT_WR)
            client.input.read()

    # Going on, and looking.

    def run_clients(self):
        while not self.over.is_set():
            kind = random.choice(self.kinds)
            try:
                kind()
                result = 'to their end'
            except (Gone, OSError):  # ssl.SSLError is one
                result = 'cut short'
            with self.lock:
                self.sessions[result] += 1

    def take_mail(self):
        """Looks at what lies in the Maildir, and takes it away."""
        for path in (self.home / 'mail/new').glob('*'):
            data = path.read_bytes()
            at = data.find(b'\nSubject: ') + 1
            number = int(data[at + 9:at + 20].split(b'\n')[0] or 0) if at else 0
            if number and data[at:] == message(number):
                self.seen.add(number)
            elif number or not at:
                self.troubles.append('half a message is visible: %r' % data[:300])
            path.unlink()

    def settle(self, descriptors):
        deadline = time.monotonic() + PATIENCE
        while (self.descriptors() > descriptors or self.processes()) and time.monotonic() < deadline:
            time.sleep(0.1)

    def watch(self, until):
        """@return memory after a fifth of the time: what a server needs that has seen all."""
        begin = shown = time.monotonic()
        early = None
        while time.monotonic() < until and self.server.poll() is None:
            self.over.wait(1)
            self.take_mail()
            now = time.monotonic()
            if early is None and now - begin > (until - begin) / 5:
                early = self.resident_kib()
            if now - shown > 15:
                shown = now
                self.write_plugins()
                self.write_certificate()
                print('%4d s: %d messages, %d sessions, %d KiB, %d descriptors, %d processes' % (
                    now - begin, len(self.acknowledged), sum(self.sessions.values()), self.resident_kib(), self.descriptors(),
                    len(self.processes())), flush=True)
        return early or 0

    def run(self):
        self.start()
        before = self.descriptors()
        self.write_plugins()
        threads = [threading.Thread(target=self.run_clients) for _ in range(self.options.clients)]
        for thread in threads:
            thread.start()
        early = self.watch(time.monotonic() + self.options.minutes * 60)
        self.over.set()
        for thread in threads:
            thread.join()
        self.look_at_what_is_left(before, early)

    def look_at_what_is_left(self, before, early):
        if self.server.poll() is not None:
            self.troubles.append('the server has ended')
        else:
            self.settle(before)
            if self.descriptors() > before:
                self.troubles.append('%d descriptors, before %d' % (self.descriptors(), before))
            if self.processes():
                self.troubles.append('processes: ' + ' '.join(self.processes()))
            if self.resident_kib() > early + MOST_GROWTH_KIB:
                self.troubles.append('grown from %d to %d KiB' % (early, self.resident_kib()))
            print('at the end: %d KiB (early on %d), %d descriptors (before %d)' % (self.resident_kib(), early, self.descriptors(), before))
            self.server.send_signal(signal.SIGTERM)
        try:
            status = self.server.wait(PATIENCE)
            if status != 0:
                self.troubles.append('the server ended with %d' % status)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.troubles.append('the server does not end')
        self.take_mail()
        lost = self.acknowledged - self.seen
        if lost:
            self.troubles.append('lost: %d messages, such as %d' % (len(lost), min(lost)))
        if list((self.home / 'mail/tmp').glob('*')):
            self.troubles.append('files are left in tmp')
        self.log.close()
        log = (self.home / 'log').read_text(errors='replace')
        if re.search('Sanitizer|runtime error:|internal error', log):
            self.troubles.append('see the log: %s/log' % self.home)
        print('%d messages were acknowledged, %d are there; sessions: %s; %d lines of log' % (
            len(self.acknowledged), len(self.seen), ', '.join('%d %s' % (n, what) for what, n in self.sessions.items()), log.count('\n')))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('server')
    parser.add_argument('--minutes', type=float, default=10)
    parser.add_argument('--clients', type=int, default=24)
    parser.add_argument('--seed', type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    print('--seed %d' % options.seed)
    random.seed(options.seed)
    soak = Soak(options)
    soak.run()
    for trouble in soak.troubles:
        print('TROUBLE: ' + trouble)
    if not soak.troubles:
        subprocess.run(['rm', '-rf', soak.home], check=True)
    sys.exit(1 if soak.troubles else 0)


if __name__ == '__main__':
    main()
