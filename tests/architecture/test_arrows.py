# SPDX-License-Identifier: MIT
"""Shows that arrows.py finds what it is there to find: made-up trees, and a library that touches the world.

  test_arrows.py OFFENDER.a [unittest options]
"""
import pathlib
import sys
import tempfile
import unittest

import arrows

OFFENDER = sys.argv.pop(1)


def violations(files):
    """What is wrong with a tree of files, given as path and text."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for part in ('core', 'smtpd', 'app'):
            (root / part).mkdir()
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text + '\n')
        return arrows.include_violations(root)


class Includes(unittest.TestCase):
    def assertRefused(self, files, place):
        found = violations(files)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(place), found)

    def assertAllowed(self, files):
        self.assertEqual(violations(files), [])

    def test_a_layer_may_use_those_before_it(self):
        self.assertAllowed({'core/smtp/a.h': '#include "core/base/b.h"\n#include <string>\n#include <tl/expected.hpp>',
                            'core/base/b.h': '', 'core/session/verbs/c.cpp': '#include "core/plugin/d.h"',
                            'core/plugin/d.h': '#include "core/control/e.h"', 'core/control/e.h': ''})

    def test_a_layer_may_not_use_those_behind_it(self):
        for user, used in (('base', 'smtp'), ('smtp', 'control'), ('control', 'plugin'), ('plugin', 'session'),
                           ('session/verbs', 'trace'), ('trace', 'runtime'), ('runtime', 'scenario')):
            self.assertRefused({'core/%s/a.h' % user: '\n#include "core/%s/b.h"' % used, 'core/%s/b.h' % used: ''},
                               'core/%s/a.h:2: core/%s/b.h:' % (user, used))

    def test_core_uses_no_program(self):
        self.assertRefused({'core/scenario/a.h': '#include "smtpd/b.h"', 'smtpd/b.h': ''}, 'core/scenario/a.h:1: smtpd/b.h:')
        self.assertRefused({'core/runtime/a.h': '#include "app/cli/b.h"', 'app/cli/b.h': ''}, 'core/runtime/a.h:1: app/cli/b.h:')

    def test_the_programs_never_meet(self):
        for user, used in (('smtpd', 'app/cli'), ('app/workbench', 'smtpd'), ('app/cli', 'app/workbench'), ('app/workbench', 'app/cli')):
            self.assertRefused({user + '/a.cpp': '#include "%s/b.h"' % used, used + '/b.h': ''}, user + '/a.cpp:1:')

    def test_in_the_workbench_only_the_engine_uses_the_runtime(self):
        runtime = {'core/runtime/driver.h': '', 'core/scenario/runner.h': '#include "core/runtime/driver.h"',
                   'core/scenario/outer.h': '#include "core/scenario/runner.h"', 'core/scenario/dialog.h': ''}
        self.assertAllowed({'app/workbench/engine/a.h': '#include "core/runtime/driver.h"\n#include "core/scenario/runner.h"', **runtime})
        self.assertAllowed({'app/workbench/models/a.h': '#include "core/scenario/dialog.h"', **runtime})
        for name in ('core/runtime/driver.h', 'core/scenario/runner.h', 'core/scenario/outer.h'):
            self.assertRefused({'app/workbench/models/a.h': '#include "%s"' % name, **runtime}, 'app/workbench/models/a.h:1: ' + name)

    def test_pure_layers_use_no_header_of_the_world(self):
        for name in ('asio.hpp', 'asio/post.hpp', 'openssl/ssl.h', 'unistd.h', 'sys/socket.h', 'fstream', 'iostream', 'thread', 'QString',
                     'filesystem', 'random', 'ctime', 'time.h'):
            for layer in arrows.PURE_LAYERS:
                self.assertRefused({'core/%s/a.cpp' % layer: '  #  include <%s>' % name}, 'core/%s/a.cpp:1: %s:' % (layer, name))

    def test_the_runtime_may_use_them_but_not_qt(self):
        self.assertAllowed({'core/runtime/a.cpp': '#include <unistd.h>\n#include <asio.hpp>\n#include <thread>'})
        for source in ('core/runtime/a.cpp', 'core/scenario/a.cpp', 'smtpd/a.cpp', 'app/cli/a.cpp'):
            self.assertRefused({source: '#include <QString>'}, source + ':1: QString:')
        self.assertAllowed({'app/workbench/a.cpp': '#include <QString>\n#include "a.moc"'})

    def test_includes_are_named_from_the_root(self):
        self.assertRefused({'core/base/a.cpp': '#include "b.h"', 'core/base/b.h': ''}, 'core/base/a.cpp:1: b.h: is no file')

    def test_a_new_layer_must_be_placed(self):
        self.assertRefused({'core/extra/a.h': ''}, 'core/extra/a.h: core has no layer extra')


class Symbols(unittest.TestCase):
    def test_a_library_that_touches_the_world_is_found(self):
        found = '\n'.join(arrows.symbol_violations(OFFENDER))
        for name in ('socket', 'fork', 'posix_spawn', 'fopen', 'getenv', 'system_clock::now()', 'steady_clock::now()', 'random_device',
                     'basic_ifstream', 'std::thread'):
            self.assertIn(name, found)

    def test_texts_and_memory_are_harmless(self):
        for symbol in ('memcpy', 'strlen', '__memcpy_chk', 'snprintf', '__cxa_throw', '_Unwind_Resume', '__stack_chk_fail@GLIBC_2.4',
                       'operator new(unsigned long)', 'std::__throw_length_error(char const*)', 'vtable for __cxxabiv1::__class_type_info'):
            self.assertTrue(arrows.is_harmless(symbol), symbol)

    def test_anything_else_is_not(self):
        for symbol in ('open', 'open64', '__open_2', 'read', 'write', 'poll', 'getaddrinfo', 'clock_gettime', 'time', 'gettimeofday',
                       'execve', 'kill', 'printf', 'puts', 'random', 'pthread_create', 'SSL_new', 'asio::io_context::run()',
                       'QString::number(int)', 'std::filesystem::exists(std::filesystem::path const&)', 'spp::runtime::Driver::run()',
                       'std::cout', 'std::ios_base::Init::Init()'):
            self.assertFalse(arrows.is_harmless(symbol), symbol)


if __name__ == '__main__':
    unittest.main()
