#!/usr/bin/env python3
"""Write the Unicode tables of Sources/ModQJudge/Views/Tables.

usage: make_tables.py UCD_FOLDER CONFUSABLES_TXT OUTPUT_FOLDER

UCD_FOLDER holds the Unicode Character Database as files (Debian's package unicode-data puts it in
/usr/share/unicode, with emoji/emoji-data.txt); CONFUSABLES_TXT is the file of that name of UTS #39.
Nothing is read from Python's own unicodedata, so that the result depends on these files alone.

What the tables mean, and how they are packed, stands in ScalarProperties.swift and PackedTable.swift.
"""
import base64
import re
import sys
from pathlib import Path

UCD, CONFUSABLES, OUT = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
SIZE = 0x110000


def lines(path):
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        line = line.split("#")[0].strip()
        if line:
            yield [field.strip() for field in line.split(";")]


def span(text):
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def scalars(text):
    return [int(x, 16) for x in text.split()]


def property_set(path, *names):
    return {c for f in lines(path) if f[1] in names for c in span(f[0])}


# The database.

name, category, ccc = {}, ["Cn"] * SIZE, [0] * SIZE
canonical, compatibility = {}, {}
first_of_range = None
for f in lines(UCD / "UnicodeData.txt"):
    c = int(f[0], 16)
    if f[1].endswith(", First>"):
        first_of_range = c
        continue
    covered = range(first_of_range, c + 1) if f[1].endswith(", Last>") else [c]
    for x in covered:
        category[x], ccc[x] = f[2], int(f[3])
    name[c] = f[1]
    if f[5].startswith("<"):
        compatibility[c] = scalars(f[5].split(">")[1])
    elif f[5]:
        canonical[c] = scalars(f[5])

script = ["Unknown"] * SIZE
for f in lines(UCD / "Scripts.txt"):
    for c in span(f[0]):
        script[c] = f[1]

east_asian = set()  # of no one script, but of these alone: ー, 〆, 〱
for f in lines(UCD / "ScriptExtensions.txt"):
    if set(f[1].split()) <= {"Bopo", "Hang", "Hani", "Hira", "Kana", "Yiii"}:
        east_asian |= set(span(f[0]))

derived = UCD / "DerivedCoreProperties.txt"
ignorable = property_set(derived, "Default_Ignorable_Code_Point")
uppercase, cased = property_set(derived, "Uppercase"), property_set(derived, "Cased")
white_space = property_set(UCD / "PropList.txt", "White_Space")
excluded = property_set(UCD / "DerivedNormalizationProps.txt", "Full_Composition_Exclusion")
emoji = property_set(UCD / "emoji" / "emoji-data.txt", "Extended_Pictographic", "Emoji_Modifier", "Emoji")
folding = {int(f[0], 16): scalars(f[2]) for f in lines(UCD / "CaseFolding.txt") if f[1] in "CF"}
version = re.search(r"-(\d+\.\d+\.\d+)\.txt", (UCD / "Scripts.txt").read_text().splitlines()[0])[1]
confusables_version = re.search(r"Version: (\S+)", CONFUSABLES.read_text(encoding="utf-8-sig"))[1]
is_hangul = range(0xAC00, 0xAC00 + 11172).__contains__


# Normalisation (UAX #15), the plain way.

def decompose(text, also=compatibility):
    out = []
    for c in text:
        if is_hangul(c):
            l, v, t = (c - 0xAC00) // 588, (c - 0xAC00) % 588 // 28, (c - 0xAC00) % 28
            out += [0x1100 + l, 0x1161 + v] + ([0x11A7 + t] if t else [])
        elif c in canonical or c in also:
            out += decompose(canonical.get(c) or also[c], also)
        else:
            out.append(c)
    return out


def order(text):
    text = list(text)
    start = 0
    for end in range(len(text) + 1):
        if end == len(text) or ccc[text[end]] == 0:
            text[start:end] = sorted(text[start:end], key=lambda c: ccc[c])
            start = end + 1
    return text


pairs = {tuple(d): c for c, d in canonical.items() if len(d) == 2 and c not in excluded}


def compose(text):
    out, starter, last = [], None, 0
    for c in text:
        if starter is not None and (last < ccc[c] or (last == 0 and len(out) == starter + 1)):
            a = out[starter]
            both = pairs.get((a, c))
            if 0x1100 <= a < 0x1113 and 0x1161 <= c < 0x1176:
                both = 0xAC00 + ((a - 0x1100) * 21 + c - 0x1161) * 28
            elif is_hangul(a) and (a - 0xAC00) % 28 == 0 and 0x11A7 < c < 0x11C3:
                both = a + c - 0x11A7
            if both:
                out[starter] = both
                continue
        if ccc[c] == 0:
            starter, last = len(out), 0
        else:
            last = ccc[c]
        out.append(c)
    return out


