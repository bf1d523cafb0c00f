#!/usr/bin/env python3
"""Makes a site of articles, to time the way from them to digests and pages.

    python3 benches/articles.py COUNT FOLDER
    /usr/bin/time -f "%e s, %U user, %S system, %M KB" digest --root FOLDER build --timings

Each story is told by one to eight papers. Every article has thirty sentences: fourteen of the 22 facts of its story, as the others have them or said a little otherwise, and sixteen of its
own. A story has its own names, and most of its nouns are its own too, so that stories are as far apart as those of a day's news. The same COUNT gives the same bytes.
"""
import datetime
import pathlib
import random
import sys

SYLLABLES = "ka lo mi ren tas vel dor hin pra sul cor ban fi gre mon tal ver ash lin ost bri cal den far gil hol jor kel lan mar nor pel quo ros sta tor ull van wes yar zel".split()
NOUNS = "model chip licence court regulator union hospital school network battery satellite contract budget factory robot archive grant audit vote merger tariff policy trial grid bridge".split()
VERBS = "launched cut raised approved rejected delayed published signed opened closed tested halted expanded reviewed bought sold leased repaired replaced filed settled".split()
ADJECTIVES = "new large small public private regional national early late cheap costly fast slow safe risky local foreign joint final annual".split()
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
dice = random.Random(7)


def name():
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.choice([2, 3]))).capitalize()


def sentence(who, where, nouns):
    x, y, z = dice.choice(nouns), dice.choice(nouns), dice.choice(nouns)
    verb, adjective, number = dice.choice(VERBS), dice.choice(ADJECTIVES), dice.randrange(3, 990)
    return dice.choice([
        f"{who} {verb} a {adjective} {x} for the {y} in {where} on {dice.choice(DAYS)}.",
        f"The {adjective} {x} of {where} will cost {number} million dollars and cover {dice.randrange(2, 90)} percent of the {y} that the {z} asked for.",
        f"{who} said that {number} {x}s were {verb} before the {y} began, and that the {adjective} {z} would follow.",
        f"A {z} spokesperson for {where} said the {x} had been {verb} after {number} complaints about the {y}.",
        f"In {where}, {number} people worked on the {adjective} {x} while the {y} was {verb} by {who}.",
        f"“We {verb} the {x} because the {y} was {adjective},” said {who} {name()}, who leads the {z} group.",
        f"Critics of the {x} say that its {y} is {adjective} and that {where} should wait until {dice.randrange(2027, 2040)}.",
    ])


def main():
    count, root = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    (root / "content/articles").mkdir(parents=True, exist_ok=True)
    (root / "digest.yaml").write_text("title: Bench\nbase_url: https://bench.example\ncards: false\nsearch: false\n")
    words = ["".join(dice.choice(SYLLABLES) for _ in range(dice.choice([2, 2, 3, 3, 4]))) for _ in range(30_000)]
    made = stories = 0
    while made < count:
        who, where = f"{name()} {name()}", name()
        nouns = dice.sample(words, 22) + dice.sample(NOUNS, 8)
        facts = [sentence(who, where, nouns) for _ in range(22)]
        first = datetime.datetime(2026, 6, 1) + datetime.timedelta(hours=dice.randrange(24 * 150))
        for nth in range(min(dice.choice([1, 2, 3, 4, 6, 8]), count - made)):
            told = [f if dice.random() < 0.5 else f.replace(" said ", " told reporters ") for f in dice.sample(facts, 14)]
            told += [sentence(f"{name()} {name()}", name(), nouns) for _ in range(16)]
            body = "\n\n".join(" ".join(told[at:at + 3]) for at in range(0, len(told), 3))
            verb, noun = dice.choice(VERBS), dice.choice(nouns)
            title = f"{who} {verb} {dice.choice(ADJECTIVES)} {noun} in {where}" if nth == 0 else f"{who}: {noun} of {where} {verb}"
            date = first + datetime.timedelta(hours=2 * nth)
            head = f'title: "{title}"\nurl: https://paper{made % 120}.example/{made}\npublisher: Paper {dice.randrange(120)}\npublished: {date:%Y-%m-%dT%H:%M:%SZ}\n'
            (root / f"content/articles/{date:%Y-%m-%d}-a{made:06d}.md").write_text(f"---\n{head}---\n\n{body}\n", encoding="utf-8")
            made += 1
        stories += 1
    print(f"{made} articles in {stories} stories")


if __name__ == "__main__":
    main()
