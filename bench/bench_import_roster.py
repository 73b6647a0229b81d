"""Importing a roster of 230,000 rooms with owners, beside calamine's bare iteration of the file.

Limit: python-calamine reads the sheet and walks its rows, and keeps nothing. Our way: the whole
command (read, check, seal, index, write on SQLite with synchronous=FULL, put on record), in a
process of its own so that its memory can be read; once without persons and once with them. The
ways take turns (A B C A B C) on the same files; the median of the ratios is printed and the rows
are kept in ``bench/results/import_roster.csv``. ``--rows`` makes a smaller roster.

Beside the clock stands the time the processor worked, for the import's own process and apart for
the one that seals: on a machine that others use, only that is worth comparing.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

import xlsxwriter
from stdnum.cn import ric

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results" / "import_roster.csv"
ROUNDS = 3
HEADINGS = ("way", "file", "round", "seconds", "megabytes", "processor", "sealing")
Row = tuple[str, str, int, float, int, float, float]
ROOMS = ["楼号", "单元", "房间", "楼层", "房屋类型", "建筑面积", "专有部分面积", "房屋状态"]
OWNERS = ["业主姓名", "手机号", "身份证号"]
SURNAMES, GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨",
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂",
)


def make_roster(path: Path, rows: int, *, owners: bool) -> None:
    """A workbook as Excel writes it; people and numbers are invented."""
    chance = Random(7)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("房屋信息")
    sheet.write_row(0, 0, ROOMS + (OWNERS if owners else []))
    for number in range(rows):
        building, rest = divmod(number, 34 * 4 * 3)
        stairwell, rest = divmod(rest, 34 * 4)
        floor, door = divmod(rest, 4)
        row: list[object] = [building + 1, stairwell + 1, f"{floor + 1}{door + 1:02d}", floor + 1]
        row += ["住宅", chance.randrange(5000, 16000) / 100, chance.randrange(4000, 14000) / 100]
        row += ["已入住", *(_owner(chance) if owners else ())]
        sheet.write_row(number + 1, 0, row)
    book.close()


def _owner(chance: Random) -> tuple[str, str, str]:
    name = chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)
    born = f"{chance.randint(1940, 2004)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
    body = f"{chance.randint(990000, 999999)}{born}{chance.randint(0, 999):03d}"
    phone = f"1{chance.choice('3578')}{chance.randrange(10**9):09d}"
    return name, phone, body + ric.calc_check_digit(f"{body}0")


def limit(path: Path) -> None:
    """Calamine alone."""
    from python_calamine import CalamineWorkbook

    with path.open("rb") as file:
        for _ in CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).iter_rows():
            pass


def prepare(var: str) -> None:
    """An empty database with one compound, made by another process than the one measured."""
    _set_up(var)
    from django.core.management import call_command

    from mulin.ground.estate.models import Community, Compound
    from mulin.ground.streets.models import Street

    call_command("migrate", verbosity=0)
    street = Street.objects.create(slug="s", name="街道", region="510100", synthetic=True)
    community = Community(street=street, name="社区")
    community.save(force_insert=True)
    Compound(street=street, community=community, slug="c", name="小区", region="510100").save()


def import_into(path: Path, var: str) -> None:
    """The command, as somebody runs it."""
    _set_up(var)
    from mulin.portable.import_roster import main

    began, worked = perf_counter(), process_time()
    code = main([str(path), "--street", "s", "--compound", "c", "--area-source", "register"])
    _print_taken(began, worked, code)


def _set_up(var: str) -> None:
    import django

    os.environ["MULIN_VAR_DIR"] = var
    os.environ["DJANGO_SETTINGS_MODULE"] = "mulin.site.settings"
    sys.path.insert(0, str(ROOT))
    django.setup()


def _print_taken(began: float, worked: float, code: int) -> None:
    """Seconds, code, peak megabytes, processor seconds here and in processes that were started."""
    seconds, here = perf_counter() - began, process_time() - worked
    beside = os.times()
    there = beside.children_user + beside.children_system
    print(seconds, code, _peak(), here, there, file=sys.stderr)


def _peak() -> int:
    """The most memory this process ever held, in MB; getrusage would count its parent's too."""
    status = Path("/proc/self/status").read_text()
    return next(int(x.split()[1]) for x in status.splitlines() if x.startswith("VmHWM")) // 1024


def _child(way: str, path: Path) -> tuple[float, int, float, float]:
    """Seconds, peak megabytes and processor seconds of one way in a process of its own."""
    with tempfile.TemporaryDirectory() as var:
        command = [sys.executable, __file__, "--child"]
        if way == "import":
            subprocess.run([*command, "prepare", str(path), var], check=True)
        command += [way, str(path), var]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, code, peak, here, there = done.stderr.split()[-5:]
    if code != "0":
        raise RuntimeError(done.stderr)
    return float(seconds), int(peak), float(here), float(there)


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=230_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / f"{name}.xlsx" for name in ("rooms", "owners")}
        for name, path in files.items():
            make_roster(path, asked.rows, owners=name == "owners")
            print(f"{name}: {path.stat().st_size / 1e6:.1f} MB")
        rows = []
        for number in range(1, asked.rounds + 1):
            for way in ("limit", "import"):
                for name, path in files.items():
                    seconds, peak, here, there = _child(way, path)
                    taken = round(seconds, 3), peak, round(here, 3), round(there, 3)
                    rows.append((way, name, number, *taken))
                    print(*rows[-1])
    _tell(rows)
    with RESULTS.open("w", newline="") as out:
        csv.writer(out).writerows([HEADINGS, *rows])


def _tell(rows: list[Row]) -> None:
    taken = {(way, name, number): seconds for way, name, number, seconds, *_ in rows}
    worked = {(way, name, number): here for way, name, number, _, _, here, _ in rows}
    for name in ("rooms", "owners"):
        rounds = {n for _, f, n, *_ in rows if f == name}
        ratio = median(taken["import", name, n] / taken["limit", name, n] for n in rounds)
        busy = median(worked["import", name, n] / worked["limit", name, n] for n in rounds)
        peak = max(m for way, f, _, _, m, *_ in rows if way == "import" and f == name)
        print(f"{name}: {ratio:.1f} × calamine by the clock, {busy:.1f} × by processor time of the")
        print(f"  import's own process; at most {peak} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        if sys.argv[2] == "import":
            import_into(Path(sys.argv[3]), sys.argv[4])
        elif sys.argv[2] == "prepare":
            prepare(sys.argv[4])
        else:
            start, busy_before = perf_counter(), process_time()
            limit(Path(sys.argv[3]))
            _print_taken(start, busy_before, 0)
    else:
        main(sys.argv[1:])
