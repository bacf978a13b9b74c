"""The handbook's pictures, taken anew from the demonstration: needs Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/handbook/pictures"
SAMDRIFT = Path(sys.executable).parent / "samdrift"
PASSWORD = "dalsland-2009"  # noqa: S105 - the demonstration's
#: Name of the picture, who looks, where, and what is clicked first.
PICTURES = [
    ("start", "it.amal", "/", ""),
    ("start-agare", "agare", "/", ""),
    ("start-anstalld", "anstalld", "/", ""),
    ("sok", "anstalld", "/applikationer/sok/?q=karta", ""),
    ("applikationer", "it.amal", "/applikationer/", ""),
    ("applikation", "it.amal", "/applikationer/", "Ekonomisystem"),
    ("avtal", "it.amal", "/avtal/", ""),
    ("inlasning", "it.amal", "/inlasning/", ""),
    ("mojligheter", "it.amal", "/samverkan/", ""),
    ("mojlighet", "it.amal", "/samverkan/", "GIS"),
    ("nivaer", "it.amal", "/samverkan/nivaer/", ""),
    ("kostnader", "controller", "/kostnader/", ""),
    ("kommun-betalar", "controller", "/kostnader/", "Mellerud"),
    ("andel", "controller", "/kostnader/", "467\u00a0576,47"),
    ("debitering-forklarad", "controller", "/kostnader/debitering/1/", "Ekonomisystem"),
    ("valj-nyckel", "controller", "/kostnader/regler/ny/", ""),
    ("avrakning", "controller", "/kostnader/debitering/3/", ""),
    ("tjanar-alla", "controller", "/kostnader/gemensamma/2/tjanar-alla/#answer", ""),
    ("exporter", "controller", "/kostnader/debitering/1/filer/", ""),
    ("uppfoljning", "it.amal", "/kostnadsrader/uppfoljning/?ar=2008", ""),
    ("attestera", "agare", "/kostnadsrader/attestera/", ""),
    ("avisering", "it.amal", "/kostnader/aviseringar/1/", ""),
    ("for-oss", "chef", "/kostnader/aviseringar/for-oss/", ""),
    ("ryms", "it.amal", "/kostnader/budgetbegaran/7/", "Så prövas det"),
    ("plan", "it.amal", "/planer/1/", ""),
    ("scenario", "it.amal", "/planer/scenario/1/", ""),
    ("plan-mal", "it.amal", "/planer/1/idag-och-mal/", ""),
    ("plan-kostnader", "it.amal", "/planer/1/kostnader/", ""),
    ("plan-granser", "it.amal", "/planer/1/granser/", ""),
    ("plan-jamfor", "it.amal", "/planer/jamfor/?plan=1&plan=2&plan=3", ""),
    ("inforandeplan", "it.amal", "/inforande/1/", ""),
    ("ansvarsbalans", "it.amal", "/inforande/balans/", ""),
    ("forslag", "it.amal", "/forslag/", ""),
    ("policy", "anstalld", "/policy/", ""),
]


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _sign_in(page: Page, address: str, who: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{address}/logga-in/")
    page.fill("input[name=login]", f"{who}@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state()


def _wait_for(address: str, page: Page) -> None:
    for _attempt in range(480):
        try:
            page.goto(address)
        except Exception:  # noqa: BLE001 - not up yet, whatever the browser calls it
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(address)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        surroundings = {
            **os.environ,
            "SAMDRIFT_VAR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/shown.sqlite3",
        }
        server = subprocess.Popen(
            [str(SAMDRIFT), "demonstrate", "--port", str(port)],
            env=surroundings,
            stdout=subprocess.DEVNULL,
        )
        try:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="sv-SE")
            _wait_for(address, page)
            now = ""
            for name, who, where, link in PICTURES:
                if who != now:
                    _sign_in(page, address, who)
                    now = who
                page.goto(address + where, wait_until="networkidle")
                if link:
                    page.get_by_role("link", name=link, exact=True).first.click()
                    page.wait_for_load_state("networkidle")
                page.screenshot(path=FOLDER / f"{name}.png")
                print(name, flush=True)
            browser.close()
        finally:
            server.terminate()
            server.wait(timeout=10)


if __name__ == "__main__":
    main()