def nfkc(text):
    return compose(order(decompose(text)))


def nfc(text):
    return compose(order(decompose(text, {})))


decomposition = {c: order(decompose([c])) for c in set(canonical) | set(compatibility)}
for c, d in decomposition.items():
    assert not ignorable & set(d) or c in ignorable, hex(c)


# Folding: full case folding, then kana to large hiragana.

hiragana = {}
by_name = {n: c for c, n in name.items()}
for c, n in name.items():
    m = re.fullmatch(r"(?:HIRAGANA|KATAKANA) (LETTER|ITERATION MARK|VOICED ITERATION MARK)(?: (SMALL))?( [A-Z-]+)?", n)
    if m:
        large = by_name.get(f"HIRAGANA {m[1]}{m[3] or ''}")
        if large is not None and large != c:
            hiragana[c] = [large]
for katakana, large in {0x30F7: 0x308F, 0x30F8: 0x3090, 0x30F9: 0x3091, 0x30FA: 0x3092}.items():
    hiragana[katakana] = [large, 0x3099]  # va, vi, ve, vo: no hiragana of one scalar


def fold_scalar(c):
    text = [c]
    for _ in range(4):
        text = nfkc([x for y in text for x in folding.get(y, [y])])
        text = nfkc([x for y in text for x in hiragana.get(y, [y])])
    return text


fold = {}
for c in set(folding) | set(hiragana):
    if c not in ignorable and nfkc([c]) == [c]:
        f = fold_scalar(c)
        if f != [c]:
            fold[c] = f


# Look-alikes: UTS #39, but ASCII stays as it is, and both cases of a letter become the same.

confusable = {}
for f in lines(CONFUSABLES):
    confusable[int(f[0], 16)] = scalars(f[1])
small_capital = {}
for c, n in name.items():
    m = re.fullmatch(r"LATIN LETTER SMALL CAPITAL ([A-Z])", n)
    if m:
        small_capital[c] = [ord(m[1].lower())]
small_capital[0x138] = [ord("k")]  # kra: what UTS #39 gives for the small letters ka and kappa
UNCASED_IN_TOKENS = {"Han", "Hiragana", "Katakana", "Bopomofo", "Hangul", "Yi", "Tangut", "Nushu", "Khitan_Small_Script"}
variants = {}
for c in range(SIZE):
    if c in fold and len(fold[c]) == 1 and c not in hiragana:
        variants.setdefault(fold[c][0], []).append(c)


def imitates(c):
    """What UTS #39 gives for one scalar, in lower-case letters, or None."""
    target = small_capital.get(c) or confusable.get(c)
    if target is None:
        return None
    if target == [ord("l")] and category[c] == "Lu":
        return [ord("i")]
    text = "".join(map(chr, target)).replace("rn", "m")
    target = [x for y in map(ord, text) for x in folding.get(y, [y]) if y != 0xDF] or None
    if target is None or any(category[x][0] not in "LMN" or category[x] == "Lm" for x in target):
        return None
    if any(script[x] not in ("Latin", "Greek", "Cyrillic", "Common", "Inherited") for x in target):
        return None
    return target


def is_ascii(text):
    return all(x < 0x80 for x in text)


def one_step(c):
    if c < 0x80 or category[c][0] not in "LN" or category[c] == "Nd" or script[c] in UNCASED_IN_TOKENS:
        return [c]
    if c in canonical:
        return nfc([x for y in order(decompose([c], {})) for x in one_step(y)])
    lower = fold[c][0] if c in fold and len(fold[c]) == 1 else c
    found = [t for t in [imitates(lower)] + [imitates(v) for v in variants.get(lower, [])] if t]
    found.sort(key=lambda t: (not (is_ascii(t) and len(t) == 1), not is_ascii(t)))
    return found[0] if found else [lower]


def skeleton_scalar(c):
    text, seen = [c], []
    while text not in seen:
        seen.append(text)
        text = nfkc([x for y in text for x in one_step(y)])
        text = nfkc([z for y in text for z in (fold[y] if y in fold and y not in hiragana else [y])])
    return min(seen[seen.index(text):])


skeleton = {}
for c in range(0x80, SIZE):
    if category[c][0] in "LN" and script[c] not in UNCASED_IN_TOKENS and c not in ignorable and nfkc([c]) == [c]:
        s = skeleton_scalar(c)
        if s != [c] and s != fold.get(c):
            skeleton[c] = s


# Classes of scalars.

CATEGORY = {"L": 1, "M": 2, "N": 4, "P": 5, "S": 6, "Z": 7, "C": 0}
SCRIPT = {"Common": 1, "Inherited": 2, "Latin": 3, "Greek": 4, "Cyrillic": 5, "Hiragana": 6, "Katakana": 6,
          "Han": 7, "Hangul": 8}
