"""Shows the plan of an environment's AWS side against an emulator, where there is no account to ask."""

import json
import sys

from emulator import copy_of, emulator, Terraform


def main():
    name = sys.argv[1]
    variables = {
        "gateway_host": "shop.example.com",
        "alarm_emails": json.dumps(["team@example.com"]),
        "api_public_cidrs": json.dumps(["203.0.113.7/32"]),
        "dns_zone_id": "Z0123456789ABC",
        "admin_role_arns": json.dumps(["arn:aws:iam::123456789012:role/platform-team"]),
    }
    print(f"Planning envs/{name}/aws against an emulator of AWS, where nothing exists yet …", file=sys.stderr, flush=True)
    with emulator() as address, copy_of(f"envs/{name}/aws") as root:
        terraform = Terraform(root, address, variables)
        terraform.init()
        terraform.plan(quiet=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
