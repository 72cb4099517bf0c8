#!/usr/bin/env python3
"""Scores the reading of feeds, and times it beside feedparser.

    Benchmarks/feeds.py score FOLDER [--binary PATH] [--minimum 0.98] [--verbose]
    Benchmarks/feeds.py speed [--binary PATH] [--feeds 200] [--entries 50] [--runs 5]

`score` reads every feed under FOLDER that says in a comment what a parser must find (`Expect:`, an
expression over feedparser's keys), has `chancery feed` read it, and evaluates the expression on what
came out, mapped to feedparser's keys: link is url, description and subtitle are summary,
content[0].value is content, a person is a name, a date is a time in UTC. Texts are compared without
tags and white space. Cases about other fields (rights, categories, generators, images, media types,
addresses of people, …) are counted apart: they are knowingly not read. It ends with 1 below the
minimum.

`speed` makes feeds of its own, half RSS and half Atom, and prints the ratio of rates in feeds a
second of CPU, so that a busy machine changes little: feedparser within one Python process, Chancery
within one process that reads all of them. `--start` also counts the start of that process (else the
median of five starts with an empty feed is taken off).
"""

import argparse
import datetime
import html
import json
import pathlib
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What the figure is about, by the keys of an expression, and what it is called in the table.
CATEGORIES = {
    "title": "titles", "title_detail.value": "titles",
    "link": "links", "links.href": "links", "links.rel": "links", "links": "links",
    "enclosures.url": "links", "enclosures.href": "links", "enclosures": "links",
    "content.src": "links",
    "id": "ids", "guid": "ids",
    "updated": "dates", "updated_parsed": "dates", "published": "dates",
    "published_parsed": "dates", "created_parsed": "dates", "modified": "dates",
    "modified_parsed": "dates", "issued_parsed": "dates",
    "author_detail.email": "authors", "author_detail.url": "authors", "authors.url": "authors",
    "authors.email": "authors", "links.title": "links", "links.type": "links",
    "links.length": "links", "enclosures.type": "links",
    "author": "authors", "author_detail.name": "authors", "authors.name": "authors",
    "summary": "summaries", "summary_detail.value": "summaries", "description": "summaries",
    "subtitle": "summaries", "tagline": "summaries", "info": "summaries",
    "content.value": "content",
}

def squeeze(text):
    """Text without tags and white space."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", text))


class Text(str):
    """A text that equals another one without tags and white space. Our titles are characters where
    feedparser's may be markup: `Q&A` for `Q&amp;A`."""

    def __eq__(self, other):
        return isinstance(other, str) and squeeze(self) in (
            squeeze(other), html.unescape(squeeze(other)))

    def __ne__(self, other):
        return not self == other

    __hash__ = str.__hash__


class Date(str):
    """A stated time: equal to feedparser's tuple, and to any spelling of the same time."""

    def moment(self):
        text = self if len(self) > 10 else self + "T00:00:00Z"
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))

    def __eq__(self, other):
        if isinstance(other, tuple):
            return self.moment().utctimetuple()[:6] == tuple(other)[:6]
        if isinstance(other, str):
            import email.utils
            try:
                wanted = datetime.datetime.fromisoformat(other.replace("Z", "+00:00"))
            except ValueError:
                wanted = email.utils.parsedate_to_datetime(other)
            return self.moment() == wanted.astimezone(datetime.timezone.utc)
        return False

    __hash__ = str.__hash__


class Author(Text):
    """A name; feedparser puts an address beside it: `Name (me@example.com)`."""

    def __eq__(self, other):
        if not isinstance(other, str):
            return False
        bare = re.sub(r"\(?\S+@\S+\)?", "", other).strip(" ()") or other
        return squeeze(self) == squeeze(other) or squeeze(self) == squeeze(bare)

    __hash__ = str.__hash__


class Keys(dict):
    """What feedparser would have made of the same."""

    def has_key(self, key):
        return key in self


class Link(Keys):
    """A link, of which only what an expression names is compared."""

    def __eq__(self, other):
        return all(self.get(key) == value for key, value in other.items())

    __hash__ = None