UNSPACED = {"Bopomofo", "Yi", "Tangut", "Nushu", "Khitan_Small_Script", "Thai", "Lao", "Khmer", "Myanmar",
            "Tai_Le", "New_Tai_Lue", "Tai_Tham", "Tai_Viet", "Balinese", "Javanese", "Tibetan"}
seconds = {b for _, b in pairs} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))


def word(c):
    first = decomposition.get(c, [c])[0]
    joins = ccc[first] != 0 or first in seconds or c in ignorable or c in (0x309B, 0x309C)
    decomposes = c in decomposition and nfkc([c]) != [c]
    g = category[c]
    kind = {"Cc": 8, "Cf": 9}.get(g, CATEGORY[g[0]])
    if kind == 2 and script[c] in ("Inherited", "Common"):
        kind = 3
    group = 9 if script[c] in UNSPACED or kind in (1, 4) and c in east_asian else SCRIPT.get(script[c], 0)
    bits = [joins or decomposes, c in ignorable, joins, c in decomposition, c in fold, c in skeleton,
            c in uppercase, c in cased, c in emoji, c in white_space]
    return ccc[c] | sum(b << (8 + i) for i, b in enumerate(bits)) | kind << 18 | group << 22


# Packing.

def varint(n):
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def zigzag(n):
    return varint(n << 1 if n >= 0 else (-n << 1) - 1)


def pack_classes():
    words = [word(c) for c in range(SIZE)]
    classes = sorted(set(words), key=lambda w: -words.count(w))
    index = {w: i for i, w in enumerate(classes)}
    out = varint(len(classes)) + b"".join(map(varint, classes))
    start = 0
    for c in range(1, SIZE + 1):
        if c == SIZE or words[c] != words[start]:
            out += varint(c - start) + varint(index[words[start]])
            start = c
    return out


def pack_mapping(mapping):
    """Runs of neighbours whose targets have one length and move along with them, or stand still."""
    out, last, runs = b"", 0, []
    for c in sorted(mapping):
        target = mapping[c]
        if runs:
            start, count, base, moving = runs[-1]
            if c == start + count and len(base) == len(target):
                if target == [base[0] + count] + base[1:] and moving in (None, True):
                    runs[-1] = (start, count + 1, base, True)
                    continue
                if target == base and moving in (None, False):
                    runs[-1] = (start, count + 1, base, False)
                    continue
        runs.append((c, 1, target, None))
    for start, count, base, moving in runs:
        out += varint(start - last) + varint(len(base) << 1 | (count > 1))
        if count > 1:
            out += varint(count << 1 | bool(moving))
        previous = start
        for x in base:
            out += zigzag(x - previous)
            previous = x
        last = start + count
    return out


def pack_pairs():
    out, last = b"", 0
    for (a, b), c in sorted(pairs.items()):
        out += varint(a - last) + varint(b) + zigzag(c - a)
        last = a
    return out


HEADER = """// Made by .tools/unicode/make_tables.py; do not edit.
// swift-format-ignore-file
//
// Derived from the Unicode Character Database %s and from UTS #39 confusables.txt %s.
%s
"""
LICENCE = (Path(__file__).parent / "UNICODE-LICENSE").read_text()


def write(swift_name, comment, packed):
    text = base64.b64encode(packed).decode().rstrip("=")
    width = 106
    body = "\n".join("    " + text[i:i + width] for i in range(0, len(text), width))
    licence = "\n".join(("// " + line).rstrip() for line in LICENCE.strip().splitlines())
    (OUT / f"PackedTable+{swift_name}.swift").write_text(
        HEADER % (version, confusables_version, licence)
        + f"\nextension PackedTable {{\n  /// {comment}\n"
        + f"  static let {swift_name[0].lower()}{swift_name[1:]} = PackedTable(\n    \"\"\"\n{body}\n    \"\"\")\n}}\n")
    print(f"{swift_name}: {len(packed)} bytes packed, {len(text) // width + 1} lines")


OUT.mkdir(parents=True, exist_ok=True)
write("Classes", "The properties of every scalar.", pack_classes())
write("Decompositions", "Full compatibility decompositions, ordered (UAX #15); Hangul is done by arithmetic.",
      pack_mapping(decomposition))
write("Compositions", "Primary composites (UAX #15).", pack_pairs())
write("Folds", "Full case folding, and kana to large hiragana, of scalars that NFKC leaves alone.", pack_mapping(fold))
write("LookAlikes", "What a letter imitates (UTS #39), with ASCII left alone and both cases made one.",
      pack_mapping(skeleton))
if len(sys.argv) > 4:
    for c in sorted(skeleton):
        print(f"{chr(c)} {c:04X} {''.join(map(chr, skeleton[c]))}", file=open(sys.argv[4], "a"))
