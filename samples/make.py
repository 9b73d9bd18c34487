"""Make every file in this folder again: `python samples/make.py`. Seeded; needs no network.

The same bytes come out with the versions named in the first line of SHA256SUMS. `-o DIR` writes elsewhere, to compare.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from specimen import april, cases, evidence, saving, store
from specimen.lettering import require, tools

HERE = Path(__file__).resolve().parent
SETS = ("april-27-order", "evidence", "cases")
SUMS = "SHA256SUMS"


def main() -> None:
    """Draw everything, build the store of known images, write the digests."""
    parser = argparse.ArgumentParser(description="Make the samples again, the same every time.")
    parser.add_argument("-o", "--output", type=Path, default=HERE, help="folder to write to (default: this one)")
    parser.add_argument("--no-store", action="store_true", help="leave the stores of known images alone")
    options = parser.parse_args()
    require()
    output: Path = options.output
    april.make(output / SETS[0])
    evidence.make(output / SETS[1])
    cases.make(output / SETS[2])
    known = output / SETS[0] / "known"
    store.list_images(known)
    if not options.no_store:
        store.build(known)
        cases.build(output / SETS[2])
    listed = sorted(path for folder in SETS for path in (output / folder).rglob("*") if path.is_file())
    lines = [f"{saving.sha256(path)}  {path.relative_to(output).as_posix()}\n" for path in listed]
    saving.text(output / SUMS, f"# {tools()}\n" + "".join(lines))
    print(f"{len(listed)} files, {sum(path.stat().st_size for path in listed) // 1024} KiB")


if __name__ == "__main__":
    main()