def mapped(found):
    keys = Keys()

    def put(value, *names):
        if value is not None:
            for name in names:
                keys[name] = value

    text = lambda name: Text(found[name]) if name in found else None
    put(text("title"), "title")
    put(Keys(value=text("title")), "title_detail")
    put(text("summary"), "summary", "description", "subtitle", "tagline", "info")
    put(Keys(value=text("summary")), "summary_detail")
    put(text("url"), "link")
    put(text("id"), "id", "guid")
    for name in ("published", "updated"):
        if name in found:
            put(Date(found[name]), name, name + "_parsed")
    put(keys.get("published"), "issued_parsed", "created_parsed")
    put(keys.get("updated"), "modified", "modified_parsed")
    if "author" in found:
        put(Author(found["author"]), "author")
    people = [Keys(person, href=person.get("url")) for person in found["authors"]]
    put(people, "authors")
    put(people[0] if people else None, "author_detail")
    links = [Link(link, length=str(link.get("length"))) for link in found["links"]]
    for link in links:
        link["url"] = link["href"]
    put(links, "links")
    put([link for link in links if link["rel"] == "enclosure"], "enclosures")
    sources = [link["href"] for link in links if link["rel"] == "content"]
    put([Keys(value=text("content"), src=sources[0] if sources else None)], "content")
    return keys


def subjects(expression):
    """The keys an expression is about: `title`, `links.href`."""
    found = set()
    for names in re.findall(r"(?:feed|entries\[\d+\])((?:\[[^\]]*\]|\.\w+(?:\([^)]*\))?)+)",
                            expression):
        words = [a or b for a, b in re.findall(r"\['(\w+)'\]|\.(\w+)", names)]
        inner = re.findall(r"has_key\('(\w+)'\)", names)
        found.add(".".join(inner or words))
    return found


def category(expression):
    keys = subjects(expression)
    if not keys:
        return "other" if expression.strip() not in ("1", "not bozo") else "is read"
    kinds = {CATEGORIES.get(key, "other") for key in keys}
    return "other" if "other" in kinds or len(kinds) > 2 else sorted(kinds)[0]


def cases(folder):
    for path in sorted(pathlib.Path(folder).rglob("*.xml")):
        match = re.search(rb"Expect:\s*(.*)", path.read_bytes())
        if match:
            yield path, match.group(1).decode("utf-8", "replace").strip()


