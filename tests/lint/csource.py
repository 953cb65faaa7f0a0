# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads C sources for the lints, as far as the formatter's settings make that simple.

The name of a function that is defined begins a line, its braces are lines of their own, and its
return type is on the line before.
"""

import pathlib
import re
from typing import NamedTuple

NAME = re.compile(r'^([A-Za-z_]\w*) \(')
COMMENT_OR_STRING = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


class Function(NamedTuple):
    """A function definition."""

    name: str
    line: int        # of its name, from 1
    n_lines: int     # from its name to the closing brace, without those of tables
    is_static: bool


def list_files(root, *patterns):
    """Lists the files below the root that match a pattern, in order."""
    return sorted({path for pattern in patterns for path in pathlib.Path(root).glob(pattern)})


def strip(text, keep_strings=False):
    """Replaces comments, and the contents of strings, by blanks; lines stay where they are."""
    def blank(match):
        found = match.group(0)
        if found.startswith('/'):
            return re.sub(r'[^\n]', ' ', found)
        return found if keep_strings else found[0] + ' ' * (len(found) - 2) + found[-1]
    return COMMENT_OR_STRING.sub(blank, text)


def count_table_lines(lines):
    """Returns how many lines the initialisers of arrays have, which a function declares."""
    count, end = 0, None
    for line in lines:
        if end is None and line.endswith('[] = {'):
            end = line[:len(line) - len(line.lstrip())] + '};'
        elif end is not None:
            count += 1
            if line == end:
                end = None
    return count


def find_functions(text):
    """Yields each Function that a source file defines."""
    lines = strip(text).splitlines()
    number = 0
    while number < len(lines):
        match = NAME.match(lines[number])
        start = number
        number += 1
        if not match:
            continue
        while number < len(lines) and lines[number].startswith(' '):
            number += 1
        if number == len(lines) or lines[number].rstrip() != '{':
            continue
        while number < len(lines) and lines[number].rstrip() != '}':
            number += 1
        n_table_lines = count_table_lines(lines[start:number])
        yield Function(match.group(1), start + 1, number - start + 1 - n_table_lines,
                       start > 0 and lines[start - 1].startswith('static'))
