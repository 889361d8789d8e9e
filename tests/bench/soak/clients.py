# SPDX-License-Identifier: MIT
"""The clients of soak.py. They use no SMTP library: most of what they do, none would."""
import base64
import collections
import random
import socket
import ssl
import struct
import threading

PATIENCE = 30


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


class Clients:
    """What they do, and what came of it. Thread-safe."""

    def __init__(self, ports):
        """ports: of the services mail, smtps and submission, and of the metrics"""
        self.ports = ports
        self.tls = ssl.create_default_context()
        self.tls.check_hostname = False
        self.tls.verify_mode = ssl.CERT_NONE
        self.lock = threading.Lock()
        self.next_number = 0
        self.acknowledged = set()
        self.sessions = collections.Counter()
        self.over = threading.Event()
        self.kinds = 3 * [self.deliver] + 2 * [self.deliver_many] + [
            self.deliver_in_chunks, self.deliver_in_tls, self.deliver_in_smtps, self.log_in, self.log_in_wrongly, self.vanish,
            self.vanish_in_tls, self.pipeline, self.talk_nonsense, self.ask_for_pages, self.say_a_long_line, self.drip, self.say_nothing,
            self.break_the_handshake, self.come_in_a_crowd, self.read_figures]

    def run(self):
        """One after another, until it is over."""
        while not self.over.is_set():
            kind = random.choice(self.kinds)
            try:
                kind()
                result = 'to their end'
            except (Gone, OSError):  # ssl.SSLError is one
                result = 'cut short'
            with self.lock:
                self.sessions[result] += 1

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
            client.send(b'MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nRSET\r\n' * random.randrange(1, 40) + b'QUIT\r\n')
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