def read(binary, paths):
    """What the binary prints for each path; None where it prints nothing."""
    done = subprocess.run([binary, "feed", "--format", "json", *map(str, paths)],
                          capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    if len(lines) == len(paths):
        return dict(zip(paths, map(json.loads, lines)))
    # One that cannot be read prints no line, so that each is asked for alone.
    if len(paths) == 1:
        return {paths[0]: None}
    middle = len(paths) // 2
    return read(binary, paths[:middle]) | read(binary, paths[middle:])


def score(given):
    found = list(cases(given.folder))
    if not found:
        sys.exit(f"{given.folder}: no feed with an Expect comment")
    output = read(given.binary, [path for path, _ in found])
    tally, failures, skipped = {}, [], 0
    for path, expression in found:
        kind = category(expression)
        result = output[path]
        try:
            passed = result is not None and bool(eval(  # pylint: disable=eval-used
                expression, {"__builtins__": {"len": len, "None": None}}, {
                    "feed": mapped(result), "bozo": 0, "version": "",
                    "entries": [mapped(entry) for entry in result["entries"]]}))
        except (KeyError, IndexError, TypeError, AttributeError):
            passed = False
        if kind == "other":
            skipped += 1
            continue
        right, total = tally.get(kind, (0, 0))
        tally[kind] = (right + passed, total + 1)
        if not passed:
            failures.append((kind, path, expression, result))
    for kind, path, expression, result in failures:
        print(f"{kind}: {path.relative_to(given.folder)}: {expression}")
        if given.verbose:
            print(f"    {json.dumps(result, ensure_ascii=False)}")
    for kind, (right, total) in sorted(tally.items()):
        print(f"{kind:<10} {right:>4} of {total}")
    right = sum(each for each, _ in tally.values())
    total = sum(each for _, each in tally.values())
    print(f"{'all':<10} {right:>4} of {total}  {right / total:.4f}   ({skipped} about other fields)")
    return 0 if right / total >= given.minimum else 1


WORDS = ("minister talks border treaty envoy accord sanctions embassy summit visit grain ceasefire "
         "délégation Präsident protest aid fleet harbour tariff mission").split()


def sentence(dice):
    return " ".join(dice.choice(WORDS) for _ in range(12)).capitalize() + "."


def make(dice, entries, atom):
    """A feed like those of newspapers: short descriptions, three paragraphs of content."""
    items = []
    for number in range(entries):
        title = html.escape(sentence(dice))
        body = html.escape("".join(
            f'<p>{sentence(dice)} <a href="/story/{number}">{sentence(dice)}</a> '
            f"{sentence(dice)}</p>" for _ in range(3)))
        url = f"https://news.example/{dice.randrange(10 ** 9)}/{number}"
        if atom:
            items.append(
                f'<entry><title type="html">{title}</title><link href="{url}"/><id>{url}</id>'
                f"<author><name>A. Writer</name></author><published>2024-05-{number % 28 + 1:02}"
                f"T08:00:00+02:00</published><updated>2024-05-{number % 28 + 1:02}T09:30:00Z"
                f'</updated><summary type="html">{html.escape(sentence(dice))}</summary>'
                f'<content type="html">{body}</content></entry>')
        else:
            items.append(
                f"<item><title>{title}</title><link>{url}</link><guid>{url}</guid>"
                f"<dc:creator>A. Writer</dc:creator><pubDate>Mon, {number % 28 + 1:02} May 2024 "
                f"08:00:00 +0200</pubDate><description>{html.escape(sentence(dice))}</description>"
                f"<content:encoded>{body}</content:encoded></item>")
    if atom:
        return ('<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
                "<title>News</title><id>urn:news</id><updated>2024-05-28T09:30:00Z</updated>"
                + "".join(items) + "</feed>")
    return ('<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>'
            "<link>https://news.example/</link><description>All of it</description>"
            + "".join(items) + "</channel></rss>")


def speed(given):
    import feedparser
    dice = random.Random(1)
    with tempfile.TemporaryDirectory(prefix="chy-") as folder:
        paths = []
        for number in range(given.feeds):
            path = pathlib.Path(folder) / f"{number:04}.xml"
            path.write_text(make(dice, given.entries, number % 2 == 1), encoding="utf-8")
            paths.append(str(path))
        empty = pathlib.Path(folder) / "empty.xml"
        empty.write_text("<rss><channel/></rss>")

        def ours(files):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            done = subprocess.run([given.binary, "feed", "--format", "json", *files],
                                  stdout=subprocess.PIPE, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
                    done.stdout)

        some = paths[:given.sample]
        rates, theirs, ratios = [], [], []
        for _ in range(given.runs):
            start = 0 if given.start else statistics.median(
                ours([str(empty)])[0] for _ in range(5))
            took, output = ours(paths)
            lines = output.splitlines()
            assert len(lines) == len(paths)
            assert all(len(json.loads(line)["entries"]) == given.entries for line in lines)
            mine = len(paths) / (took - start)
            started = time.process_time()
            for path in some:
                parsed = feedparser.parse(pathlib.Path(path).read_bytes())
                assert len(parsed.entries) == given.entries
            other = len(some) / (time.process_time() - started)
            rates.append(mine)
            theirs.append(other)
            ratios.append(mine / other)
        size = statistics.mean(pathlib.Path(path).stat().st_size for path in paths)
        print(f"feeds of {given.entries} entries, {size / 1000:.0f} kB")
        for name, values, unit in (("chancery", rates, " feeds/s"),
                                   (f"feedparser {feedparser.__version__}", theirs, " feeds/s"),
                                   ("ratio", ratios, "")):
            print(f"{name:<18} {statistics.median(values):.1f}{unit} "
                  f"({min(values):.1f}–{max(values):.1f})")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    verbs = parser.add_subparsers(required=True)
    binary = str(ROOT / ".build/release/chancery")
    one = verbs.add_parser("score", help="right cases of a folder of feeds")
    one.add_argument("folder")
    one.add_argument("--binary", default=binary)
    one.add_argument("--minimum", type=float, default=0.98)
    one.add_argument("--verbose", action="store_true", help="also what was found")
    one.set_defaults(run=score)
    two = verbs.add_parser("speed", help="feeds a second of CPU beside feedparser")
    two.add_argument("--binary", default=binary)
    two.add_argument("--feeds", type=int, default=200)
    two.add_argument("--entries", type=int, default=50)
    two.add_argument("--sample", type=int, default=20, help="feeds that feedparser reads")
    two.add_argument("--runs", type=int, default=5)
    two.add_argument("--start", action="store_true", help="count the start of the process, too")
    two.set_defaults(run=speed)
    given = parser.parse_args()
    return given.run(given)


if __name__ == "__main__":
    sys.exit(main())
