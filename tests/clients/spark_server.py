"""Start Spark's own Connect server out of an environment, and put the tests of it to that."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"
STARTING = 180  # seconds


def main(folder: str) -> int:
    """The exit code of the tests; ``folder`` is the environment that has Spark."""
    (home,) = Path(folder).resolve().glob("lib/python*/site-packages/pyspark")
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    with TemporaryDirectory() as scratch:
        settings = {
            "spark.connect.grpc.binding.port": port,
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": 2,
            "spark.sql.warehouse.dir": f"{scratch}/warehouse",
        }
        command = [str(home / "bin/spark-submit"), "--class", SERVER, "--master", "local[2]"]
        command += [part for k, v in settings.items() for part in ("--conf", f"{k}={v}")]
        env = os.environ | {"SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable}
        with open(f"{scratch}/log", "wb") as log:
            server = subprocess.Popen(
                [*command, "spark-internal"], cwd=scratch, stdout=log, stderr=log, env=env
            )
        try:
            until = time.monotonic() + STARTING
            while not _listens(port):
                if server.poll() is not None or time.monotonic() > until:
                    return 1
                time.sleep(0.5)
            tests = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q"]
            tests += ["tests/timeline/tables/test_spark.py"]
            env = os.environ | {"CRISIS_SPARK": f"sc://localhost:{port}", "PYTHONPATH": ".typing"}
            return subprocess.run(tests, cwd=ROOT, env=env, check=False).returncode
        finally:
            server.terminate()
            server.wait()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("localhost", port), 1).close()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
