#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns the conformance cases into seeds for the fuzzers: one folder for each, files named after their contents.

  seeds.py CASES FOLDER

What a part of an input means stands in the fuzzer that reads it; parts.h says how they are joined. Python 3.8, standard library.
"""
import hashlib
import io
import json
import pathlib
import re
import struct
import sys
import tarfile

# Repetitions make a case large, and a fuzzer slow: a hundred and a few are enough for every limit that a fuzzer can reach.
MOST_REPEATS = 120

DIALECTS = {'auth': 3, 'qmail-spp-smtpauth': 4, 'qmail-spp-smtpauth-eh': 5, 'qmail-spp-smtpauth-tls': 6, 'sagredo': 7}
QMAIL_SPP = 1
MODERN = 0

CERTIFICATE, PASSWORDS, REPORTS, SILENCE = 1, 2, 4, 8


def text_of(value):
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ''.join(text_of(part) for part in value)
    return value['repeat'] * min(value['times'], MOST_REPEATS)


def bytes_of(value):
    return text_of(value).encode('latin-1', 'replace').replace(b'\xff', b'\xfe')


def joined(parts):
    """parts: pairs of a letter and bytes."""
    return b'\xff'.join(kind.encode() + content for kind, content in parts)


def flights(case):
    """What the client sends: all of it without waiting, but for what follows STARTTLS."""
    sent = ['']
    for step in case['dialog']:
        step = step if isinstance(step, dict) else {'send': step}
        if 'cram' in step:
            sent[-1] += 'am9lIDAxMjM0NTY3ODlhYmNkZWY=\r\n'
        elif step.get('starttls'):
            sent.append('')
        else:
            sent[-1] += text_of(step.get('send', ''))
    return [bytes_of(flight) for flight in sent]


def printed(script):
    """What the echo and printf commands of a shell script print, roughly: variables stay as they stand."""
    output = ''
    for command, words in re.findall(r'\b(echo|printf) +("[^"]*"|\'[^\']*\'|[^;&|>\n]*)', script):
        words = words.strip().strip('"\'')
        if command == 'echo':
            output += words + '\n'
        else:
            escapes = {'n': '\n', 'r': '\r', '000': '\0'}
            output += re.sub(r'\\(n|r|000)', lambda found: escapes[found.group(1)], words)
    return output.encode('latin-1', 'replace').replace(b'\xff', b'\xfe')


def outputs(case):
    """Of the plugins that ran, in their order."""
    scripts = {name: printed(text_of(plugin['content'])) for name, plugin in case['plugins'].items()}
    ran = [scripts.get(run['argv'][0], b'') for run in case['expect'].get('plugins', [])]
    return ran or [printed(line) for line in text_of(case['control'].get('smtpplugins', '')).splitlines()]


def files(case):
    return [('F', name.encode() + b'\n' + bytes_of(content)) for name, content in sorted(case['control'].items())
            if name != 'servercert.pem']


def in_chunks(flight):
    """BDAT in place of DATA, in two chunks."""
    def bdat(found):
        message = found.group(1)
        half = len(message) // 2
        return b'BDAT %d\r\n%bBDAT %d LAST\r\n%b' % (half, message[:half], len(message) - half, message[half:])
    return re.sub(rb'DATA\r\n(.*?\r\n)\.\r\n', bdat, flight, flags=re.DOTALL)


def session(case, dialect, number, sent):
    flags = PASSWORDS if 'auth' in case else 0
    flags |= CERTIFICATE if 'servercert.pem' in case['control'] or dialect == MODERN else 0
    flags |= (number % 2) * REPORTS + (number % 5 == 0) * SILENCE
    return joined([('D', bytes([dialect])), ('G', bytes([flags]))] + files(case) +
                  [('E', ('%s=%s' % entry).encode('latin-1')) for entry in sorted(case['env'].items())
                   if entry[1] is not None and not entry[0].startswith('TCP')] +
                  ([('E', b'FORCETLS=0')] if number % 2 else []) +
                  [('C', flight) for flight in sent] + [('P', output) for output in outputs(case)] +
                  [('K', bytes([number % 7, 1, 9, number % 50]) if number % 3 else b'')])


def sessions(case, number):
    sent = flights(case)
    yield session(case, DIALECTS.get(case.get('profile'), QMAIL_SPP), number, sent)
    yield session(case, MODERN, number + 1, sent)
    chunked = [in_chunks(flight) for flight in sent]
    if chunked != sent:
        yield session(case, MODERN, number, chunked)


def plugin_outputs(case, number):
    for output in outputs(case):
        yield joined([('O', output), ('K', bytes([number % 11, 1]))])
    if number % 40 == 0:
        yield joined([('O', b'E550 \nN\n'), ('L', bytes([number // 40, 127])), ('K', b'\x40\x07')])


def controls(case, _number):
    addresses = set(re.findall(rb'<([^>\r\n]*)>', b''.join(flights(case))))
    yield joined(files(case) + [('A', address) for address in sorted(addresses)])


def patterns(case, number):
    addresses = sorted(set(re.findall(rb'<([^>\r\n]+)>', b''.join(flights(case)))))
    forms = [b'^%s$', b'(%s){1,3}', b'!(%s|x)+', b'[[:alnum:]]*%s', b'(.*)*%s', b'a??(%s)?', b'([^@]*|%s)*']
    if addresses:
        lines = [forms[(number + i) % len(forms)] % re.escape(address) for i, address in enumerate(addresses[:3])]
        yield joined([('P', b'\n'.join(lines))] + [('T', address) for address in addresses])


def smtpplugins(case, _number):
    yield bytes_of(case['control'].get('smtpplugins', ''))


def messages(case, number):
    for content in re.findall(rb'(?i)\bDATA\r?\n(.*)', b''.join(flights(case)), re.DOTALL):
        yield joined([('M', content), ('B', bytes([number % 30, 3])), ('K', bytes([number % 13, 2]))])


def hops(case, number):
    """A server that says what the plugins of a case print, and the messages and addresses of its client."""
    said = b'220 hop\r\n250-hop\r\n250 SIZE\r\n' + b''.join(b'550%c5.7.1 %b\r\n' % (b' -'[number % 2], line)
                                                       for line in b'\n'.join(outputs(case)).splitlines())
    sent = b''.join(flights(case))
    address = (re.findall(rb'<([^>\r\n]*)>', sent) or [b'"a b"@example.org'])[0]
    content = b''.join(re.findall(rb'(?i)\bDATA\r?\n(.*)', sent, re.DOTALL)[:1]).replace(b'\r\n', b'\n')
    yield joined([('R', said), ('M', content), ('A', address), ('K', bytes([number % 13, 2]))])


def cdb_of(keys):
    """A constant database: 256 hash tables behind the records, with twice as many slots as records in each."""
    def hashed(key):
        h = 5381
        for byte in key:
            h = ((h << 5) + h ^ byte) & 0xFFFFFFFF
        return h

    records = b''
    tables = [[] for _ in range(256)]
    for key in keys:
        tables[hashed(key) % 256].append((hashed(key), 2048 + len(records)))
        records += struct.pack('<II', len(key), 0) + key
    header, slots_of_all = b'', b''
    for entries in tables:
        count = 2 * len(entries)
        header += struct.pack('<II', 2048 + len(records) + len(slots_of_all), count)
        slots = [(0, 0)] * count
        for h, position in entries:
            place = h // 256 % count
            while slots[place][1]:
                place = (place + 1) % count
            slots[place] = (h, position)
        slots_of_all += b''.join(struct.pack('<II', *slot) for slot in slots)
    return header + records + slots_of_all


def cdbs(case, _number):
    names = bytes_of(case['control'].get('rcpthosts', '')).lower().split()[:8]
    for key in names[:1] + [b'nowhere.example']:
        yield bytes([len(key)]) + key + cdb_of(names)


def breakpoints(case, number):
    """A line each: what a person might type at this case."""
    def quoted(text):
        return b'"%b"' % re.sub(rb'(["\\\\])', rb'\\\1', text[:60].replace(b'\n', b' '))

    options = [b' hits %d' % (number % 5 + 1), b' every 2 off', b' log "{SMTPMAILFROM}: {code}"', b' after', b'']
    option = options[number % len(options)]
    for address in sorted(set(re.findall(rb'<([^>\r\n]*)>', b''.join(flights(case)))))[:2]:
        yield b'section rcpt if not (SMTPRCPTTO endsWith %b or SMTPRCPTCOUNT > %d)%b' % (quoted(address), number, option)
        yield b'SMTPMAILFROM == %b and command matches "^M[A-Z]+ "' % quoted(address)
    for line in outputs(case)[0].splitlines()[:2] if outputs(case) else []:
        yield b'letter %c%b' % (line[:1] or b'E', option)
        yield b'output contains %b and RELAYCLIENT unset' % quoted(line)
    for name in sorted(case['plugins'])[:2]:
        yield b'plugin %b%b' % (name.encode(), option)
    for code in re.findall(rb'\b([245])\d\d\b', json.dumps(case).encode())[:2]:
        yield b'reply %bxx%b' % (code, options[0])


def home_checks(case, number):
    for plugin in [bytes_of(plugin['content']) for plugin in case['plugins'].values()] or [b'#!/bin/sh\necho N\n']:
        report = [b'/h/p: %d: Syntax error: "fi" unexpected\n', b'syntax error at /h/p line %d, near "x"\n', b'%d:4:bad\n',
                  b'/h/p:%d:2: note: words [SC2086]\n'][number % 4] % (number % 9)
        yield joined([('S', bytes_of(case['control'].get('smtpplugins', '')) + b'plugins/policy\n'), ('P', plugin), ('R', report)])


def dns_tables(case, number):
    """The client of a case, and whom it writes to, in the DNS."""
    rows = [b'192.0.2.%d PTR client.example\n' % (number % 256)]
    for place, domain in enumerate(sorted(set(re.findall(rb'@([a-z0-9.-]+)>', b''.join(flights(case)))))):
        rows.append([b'%b 60 IN MX 10 mx.%b ; its server\n', b'%b TXT "v=spf1 -all" "\\\"%b\\255"\n', b'*.%b CNAME %b\n',
                     b'%b TIMEOUT\n#%b\n', b'%b SOA . %b. 1 2 3 4 5\n'][(number + place) % 5] % (domain, domain))
    yield b''.join(rows)


def scenarios(case, number):
    """The client of a case, with expectations, a stage and a table around it."""
    said = [line.rstrip(b'\r') for line in b''.join(flights(case)).split(b'\n')[:40]]
    marks = [b'S: 250', b'S= 250 ok', b'S* 2*ok?', b'S~ ^250 .*', b'expect queued', b'expect env A is ${v}',
             b'expect plugin plugins/x stderr matches ^a', b'expect no header X', b'pause 1ms', b'session two', b'message m']
    lines = [b'| v | w |', b'| 1 | 2 |', b'| 3 | |', b'title x', b'control me mx.example.org', b'plugin rcpt :echo E550 no',
             b'answer plugins/x E451 wait', b'fault plugins/x crash', b'include more', b'let a ${v}${{'][number % 10:]
    for place, line in enumerate(said):
        lines += [(b'C+ ' if place % 5 == number % 5 else b'C: ') + line, marks[(place + number) % len(marks)]]
    yield joined([('S', b'\n'.join(lines) + b'\n'), ('I', b'env A=1\nclient 192.0.2.1 a.example\n')])


def traces(case, number):
    """What the client of a case says, with replies and plugins between."""
    said = [line.rstrip(b'\r').decode('latin-1') for line in b''.join(flights(case)).split(b'\n')[:20]]
    lines = [{'spptrace': 1, 'dialect': 'modern'},
             {'at': 1, 'is': 'session-started', 'dialect': 'modern', 'smtpplugins': '[rcpt]\nplugins/a\n',
              'state': {'environment': ['A=1', 'B=2'], 'headers': ['X: 1']}}]
    for place, line in enumerate(said):
        lines += [{'at': place + 2, 'is': 'client-line', 'line': line, 'verb': 'RCPT', 'state': {'rcptCount': place}},
                  {'at': place + 2, 'is': 'section-started', 'section': 'rcpt', 'plugins': 1},
                  {'at': place + 2, 'is': 'plugin-started', 'section': 'rcpt', 'line': 'plugins/a', 'arguments': ['a'],
                   'environment': {'put': ['C=%d' % place], 'unset': ['A']}},
                  {'at': place + 2, 'is': 'plugin-said', 'letter': 'E', 'text': '550 no', 'line': 'E550 no',
                   'state': {'headers': {'keep': 1, 'add': ['Y: 2']}}},
                  {'at': place + 2, 'is': 'plugin-log', 'bytes': {'base64': 'AP8K'}},
                  {'at': place + 2, 'is': 'plugin-ended', 'ended': 'signal', 'number': 11},
                  {'at': place + 2, 'is': 'section-ended', 'section': 'rcpt', 'verdict': 'refuse'},
                  {'at': place + 2, 'is': 'reply-sent', 'text': '550 no\r\n', 'fromPlugin': True}][number % 3 * 2:]
    yield '\n'.join(json.dumps(line) for line in lines).encode() + b'\n'


def exchanges(case, number):
    """What the client of a case says as a transcript, and a command line of swaks."""
    said = [line.rstrip(b'\r') for line in b''.join(flights(case)).split(b'\n')[:40]]
    marks = [(b'-> ', b'<- '), (b'C: ', b'S: '), (b'', b''), (b'> ', b'< '), (b'12:00:01 -> ', b'12:00:01 <- ')][number % 5]
    yield b'\n'.join(marks[0] + line + b'\n' + marks[1] + b'250 ok' for line in said) + b'\n'
    options = [b"--data 'Subject: x\\n\\n%s'" % said[0].replace(b"'", b''), b'-tls', b'--auth LOGIN -au u -ap p', b'--pipeline',
               b'--quit-after rcpt', b'--drop-after mail', b"--xclient 'ADDR=192.0.2.1 NAME=x'", b'--header X:y', b'--no-data-fixup']
    yield b'swaks --to a@x.org,b@x.org -f c@x.net ' + b' '.join(options[number % 7:])


def archives(case, number):
    """The case's home, as the tars there are write it; every fifth with names that they have no room for."""
    whole = io.BytesIO()
    files = [('./control/' + name, bytes_of(value)) for name, value in case['control'].items() if value is not None]
    files += [('./' + name, bytes_of(plugin['content'])) for name, plugin in case['plugins'].items()]
    kind = [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT][number % 3]
    with tarfile.open(fileobj=whole, mode='w', format=kind) as archive:
        for name, content in files:
            member = tarfile.TarInfo(name + 'x' * 101 if number % 5 == 0 and kind != tarfile.USTAR_FORMAT else name)
            member.size = len(content)
            member.mode = 0o755 if number % 2 else 0o640
            archive.addfile(member, io.BytesIO(content))
        link = tarfile.TarInfo('./plugins/link')
        link.type, link.linkname = tarfile.SYMTYPE, '../control/me'
        archive.addfile(link)
    if len(whole.getvalue()) <= 16 * 1024:
        yield whole.getvalue()
    yield b'put\tfile\t%d 5\t%d:0\t644\tcontrol/me\nfolder\tnone\t-\t0:0\t755\tplugins/a\n' % (number, number)


def main(cases, folder):
    makers = {'session': sessions, 'plugin_output': plugin_outputs, 'control': controls, 'pattern': patterns,
              'smtpplugins': smtpplugins, 'cdb': cdbs, 'message': messages, 'hop': hops, 'breakpoint': breakpoints,
              'home_check': home_checks, 'dns_table': dns_tables, 'archive': archives, 'scenario': scenarios,
              'trace': traces, 'exchange': exchanges}
    for name, make in makers.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for old in (folder / name).iterdir():
            old.unlink()
    for number, path in enumerate(sorted(cases.glob('*/*.json'))):
        case = json.loads(path.read_text())
        for name, make in makers.items():
            for seed in make(case, number):
                (folder / name / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
    empty = [name for name in makers if not any((folder / name).iterdir())]
    if empty:
        sys.exit('seeds.py: no seeds for ' + ', '.join(empty))


if __name__ == '__main__':
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
