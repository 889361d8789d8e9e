#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Conformance test runner for an inetd-style SMTP server with plugins.

  conformance.py check  --server 'spp-smtpd --home {home}' [-j N] [-k WORD] DIR|CASE.json ...
  conformance.py record --server CMD --home-mode flag|fixed:PATH CASE.json ...
  conformance.py show   --server CMD CASE.json          (run once, print what happened)

With --server-for PROFILE=CMD (repeatable) the cases of a dialect are run with
a command of their own; a case whose dialect has no command is skipped.

The server under test talks SMTP on its standard input and output (one
stream socket on both) and may log to standard error.  Each case runs in a
private home directory.  In 'flag' mode the home is a fresh temporary
directory and {home} in the server command is replaced by its path; in
'fixed:PATH' mode the home is always PATH (for a server that has it compiled
in).  The case format is described in README.md beside this file.

Python 3.8 or later, standard library only, Linux only (uses /proc).
"""
import argparse, base64, collections, concurrent.futures, fcntl, hashlib, hmac, json, os, re
import select, shlex, shutil, signal, socket, ssl, struct, subprocess, sys
import tempfile, threading, time

IGNORED_ENV = {'PATH', 'PWD', 'OLDPWD', '_', 'SHLVL', 'LC_CTYPE'}
IGNORE_ENV_RE = None
MARKER = '.conformance-home'
PATIENCE = 2.5

NOTE_SH = r'''{ printf 'plugin\0%s\0' "$(pwd -P)"; printf '%s\0' "$#" "$0" "$@"; cat "/proc/$$/environ"; printf '=end=\0'; } >> '@REC@/plugins.log' 2>/dev/null
'''

QUEUE_SH = r'''#!/bin/sh
n=1
while ! mkdir "@REC@/q$n" 2>/dev/null; do n=$((n+1)); done
d="@REC@/q$n"
printf '%s' "$0" > "$d/program"
cat "/proc/$$/environ" > "$d/environ"
case $n in
@CASES@
esac
[ "$mode" = noread ] || { cat > "$d/message"; cat <&1 > "$d/envelope"; }
: > "$d/finished"
[ "$mode" = signal ] && kill -9 $$
exit $code
'''

CHECKPW_PY = r'''#!@PYTHON@
import hashlib, hmac, json, os, signal, sys
conf = json.load(open('@REC@/auth.conf'))
data = b''
try:
    while True:
        b = os.read(3, 4096)
        if not b: break
        data += b
except OSError as e:
    data = b'<error: %s>' % str(e).encode()
part = data.decode('latin-1').split('\0')
user, pw, chal = (part + ['', '', ''])[:3]
want = conf.get('users', {}).get(user)
ok = False
if want is not None:
    if chal:
        def mac(c): return hmac.new(want.encode('latin-1'), c.encode('latin-1'), hashlib.md5).hexdigest()
        ok = pw == mac(chal) or chal == mac(pw)  # (digest, challenge) or (challenge, digest)
    else:
        ok = pw == want
rec = {'argv': sys.argv[1:], 'fields': part, 'ok': ok,
       'env': {k: v for k, v in os.environ.items()}}
with open('@REC@/auth.log', 'a') as f: f.write(json.dumps(rec) + '\n')
if conf.get('signal'): os.kill(os.getpid(), signal.SIGKILL)
if not ok: sys.exit(conf.get('exit', 1))
if len(sys.argv) > 1: os.execvp(sys.argv[1], sys.argv[1:])
sys.exit(0)
'''

TEST_CERT = """-----BEGIN CERTIFICATE-----
MIIDFTCCAf2gAwIBAgIUAPo7evHabn7QLvTtOCIFJsbvBL8wDQYJKoZIhvcNAQEL
BQAwGTEXMBUGA1UEAwwObXguZXhhbXBsZS5vcmcwIBcNMjYxMTIyMTcxODQzWhgP
MjEyNjEwMjkxNzE4NDNaMBkxFzAVBgNVBAMMDm14LmV4YW1wbGUub3JnMIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA4IIry/xl9pSU/zxLUmBzVYgnbZOG
2Ql0iZ+ydjVJHsaey8PXwTaxjR1HGzfMr+mJv6TcrJnqpGFgaihcaTqpDDuuG9be
g+koDBjLFWc9B3e49zGKpyWXiCY46RvhbORt7x8+b8jjJxDk6T+YORK55a292/wX
+9YXeIxJhldrIbWE1lrb6PgvbSLiO4Y2SNYS7NMyS60iOzmhi1HnXNmHQ3ADu3EN
QGniH9N4J1vvkvJrgA90Y0LSXBOzmF0tEW4qylNrfz3D9DIyP3owKmkUOiVv9XoX
jsZYkAKnnS8nIIomsTJxVlTHHvzitkkkZ/5nBswQURo8sKWNw1xtetfwtwIDAQAB
o1MwUTAdBgNVHQ4EFgQUswyo0Gml+sONpWBT/jMfZvV6Z/UwHwYDVR0jBBgwFoAU
swyo0Gml+sONpWBT/jMfZvV6Z/UwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0B
AQsFAAOCAQEAOwef0b1rZ5KhPr7x8st/q5V+wFNS7Rfh5aVVd1VPP7JfkLmHbrGm
kNRVNY9FW432WRfrI8iic0PSnb4irWsaLX+85HfTHMblLMKEGD7RcRPpNoovJHtH
uvWdlXSI+XLeZm6UMIz9Lv1Kih1MCqarHpk6K4vl3HwYVE7ZVHqUkI2pLy0BJ5VY
4xDnDoRDxi1/Eun5kRBq7WRadBxYzct9NnvnvuwTGLYIpLYykXWTE7CSXY/bJZuy
eefwCF/pB+1V5i5CxkYOks6XS2We6IjJ5nVrF2bQvoi6uiW1PE2wElP+j1qWxJf6
9o3ushNO01+OVY3WBpGyTmVSG1MEPV4FAA==
-----END CERTIFICATE-----
-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEA4IIry/xl9pSU/zxLUmBzVYgnbZOG2Ql0iZ+ydjVJHsaey8PX
wTaxjR1HGzfMr+mJv6TcrJnqpGFgaihcaTqpDDuuG9beg+koDBjLFWc9B3e49zGK
pyWXiCY46RvhbORt7x8+b8jjJxDk6T+YORK55a292/wX+9YXeIxJhldrIbWE1lrb
6PgvbSLiO4Y2SNYS7NMyS60iOzmhi1HnXNmHQ3ADu3ENQGniH9N4J1vvkvJrgA90
Y0LSXBOzmF0tEW4qylNrfz3D9DIyP3owKmkUOiVv9XoXjsZYkAKnnS8nIIomsTJx
VlTHHvzitkkkZ/5nBswQURo8sKWNw1xtetfwtwIDAQABAoIBAEQJHqWkGPA3Scnp
ZzgRE5KNfslVpk1acK8OLsJk1oJVlaTRdi5O2VKW10gXylda8gwaNWe3AyUKf3Hc
Rlj7VmRnJ5W3MVqPSzwTPWQAk72SGgMLR+XsXfX8A04dTVy3Atuuv7iXi8L4ey52
P7a4Bo7kbn9eb5Q5ZoZ5GQT1s/kUHCiLT6GScM7Xb5Zi1TUd3rrku8rqlrPwPkBX
E01s+aJ5oMH/PB6IofndGsImdGC2KfnTZb/zelplo9hU8/D5ZYwvKpcHAY+mJWLM
jDJzAeQNmBD6CqhtsRdoZXc+l3T5QvmER8mophOAUcHF/ta3EfwRXD+MOYWq1P2X
fakVc30CgYEA/PZMvAufkEq8sO0q5AxZvvGh91EGOlRbrAyei65tmlc7Jc9qI3jT
moKrfGK+B817Bh02mONMWjON+vpL5ajhN01GqJk6L4cZktAScEv7yNMucWgXPHZK
T8KIZO5zUUuILIfaHqq9Gzdk53QVXsnL/f9EyeoEXzeNGgH9DyL+TyMCgYEA4zRk
7D+eLv0RHsDb2guEEgbQIn/OZiUtctXWsAHQ0gj0PYZZ/LYhfz8swfJzWVXy5fTl
19C3EQIn10HSz5j/2FQR8IUS/rbeb/MQSqD1cj0cioXbaC64tp8rtgUGQ/TFpzEo
0dfHprH5FzjY7CSnF/Tg89TEFzVUJlVHK8F5m10CgYAqoMblmX/WLQIHPrBPpdUp
3EZTCxBlm/mm0KmXGFnX/IM3J/DW8XGXRBXp7Cnh3rqwmROuR/+B49Y1SSCpHwB0
9UzG9KtdfwLMPswcqHFRsmTNL6FaywRS1JFvkM9WD8hu2KXlLRiZEYiriGBhjNgX
gYDyFcGO2impDFS8zETWyQKBgQCT4WZO3pl2vACIo751DUnI8eZGjikpEsmiFMzH
gmcITguqf+fSNDlZOSVIlyW839RZGC0Baze8Okr0MEOmG09q3k1O306duyjMdMgF
yv32fRA2mSlVhhNzyeYJcvvA/3AmgjivXGL2fKBEHRwTl0eqsBg6nCGFeZBr4tWQ
BT3BgQKBgF9xZugm7SbPX7V/+y6adgiQGEnWnvpDjqDc66a7RCuU2L343ior+STZ
lVduDHlfPNtESgkRDRfm6g2Momye9InKdYZ9Dt55Mr/RjBUeBvYg2oMCCFxTKi4I
fiV2oIgr2Drt5oVtSjGWKnsYd3BEKG2Du84f1kVJ3kX/mX0p0B+R
-----END RSA PRIVATE KEY-----
"""


def flatten(v):
    """A string, {"repeat","times"}, or a list of those, to one string."""
    if isinstance(v, str):
        return v
    if isinstance(v, dict):
        return flatten(v['repeat']) * int(v['times'])
    return ''.join(flatten(x) for x in v)


def raw(v, home):
    return flatten(v).replace('{home}', home).replace('{testcert}', TEST_CERT).encode('latin-1')


class Run:
    """Everything that one run of one case showed."""

    def __init__(self):
        self.replies = []       # [connect, step 1, ...]
        self.tail = ''
        self.exit = None
        self.closed_after = None
        self.notes = []
        self.plugins = []
        self.queue = []
        self.auth = []
        self.stderr = []

    def expect(self):
        d = {'replies': self.replies}
        if self.tail:
            d['tail'] = self.tail
        d['closed_after'] = self.closed_after
        d['exit'] = self.exit
        d['plugins'] = self.plugins
        if self.auth:
            d['auth'] = self.auth
        d['queue'] = self.queue
        d['stderr'] = self.stderr
        return d


class Case:
    def __init__(self, path):
        self.path = path
        with open(path) as f:
            self.d = json.load(f)
        self.name = self.d.get('name') or os.path.basename(path)[:-5]

    def save(self):
        tmp = self.path + '.new'
        with open(tmp, 'w') as f:
            json.dump(self.d, f, indent=1)
            f.write('\n')
        os.rename(tmp, self.path)


def put(path, data, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as f:
        f.write(data)
    os.chmod(path, mode)


def populate(case, home, rec):
    d = case.d
    for sub in ('control', 'bin', 't', 'plugins'):
        os.makedirs(os.path.join(home, sub), exist_ok=True)
    for rel, content in d.get('control', {}).items():
        put(os.path.join(home, 'control', rel), raw(content, home))
    put(os.path.join(rec, 'note.sh'), NOTE_SH.replace('@REC@', rec).encode())
    note = ". '%s/note.sh'\n" % rec
    for rel, p in d.get('plugins', {}).items():
        data = raw(p['content'], home)
        first, nl, rest = data.partition(b'\n')
        if first in (b'#!/bin/sh', b'#! /bin/sh') and p.get('record', True):
            data = first + b'\n' + note.encode() + rest
        put(os.path.join(home, rel), data, int(p.get('mode', '755'), 8))
    put(os.path.join(home, 't/note'), ('#!/bin/sh\n' + note).encode(), 0o755)
    q = d.get('queue', {})
    codes = q.get('exit', 0)
    codes = codes if isinstance(codes, list) else [codes]
    modes = q.get('mode', 'normal')
    modes = modes if isinstance(modes, list) else [modes]
    arms = ''
    for i in range(max(len(codes), len(modes))):
        last = i == max(len(codes), len(modes)) - 1
        arms += '%s) code=%d mode=%s;;\n' % ('*' if last else str(i + 1),
                                            codes[min(i, len(codes) - 1)], modes[min(i, len(modes) - 1)])
    script = QUEUE_SH.replace('@REC@', rec).replace('@CASES@', arms).encode()
    if q.get('install', True):
        put(os.path.join(home, 'bin/qmail-queue'), script, int(q.get('permissions', '755'), 8))
    put(os.path.join(home, 'bin/other-queue'), script, 0o755)
    if 'auth' in d:
        put(os.path.join(home, 't/checkpw'),
            CHECKPW_PY.replace('@PYTHON@', sys.executable).replace('@REC@', rec).encode(), 0o755)
        with open(os.path.join(rec, 'auth.conf'), 'w') as f:
            json.dump(d['auth'], f)


class Session:
    """Plays the dialog against one server process."""

    def __init__(self, case, argv, env, home, rec, recording, patience):
        self.case, self.home, self.rec = case, home, rec
        self.recording, self.patience = recording, case.d.get('patience', patience)
        self.run = Run()
        self.buf = b''
        self.eof = False
        self.challenge = None
        self.tls = None
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock = ours
        pr, pw = os.pipe()
        self.proc = subprocess.Popen(argv, stdin=theirs, stdout=theirs, stderr=pw, env=env,
                                     start_new_session=True)
        theirs.close()
        os.close(pw)
        self.err = b''
        self.errthread = threading.Thread(target=self._stderr, args=(pr,), daemon=True)
        self.errthread.start()
        ours.setblocking(False)

    def _stderr(self, fd):
        while True:
            b = os.read(fd, 65536)
            if not b:
                break
            self.err += b
        os.close(fd)

    # -- normalisation ---------------------------------------------------
    def norm(self, s):
        s = s.replace(self.home, '{home}').replace(self.rec, '{rec}')
        return s

    def norm_reply(self, b):
        s = self.norm(b.decode('latin-1'))
        s = re.sub(r'250 ok \d+ qp \d+\r\n', '250 ok {time} qp {pid}\r\n', s)

        def chal(m):
            try:
                text = base64.b64decode(m.group(1))
                if re.fullmatch(rb'<\S+@\S+>', text):
                    if self.case.d.get('challenge_host'):
                        return '334 {challenge %s}\r\n' % text[1:-1].rpartition(b'@')[2].decode('latin-1')
                    return '334 {challenge}\r\n'
            except Exception:
                pass
            return m.group(0)
        return re.sub(r'334 (PD[A-Za-z0-9+/]+=*)\r\n', chal, s)

    def norm_message(self, b):
        s = self.norm(b.decode('latin-1'))
        end = s.find('\n', s.find('\n') + 1) + 1
        head, rest = s[:end], s[end:]
        head = re.sub(r'; \d{1,2} [A-Z][a-z][a-z] \d{4} \d\d:\d\d:\d\d ', '; {date} ', head)
        head = re.sub(r'\([A-Za-z0-9_-]+ encrypted(, authenticated)?\)', r'({cipher} encrypted\1)', head)
        return head + rest

    # -- input and output ------------------------------------------------
    def send(self, data):
        view = memoryview(data)
        while view:
            try:
                if self.tls:
                    self.sock.settimeout(10)
                    self.sock.sendall(view)
                    self.sock.setblocking(False)
                    return
                n = self.sock.send(view)
                view = view[n:]
            except BlockingIOError:
                self.pull(0.05)
                select.select([], [self.sock], [], 0.05)
                if self.eof:
                    return
            except OSError:
                return

    def pull(self, timeout):
        """Read what is there; true when something came."""
        if self.eof:
            return False
        if not (self.tls and self.sock.pending()):
            r, _, _ = select.select([self.sock], [], [], timeout)
            if not r:
                return False
        try:
            b = self.sock.recv(65536)
        except (ssl.SSLWantReadError, BlockingIOError):
            return False
        except (ConnectionError, OSError):
            b = b''
        if not b:
            self.eof = True
            return False
        self.buf += b
        return True

    def idle(self):
        """Recording only: true when the server has read everything and waits in select() on fd 0."""
        try:
            left = struct.unpack('i', fcntl.ioctl(self.sock.fileno(), 0x5411, b'\0' * 4))[0]
            if left:
                return False
            f = open('/proc/%d/syscall' % self.proc.pid).read().split()
            return f[0] in ('23', '270') and f[1] == '0x1'
        except (OSError, IndexError):
            return False

    def settle_recording(self):
        quiet = 0.0
        calm = 0
        while not self.eof and quiet < 8:
            if self.pull(0.004):
                quiet, calm = 0.0, 0
                continue
            quiet += 0.004
            calm = calm + 1 if self.idle() else 0
            if calm >= 4:
                break

    def settle_checking(self, want, must_close):
        """Wait until the reply is as wanted, or clearly is not."""
        last = time.monotonic()
        while not self.eof:
            if not must_close and self.norm_reply(self.buf) == want:
                self.pull(0)
                return
            if self.pull(0.02):
                last = time.monotonic()
            elif time.monotonic() - last > self.patience:
                return

    def settle(self, index):
        if self.recording:
            self.settle_recording()
        else:
            e = self.case.d['expect']
            want = e['replies'][index] if index < len(e['replies']) else ''
            self.settle_checking(want, e.get('closed_after') == index)
        self.take(index)

    def take(self, index):
        self.run.replies.append(self.norm_reply(self.buf))
        m = re.search(rb'334 ([A-Za-z0-9+/]+=*)\r\n$', self.buf)
        if m:
            self.challenge = m.group(1)
        self.buf = b''
        if self.eof and self.run.closed_after is None:
            self.run.closed_after = index

    # -- the dialog ------------------------------------------------------
    def play(self):
        self.settle(0)
        index = 0
        for step in self.case.d['dialog']:
            index += 1
            if isinstance(step, (str, list)):
                step = {'send': step}
            if 'sleep' in step:
                time.sleep(step['sleep'])
            if 'send' in step:
                self.send(raw(step['send'], self.home))
            if 'cram' in step:
                try:
                    c = base64.b64decode(self.challenge or b'')
                except Exception:
                    c = b''
                mac = hmac.new(step['cram']['password'].encode(), c, hashlib.md5).hexdigest()
                line = base64.b64encode((step['cram']['user'] + ' ' + mac).encode())
                self.send(line + b'\r\n')
            if step.get('starttls'):
                self.start_tls(index)
            if step.get('eof'):
                try:
                    self.sock.shutdown(socket.SHUT_WR)
                except OSError:
                    pass
                self.drain(15)
                self.take(index)
            elif step.get('await_close'):
                self.drain(15)
                self.take(index)
            elif step.get('wait', True):
                self.settle(index)
            else:
                self.run.replies.append('')
            if not self.recording:
                e = self.case.d['expect']['replies']
                if index < len(e) and self.run.replies[-1] != e[index]:
                    self.run.notes.append('stopped at step %d, whose reply differs' % index)
                    break
        gave_up = bool(self.run.notes)
        if self.run.closed_after is None:
            try:
                if self.tls:
                    self.sock = self.sock.unwrap()
                self.sock.shutdown(socket.SHUT_WR)
            except (OSError, ValueError):
                pass
            self.tls = None
            self.drain(1 if gave_up else 15)
            self.run.tail = self.norm_reply(self.buf)
        self.finish(1 if gave_up else 10)
        return self.run

    def start_tls(self, index):
        ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        ctx.check_hostname = False
        ctx.verify_mode = ssl.CERT_NONE
        try:
            self.sock.settimeout(10)
            self.sock = ctx.wrap_socket(self.sock, suppress_ragged_eofs=True)
            self.tls = True
            self.sock.setblocking(False)
        except (OSError, ValueError) as e:
            self.run.notes.append('TLS handshake failed: %s' % e)

    def drain(self, limit):
        end = time.monotonic() + limit
        while not self.eof and time.monotonic() < end:
            self.pull(0.05)

    def finish(self, limit):
        self.sock.close()
        try:
            rc = self.proc.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            self.run.notes.append('the server did not exit after the end of the session')
            self.kill()
            rc = self.proc.wait()
        self.errthread.join(timeout=limit)
        if self.errthread.is_alive():
            self.run.notes.append('a process of the session still holds standard error')
            self.kill()
            self.errthread.join(timeout=5)
        self.run.exit = rc if rc >= 0 else 'signal %d' % -rc
        self.run.stderr = self.norm(self.err.decode('latin-1')).splitlines()
        self.collect()

    def kill(self):
        try:
            os.killpg(self.proc.pid, signal.SIGKILL)
        except OSError:
            pass

    def environ(self, entries):
        d = {}
        for e in entries:
            k, eq, v = self.norm(e.decode('latin-1')).partition('=')
            if not k and not eq:
                k = '(empty entry)'
            if k not in IGNORED_ENV and not (IGNORE_ENV_RE and IGNORE_ENV_RE.fullmatch(k)):
                d[k] = v if eq else None
        return dict(sorted(d.items()))

    def collect(self):
        try:
            data = open(os.path.join(self.rec, 'plugins.log'), 'rb').read()
        except FileNotFoundError:
            data = b''
        f = data.split(b'\0')
        i = 0
        while i < len(f) and f[i] == b'plugin':
            cwd, argc = f[i + 1].decode('latin-1'), int(f[i + 2])
            argv = [self.norm(x.decode('latin-1')) for x in f[i + 3:i + 4 + argc]]
            i += 4 + argc
            env = []
            while i < len(f) and f[i] != b'=end=':
                env.append(f[i])
                i += 1
            i += 1
            self.run.plugins.append({'argv': argv, 'cwd': self.norm(cwd), 'env': self.environ(env)})
        n = 1
        while os.path.isdir(os.path.join(self.rec, 'q%d' % n)):
            d = os.path.join(self.rec, 'q%d' % n)

            def get(name):
                try:
                    return open(os.path.join(d, name), 'rb').read()
                except FileNotFoundError:
                    return b''
            env = get('envelope')
            if env.endswith(b'\0\0') and env.startswith(b'F'):
                part = env[:-2].decode('latin-1').split('\0')
                self.run.queue.append({
                    'program': self.norm(get('program').decode('latin-1')),
                    'sender': part[0][1:],
                    'recipients': [p[1:] if p.startswith('T') else '?' + p for p in part[1:]],
                    'message': self.norm_message(get('message')),
                    'env': self.environ(get('environ').split(b'\0')[:-1])})
            n += 1
        try:
            lines = open(os.path.join(self.rec, 'auth.log')).read().splitlines()
        except FileNotFoundError:
            lines = []
        for l in lines:
            r = json.loads(l)
            fl = r['fields']
            if len(fl) > 2 and self.challenge and fl[2]:
                c = base64.b64decode(self.challenge).decode('latin-1')
                for i, j in ((2, 1), (1, 2)):
                    if fl[i] == c:
                        fl[i] = '{challenge}'
                        if re.fullmatch('[0-9a-f]{32}', fl[j]):
                            fl[j] = '{digest}'
                        break
            r['argv'] = [self.norm(a) for a in r['argv']]
            r['env'] = self.environ([('%s=%s' % kv).encode('utf-8', 'surrogateescape') for kv in r['env'].items()])
            self.run.auth.append(r)


def run_case(case, server, home_mode, recording, patience, keep=False):
    top = tempfile.mkdtemp(prefix='conf.')
    rec = os.path.join(top, 'rec')
    os.mkdir(rec)
    try:
        if home_mode.startswith('fixed:'):
            home = home_mode[6:].rstrip('/')
            marker = os.path.join(home, MARKER)
            if os.path.isdir(home) and os.listdir(home) and not os.path.exists(marker):
                raise SystemExit('%s is not empty and has no %s file: not touching it' % (home, MARKER))
            shutil.rmtree(home, ignore_errors=True)
            os.makedirs(home)
            open(marker, 'w').close()
        else:
            home = os.path.join(top, 'home')
            os.mkdir(home)
        os.chmod(top, 0o755)
        os.chmod(home, 0o755)
        os.chmod(rec, 0o777)
        populate(case, home, rec)
        argv = [a.replace('{home}', home) for a in shlex.split(server)]
        if 'auth' in case.d:
            argv += [a.replace('{home}', home) for a in
                     case.d['auth'].get('command', ['{home}/t/checkpw', '/bin/true'])]
        env = {'PATH': '/usr/bin:/bin'}
        for k, v in case.d.get('env', {}).items():
            env[k] = flatten(v).replace('{home}', home)
        return Session(case, argv, env, home, rec, recording, patience).play()
    finally:
        if keep:
            print('kept', top)
        else:
            shutil.rmtree(top, ignore_errors=True)


def lines_diff(label, want, got):
    out = ['  ' + label]
    w = json.dumps(want, indent=1, sort_keys=True).splitlines() if not isinstance(want, str) else \
        [json.dumps(x) for x in want.splitlines(True)]
    g = json.dumps(got, indent=1, sort_keys=True).splitlines() if not isinstance(got, str) else \
        [json.dumps(x) for x in got.splitlines(True)]
    import difflib
    d = [l for l in difflib.unified_diff(w, g, 'expected', 'got', lineterm='', n=1)][2:]
    for l in d[:24]:
        out.append('    ' + (l if len(l) < 200 else l[:200] + '...'))
    if len(d) > 24:
        out.append('    (%d more lines)' % (len(d) - 24))
    return out


def compare(case, run):
    e = case.d['expect']
    ignore = set(case.d.get('ignore', []))
    out = []
    g = run.expect()
    steps = case.d['dialog']
    for i, w in enumerate(e['replies']):
        if 'replies' in ignore:
            break
        got = g['replies'][i] if i < len(g['replies']) else None
        if got is None:
            break
        if got != w:
            sent = 'connect' if i == 0 else json.dumps(steps[i - 1])[:100]
            out += lines_diff('reply of step %d (%s)' % (i, sent), w, got)
    if not out or run.closed_after is not None:
        if 'closed_after' not in ignore and g['closed_after'] != e.get('closed_after'):
            out.append('  closed after step: expected %s, got %s' % (e.get('closed_after'), g['closed_after']))
    if not out:
        if g.get('tail', '') != e.get('tail', ''):
            out += lines_diff('output after the last step', e.get('tail', ''), g.get('tail', ''))
        if 'exit' not in ignore and g['exit'] != e['exit']:
            out.append('  exit status: expected %s, got %s' % (e['exit'], g['exit']))
    for key in ('plugins', 'auth', 'queue'):
        if key in ignore:
            continue
        w, gg = e.get(key, []), g.get(key, [])
        if len(w) != len(gg):
            out.append('  %s: expected %d, got %d' % (key, len(w), len(gg)))
        for i, (a, b) in enumerate(zip(w, gg)):
            if a != b:
                for f in sorted(set(a) | set(b)):
                    if a.get(f) != b.get(f):
                        out += lines_diff('%s[%d].%s' % (key, i, f), a.get(f), b.get(f))
    if 'stderr' not in ignore:
        got = list(g['stderr'])
        for l in e.get('stderr', []):
            if l in got:
                got = got[got.index(l) + 1:]
            else:
                out.append('  standard error lacks (in this order): %s' % json.dumps(l))
                break
    if out:
        out += ['  note: ' + n for n in run.notes]
        if g['stderr']:
            out.append('  standard error was: ' + json.dumps(g['stderr'][-5:])[:400])
    return out


def find_cases(paths, word):
    found = []
    for p in paths:
        if os.path.isdir(p):
            for base, dirs, files in os.walk(p):
                dirs.sort()
                found += [(os.path.relpath(os.path.join(base, f), p), os.path.join(base, f))
                          for f in sorted(files) if f.endswith('.json')]
        else:
            found.append((os.path.basename(p), p))
    return [(l, p) for l, p in found if not word or word in l]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('action', choices=['check', 'record', 'show'])
    ap.add_argument('cases', nargs='+')
    ap.add_argument('--server', help='command for the cases without "profile"; {home} is replaced by the home directory')
    ap.add_argument('--home-mode', default='flag', help='flag (default) or fixed:PATH')
    ap.add_argument('--auth-server', help='command for the cases with "profile": "auth" (default: as --server; empty: they are skipped)')
    ap.add_argument('--auth-home-mode', help='home mode for those cases (default: as --home-mode)')
    ap.add_argument('--server-for', action='append', default=[], metavar='PROFILE=CMD',
                    help='command for the cases of that profile (repeatable); without one they are skipped')
    ap.add_argument('--home-mode-for', action='append', default=[], metavar='PROFILE=MODE',
                    help='home mode for those cases (default: as --home-mode)')
    ap.add_argument('-j', '--jobs', type=int, default=1)
    ap.add_argument('-k', '--word', default='', help='only cases whose path contains WORD')
    ap.add_argument('--patience', type=float, default=PATIENCE,
                    help='seconds of silence after which a reply that is not as expected is taken as final')
    ap.add_argument('--ignore-env', help='regular expression: variable names left out of every comparison')
    ap.add_argument('--keep', action='store_true', help='keep the temporary directories')
    a = ap.parse_args()
    if a.ignore_env:
        global IGNORE_ENV_RE
        IGNORE_ENV_RE = re.compile(a.ignore_env)
    cases = find_cases(a.cases, a.word)
    servers = {None: a.server, 'auth': a.server if a.auth_server is None else a.auth_server}
    modes = {'auth': a.auth_home_mode}
    for into, given in ((servers, a.server_for), (modes, a.home_mode_for)):
        for item in given:
            name, eq, value = item.partition('=')
            if not eq or not name or not value:
                ap.error('PROFILE=... expected, got %r' % item)
            into[name] = value
    if not any(servers.values()):
        ap.error('no server command: give --server or --server-for')
    if any((m or '').startswith('fixed:') for m in [a.home_mode, *modes.values()]):
        a.jobs = 1

    def skipped(case):
        return not servers.get(case.d.get('profile'))

    def go(case, recording):
        profile = case.d.get('profile')
        return run_case(case, servers[profile], modes.get(profile) or a.home_mode, recording, a.patience, a.keep)
    if a.action == 'show':
        for label, p in cases:
            c = Case(p)
            if skipped(c):
                print('skipped: no command for profile %r' % c.d.get('profile'))
                continue
            r = go(c, True)
            print(json.dumps(r.expect(), indent=1))
            for n in r.notes:
                print('note:', n)
        return 0
    if a.action == 'record':
        bad = skips = 0
        for label, p in cases:
            c = Case(p)
            if skipped(c):
                skips += 1
                continue
            r = go(c, True)
            c.d.pop('expect', None)
            c.d['expect'] = r.expect()
            c.save()
            if r.notes:
                bad += 1
                print('%s: %s' % (label, '; '.join(r.notes)))
        print('%d recorded' % (len(cases) - skips) + (', %d skipped' % skips if skips else ''))
        return 1 if bad else 0

    def one(item):
        label, p = item
        try:
            c = Case(p)
            if skipped(c):
                return label, None
            return label, compare(c, go(c, False))
        except Exception as e:
            return label, ['  could not be run: %s: %s' % (type(e).__name__, e)]
    passed = failed = skips = 0
    for profile, count in sorted(collections.Counter(
            c.d['profile'] for c in (Case(p) for _, p in cases) if c.d.get('profile') and skipped(c)).items()):
        print('not run: %d cases of the profile %s, which has no server command' % (count, profile))
    with concurrent.futures.ThreadPoolExecutor(a.jobs) as pool:
        for label, diff in pool.map(one, cases):
            if diff is None:
                skips += 1
            elif diff:
                failed += 1
                print('FAIL ' + label)
                print('\n'.join(diff))
            else:
                passed += 1
            sys.stdout.flush()
    print('%d passed, %d failed' % (passed, failed) + (', %d skipped' % skips if skips else ''))
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
