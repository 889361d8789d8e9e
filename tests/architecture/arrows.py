# SPDX-License-Identifier: MIT
"""The arrows of the architecture, as functions that return violations: which file may include what, and what spp_core may call.

  arrows.py ROOT LIBSPP_CORE.a     prints the violations; the exit status is 1 if there are any

Reads every #include line below core/, smtpd/ and app/, and the undefined symbols of the library. Python 3.8, standard library, nm.
"""
import pathlib
import re
import subprocess
import sys

# A folder may use itself and the folders before it.
CORE_LAYERS = ['base', 'smtp', 'control', 'plugin', 'session', 'trace', 'debug', 'check', 'guide', 'library', 'coverage', 'fuzz', 'deploy', 'runtime', 'world', 'scenario']
PURE_LAYERS = ['base', 'smtp', 'control', 'plugin', 'session', 'trace', 'debug', 'check', 'guide', 'library', 'coverage', 'fuzz', 'deploy']

# Standard headers whose use is input, output, a thread, a clock of the system or chance.
WORLDLY_HEADERS = {
    'atomic', 'condition_variable', 'cstdlib', 'ctime', 'filesystem', 'fstream', 'future', 'iostream', 'latch', 'mutex', 'random',
    'semaphore', 'shared_mutex', 'stop_token', 'syncstream', 'thread',
}
HEADER_ONLY_HELPERS = {'nlohmann/json.hpp', 'tl/expected.hpp'}
# Regular expressions of POSIX: text in, answer out, and what the reference programs use.
HARMLESS_HEADERS = HEADER_ONLY_HELPERS | {'regex.h'}

# What spp_core may call from outside: the memory and text functions of C, and what compilers put in by themselves.
HARMLESS_C = re.compile(
    r'(__)?(mem|str)[a-z]+(_chk)?$|(__)?explicit_bzero(_chk)?$|bcmp$|abort$|reg(comp|exec|error|free)$|(__)?v?snprintf(_chk)?$|__isoc23_strto[a-z]+$|localeconv$'
    r'|__cxa_|__gxx_|_Unwind_|__asan_|__ubsan_|__tsan_|__sanitizer_|__stack_chk_fail$|__assert_fail$|__libc_single_threaded$'
    r'|__dso_handle$|__tls_get_addr$|_GLOBAL_OFFSET_TABLE_$|__gcov|__errno_location$')
HARMLESS_CPP = re.compile(r'\bstd::|\b__cxxabiv1::|\b__gnu_cxx::|^operator (new|delete)')
WORLDLY_CPP = re.compile(
    r'_clock::now\b|std::chrono::(get_tzdb|current_zone)|std::(__cxx11::)?basic_(file|fstream|ifstream|ofstream|osyncstream)'
    r'|std::(cin|cout|cerr|clog)\b|std::ios_base::Init|std::filesystem|std::(thread|jthread|this_thread|random_device|__future_base)'
    r'|std::(condition_variable|mutex|_V2::condition_variable)')

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def sources(root):
    for part in ('core', 'smtpd', 'app'):
        for path in sorted((root / part).rglob('*')):
            if path.suffix in ('.h', '.cpp', '.c'):
                yield path.relative_to(root).as_posix()


def includes_of(root, source):
    """(line number, '<' or '"', name) of every #include line."""
    text = (root / source).read_text(encoding='utf-8')
    for number, line in enumerate(text.splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found.group(1), found.group(2)


def part_of(path):
    """core, smtpd, app/cli …"""
    words = path.split('/')
    return '/'.join(words[:2]) if words[0] == 'app' else words[0]


def layer_of(path):
    words = path.split('/')
    return words[1] if words[0] == 'core' and len(words) > 2 else None


def is_engine(path):
    return path.startswith('app/workbench/engine/')


def reaches_runtime(root, header, seen=None):
    """Whether a header of core includes core/runtime, itself or through others."""
    seen = set() if seen is None else seen
    if header in seen or not (root / header).is_file():
        return False
    seen.add(header)
    return any(name.startswith('core/runtime/') or reaches_runtime(root, name, seen)
               for _, mark, name in includes_of(root, header) if mark == '"')


def why_not_project(root, source, name):
    """Why a file may not include another of the project; None if it may."""
    if name.endswith('.moc'):
        return None
    if not (root / name).is_file():
        return 'is no file; includes are named from the root of the repository'
    user, used = part_of(source), part_of(name)
    if used not in ('core', user):
        return '%s may not use %s' % (user, used)
    user_layer, used_layer = layer_of(source), layer_of(name)
    if user == 'core' and CORE_LAYERS.index(used_layer) > CORE_LAYERS.index(user_layer):
        return 'core/%s stands before core/%s' % (user_layer, used_layer)
    if user == 'app/workbench' and used == 'core' and not is_engine(source):
        if used_layer == 'runtime' or reaches_runtime(root, name):
            return 'in the workbench only engine/ uses core/runtime'
    return None


def why_not_system(source, name):
    """Why a file may not include a header in angle brackets; None if it may."""
    if part_of(source) != 'app/workbench' and re.match(r'Q[A-Z]|Qt', name):
        return 'only the workbench uses Qt'
    if layer_of(source) not in PURE_LAYERS or name in HARMLESS_HEADERS:
        return None
    if name in WORLDLY_HEADERS or re.search(r'[./A-Z]', name):
        return 'core/%s is pure: the standard library without input and output, and %s' % (
            layer_of(source), ', '.join(sorted(HEADER_ONLY_HELPERS)))
    return None


def include_violations(root):
    root = pathlib.Path(root)
    found = []
    for source in sources(root):
        layer = layer_of(source)
        if part_of(source) == 'core' and layer not in CORE_LAYERS:
            found.append('%s: core has no layer %s' % (source, layer))
            continue
        for number, mark, name in includes_of(root, source):
            why = why_not_system(source, name) if mark == '<' else why_not_project(root, source, name)
            if why:
                found.append('%s:%d: %s: %s' % (source, number, name, why))
    return found


def symbols(library, *options):
    output = subprocess.run(['nm', '-C', *options, library], check=True, capture_output=True, text=True).stdout
    # "0000 T name", "     U name"; lines without a letter name the objects.
    return {m.group(1) for m in re.finditer(r'^[0-9a-f ]*\s[A-Za-z] (.+)$', output, re.MULTILINE)}


def is_harmless(symbol):
    symbol = re.sub(r'@.*$', '', symbol)
    if WORLDLY_CPP.search(symbol):
        return False
    return bool(HARMLESS_CPP.search(symbol) if '::' in symbol or ' ' in symbol else HARMLESS_C.match(symbol))


def symbol_violations(library):
    undefined = symbols(library, '--undefined-only') - symbols(library, '--defined-only')
    return ['%s calls %s: spp_core has no input, output, clock or process (if it is harmless, list it in arrows.py)'
            % (pathlib.Path(library).name, symbol) for symbol in sorted(undefined) if not is_harmless(symbol)]


if __name__ == '__main__':
    violations = include_violations(sys.argv[1]) + symbol_violations(sys.argv[2])
    print('\n'.join(violations) or 'every include and every symbol is where it may be')
    sys.exit(1 if violations else 0)
