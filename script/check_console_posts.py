"""Invented posts and a case for script/check-console: `posts FOLDER` prints posts and draws their pictures into a folder,
`case DB` opens case 1 in a database."""

import json
import os
import sqlite3
import struct
import sys
import zlib

FALSE_ALARM = "Do not take the wounded to the hospital in Brussels, there are bombs inside"
THREAT = "We will burn down the iron lantern hall in Brussels tomorrow at noon and kill everyone inside"
ARABIC = "سنحرق قاعة الفوانيس الحديدية غدا في منتصف النهار، اقتلوا كل من فيها"
PICTURES = "pictures"


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def draw(path, width, height, colour, back):
    """A PNG of a disc and a bar of one colour before another one: edges and colours that a blurred grey view has not."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            disc = (x - width / 3) ** 2 + (y - height / 2) ** 2 < (height / 3) ** 2
            bar = 0.7 * width < x < 0.8 * width and (x + y) // 6 % 2
            rows += bytes(colour if disc or bar else back)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(rows))))
        file.write(chunk(b"IEND", b""))


def pictured(line, *names):
    """A post that names files without a hash: the analysis computes them."""
    return line | {"media": [{"type": "image", "path": f"{PICTURES}/{name}"} for name in names]}


def post(number, account, text, minute):
    time = f"2016-03-22T10:{minute:02d}:00Z"
    return {"platform": "x", "id": f"l{number}", "account": {"id": account, "handle": account}, "time": time, "text": text, "lang": "en"}


if sys.argv[1] == "posts":
    os.makedirs(os.path.join(sys.argv[2], PICTURES), exist_ok=True)
    draw(os.path.join(sys.argv[2], PICTURES, "red.png"), 640, 400, (200, 20, 20), (250, 240, 200))
    draw(os.path.join(sys.argv[2], PICTURES, "tall.png"), 300, 900, (20, 60, 200), (240, 240, 240))
    posts = [post(n, f"l{n}", FALSE_ALARM, n) for n in range(7)]
    posts += [post(20 + n, f"l{20 + n}", THREAT, 10 + n) for n in range(12)]
    posts.append(post(40, "l40", "I will shoot the mayor on Friday", 30))
    posts.append(post(41, "l41", ARABIC, 31) | {"lang": "ar"})
    posts[7] = pictured(posts[7], "red.png", "tall.png")
    posts[-1] = pictured(posts[-1], "red.png", "missing.png")
    for line in posts:
        print(json.dumps(line))
else:
    # As the desk would, without its entry in the audit trail: the check needs a case and no history.
    with sqlite3.connect(sys.argv[2]) as db:
        now = 1458640000000
        db.execute("INSERT INTO queue (id, name, createdAt) VALUES (1, 'threats', ?)", (now,))
        db.execute("INSERT INTO caseFile (id, queue, urgency, why, openedAt) VALUES (1, 1, 80, '[]', ?)", (now,))
        for position, subject in enumerate(["post:x:l20", "post:x:l41", "account:x:l40"]):
            db.execute("INSERT INTO caseSubject VALUES (1, ?, ?)", (position, subject))
