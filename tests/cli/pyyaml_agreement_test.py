#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Our YAML means the same to PyYAML, which OSM and most tools of its users read with.

What we write, PyYAML (in Python and in C) reads unchanged. What we accept, PyYAML understands in the same way, except for
the differences that Reader below lists with their reasons. The other way round we refuse much that PyYAML accepts.
"""
import json
import math
import os
import pathlib
import random
import subprocess
import unittest

import yaml

ECHO = os.environ.get("EDGEPOOL_YAML_ECHO") or os.path.join(
    os.environ.get("EDGEPOOL_TEST_PROGRAMS", "."), "yaml_echo")
CORPUS = pathlib.Path(__file__).parent.parent / "fuzz" / "corpus" / "yaml"


def echo(mode, items):
    """Lets yaml_echo answer for each item of the list."""
    answer = subprocess.run([ECHO, mode], input=json.dumps(items).encode(), capture_output=True, check=True)
    return json.loads(answer.stdout)


class Reader(yaml.SafeLoader):
    """PyYAML's safe loader, but for the differences that we want."""

    # Dates stay text: Value has no dates. '=' stays text: PyYAML finds a type for it that it cannot build.
    yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers
                if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:value")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def mapping_with_keys_as_written(self, node):
        # Keys are text as they are written: who writes 'on:' or '1:' means that word.
        self.flatten_mapping(node)
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}

    def integer(self, node):
        # Beyond 64 bits an integer becomes text, so that no digit is lost.
        number = self.construct_yaml_int(node)
        return number if -2**63 <= number < 2**63 else node.value

    def merge_sign(self, node):
        # '<<' as a value is text: PyYAML finds a type for it that it cannot build.
        return node.value


Reader.add_constructor("tag:yaml.org,2002:map", Reader.mapping_with_keys_as_written)
Reader.add_constructor("tag:yaml.org,2002:int", Reader.integer)
Reader.add_constructor("tag:yaml.org,2002:merge", Reader.merge_sign)


