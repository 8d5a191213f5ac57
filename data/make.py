#!/usr/bin/env python3
"""Makes the data files of this folder from their sources; README.md here says where those come from.

    make.py SOURCES

SOURCES is a folder that holds flights-3m.parquet (needs pyarrow) and the four files of
scikit-learn named below. Everything is written beside this script, the same bytes each time.
"""

import calendar
import gzip
import pathlib
import random
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent

SEED = 2001
TRAIN_ROWS, TRAIN_FROM, TRAIN_TO = 200_000, (2001, 1, 1), (2001, 5, 16)
TEST_ROWS, TEST_FROM, TEST_TO = 40_000, (2001, 5, 16), (2001, 6, 1)
SMALLEST_DELAY = -60

MEASURES = (
    "radius texture perimeter area smoothness compactness concavity concave_points symmetry "
    "fractal_dimension"
).split()


def write(name, header, rows):
    text = "".join(",".join(map(str, row)) + "\n" for row in [header, *rows]).encode()
    if name.endswith(".gz"):
        text = gzip.compress(text, compresslevel=9, mtime=0)
    (HERE / name).write_bytes(text)


def cut(keys, when, delay, first, end, count):
    """The `count` eligible rows with the smallest keys, in the order of the source."""
    first, end = (calendar.timegm((*day, 0, 0, 0)) * 1_000_000 for day in (first, end))
    eligible = [
        i for i in range(len(when)) if first <= when[i] < end and delay[i] >= SMALLEST_DELAY
    ]
    return sorted(sorted(eligible, key=keys.__getitem__)[:count])


def flights(source):
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(source)
    when = table["date"].cast("int64").to_pylist()  # microseconds, local time
    delay, distance, origin, destination = (
        table[name].to_pylist() for name in ("delay", "distance", "origin", "destination")
    )
    draws = random.Random(SEED)
    keys = [draws.random() for _ in when]
    for name, first, end, count in (
        ("flights-train.csv.gz", TRAIN_FROM, TRAIN_TO, TRAIN_ROWS),
        ("flights-test.csv.gz", TEST_FROM, TEST_TO, TEST_ROWS),
    ):
        rows = []
        for i in cut(keys, when, delay, first, end, count):
            date = time.gmtime(when[i] // 1_000_000)
            row = delay[i], distance[i], origin[i], destination[i]
            rows.append((*row, date.tm_hour, date.tm_wday + 1, date.tm_mon))
        header = "delay distance origin destination hour weekday month".split()
        write(name, header, rows)


def breast_cancer(source):
    lines = source.read_text().split()[1:]
    header = [f"mean_{m}" for m in MEASURES]
    header += [f"{m}_error" for m in MEASURES] + [f"worst_{m}" for m in MEASURES]
    write("breast-cancer.csv", [*header, "target"], (line.split(",") for line in lines))


def digits(source):
    lines = gzip.decompress(source.read_bytes()).decode().split()
    header = [f"pixel_{row}_{column}" for row in range(8) for column in range(8)]
    write("digits.csv", [*header, "target"], (line.split(",") for line in lines))


def diabetes(features, target):
    rows = gzip.decompress(features.read_bytes()).decode().splitlines()
    labels = gzip.decompress(target.read_bytes()).decode().split()
    header = "age sex bmi bp s1 s2 s3 s4 s5 s6 target".split()
    joined = [(*row.split(), int(float(label))) for row, label in zip(rows, labels, strict=True)]
    write("diabetes.csv", header, joined)


def main(sources):
    sources = pathlib.Path(sources)
    flights(sources / "flights-3m.parquet")
    breast_cancer(sources / "breast_cancer.csv")
    digits(sources / "digits.csv.gz")
    diabetes(sources / "diabetes_data_raw.csv.gz", sources / "diabetes_target.csv.gz")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
