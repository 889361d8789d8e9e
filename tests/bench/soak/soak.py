#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Lets clients of all kinds, polite and rude, at a spp-smtpd whose plugins crash, hang and flood at random, and looks what is left at the end:
no message that was acknowledged may be lost, no half one visible, no descriptor, process or zombie kept, nothing grown, no sanitizer
have said anything.

  soak/soak.py build/asan/bin/spp-smtpd [--minutes 10] [--clients 24] [--seed N]

Status 0: all is well; 1: not, see the last lines.
"""
import argparse
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

from clients import PATIENCE, Clients, message

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


class Soak:
    def __init__(self, options):
        self.options = options
        self.home = pathlib.Path(tempfile.mkdtemp(prefix='spp-soak-'))
        self.seen = set()
        self.troubles = []

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
        self.clients = Clients(found)

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

    # Going on, and looking.

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
            self.clients.over.wait(1)
            self.take_mail()
            now = time.monotonic()
            if early is None and now - begin > (until - begin) / 5:
                early = self.resident_kib()
            if now - shown > 15:
                shown = now
                self.write_plugins()
                self.write_certificate()
                print('%4d s: %d messages, %d sessions, %d KiB, %d descriptors, %d processes' % (
                    now - begin, len(self.clients.acknowledged), sum(self.clients.sessions.values()), self.resident_kib(), self.descriptors(),
                    len(self.processes())), flush=True)
        return early or 0

    def run(self):
        self.start()
        before = self.descriptors()
        self.write_plugins()
        threads = [threading.Thread(target=self.clients.run) for _ in range(self.options.clients)]
        for thread in threads:
            thread.start()
        early = self.watch(time.monotonic() + self.options.minutes * 60)
        self.clients.over.set()
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
        lost = self.clients.acknowledged - self.seen
        if lost:
            self.troubles.append('lost: %d messages, such as %d' % (len(lost), min(lost)))
        if list((self.home / 'mail/tmp').glob('*')):
            self.troubles.append('files are left in tmp')
        self.log.close()
        log = (self.home / 'log').read_text(errors='replace')
        if re.search('Sanitizer|runtime error:|internal error', log):
            self.troubles.append('see the log: %s/log' % self.home)
        print('%d messages were acknowledged, %d are there; sessions: %s; %d lines of log' % (
            len(self.clients.acknowledged), len(self.seen), ', '.join('%d %s' % (n, what) for what, n in self.clients.sessions.items()), log.count('\n')))


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