def typed(value):
    """The value as yaml_echo says it."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return {"map": [[key, typed(item)] for key, item in value.items()]}


def untyped(value):
    """What yaml_echo says, as Python has it."""
    if isinstance(value, list):
        return [untyped(item) for item in value]
    if not isinstance(value, dict):
        return value
    [(kind, content)] = value.items()
    if kind == "int":
        return int(content)
    if kind == "float":
        return float(content.replace(".inf", "inf").replace(".nan", "nan"))
    return {key: untyped(item) for key, item in content}


def same(left, right):
    """Equal with equal types: 1, 1.0 and True differ, and nan is nan."""
    if isinstance(left, float) and isinstance(right, float):
        return repr(left) == repr(right)
    if type(left) is not type(right):
        return False
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return left == right


# What people write, and we must read.
GOOD = [
    "", "# nothing", "---", "--- # nothing\n...\n", "a", "~", "null", "'a'", '"a"', "[]", "{}", "- a\n- b", "a: 1\nb: 2",
    "a:\n  b:\n    c: d", "a:\n- 1\n- 2\nb: 3", "a:\n  - 1\n  - 2", "- - a\n  - b\n- - c", "- a: 1\n  b: 2\n- a: 3",
    "-\n  a: 1\n-\n  a: 2", "-\n-\n", "a:\nb:\n", "a: [1, [2, 3], {b: c}]", "a: {b: [], c: {}, d: }", "[a, b,]",
    "{a: 1, b: 2,}", "{a, b: c}", '{"a":1,"b":[true,null]}', '{"a" : 1}', "[a: 1, b: 2]", "[\n  a,\n  b\n]",
    "a: [\n  b,\n]", "{\n\"a\": 1\n}", "? a\n: b", "? a\n? b\n", "? 'a'\n:\n  - b", "? a\n: - b\n  - c", "? a\n: k: v",
    "%YAML 1.1\n---\na: b", "%YAML 1.2 # c\n---\na: b", "--- a", "--- |\n a\n", "--- [a]", "---\na: b\n...\n# end",
    "\ufeffa: b", "a: b\r\nc:\r\n  - d\r\n", "a: |\r\n  b\r\n  c\r\n", "a: 'b\r\n  c'\r\n",
    "a: b # c", "a: b#c", "a: 'b' # c", "# c\na: b\n# d\nc: d", "a: # c\n  b: c", "- # c\n  a", "a: 'b: c'", "a: b:c",
    "a: http://example.com:80/x?y=z#f", "a: C:\\x", "a: -", "a: -1", "a: ?b", "a: :b", "a: b: ", "a: x - y", "a: x, y",
    "a: b's", "a: 50%", "a: @b", "a: b@c", "a: x [y] {z}", "a: !b", "a: *b", "a: &b", "a: b\n  c\n  d", "a: b\n\n  c\n\n\n  d",
    "a:\n  b\n  c", "b\n c\n  d", "a: 'b\n  c\n\n  d'", 'a: "b\n  c\n\n  d"', 'a: "b\\\n  c"', 'a: "b \\\n  \\ c"',
    "a: 'b\n\n'", 'a: "\n\n b"', "a: 'it''s'", "a: ''''", 'a: "\\"\\\\\\/"', 'a: "\\0\\a\\b\\t\\n\\v\\f\\r\\e"',
    'a: "\\N\\_\\L\\P"', 'a: "\\x41\\u263a\\U0001f600"', "a: 'x\\ny'", "é: ü\n\"日本\": 語", "a: 😀",
    "a: |\n  b\n  c\n", "a: |-\n  b\n", "a: |+\n  b\n\n\nc: d", "a: |\n\n  b\n", "a: |\n  b\n    c\n\n  d\n", "a: |2\n   b\n",
    "a: |2-\n   b\n", "a: |+2\n   b\n", "a: |\n  # no comment\n", "a: | # comment\n  b", "a: |", "a: |+\n\n\nb: c",
    "a: >\n  b\n  c\n", "a: >\n  b\n\n  c\n", "a: >\n  b\n    c\n  d\n", "a: >-\n  b\n  c\n", "a: >+\n  b\n\n\n",
    "a: >\n\n  b\n   c\n\n   d\n  e\n", "- |\n a\n- >\n b\n", "a:\n- |\n  b\n", "a: |\n  b", "a: |\n  b\n ", "a: |\n  b\n   ",
    "a: &x b\nc: *x", "a: &x\n  b: c\nd: *x", "a: &x [1]\nb: [*x, *x]", "&x a: b\nc: *x", "- &x a\n- *x", "&r\na: b",
    "a: &x\nb: *x", "a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3", "a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}",
    "a: &x {b: 1}\nc: &y {<<: *x, d: 2}\ne: {<<: *y, b: 3}", "{<<: {a: 1}, b: 2}", "'<<': 1", "a: <<", "a: =", "=: 1",
    "a: !!str 1", "a: !!str", "a: !!int 1", 'a: !!int "1"', "a: !!float 1.5", "a: !!bool yes", "a: !!null", "a: !!null ~",
    "a: !!map {b: c}", "a: !!seq [b]", "a: !!str &x 1\nb: *x", "a: &x !!str 1\nb: *x", "!!map\na: b", "!!str 1: 2",
    "yes: 1\nno: 2", "1: a\n1.5: b", "null: a", "~: a", "2026-01-01: a", "a: 2026-01-01", "a: 2026-01-01 10:00:00",
]

# Plain scalars: what type are they?
SCALARS = """
y n Y N yes Yes YES yEs no No NO on On ON off Off OFF true True TRUE tRUE false False FALSE t f
null Null NULL nULL none None nil ~ ~~ 0 -0 +0 00 01 07 08 09 010 -010 +010 018 1 -1 +1 12 1_000 1__0 _1 1_ 0_1 0_ 0__
0x 0x_ 0x1 0x1F 0X1f -0xff +0xff 0xg 0x1_0 0b 0b_ 0b1 0b102 0b1_0 -0b1 0o17 0O17 0o 1:30 1:3 1:60 01:30 -1:30 1:30:00
190:20:30 1:30:60 1_0:30 0:30 1:30.5 1:30. 01:30.5 -1:30.5 1:60.5 1:2:3:4 :30 30: 1: 1. .1 -.1 +.1 . .. -. 1.0 -1.0 +1.0
1.5 1._5 1.5_ _1.5 1_0.5 01.5 .5 .5e3 .5e+3 -.5e+3 1e3 1e+3 1E3 1.e3 1.e+3 1.0e3 1.0e+3 1.0e-3 1.0E+3 1.0e+ 1.0e+3_0
1.5e+308 1.0e+309 -1.0e+309 1.0e-400 -1.0e-400 4.9e-324 0.1e-330 123456789012345678901234567890.5 0.30000000000000004
.inf .Inf .INF .iNF -.inf +.inf -.Inf inf Inf -inf infinity .nan .NaN .NAN .Nan -.nan nan NaN
9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809 0x7fffffffffffffff 0x8000000000000000
99999999999999999999 0777777777777777777777 01777777777777777777777 153722867280912930:07 153722867280912930:08
1.2.3 10.0.0.1 10.0.0.0/24 2001:db8::1 fe80::1 aa:bb:cc:dd:ee:ff 00:11:22:33:44:55 12:34:56 1-2 1+1 2026-01-01 12:30
2026-1-1 1e 1e+ e1 0e0 0.0 -0.0 00.0 0e+0 0.e+0 - -- --- -a +a +- = << a b's 0xdeadbeef 1,000 1/2 $1 1% 24288 00101
""".split()

PIECES = ["a", "b", "key", "1", "x y", "- ", "- ", "-", "? ", ": ", ": ", ":", "\n", "\n", "\n", "\n  ", "\n  ", "\n    ",
          "\n ", "  ", " ", "[", "]", "{", "}", ", ", ",", "'", "''", '"', '"', "\\n", "\\", "|", ">", "|-", ">+", "|2", "#",
          " # c", "&a ", "*a ", "*a", "&b ", "!!str ", "!!int ", "~", "null", "true", "0x1f", "1.5", "1e3", ".inf", "1:30",
          "<<", "=", "%", "@", "`", "é", "—", "...", "---", "--- ", "\n---\n", "\n...\n", "foo: bar", "k: ", "k: v\n",
          "- v\n", "\\x41", "\\u00e9", "text text", "\n\n", "<<: *a", "a: 'x'\n", 'b: "y"\n', '"\n', '"a" : ', "{a: b}",
          "[x, y]", "! ", "\r\n", "?"]

DOCUMENTS = [
    "a: 1\nb:\n  - x\n  - y: z\n    w: [1, 2, {q: r}]\nc: |\n  line one\n    more\n\n  end\n\n"
    "d: >-\n  folded text\n  goes on\n\n   indented\n  back\n",
    "- a: &x {k: v, l: 'it''s'}\n- *x\n- <<: *x\n  m: \"esc\\n\\x41\\u00e9\"\n- plain text\n  over lines\n\n  and more\n"
    "- ? k\n  : v\n",
    "base: &base\n  name: n\n  size: 10\nuse:\n  <<: *base\n  size: 12\nlist:\n- 1\n- [a, b,\n   c]\n- {x: 1,\n   y: 2}\n"
    "text: 'multi\n  line\n\n  quoted '\nd: \"double\n  line \\\n  cont\"\n",
    "edgepool: 1\nname: oslo\nsites:\n  - {name: core, via: osm}\n  - name: ue\n    delay: 20ms # one way\npool:\n"
    "  handle: Fractal Generator Pool\n  policy: priority\nelements:\n- name: mec\n  initial: 2\n",
]


def of_pieces(rng):
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 14)))


def mutated(rng):
    text = rng.choice(DOCUMENTS)
    for _ in range(rng.randint(1, 4)):
        at, way = rng.randint(0, len(text)), rng.random()
        if way < .35:
            text = text[:at] + text[at + 1:]
        elif way < .7:
            text = text[:at] + rng.choice(PIECES + list(" \n:-'\"[]{},#|>&*")) + text[at:]
        else:
            piece, target = text[at:at + rng.randint(1, 12)], rng.randint(0, len(text))
            text = text[:target] + piece + text[target:]
    return text


def block_scalar(rng):
    indent = rng.choice([1, 2, 4])
    text = "k: " + rng.choice("|>") + rng.choice(["", "-", "+"]) + rng.choice(["", "", str(indent)]) + rng.choice(
        ["", "", " # c"]) + "\n"
    for _ in range(rng.randint(0, 6)):
        text += rng.choice([" " * indent, "", " " * indent + " ", " " * indent + "  ", " " * (indent - 1)])
        text += rng.choice(["", "", "a", "b c", "# x", "- d", " ", "e: f", "g "]) + "\n"
    return (text[:-1] if rng.random() < .3 else text) + rng.choice(["", "z: 1\n", "\n\n"])


def quoted_scalar(rng):
    quote = rng.choice("'\"")
    own = ["''", "c", "d", "e"] if quote == "'" else ['\\"', "\\\n", "\\ ", "\\t"]
    words = ["a", "b", " ", "  ", "\n", "\n  ", "\n\n", "é", "#", ": ", "\n "] + own
    return "k: " + quote + "".join(rng.choice(words) for _ in range(rng.randint(0, 8))) + quote + rng.choice(
        ["", "\nz: 1\n", "\n"])


def plain_scalar(rng):
    words = ["a", "b", " ", "  ", "\n  ", "\n  ", "\n\n  ", "'", "\"", "é", "\n   ", ":x", "x:", "#", " -", "?", "[", "]",
             "{", "}", ",", "&", "*"]
    return "k: a" + "".join(rng.choice(words) for _ in range(rng.randint(0, 8))) + rng.choice(["", "\nz: 1\n", "\n"])


def flow_collection(rng):
    def joined(items):
        return rng.choice([", ", ",", ",\n ", " ,", "\n, "]).join(items) + rng.choice(["", "", ","])

    def node(depth):
        way = rng.random()
        if depth > 0 and way < .2:
            return "[" + joined([node(depth - 1) for _ in range(rng.randint(0, 3))]) + "]"
        if depth > 0 and way < .4:
            keys = ["a", "'b'", '"c"', "d e", "-", "f:g"]
            return "{" + joined([rng.choice(keys) + rng.choice([": ", ":", " : ", ":\n ", ""]) + node(depth - 1)
                                 for _ in range(rng.randint(0, 3))]) + "}"
        return rng.choice(["a", "1", "'x'", '"y"', "b c", "a:b", "http://x", "-1", "-", "~", "", "*a", "&a q", "a\n b",
                           "!!str 1", "x#y", ":z", "a: b", "'k': v", '"k":v', "a?b"])

    return rng.choice(["k: ", "", "- "]) + node(3) + rng.choice(["", "\n", "\nz: 1\n", " # c\n"])


# Texts that somebody's reader takes for something else.
NASTY = SCALARS + [
    "", " ", "  ", "\n", "\n\n", "\t", "a\t", "\ta", "a\tb", " a", "a ", "a  b", "a\n", "a\n\n", "a\nb", "a\nb\n", "a\n b\n",
    " a\nb", "\na", "\n\na\n", "a\n\nb", "a \nb", "a\n\tb\n", "a\n# b\n", "a\n- b\n", "a\n---\nb\n", "a\n...\n", "---\n",
    "a: b", "a:", "a: ", ":a", ": a", "a :b", "a #b", "a# b", "#a", "- a", "-a", "-", "?", "? a", "?a", "!a", "&a", "*a",
    "%a", "@a", "`a`", "|", "|-", "> a", "[", "]", "[a]", "{", "}", "{a: b}", "{{ a }}", ",", ", a", "a, b", "'", "''", "'a'",
    '"', '""', '"a"', "\\", "\\n", "a\\", "C:\\x", "a'b", 'a"b', "~a", "=a", "==", "<<a", "a << b", "//", "/a", "a/b", "a;b",
    "a|b", "a>b", "a&b", "a*b", "$a", "${a}", "a b: c d", "http://x:1/?y#z", "a@b.c", "50%", "x=y", "(a)", "a!b", "--a",
    "--- a", "... a", "...", "---", "é", "日本", "😀", "e\u0301", "\u0301e", "\u0085", "a\u0085b", "\u2028", "a\u2028b", "\u2029",
    "\ufeff", "\ufeffa", "a\ufeff", "\u00a0", "a\u00a0b", "\u200b", "\u202eabc", "\u3000", "\ufffd", "\ufffe", "\uffff",
    "\U0001fffe", "\U0010ffff", "\ue000", "\u007f", "\u0080", "\u009f", "\x00", "a\x00b", "\x00\x30", "\x07", "\x1b[0m",
    "\r", "a\rb", "a\r\nb\r\n", "\x0b", "\x0c", "a" * 200, "a " * 200, "é" * 600, "k" * 1100, "x\n" * 100, "x y\n" * 100 + " ",
    "null ", "1 ", "1 2", "true false", "0x", "1_", "._", "+.5", "1e5", "1E5", "e5", "1.e5", "12e03", "0o8", "0b2", "1::2",
]

ALPHABET = list("abzAZ019  \n\n\t:-#'\"\\[]{},&*!|>%@`?=~<.+_/$") + [
    "é", "日", "😀", "\u0085", "\u2028", "\ufeff", "\u00a0", "\x00", "\x1b", "\r", "\x7f", ": ", " #", "- ", "\n  ", "\n\n", "e+1"]


def nasty(rng):
    if rng.random() < .3:
        return "".join(rng.choice("0123456789_.:+-eExobTZ aft") for _ in range(rng.randint(1, 8)))
    return "".join(rng.choice(ALPHABET) for _ in range(rng.randint(1, 12)))


class WhatWeRead(unittest.TestCase):
    def check(self, texts, must_accept=False):
        accepted = 0
        for text, answer in zip(texts, echo("read", texts)):
            with self.subTest(text=text):
                if "value" not in answer:
                    self.assertFalse(must_accept, f"{answer['error']}: {answer['detail']}")
                    continue
                accepted += 1
                theirs = yaml.load(text, Reader)
                ours = untyped(answer["value"])
                self.assertTrue(same(ours, theirs), f"we: {ours!r}, PyYAML: {theirs!r}")
        return accepted

    def test_what_people_write_means_the_same(self):
        ours_alone = {text for text in GOOD if text in ("a: @b", "a: !b", "a: *b", "a: &b", "a: -", "a: b: ")}
        self.check([text for text in GOOD if text not in ours_alone], must_accept=True)
        self.check(sorted(ours_alone))

    def test_plain_scalars_have_the_same_type(self):
        unreadable = ("0x_", "0b_")  # integers to PyYAML, which then cannot build them; text to us
        words = [word for word in SCALARS if word not in unreadable]
        self.check([f"a: {word}" for word in words])
        self.check([f"- {word}" for word in words])
        self.check(words)

    def test_generated_documents_mean_the_same(self):
        rng = random.Random(20260801)
        ways = [of_pieces, mutated, block_scalar, quoted_scalar, plain_scalar, flow_collection]
        texts = list(dict.fromkeys(rng.choice(ways)(rng) for _ in range(5000)))
        self.assertGreater(self.check(texts), 1500)

    def test_what_the_fuzzer_found_means_the_same(self):
        texts = []
        for path in sorted(CORPUS.iterdir()):
            try:
                texts.append(path.read_bytes().decode())
            except UnicodeDecodeError:
                continue
        self.check(texts)


class WhatWeWrite(unittest.TestCase):
    def check(self, values):
        values = list(values)
        texts = echo("write", [typed(value) for value in values])
        for value, text, answer in zip(values, texts, echo("read", texts)):
            with self.subTest(value=value, text=text):
                for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
                    theirs = yaml.load(text, loader)
                    self.assertTrue(same(value, theirs), f"{loader.__name__}: {theirs!r}")
                self.assertTrue(same(value, untyped(answer.get("value"))), f"we: {answer!r}")
                lines = text.split("\n")
                self.assertEqual(lines[-1], "")
                self.assertFalse([line for line in lines if line.endswith((" ", "\t", "\r"))])

    def check_everywhere(self, texts):
        """As the whole document, in a list, as a value and as a key."""
        for text in texts:
            yield text
            yield {"a": text, "b": [text, [text], {"c": text, "d": 1}], text + "k": {text: text}}

    def test_nasty_text_stays_text(self):
        self.check(self.check_everywhere(NASTY))

    def test_generated_text_stays_text(self):
        rng = random.Random(4711)
        self.check(self.check_everywhere({nasty(rng) for _ in range(2500)}))

    def test_every_character_stays(self):
        codes = list(range(0x300)) + [0x1680, 0x2000, 0x2028, 0x2029, 0x202e, 0x2060, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xfffe,
                                      0xffff, 0x10000, 0x1f600, 0x10ffff]
        self.check([form.replace("X", chr(code)) for code in codes for form in ("X", "aXb", "a\nX\n")])

    def test_numbers_stay_numbers(self):
        rng = random.Random(99)
        floats = [0.0, -0.0, 1.0, -1.5, 1e20, 1e-7, 1e300, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 1e15, 1e16, 1e17, 123456.0,
                  math.inf, -math.inf, math.nan, 100000.0, 1e22]
        floats += [rng.uniform(-1, 1) * 10.0**rng.randint(-300, 300) for _ in range(2000)]
        integers = [0, -1, 7, 8, 10, 255, 2**31, 2**63 - 1, -2**63] + [rng.randint(-2**63, 2**63 - 1) for _ in range(500)]
        self.check(floats + integers)
        self.check([{"a": floats[:20], "b": integers[:9]}])

    def test_collections_stay(self):
        self.check([None, True, False, [], {}, [[]], [{}], {"a": []}, {"a": {}}, [[], []], [[[["a"]]], "b"],
                    {"a": {"b": {"c": None}}}, [{"a": 1, "b": [{"c": 2}, {"d": [3]}]}, None], {"": ""}, {"a": None, "b": [None]},
                    {"k" * 2000: {"x": 1}, "l" * 2000: [1, 2], "m" * 2000: "n"}, {"a": "x\ny\n", "b": ["x\ny", {"c": "z\n\n"}]}])


if __name__ == "__main__":
    unittest.main()
