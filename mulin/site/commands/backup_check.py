"""``mulin verify DIR``: a backup against its manifest, on any machine, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mulin.site.backup.manifest import faults, read
from mulin.site.commands.words import Words
from mulin.site.console import complain, say


def main(words: Sequence[str]) -> int:
    """Every file of a backup against its digest; 1 where one is not as it was written."""
    parser = Words("verify", "核对一份备份：每个文件的校验值是否与清单一致。")
    parser.add_argument("folder", metavar="DIR", type=Path, help="mulin backup 写出的目录")
    folder = parser.parse_args(words).folder
    manifest = read(folder)
    found = list(faults(folder, manifest))
    for fault in found:
        complain(fault)
    if found:
        return 1
    say(f"✓ 备份完好：{manifest.made}，{len(manifest.files):,} 个文件的校验值都对得上")
    say(f"  清单校验值 {manifest.digest}：请与备份时另记的比对，清单和文件可以一起被换掉")
    for head in sorted(manifest.chains.values(), key=lambda head: head["hash"]):
        say(f"  链头 第 {head['seq']:,} 环 {head['hash']}：恢复时逐环核对")
    return 0
