#!/usr/bin/python3
"""Headers per second of limpid-cli, dcm2niix and pydicom on one generated folder, in one run.

Also the memory of the scan, a second scan that finds nothing new, and how long a scan takes to end
after Ctrl+C. Every figure is of files that were read just before, so that the disk doesn't count.
"""

import argparse
import json
import multiprocessing
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time


def run(words):
    """Seconds, mebibytes at the peak, and the result of a program."""
    begin = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output, errors = process.communicate()
    seconds = time.monotonic() - begin
    if process.returncode != 0:
        sys.exit(f"{words[0]} ended with {process.returncode}: {errors.decode()[-300:]}")
    return seconds, output.decode()


def peak_mebibytes():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def read_header(path):
    import pydicom

    dataset = pydicom.dcmread(path, stop_before_pixels=True)
    return dataset.SeriesInstanceUID, dataset.Rows


def pydicom_seconds(files, processes):
    begin = time.monotonic()
    if processes == 1:
        for path in files:
            read_header(path)
    else:
        with multiprocessing.Pool(processes) as pool:
            pool.map(read_header, files, chunksize=64)
    return time.monotonic() - begin


def show(what, files, seconds, note=""):
    print(f"{what:34} {seconds:8.2f} s {files / seconds:10.0f} headers/s  {note}", flush=True)


def cancelled_scan(cli, folder, study):
    """Seconds from SIGINT to the end, and the images that were kept."""
    project = folder / "cancelled"
    run([cli, "init", project])
    process = subprocess.Popen([cli, "import", project, study, "--json", "--thumbnails", "none"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    time.sleep(1.0)
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate()
    seconds = time.monotonic() - begin
    return seconds, process.returncode, json.loads(output)["images"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cli", type=pathlib.Path, help="limpid-cli")
    parser.add_argument("--files", type=int, default=20000)
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="limpid-scan-"))
    try:
        study = folder / "study"
        patients = max(1, options.files // 200)
        run([options.cli, "demo", study, "--patients", str(patients), "--slices", "200", "--size", "32"])
        files = sorted(str(path) for path in study.rglob("*.dcm"))
        for path in files:  # into the cache
            pathlib.Path(path).read_bytes()
        print(f"{len(files)} files of {os.path.getsize(files[0])} bytes, {os.cpu_count()} cores")

        project = folder / "project"
        run([options.cli, "init", project])
        before = peak_mebibytes()
        scan = [options.cli, "import", project, study, "--json", "--thumbnails", "none"]
        seconds, output = run(scan)
        memory = peak_mebibytes()
        images = json.loads(output)["images"]
        show("limpid-cli import (all cores)", len(files), seconds,
             f"{images} images, {memory:.0f} MiB at the peak" if memory > before else f"{images} images")
        seconds, output = run(scan)
        show("limpid-cli import, again", len(files), seconds, f"{json.loads(output)['newImages']} new")
        one_core = folder / "one"
        run([options.cli, "init", one_core])
        seconds, _ = run(["taskset", "-c", "0", options.cli, "import", one_core, study, "--json", "--thumbnails", "none"])
        show("limpid-cli import, one core", len(files), seconds)
        seconds, _ = run(["dcm2niix", "-n", "-1", "-o", str(folder), str(study)])
        show("dcm2niix -n -1 (lists series)", len(files), seconds)
        show("pydicom, one process", len(files), pydicom_seconds(files, 1))
        show("pydicom, a process a core", len(files), pydicom_seconds(files, os.cpu_count()))
        seconds, status, kept = cancelled_scan(options.cli, folder, study)
        print(f"Ctrl+C after 1 s: ends after {seconds:.2f} s with status {status}, {kept} images kept")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
