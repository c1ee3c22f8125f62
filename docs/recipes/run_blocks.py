"""Runs the code blocks of a page in order. A block of text is what the block before it must print."""

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAVE = re.compile(r"Save this as `([\w.]+)`")


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, text=True, stdout=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(f"exit {done.returncode} of:\n{command[-1]}")
    return done.stdout


def run_sql(code: str, folder: Path) -> str:
    os.chdir(folder)
    rows = duckdb.sql(code).fetchall()
    return "".join("|".join(map(str, row)) + "\n" for row in rows)


def run_crontab(line: str, folder: Path) -> str:
    *times, command = line.strip().split(maxsplit=5)
    if not all(re.fullmatch(r"[\d*/,-]+", time) for time in times):
        sys.exit(f"not a line of a crontab: {line}")
    return run(["sh", "-c", command], folder)


def run_block(language: str, code: str, text_before: str, folder: Path) -> str:
    saved = SAVE.search(text_before)
    if saved:
        (folder / saved[1]).write_text(code)
        return ""
    match language:
        case "sh":
            return run(["bash", "-eu", "-c", code], folder)
        case "python":
            return run([sys.executable, "-c", code], folder)
        case "sql":
            return run_sql(code, folder)
        case "crontab":
            return run_crontab(code, folder)
        case _:
            sys.exit(f"No block in {language} can be run")


def main(page: Path, folder: Path) -> None:
    printed = ""
    end = 0
    text = page.read_text()
    for block in BLOCK.finditer(text):
        language, code = block.groups()
        if language == "text":
            if printed != code:
                sys.exit(f"{page} has\n{code}\nbut this was printed:\n{printed}")
        else:
            print(f"{language}: {code.splitlines()[0]}", flush=True)
            printed = run_block(language, code, text[end : block.start()], folder)
        end = block.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
