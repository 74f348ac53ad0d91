#!/usr/bin/env python3
"""Stillroom against Debian's Alembic, psql and a project's own verification, interleaved in one run; prints medians and ratios.

    bench.py --cli build/release/bin/stillroom-cli [--rounds 5] [--only start,history,sql,current,online,latency,startup,verify,log,
                    rehearse,window]

Not part of ctest: figures depend on the machine, so only the ratios of one run mean anything. Uses a
private PostgreSQL with a socket in a temporary folder.
"""
import argparse
import ctypes
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # Alembic is measured with its byte code kept, as at home

HERE = os.path.dirname(os.path.abspath(__file__))
ALEMBIC = ["/usr/bin/python3", "-m", "alembic.config", "-c", "migrations/alembic.ini"]


def newest_binaries():
    root = "/usr/lib/postgresql"
    return os.path.join(root, max(os.listdir(root), key=int), "bin")


class Server:
    """A private PostgreSQL; an unprivileged user when we are root."""

    def __init__(self, folder):
        self.folder = folder
        self.binaries = newest_binaries()
        self.lead = []
        if os.geteuid() == 0:
            self.lead = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
            shutil.chown(folder, "postgres")
        os.chmod(folder, 0o700)
        data = os.path.join(folder, "data")
        subprocess.run(self.lead + [f"{self.binaries}/initdb", "-D", data, "-U", "postgres", "-A", "trust",
                                    "-E", "UTF8", "--locale=C", "--no-sync"],
                       check=True, stdout=subprocess.DEVNULL, cwd=folder)
        self.process = subprocess.Popen(
            self.lead + [f"{self.binaries}/postgres", "-D", data, "-k", folder, "-c", "listen_addresses=",
                         "-c", "fsync=off", "-c", "max_locks_per_transaction=1024"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
        for _ in range(200):
            if subprocess.run(self.tool("pg_isready") + ["-q"]).returncode == 0:
                return
            time.sleep(0.05)
        raise SystemExit("the private server did not start")

    def tool(self, name):
        return [f"{self.binaries}/{name}", "-h", self.folder, "-U", "postgres"]

    def fresh(self, name="bench"):
        subprocess.run(self.tool("dropdb") + ["--if-exists", name], check=True, stderr=subprocess.DEVNULL)
        subprocess.run(self.tool("createdb") + [name], check=True)
        return f"postgresql+psycopg2://postgres@/{name}?host={self.folder}"

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


class DelayingProxy:
    """TCP to the server's socket, each direction delayed: `round_trip` seconds together."""

    def __init__(self, target, round_trip):
        self.target, self.delay = target, round_trip / 2
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.target)
            for source, sink in ((client, server), (server, client)):
                self.pump(source, sink)

    def pump(self, source, sink):
        import queue
        waiting = queue.Queue()

        def read():
            while True:
                try:
                    data = source.recv(65536)
                except OSError:
                    data = b""
                waiting.put((time.monotonic() + self.delay, data))
                if not data:
                    return

        def write():
            while True:
                due, data = waiting.get()
                time.sleep(max(0, due - time.monotonic()))
                try:
                    if not data:
                        sink.shutdown(socket.SHUT_WR)
                        return
                    sink.sendall(data)
                except OSError:
                    return

        threading.Thread(target=read, daemon=True).start()
        threading.Thread(target=write, daemon=True).start()


def measure(command, folder, url="postgresql://", statuses=(0,)):
    """Wall seconds, CPU seconds and peak MiB of one process."""
    environment = dict(os.environ, DATABASE_URL=url, DEV_DATABASE_URL=url, DEV_SESSION_SECRET="x",
                       AUTO_MIGRATE_ON_STARTUP="true")
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in statuses:
        raise SystemExit(f"{' '.join(command)}: status {process.returncode}\n{error.decode()[-2000:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Screen:
    """Looks at an X screen through libX11, which Qt brings."""

    def __init__(self, display):
        self.x = ctypes.CDLL("libX11.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XGetImage.restype = ctypes.c_void_p
        self.x.XGetPixel.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(display.encode()))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))

    def is_painted(self):
        """A bare Xvfb is black all over; the program's window is not."""
        image = self.x.XGetImage(self.display, self.root, 0, 0, 1280, 800, ctypes.c_ulong(0xFFFFFFFF), 2)
        if not image:
            return False
        painted = any(self.x.XGetPixel(ctypes.c_void_p(image), x, y) & 0xFFFFFF
                      for x in range(40, 1280, 80) for y in range(40, 800, 80))
        self.x.XDestroyImage(ctypes.c_void_p(image))
        return painted


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.cli = os.path.abspath(options.cli)
        self.projects = {}
        self.server = None

    def project(self, count, style="linear"):
        key = (count, style)
        if key not in self.projects:
            path = os.path.join(self.folder, f"p{count}{style}")
            subprocess.run([sys.executable, os.path.join(HERE, "..", "support", "genproject.py"), "--revisions",
                            str(count), "--style", style, "--out", path], check=True)
            # Alembic's byte code, so that it is measured warm.
            subprocess.run(ALEMBIC + ["heads"], cwd=path, check=True, stdout=subprocess.DEVNULL)
            self.projects[key] = path
        return self.projects[key]

    def database(self):
        if not self.server:
            folder = tempfile.mkdtemp(prefix="srb", dir="/tmp")
            self.server = Server(folder)
        return self.server

    def compare(self, title, ours, theirs, goal, before=None, rounds=None, statuses=(0,)):
        """Interleaved rounds of both; each is (command, folder, url or None). Returns the medians of both."""
        results = ([], [])
        for _ in range(rounds or self.options.rounds):
            for runs, (command, folder, url) in zip(results, (ours, theirs)):
                if before:
                    url = before(url)
                runs.append(measure(command, folder, url or "postgresql://", statuses))
        ratios = [mine[0] / other[0] for mine, other in zip(*results)]
        (wall, cpu, rss), (their_wall, their_cpu, their_rss) = (
            [statistics.median(column) for column in zip(*runs)] for runs in results)
        ratio = statistics.median(ratios)
        verdict = "" if goal is None else f"  goal {goal:.4f} {'ok' if ratio <= goal else 'MISSED'}"
        print(f"{title:<34} {wall * 1000:9.1f} ms {cpu * 1000:8.1f} cpu {rss:6.1f} MiB | "
              f"{their_wall * 1000:9.1f} ms {their_cpu * 1000:8.1f} cpu {their_rss:6.1f} MiB | "
              f"ratio {ratio:.4f} (1/{1 / ratio:.1f}) rss {rss / their_rss:.2f}{verdict}", flush=True)
        return wall, their_wall, rss

    def history(self):
        for count, style, goal in ((1000, "linear", 1 / 15), (10000, "linear", 1 / 12), (10000, "branchy", 1 / 60)):
            path = self.project(count, style)
            self.compare(f"history {count} {style}", ([self.cli, "history"], path, None),
                         (ALEMBIC + ["history"], path, None), goal, rounds=2 if style == "branchy" else None)

    def sql(self):
        for count, style, goal in ((1000, "linear", 1 / 8), (10000, "linear", 1 / 10), (10000, "branchy", 1 / 20)):
            path = self.project(count, style)
            words = ["upgrade", "heads" if style == "branchy" else "head", "--sql"]
            self.compare(f"upgrade --sql {count} {style}", ([self.cli] + words, path, None),
                         (ALEMBIC + words, path, None), goal, rounds=2 if style == "branchy" else None)

    def current(self):
        path, url = self.project(1000), self.database().fresh("current")
        measure([self.cli, "stamp", "head"], path, url)
        self.compare("current 1000", ([self.cli, "current"], path, url), (ALEMBIC + ["current"], path, url), 1 / 10)

    def online(self):
        path, server = self.project(1000), self.database()
        script = os.path.join(self.folder, "up.sql")
        with open(script, "w") as file:
            subprocess.run([self.cli, "upgrade", "head", "--sql"], cwd=path, stdout=file, check=True)
        os.chmod(self.folder, 0o755)
        psql = server.tool("psql") + ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", script, "online"]
        self.compare("upgrade 1000 against psql", ([self.cli, "upgrade", "head"], path, None), (psql, path, None),
                     0.8, before=lambda _: server.fresh("online"))
        self.compare("upgrade 1000 against alembic", ([self.cli, "upgrade", "head"], path, None),
                     (ALEMBIC + ["upgrade", "head"], path, None), None, before=lambda _: server.fresh("online"))

    def latency(self):
        path, server = self.project(100), self.database()
        proxy = DelayingProxy(os.path.join(server.folder, ".s.PGSQL.5432"), 0.020)
        url = f"postgresql+psycopg2://postgres@127.0.0.1:{proxy.port}/distant?sslmode=disable&gssencmode=disable"

        def fresh(_):
            server.fresh("distant")
            return url

        self.compare("upgrade 100, 20 ms a round trip", ([self.cli, "upgrade", "head"], path, url),
                     (ALEMBIC + ["upgrade", "head"], path, url), 1 / 10, before=fresh, rounds=3)

    def sample(self):
        """The sample project at its head, and a database that has it."""
        path = os.path.join(self.folder, "sample")
        if not os.path.isdir(path):
            shutil.copytree(os.path.join(HERE, "..", "..", "resources", "sample-project"), path)
        url = self.database().fresh("sample")
        measure([self.cli, "upgrade", "head"], path, url)
        return path, url

    def startup(self):
        """A start with nothing to do, over a bare connection."""
        path, url = self.sample()
        psql = self.database().tool("psql") + ["-X", "-q", "-c", "select 1", "sample"]
        ours, theirs, rss = self.compare("startup, nothing to do, psql", ([self.cli, "startup", "--yes"], path, url),
                                         (psql, path, url), None, rounds=max(20, self.options.rounds))
        over = (ours - theirs) * 1000
        print(f"{'':<34} {over:9.1f} ms over a bare connection (goal 50 ms), {rss:.1f} MiB (goal 40 MiB)")

    def verify(self):
        path, url = self.sample()
        self.compare("verify, the project's program", ([self.cli, "verify"], path, url),
                     (["/usr/bin/python3", "verify_migration_setup.py"], path, url), 1 / 5, statuses=(0, 1))

    def log(self):
        """100 MB of access log with a start every megabyte."""
        path = os.path.join(self.folder, "app.log")
        line = b'10.0.0.1 - - [22/Nov/2026:10:41:00 +0000] "GET /health HTTP/1.1" 200 2 "-" "kube-probe/1.30"\n'
        start = ("2026-11-22 10:41:00 [PACKAGE] Database tables not found. Running migrations...\n"
                 "2026-11-22 10:41:02 [OK] Migrations completed successfully!\n").encode()
        with open(path, "wb") as file:
            for _ in range(100):
                file.write(start + line * (1_000_000 // len(line)))
        runs = [measure([self.cli, "startup", "--read-log", path], self.folder) for _ in range(5)]
        wall, _, rss = (statistics.median(column) for column in zip(*runs))
        print(f"a log of 100 MB: {wall * 1000:.0f} ms (goal 2000 ms), {rss:.1f} MiB")

    def rehearse(self):
        """500 revisions there and back on a private server; drift of all of them, run and kept from before."""
        path, url = self.project(500), self.database().fresh("rehearse")
        data = os.path.join(self.folder, "data")
        for title, command in (("rehearse 500 there and back", ["rehearse"]), ("upgrade", ["upgrade", "head"]),
                               ("drift of 500, run", ["diff"]), ("drift of 500, kept", ["diff"])):
            os.environ["XDG_DATA_HOME"] = data
            wall, _, rss = measure([self.cli] + command, path, url)
            print(f"{title:<34} {wall * 1000:9.1f} ms {rss:6.1f} MiB", flush=True)
        del os.environ["XDG_DATA_HOME"]

    def window(self):
        """From the start of the program to a painted window on an Xvfb of our own."""
        program = os.path.join(os.path.dirname(self.cli), "stillroom")
        reader, writer = os.pipe()
        xvfb = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
                                pass_fds=[writer], stderr=subprocess.DEVNULL)
        display = ":" + os.read(reader, 16).decode().strip()
        home = tempfile.mkdtemp(dir=self.folder)
        environment = dict(os.environ, DISPLAY=display, QT_QPA_PLATFORM="xcb", HOME=home, XDG_RUNTIME_DIR=home)
        os.chmod(home, 0o700)
        screen = Screen(display)
        walls = []
        for _ in range(self.options.rounds + 1):  # the first one fills the disk's cache
            start = time.monotonic()
            process = subprocess.Popen([program], env=environment, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            while not screen.is_painted():
                if time.monotonic() - start > 20 or process.poll() is not None:
                    raise SystemExit("the window was not shown")
                time.sleep(0.002)
            walls.append((time.monotonic() - start) * 1000)
            process.terminate()
            process.wait()
            while screen.is_painted():
                time.sleep(0.01)
        xvfb.terminate()
        print(f"window painted: median {statistics.median(walls[1:]):.0f} ms, worst {max(walls[1:]):.0f} ms, "
              f"first {walls[0]:.0f} ms (goal 300 ms)")

    def start(self):
        walls = [measure([self.cli, "--version"], self.folder)[0] * 1000 for _ in range(20)]
        print(f"--version: median {statistics.median(walls):.1f} ms, worst {max(walls):.1f} ms (goal 30 ms)")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--cli", required=True)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--only", default="start,history,sql,current,online,latency,startup,verify,log,rehearse,window")
    options = arguments.parse_args()
    folder = tempfile.mkdtemp(prefix="stillroom-bench-")
    bench = Bench(options, folder)
    try:
        for name in options.only.split(","):
            getattr(bench, name)()
    finally:
        if bench.server:
            bench.server.stop()
            shutil.rmtree(bench.server.folder, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
