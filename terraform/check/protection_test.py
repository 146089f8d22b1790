"""Prod cannot be destroyed until its deletion protection is switched off, and then it can."""

import json
import sys
import time

from emulator import ROOT, clients, copy_of, emulator, Terraform

PARTS = ["-target=module.stack.module.table"]
VARIABLES = {
    "emulated": "true",
    "gateway_host": "shop.example.com",
    "dns_zone_id": "Z0123456789ABC",
    "alarm_emails": json.dumps(["team@example.com"]),
    "api_public_cidrs": json.dumps(["203.0.113.7/32"]),
    "admin_role_arns": json.dumps(["arn:aws:iam::123456789012:role/platform-team"]),
}


def main():
    begun = time.monotonic()
    table = json.loads((ROOT / "terraform/platform.json").read_text())["table"]["name"]
    with emulator() as address, copy_of("envs/prod/aws") as root:
        tables = lambda: clients(address)("dynamodb").list_tables()["TableNames"]
        terraform = Terraform(root, address, VARIABLES)
        terraform.init()
        terraform.apply(*PARTS)
        refused = terraform.destroy(*PARTS, expect=(1,)).stdout
        if "protect" not in refused.lower() or tables() != [table]:
            print(refused[-3000:])
            print(f"✗ destroy of prod was not refused for its deletion protection; there are the tables {tables()}", flush=True)
            return 1
        print("✓ with deletion protection, as prod has it by itself, destroy is refused and the table stays", flush=True)
        terraform.apply("-var=deletion_protection=false", *PARTS)
        terraform.destroy("-var=deletion_protection=false", *PARTS)
        if tables():
            print(f"✗ with deletion protection switched off, the tables {tables()} are still there", flush=True)
            return 1
        print("✓ with deletion protection switched off and applied, destroy works", flush=True)
    print(f"2 of 2 checks held, in {time.monotonic() - begun:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
