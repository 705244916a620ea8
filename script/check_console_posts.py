"""Invented posts and a case for script/check-console: `posts` prints posts, `case DB` opens case 1 in a database."""

import json
import sqlite3
import sys

FALSE_ALARM = "Do not take the wounded to the hospital in Brussels, there are bombs inside"
THREAT = "We will burn down the iron lantern hall in Brussels tomorrow at noon and kill everyone inside"


def post(number, account, text, minute):
    time = f"2016-03-22T10:{minute:02d}:00Z"
    return {"platform": "x", "id": f"l{number}", "account": {"id": account, "handle": account}, "time": time, "text": text, "lang": "en"}


if sys.argv[1] == "posts":
    posts = [post(n, f"l{n}", FALSE_ALARM, n) for n in range(7)]
    posts += [post(20 + n, f"l{20 + n}", THREAT, 10 + n) for n in range(12)]
    posts.append(post(40, "l40", "I will shoot the mayor on Friday", 30))
    for line in posts:
        print(json.dumps(line))
else:
    # As the desk would, without its entry in the audit trail: the check needs a case and no history.
    with sqlite3.connect(sys.argv[2]) as db:
        now = 1458640000000
        db.execute("INSERT INTO queue (id, name, createdAt) VALUES (1, 'threats', ?)", (now,))
        db.execute("INSERT INTO caseFile (id, queue, urgency, why, openedAt) VALUES (1, 1, 80, '[]', ?)", (now,))
        for position, subject in enumerate(["post:x:l20", "account:x:l40"]):
            db.execute("INSERT INTO caseSubject VALUES (1, ?, ?)", (position, subject))
