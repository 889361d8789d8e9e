# SPDX-License-Identifier: MIT
"""Shows that every rule of lessons.md is held by tests that are there.

  test_lessons.py FOLDER_OF_TESTS [unittest options]
"""
import pathlib
import re
import sys
import unittest

TESTS = pathlib.Path(sys.argv.pop(1))


def rules(text):
    """The rows of the table: the rule, and the units with their functions."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip('|').split('|')]
        if not line.startswith('| ') or len(cells) != 3 or cells[0] == 'seen in':
            continue
        units = []
        for part in cells[2].split(';'):
            unit, _, functions = part.partition(':')
            units.append((unit.strip().strip('`'), [name.strip() for name in functions.split(',') if name.strip()]))
        yield cells[1], units


def missing(text, tests):
    """What is wrong with a table, in sentences."""
    for rule, units in rules(text):
        for unit, functions in units:
            path = tests / (unit + '.cpp')
            if not path.is_file():
                yield '%s: there is no %s' % (rule, path.name)
                continue
            if not functions:
                yield '%s: %s has no functions here' % (rule, unit)
            source = path.read_text(encoding='utf-8')
            for name in functions:
                if not re.search(r'\bvoid (\w+::)?%s\(\)' % name, source):
                    yield '%s: there is no %s in %s' % (rule, name, unit)


class Lessons(unittest.TestCase):
    def test_every_rule_is_held(self):
        text = (TESTS / 'security' / 'lessons.md').read_text(encoding='utf-8')
        self.assertGreater(len(list(rules(text))), 10)
        self.assertEqual(list(missing(text, TESTS)), [])

    def test_what_is_missing_is_found(self):
        for held in ('`smtpd/tst_nowhere`: some', '`smtpd/tst_server`: noSuchFunction', '`smtpd/tst_server`:', 'none'):
            self.assertEqual(len(list(missing('| a | rule | %s |' % held, TESTS))), 1, held)


if __name__ == '__main__':
    unittest.main()
