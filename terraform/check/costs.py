"""What an environment costs a month: the sizes that terraform/ names, times the prices of prices.json.

Prints the table of docs/operations.md; with --check, fails if the page has another one.
"""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TERRAFORM = HERE.parent
PAGE = TERRAFORM.parent / "docs/operations.md"
PRICES = json.loads((HERE / "prices.json").read_text())
HOURS = PRICES["hours"]


class Sizes:
    """The sizes that an environment's files name."""

    def __init__(self, environment):
        self.aws = (TERRAFORM / f"envs/{environment}/aws/main.tf").read_text()
        self.google = (TERRAFORM / f"envs/{environment}/gcp/main.tf").read_text()
        self.prod = environment == "prod"

    def find(self, text, name):
        found = re.search(rf'^\s*{name}\s*=\s*(?:\[?"([^"]+)"\]?|(\d+|true|false))', text, re.MULTILINE)
        if not found:
            raise SystemExit(f"terraform/envs: {name} is not where costs.py looks for it")
        return found[1] or (int(found[2]) if found[2].isdigit() else found[2] == "true")

    def zones(self):
        return len(re.search(r"availability_zones = \[([^\]]*)\]", self.aws)[1].split(","))

    def block(self, name):
        return re.search(rf"^  {name}\s*= {{(.*?)^  }}", self.aws, re.MULTILINE | re.DOTALL)[1]


def default(path, name):
    """A default of a module's variable."""
    return int(re.search(rf"{name}\s*=\s*optional\(number, (\d+)\)", (TERRAFORM / path).read_text())[1])


def count(pattern, *directories):
    """How often Terraform declares something in the AWS side's own directories."""
    return sum(len(re.findall(pattern, file.read_text())) for d in directories for file in (TERRAFORM / d).glob("*.tf"))


def rows(environment):
    """(part, unit price, what it is per, how many, dollars a month) of each part."""
    sizes = Sizes(environment)
    nodes, node = sizes.find(sizes.aws, "desired"), sizes.find(sizes.aws, "instance_types")
    database, kafka = sizes.block("database"), sizes.block("kafka")
    copies = 2 if sizes.find(database, "multi_az") else 1
    brokers = sizes.find(kafka, "brokers_per_zone") * sizes.zones()
    machine, workers = sizes.find(sizes.google, "worker_type"), sizes.find(sizes.google, "workers")
    machines, cores = workers + 1, int(machine.rsplit("-", 1)[1]) * (workers + 1)
    modules = [f"modules/{m}" for m in ("eks", "rds", "msk", "feeds", "dynamodb", "ecr", "identity", "network", "alarms")]
    keys = count(r'resource "aws_kms_key"', *modules)
    platform = json.loads((TERRAFORM / "platform.json").read_text())
    secrets = len(platform["database"]["roles"]) + 3 * len(platform["kafka"]["users"]) + 6  # the integration client's, the mail login's, the master's, Fluent Bit's, the operator's, the repository's

    def hourly(part, price, number, of=None):
        return part, f"{of + ' ' if of else ''}{PRICES[price]} / h", number, PRICES[price] * HOURS * number

    def monthly(part, price, number, per):
        return part, f"{PRICES[price]:.3g} / {per}", number, PRICES[price] * number

    yield hourly("EKS control plane", "EKS control plane", 1)
    yield hourly("nodes", node, nodes, node)
    yield monthly("their disks, GB", "node disk GB", nodes * default("stacks/aws/variables.tf", "disk_gib"), "GB")
    yield hourly("NAT gateways with address", "NAT gateway with address", sizes.zones() if sizes.prod else 1)
    yield hourly("load balancer", "load balancer", 1)
    yield monthly("firewall: the list, its rules", "firewall unit", 5 + len(re.findall(r"AWSManagedRules\w+ +=", (TERRAFORM / "modules/edge/main.tf").read_text())) + 1, "unit")
    name = sizes.find(database, "instance_class")
    yield hourly("PostgreSQL, standby counted", name, copies, name)
    yield monthly("its storage, GB", "database GB", copies * sizes.find(database, "storage_gib"), "GB")
    name = sizes.find(kafka, "broker_type")
    yield hourly("Kafka brokers", name, brokers, name)
    yield monthly("their storage, GB", "broker GB", brokers * sizes.find(kafka, "storage_gib"), "GB")
    yield monthly("keys", "key", keys, "key")
    yield monthly("secrets", "secret", secrets, "secret")
    yield hourly("VPN connections, AWS side", "VPN connection, AWS side", 2)
    yield hourly("VPN tunnels, Google side", "VPN tunnel, Google side", 4)
    yield hourly("Dataproc machines", machine, machines, machine)
    yield hourly("Dataproc itself, vCPUs", "Dataproc vCPU", cores)
    yield monthly("their disks, GB", "Dataproc disk GB", machines * 100, "GB")


def table():
    lines = ["| part | dev: price | number | a month | prod: price | number | a month |", "|---|---|---|---|---|---|---|"]
    sums = [0, 0]
    for dev, prod in zip(rows("dev"), rows("prod"), strict=True):
        lines.append(f"| {dev[0]} | {dev[1]} | {dev[2]} | {dev[3]:,.0f} | {prod[1]} | {prod[2]} | {prod[3]:,.0f} |")
        sums = [sums[0] + dev[3], sums[1] + prod[3]]
    lines.append(f"| **sum** | | | **{sums[0]:,.0f}** | | | **{sums[1]:,.0f}** |")
    return "\n".join(lines)


def main():
    if "--check" not in sys.argv:
        print(table())
    elif table() not in PAGE.read_text() or PRICES["date"] not in PAGE.read_text():
        sys.exit("docs/operations.md says other costs than terraform/ and prices.json come to. They come to\n\n" + table()
                 + f"\n\nof {PRICES['date']}; python3 terraform/check/costs.py prints it.")


if __name__ == "__main__":
    main()
