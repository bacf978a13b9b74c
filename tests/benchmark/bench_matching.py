"""Matching 50 000 rows to the catalogue against a plain loop of every name with every product.

    python tests/benchmark/bench_matching.py

The loop compares each row's name with each product's by rapidfuzz's WRatio, one pair at a time; it is timed on a part
of the rows and reckoned per row. Also the reading of 50 000 rows × 53 columns against csv and calamine alone.
"""

import csv
import io
import random
import time
from collections.abc import Callable
from pathlib import Path

import python_calamine
import xlsxwriter
from rapidfuzz import fuzz

from samdrift.core.matching import match_names, read_catalogue
from samdrift.core.tables import read_table, recognise

ROOT = Path(__file__).parents[2]
ROWS = 50_000
NAIVE_ROWS = 500


def timed(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best


def names(different: int) -> list[tuple[str, str]]:
    """50 000 dirty names, `different` of them unlike each other."""
    chance = random.Random(1)
    with (ROOT / "tests/fixtures/matching/dirty_names.csv").open(encoding="utf-8") as file:
        known = [(row["name"], row["vendor"]) for row in csv.DictReader(file, delimiter="|")]
    made = [
        known[at % len(known)] if at < len(known) else (f"{chance.choice(known)[0]} {at:x}", "")
        for at in range(different)
    ]
    return [made[at % different] for at in range(ROWS)]


def matching() -> None:
    folder = ROOT / "samdrift/records/register/data"
    catalogue = read_catalogue(
        (folder / "products.csv").read_text(), (folder / "product_aliases.csv").read_text()
    )
    products = [product.name for product in catalogue.products]
    some = names(ROWS)[:NAIVE_ROWS]
    naive = (
        timed(
            lambda: [
                max((fuzz.WRatio(name, product), product) for product in products)
                for name, _ in some
            ]
        )
        / NAIVE_ROWS
    )
    print(f"naive loop, WRatio: {naive * 1e6:.1f} µs per row")
    for different in (500, 5_000, ROWS):
        rows = names(different)
        mine = timed(lambda rows=rows: match_names(rows, catalogue)) / ROWS
        print(
            f"match_names, {different} different names: {mine * 1e6:.2f} µs per row; ratio {naive / mine:.1f}"
        )


def reading() -> None:
    table = read_table(
        (ROOT / "tests/fixtures/registers/municipal_register_SYNTHETIC.csv").read_bytes()
    )
    rows = [["" if cell is None else str(cell) for cell in row.cells] for row in table.rows]
    rows = [rows[at % len(rows)] for at in range(ROWS)]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(table.header)
    writer.writerows(rows)
    content = text.getvalue().encode("cp1252")
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([list(table.header), *rows]):
            sheet.write_row(at, 0, row)
    workbook = file.getvalue()
    bare = timed(
        lambda: list(csv.reader(io.StringIO(content.decode("cp1252"), newline=""), delimiter=";"))
    )
    mine = timed(lambda: recognise(read_table(content)))
    print(
        f"read_table, CSV {ROWS} × {len(table.header)}: {mine:.2f} s; csv alone {bare:.2f} s; ratio {mine / bare:.1f}"
    )
    bare = timed(
        lambda: (
            python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook))
            .get_sheet_by_index(0)
            .to_python()
        )
    )
    mine = timed(lambda: recognise(read_table(workbook)))
    print(
        f"read_table, XLSX {ROWS} × {len(table.header)}: {mine:.2f} s; "
        f"calamine alone {bare:.2f} s; ratio {mine / bare:.1f}"
    )


if __name__ == "__main__":
    matching()
    reading()
