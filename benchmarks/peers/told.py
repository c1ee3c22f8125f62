"""Lists once for each page size that is read, and says what it took, as the Java programs do."""

import resource
import sys
import time


def rounds(listing):
    for line in sys.stdin:
        cpu = time.process_time_ns()
        start = time.perf_counter_ns()
        rows = listing(int(line))
        nanos = time.perf_counter_ns() - start
        cpu = time.process_time_ns() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if sys.platform == "linux" else -1
        print(rows, nanos, cpu, -1, peak, flush=True)
