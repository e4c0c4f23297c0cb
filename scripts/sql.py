#!/usr/bin/env python3
"""How long DuckDB and networkx take for what a check finds in a generated project of JSON Lines, without its articles.

Values, numbers and denials are asked for in SQL, circles in the order of events of networkx. No quote is looked for, no
time is more than a text that is equal or not, and nothing is explained: it is the least that such a check may cost.

    pip install duckdb networkx
    cargo run --release --example generate -- 1000000 DIR --jsonl
    scripts/sql.py DIR
"""

import os
import sys
import time

import duckdb
import networkx

KEYS = ["subject", "property", "value", "not", "when", "event", "before", "after", "by"]


def main(folder: str) -> None:
    start = time.perf_counter()
    base = duckdb.connect()
    base.execute(f"set threads = {len(os.sched_getaffinity(0))}")
    columns = ", ".join(f"'{key}': 'VARCHAR'" for key in KEYS)
    base.execute(
        f"create table claims as select * from read_json('{folder}/claims/*.jsonl',"
        f" format = 'newline_delimited', columns = {{{columns}}})"
    )
    (count,) = base.execute("select count(*) from claims").fetchone()
    read = time.perf_counter()
    values = base.execute(
        'select subject, property, "when", list(distinct value) from claims where value is not null'
        ' group by subject, property, "when" having count(distinct value) > 1'
    ).fetchall()
    denials = base.execute(
        "select said.subject, said.property, said.value from claims said join claims denied"
        ' on said.subject = denied.subject and said.property = denied.property and said.value = denied."not"'
        ' and (said."when" is not distinct from denied."when" or said."when" is null or denied."when" is null)'
    ).fetchall()
    asked = time.perf_counter()
    order, dates = networkx.DiGraph(), set()
    events = base.execute('select event, before, after, "when" from claims where event is not null').fetchall()
    for event, before, after, when in events:
        if before:
            order.add_edge(event, before)
        elif after:
            order.add_edge(after, event)
        elif when:
            order.add_edge(event, ("end", when))
            order.add_edge(("start", when), event)
            dates.add(when)
    days = sorted(dates)
    order.add_edges_from((("end", one), ("start", next_one)) for one, next_one in zip(days, days[1:]))
    circles = sum(1 for part in networkx.strongly_connected_components(order) if len(part) > 1)
    end = time.perf_counter()
    print(
        f"duckdb: {count} claims read in {read - start:.2f} s; {len(values)} values and numbers, {len(denials)} denials"
        f" in {asked - read:.2f} s; networkx: {circles} circles in {end - asked:.2f} s; {end - start:.2f} s in all"
    )


if __name__ == "__main__":
    main(sys.argv[1])
