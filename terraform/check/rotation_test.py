"""Terraform leaves the logins that ./caravan cloud rotate has written in place, however many those were."""

import json
import sys
import time

from emulator import ROOT, clients, copy_of, emulator, Terraform
from protection_test import VARIABLES

LOGINS = [f"-target=module.stack.module.{versions}" for versions in (
    "database.aws_secretsmanager_secret_version.role", "kafka.aws_secretsmanager_secret_version.login",
    "kafka.aws_secretsmanager_secret_version.user")]


def main():
    begun = time.monotonic()
    platform = json.loads((ROOT / "terraform/platform.json").read_text())
    users = platform["kafka"]["users"]
    wanted = platform["database"]["roles"] + 2 * users + [user + "_b" for user in users]
    wrong = []
    with emulator() as address, copy_of("envs/prod/aws") as root:
        secrets = clients(address)("secretsmanager")
        terraform = Terraform(root, address, VARIABLES)
        terraform.init()
        terraform.apply(*LOGINS)
        names = [secret["Name"] for secret in secrets.list_secrets()["SecretList"]]
        first = {name: secrets.get_secret_value(SecretId=name)["SecretString"] for name in names}
        for name in names:
            # the emulator forgets labels of one's own when another version becomes the present one; AWS does not
            (labels,) = secrets.describe_secret(SecretId=name)["VersionIdsToStages"].values()
            if sorted(labels) != ["AWSCURRENT", "FIRST"]:
                wrong.append(f"Terraform's version of {name} has the labels {sorted(labels)}: without one of its own it is deleted some day")
            for turn in range(4):
                secrets.put_secret_value(SecretId=name, SecretString=json.dumps({"username": f"turn {turn}", "password": "p"}))
        terraform.apply(*LOGINS)
        for name in names:
            present = json.loads(secrets.get_secret_value(SecretId=name)["SecretString"])["username"]
            if present != "turn 3":
                wrong.append(f"{name} names {present} again")
        if sorted(json.loads(value)["username"] for value in first.values()) != sorted(wanted):
            wrong.append(f"the first logins are not those of the roles and users: {sorted(first)}")
    for sentence in wrong:
        print(f"✗ {sentence}", flush=True)
    print(f"{'✗' if wrong else '✓'} after four rotations another apply changes no login, in {time.monotonic() - begun:.0f} s", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
