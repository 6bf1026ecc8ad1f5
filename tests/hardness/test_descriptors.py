# SPDX-FileCopyrightText: 2026 The StraightLine Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""No descriptors left: connections wait or are refused, nothing spins, and it goes on when there are some again."""
import resource
import time
import unittest

from clients import OrdinaryClient, connect, read_answer
from harness import Backend, Product, site, wait_until


def limit_descriptors(product, count):
    _, most = resource.prlimit(product.child.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(product.child.pid, resource.RLIMIT_NOFILE, (count, most))


class DescriptorTest(unittest.TestCase):
    def test_goes_on_when_there_are_some_again(self):
        backend = Backend()
        with Product(site({"b": backend.port}, "idle_timeout_ms = 60000", backend="capacity = 1000")) as product:
            product.wait_ready()
            OrdinaryClient(product.ingest).measure(20)
            before, _ = resource.prlimit(product.child.pid, resource.RLIMIT_NOFILE)
            used = product.descriptors()
            limit_descriptors(product, used + 20)
            clients = [connect(product.ingest) for _ in range(60)]  # the kernel's backlog takes what nobody accepts
            for each in clients:
                each.sendall(OrdinaryClient.REQUEST)
            time.sleep(0.2)  # let it run into the limit
            begun, cpu = time.monotonic(), product.cpu_seconds()
            time.sleep(2)
            share = (product.cpu_seconds() - cpu) / (time.monotonic() - begun)
            print(f"without descriptors: {share:.0%} of a core")
            self.assertLess(share, 0.5)
            # Those that were accepted are answered, with 503 where no descriptor was left for the backend.
            limit_descriptors(product, before)
            statuses = [read_answer(each)[0] for each in clients]
            self.assertTrue(set(statuses) <= {200, 503}, statuses)
            self.assertIn(200, statuses)
            for each in clients:
                each.close()
            wait_until(lambda: product.metrics()["straightline_gateway_connections"] == 0, "the connections are closed")

            def works():
                try:
                    return OrdinaryClient(product.ingest).measure(5)
                except AssertionError:
                    return None
            wait_until(works, "requests are answered again")
            now = product.wait_idle()
            self.assertEqual(now["straightline_accepted_requests_total"], now["straightline_finished_requests_total"])
        backend.close()


if __name__ == "__main__":
    unittest.main()
