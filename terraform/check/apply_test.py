"""Applies the AWS side of prod to an emulator, reads back by API what the services rely on, and destroys it again."""

import json
import sys
import time

from emulator import ROOT, REGION, clients, copy_of, emulator, Terraform
from policies import allowed, too_wide

ACCOUNT = "123456789012"
VARIABLES = {
    "emulated": "true",
    "gateway_host": "shop.example.com",
    "alarm_emails": json.dumps(["team@example.com"]),
    "api_public_cidrs": json.dumps(["203.0.113.7/32"]),
    "admin_role_arns": json.dumps([f"arn:aws:iam::{ACCOUNT}:role/platform-team"]),
    "deletion_protection": "false",
}
PLATFORM = json.loads((ROOT / "terraform/platform.json").read_text())
LOGINS = [user + turn for user in PLATFORM["kafka"]["users"] for turn in ("", "_b")]
NAME = "caravan-prod"
BUCKET = f"{NAME}-feeds-{ACCOUNT}"
FUNCTION = f"{NAME}-lambda-csv"
TABLE = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{PLATFORM['table']['name']}"

failures = []
checks = 0


def check(what, holds, detail=""):
    """One check: a line, and a failure to count when it does not hold."""
    global checks
    checks += 1
    print(f"  {'✓' if holds else '✗'} {what}" + (f": {detail}" if not holds and detail != "" else ""), flush=True)
    if not holds:
        failures.append(what)


def guarded(section, client):
    """Runs a section; what the emulator does not answer fails that section, and the others still run."""
    try:
        return section(client)
    except Exception as problem:  # any: each is a failed check, which is printed and counted
        check(section.__name__, False, f"{type(problem).__name__}: {problem}")
        return None


def wiring(client):
    """From an upload to the function."""
    print("An upload starts the function", flush=True)
    s3, functions = client("s3"), client("lambda")
    configured = s3.get_bucket_notification_configuration(Bucket=BUCKET)["LambdaFunctionConfigurations"]
    check("the bucket has one notification", len(configured) == 1, configured)
    notification = configured[0]
    check("for every way of creating an object", notification["Events"] == ["s3:ObjectCreated:*"], notification["Events"])
    rules = {r["Name"].lower(): r["Value"] for r in notification["Filter"]["Key"]["FilterRules"]}
    feeds = PLATFORM["feeds"]
    check("for all that is put under feeds/", rules == {"prefix": feeds["prefix"]}, rules)
    alias = functions.get_alias(FunctionName=FUNCTION, Name="live")
    check("it calls the alias, whose version has a snapshot", notification["LambdaFunctionArn"] == alias["AliasArn"])
    configuration = functions.get_function_configuration(FunctionName=FUNCTION)
    check("Java 21", configuration["Runtime"] == "java21", configuration["Runtime"])
    check("the handler is the class of lambda-csv", class_exists(configuration["Handler"]), configuration["Handler"])
    variables = set(configuration["Environment"]["Variables"])
    required = required_variables()
    check("it has every variable that its settings require", required <= variables, sorted(required - variables))
    check("and PRODUCT_API_URL ends in /products",
          configuration["Environment"]["Variables"]["PRODUCT_API_URL"] == "https://shop.example.com/products")
    queue = client("sqs").get_queue_url(QueueName=f"{FUNCTION}-dead-letters")["QueueUrl"]
    kept = client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    check("dead letters are kept for two weeks", kept["MessageRetentionPeriod"] == "1209600", kept)
    concurrency = functions.get_function_concurrency(FunctionName=FUNCTION)["ReservedConcurrentExecutions"]
    check("reserved concurrency", concurrency == 5, concurrency)
    policy = json.loads(functions.get_policy(FunctionName=FUNCTION, Qualifier="live")["Policy"])
    (statement,) = policy["Statement"]
    check("only S3 may call it", statement["Principal"] == {"Service": "s3.amazonaws.com"}, statement["Principal"])
    condition = json.dumps(statement["Condition"])
    check("for this bucket", f"arn:aws:s3:::{BUCKET}" in condition, condition)
    try:  # the emulator is reached without TLS, and holds to the bucket's policy
        s3.put_object(Bucket=BUCKET, Key="feeds/a.csv", Body=b"name,price\nA,1.00\n")
        check("an upload without TLS is refused", False)
    except s3.exceptions.ClientError as refused:
        check("an upload without TLS is refused", refused.response["ResponseMetadata"]["HTTPStatusCode"] == 403, refused)
    (rule,) = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    check("what is uploaded is encrypted with the bucket's own key",
          rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms", rule)
    block = s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"]
    check("the bucket blocks public access", all(block.values()) and len(block) == 4, block)
    bucket_policy = json.loads(s3.get_bucket_policy(Bucket=BUCKET)["Policy"])
    anyone = [{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}, bucket_policy]
    reading = ("s3:GetObject", f"arn:aws:s3:::{BUCKET}/feeds/a.csv")
    check("without TLS nobody reads it", not allowed(anyone, *reading, {"aws:SecureTransport": "false"}))
    check("with TLS who may, may", allowed(anyone, *reading, {"aws:SecureTransport": "true"}))


def class_exists(handler):
    name = handler.split("::")[0].replace(".", "/")
    return (ROOT / "lambda-csv/src/main/java" / f"{name}.java").exists()


def required_variables():
    import re
    source = (ROOT / "lambda-csv/src/main/java/dev/caravan/feed/upload/FeedSettings.java").read_text()
    return set(re.findall(r'required\(environment, "([A-Z_]+)"\)', source))


def table(client):
    """The table, and an item as the window job writes it."""
    print("The table takes what the window job writes", flush=True)
    import re
    source = (ROOT / "flink-window-job/src/main/java/dev/caravan/window/dynamodb/WindowItem.java").read_text()
    written = set(re.findall(r'"([a-z_]+)"', source))
    described = client("dynamodb").describe_table(TableName=PLATFORM["table"]["name"])["Table"]
    keys = {k["KeyType"]: k["AttributeName"] for k in described["KeySchema"]}
    check("its keys are attributes of the job's items", set(keys.values()) <= written, (keys, written))
    check("hash key product_id, range key window_start", keys == {"HASH": "product_id", "RANGE": "window_start"}, keys)
    types = {a["AttributeName"]: a["AttributeType"] for a in described["AttributeDefinitions"]}
    check("both are strings", types == {"product_id": "S", "window_start": "S"}, types)
    ttl = client("dynamodb").describe_time_to_live(TableName=PLATFORM["table"]["name"])["TimeToLiveDescription"]
    check("items expire by an attribute that the job writes",
          ttl["TimeToLiveStatus"] == "ENABLED" and ttl["AttributeName"] in written, ttl)
    backups = client("dynamodb").describe_continuous_backups(TableName=PLATFORM["table"]["name"])
    check("every second of the past weeks can be restored",
          backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED")
    item = {"product_id": {"S": "42"}, "window_start": {"S": "2024-01-01T12:00:00Z"}, "window_end": {"S": "2024-01-01T12:01:00Z"},
            "unique_user_count": {"N": "17"}, "expires_at": {"N": "1706702460"}}
    check("the item of the design has the job's attributes", set(item) == written, (set(item), written))
    dynamodb = client("dynamodb")
    for _ in range(2):  # idempotent
        dynamodb.batch_write_item(RequestItems={PLATFORM["table"]["name"]: [{"PutRequest": {"Item": item}}]})
    found = dynamodb.query(TableName=PLATFORM["table"]["name"], KeyConditionExpression="product_id = :p",
                           ExpressionAttributeValues={":p": {"S": "42"}}, ScanIndexForward=False)["Items"]
    check("an item written twice is there once", found == [item], found)


def documents(iam, role):
    """The policies of a role: its own, and the customer-managed and AWS-managed ones attached to it."""
    inline = [iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
              for name in iam.list_role_policies(RoleName=role)["PolicyNames"]]
    for policy in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        version = iam.get_policy(PolicyArn=policy["PolicyArn"])["Policy"]["DefaultVersionId"]
        inline.append(iam.get_policy_version(PolicyArn=policy["PolicyArn"], VersionId=version)["PolicyVersion"]["Document"])
    return inline


def roles(client):
    """What each role must and must not do."""
    print("Each role may do its work, and nothing else", flush=True)
    iam = client("iam")
    secret = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:"
    listed = client("secretsmanager").list_secrets(MaxResults=100)["SecretList"]
    arns = {s["Name"]: s["ARN"] for s in listed}
    through_secrets_manager = {"kms:ViaService": f"secretsmanager.{REGION}.amazonaws.com"}
    feed, report = f"arn:aws:s3:::{BUCKET}/feeds/a.csv", f"arn:aws:s3:::{BUCKET}/reports/a.report.json"
    (group,) = client("elbv2").describe_target_groups(Names=[f"{NAME}-gateway"])["TargetGroups"]
    target_group = group["TargetGroupArn"]
    keys = [k["KeyArn"] for k in client("kms").list_keys()["Keys"]]
    expectations = {
        FUNCTION: [
            (True, "s3:GetObject", feed, {}), (True, "s3:GetObjectVersion", feed, {}),
            (True, "s3:PutObject", report, {}), (True, "s3:DeleteObject", report, {}),
            (True, "s3:ListBucket", f"arn:aws:s3:::{BUCKET}", {}),
            (True, "s3:PutObject", f"arn:aws:s3:::{BUCKET}/checkpoints/a.json", {}),
            (True, "lambda:InvokeFunction", f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{FUNCTION}:live", {}),
            (True, "lambda:InvokeFunction", f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{FUNCTION}-long:live", {}),
            (False, "lambda:InvokeFunction", f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:another", {}),
            (True, "sqs:SendMessage", f"arn:aws:sqs:{REGION}:{ACCOUNT}:{FUNCTION}-dead-letters", {}),
            (True, "logs:PutLogEvents", f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/lambda/{FUNCTION}:log-stream:x", {}),
            (False, "s3:PutObject", feed, {}),  # it would start itself
            (False, "s3:DeleteObject", feed, {}), (False, "s3:GetObject", "arn:aws:s3:::another/feeds/a.csv", {}),
            (False, "s3:PutBucketPolicy", f"arn:aws:s3:::{BUCKET}", {}),
            (False, "dynamodb:Query", TABLE, {}), (False, "lambda:UpdateFunctionCode", f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{FUNCTION}", {}),
            (False, "secretsmanager:GetSecretValue", secret + "anything", {}), (False, "iam:PassRole", "*", {}),
        ],
        f"{NAME}-api-gateway": [
            (True, "dynamodb:Query", TABLE, {}), (False, "dynamodb:PutItem", TABLE, {}),
            (False, "dynamodb:DeleteItem", TABLE, {}), (False, "dynamodb:Scan", TABLE, {}),
            (False, "dynamodb:Query", TABLE + "-other", {}), (False, "s3:GetObject", feed, {}),
            (False, "secretsmanager:GetSecretValue", arns.get(f"{NAME}/database/catalog", ""), {}),
        ],
        f"{NAME}-external-secrets": [
            *[(True, "secretsmanager:GetSecretValue", arns[f"{NAME}/database/{role}"], {}) for role in PLATFORM["database"]["roles"]],
            *[(True, "secretsmanager:GetSecretValue", arns[f"{NAME}/kafka/{user}"], {}) for user in PLATFORM["kafka"]["users"]],
            *[(False, "secretsmanager:GetSecretValue", arns[f"AmazonMSK_{NAME}_{login}"], {}) for login in LOGINS],  # the brokers' own
            (False, "secretsmanager:PutSecretValue", arns[f"{NAME}/database/catalog"], {}),
            (False, "secretsmanager:GetSecretValue", secret + "somebody-elses", {}),
            (False, "kms:Decrypt", keys[0], {}), (False, "dynamodb:Query", TABLE, {}),
        ],
        f"{NAME}-load-balancer-controller": [
            (True, "elasticloadbalancing:RegisterTargets", target_group, {}),
            (True, "elasticloadbalancing:DescribeTargetHealth", target_group, {}),
            (False, "elasticloadbalancing:RegisterTargets", target_group + "other", {}),
            (False, "elasticloadbalancing:CreateLoadBalancer", "*", {}), (False, "ec2:AuthorizeSecurityGroupIngress", "*", {}),
        ],
        f"{NAME}-alertmanager": [
            (True, "sns:Publish", f"arn:aws:sns:{REGION}:{ACCOUNT}:{NAME}-alarms", {}),
            (False, "sns:Publish", f"arn:aws:sns:{REGION}:{ACCOUNT}:another", {}), (False, "sns:Subscribe", f"arn:aws:sns:{REGION}:{ACCOUNT}:{NAME}-alarms", {}),
        ],
        f"{NAME}-node": [
            (True, "ecr:BatchGetImage", f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/caravan/api-gateway", {}),
            (False, "ecr:PutImage", f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/caravan/api-gateway", {}),
            (False, "dynamodb:Query", TABLE, {}), (False, "s3:GetObject", feed, {}),
            (False, "secretsmanager:GetSecretValue", arns[f"{NAME}/database/catalog"], {}),
            (False, "ec2:AssignPrivateIpAddresses", "*", {}),  # the network plugin's, by Pod Identity
        ],
        f"{NAME}-flow-logs": [
            (True, "logs:PutLogEvents", f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/caravan/{NAME}/flow:log-stream:x", {}),
            (False, "logs:PutLogEvents", f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/lambda/{FUNCTION}:log-stream:x", {}),
            (False, "logs:DeleteLogGroup", f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/caravan/{NAME}/flow", {}),
        ],
    }
    for role, calls in expectations.items():
        held = documents(iam, role)
        wrong = [f"{'cannot' if wanted else 'can'} {action} on {resource}"
                 for wanted, action, resource, context in calls if allowed(held, action, resource, context) != wanted]
        check(f"{role}: {len(calls)} calls", not wrong, "; ".join(wrong))
    held = documents(iam, f"{NAME}-external-secrets")
    decryptable = [key for key in keys if allowed(held, "kms:Decrypt", key, through_secrets_manager)]
    check("External Secrets uses two keys, and only through Secrets Manager", len(decryptable) == 2, decryptable)
    owner = [iam.get_policy_version(PolicyArn=p["Arn"], VersionId=p["DefaultVersionId"])["PolicyVersion"]["Document"]
             for p in iam.list_policies(Scope="Local")["Policies"] if p["PolicyName"] == f"{NAME}-feed-owner"]
    acme = {"aws:PrincipalTag/feed-owner": "acme"}
    put = lambda key, who: allowed(owner, "s3:PutObject", f"arn:aws:s3:::{BUCKET}/{key}", who)
    check("an owner of feeds puts them under a prefix of its own, and nowhere else",
          put("feeds/acme/a.csv", acme) and not put("feeds/other/a.csv", acme) and not put("feeds/a.csv", acme) and not put("feeds/acme/a.csv", {}))
    wide = []
    for role in [r["RoleName"] for r in iam.list_roles()["Roles"] if r["RoleName"].startswith(NAME)]:
        for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            found = too_wide(iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"])
            wide += [f"{role}/{name} {problem}" for problem in found]
    for policy in iam.list_policies(Scope="Local")["Policies"]:
        version = iam.get_policy_version(PolicyArn=policy["Arn"], VersionId=policy["DefaultVersionId"])
        wide += [f"{policy['PolicyName']} {problem}" for problem in too_wide(version["PolicyVersion"]["Document"])]
    check("no policy of ours has a wildcard in its actions, or is for every resource", not wide, wide)
    users = [u["UserName"] for u in iam.list_users()["Users"]]
    check("there are no users, so no static keys", users == [], users)


def secrets(client):
    """Passwords are made by AWS and known to nobody else."""
    print("Passwords", flush=True)
    manager = client("secretsmanager")
    values = {}
    for role in PLATFORM["database"]["roles"]:
        values[role] = json.loads(manager.get_secret_value(SecretId=f"{NAME}/database/{role}")["SecretString"])
    check("each database role has a user name and a password of its own",
          all(v["username"] == role and len(v["password"]) >= 32 for role, v in values.items())
          and len({v["password"] for v in values.values()}) == len(values))
    for login in LOGINS:
        values["kafka " + login] = json.loads(manager.get_secret_value(SecretId=f"AmazonMSK_{NAME}_{login}")["SecretString"])
        described = manager.describe_secret(SecretId=f"AmazonMSK_{NAME}_{login}")
        check(f"the secret of Kafka's {login} has a key of its own", "KmsKeyId" in described)
    check("each login at the brokers has a password of its own",
          all(values["kafka " + login]["username"] == login for login in LOGINS) and len({v["password"] for v in values.values()}) == len(values))
    for user in PLATFORM["kafka"]["users"]:
        present = json.loads(manager.get_secret_value(SecretId=f"{NAME}/kafka/{user}")["SecretString"])
        check(f"Kafka's {user} is told the one that the brokers take", present == values["kafka " + user], present["username"])
    return [v["password"] for v in values.values()]


def network(client):
    """What the internet reaches."""
    print("Nothing is public but what load balancers need", flush=True)
    ec2 = client("ec2")
    vpc = ec2.describe_vpcs(Filters=[{"Name": "tag:Name", "Values": [NAME]}])["Vpcs"][0]["VpcId"]
    ours = [{"Name": "vpc-id", "Values": [vpc]}]
    public = {a.get("SubnetId") for t in ec2.describe_route_tables(Filters=ours)["RouteTables"]
              if any(str(r.get("GatewayId", "")).startswith("igw-") for r in t["Routes"]) for a in t["Associations"]}
    tiers = {s["SubnetId"]: {t["Key"]: t["Value"] for t in s["Tags"]}.get("Tier") for s in ec2.describe_subnets(Filters=ours)["Subnets"]}
    check("only public subnets have a route from the internet",
          {tiers[s] for s in public if s} == {"public"}, public)
    out = {a.get("SubnetId") for t in ec2.describe_route_tables(Filters=ours)["RouteTables"]
           if any(r.get("NatGatewayId") for r in t["Routes"]) for a in t["Associations"]}
    check("data subnets have no way out either", all(tiers[s] != "data" for s in out if s), out)
    open_rules = [(g["GroupName"], p.get("FromPort"), p.get("ToPort")) for g in ec2.describe_security_groups(Filters=ours)["SecurityGroups"]
                  for p in g["IpPermissions"] for r in p["IpRanges"] if r["CidrIp"] == "0.0.0.0/0"]
    check("nobody lets everybody in but the load balancer, to HTTPS", open_rules == [(f"{NAME}-edge", 443, 443)], open_rules)
    database = client("rds").describe_db_instances(DBInstanceIdentifier=NAME)["DBInstances"][0]
    check("the database is not public, encrypted, with a standby",
          not database["PubliclyAccessible"] and database["StorageEncrypted"] and database["MultiAZ"])


def door(client):
    """From the world to the pods."""
    print("The shop's door", flush=True)
    (balancer,) = client("elbv2").describe_load_balancers(Names=[NAME])["LoadBalancers"]
    (listener,) = client("elbv2").describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    check("one listener, HTTPS", (listener["Port"], listener["Protocol"]) == (443, "HTTPS"), listener)
    (group,) = client("elbv2").describe_target_groups(Names=[f"{NAME}-gateway"])["TargetGroups"]
    check("pods are its targets by their own addresses", group["TargetType"] == "ip", group["TargetType"])
    check("it leads to the API port, and asks the management port for health",
          (group["Port"], group["HealthCheckPort"]) == (PLATFORM["services"]["api-gateway"]["port"],
                                                        str(PLATFORM["services"]["api-gateway"]["management_port"])), group)
    certificate = client("acm").describe_certificate(CertificateArn=listener["Certificates"][0]["CertificateArn"])["Certificate"]
    check("its certificate is of the shop's name, and issued",
          (certificate["DomainName"], certificate["Status"]) == ("shop.example.com", "ISSUED"), certificate["Status"])
    records = client("route53").list_resource_record_sets(HostedZoneId=VARIABLES["dns_zone_id"])["ResourceRecordSets"]
    check("the shop's name leads to it", any(r["Type"] == "A" and r["Name"] == "shop.example.com." for r in records), records)


def alarms(client):
    """Alarms reach somebody."""
    print("Alarms", flush=True)
    topic = f"arn:aws:sns:{REGION}:{ACCOUNT}:{NAME}-alarms"
    told = [s["Endpoint"] for s in client("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]]
    check("the topic tells who is named", told == ["team@example.com"], told)
    silent = [a["AlarmName"] for a in client("cloudwatch").describe_alarms()["MetricAlarms"] if a["AlarmActions"] != [topic]]
    check("every alarm goes to it", silent == [], silent)


def main():
    begun = time.monotonic()
    with emulator() as address, copy_of("envs/prod/aws") as root:
        client = clients(address)
        zone = client("route53").create_hosted_zone(Name="example.com", CallerReference="check")["HostedZone"]["Id"]
        VARIABLES["dns_zone_id"] = zone.rsplit("/", 1)[1]
        terraform = Terraform(root, address, VARIABLES)
        terraform.init()
        print("terraform apply of envs/prod/aws to an emulator", flush=True)
        applied = terraform.apply().stdout
        print("  " + next(line for line in applied.splitlines() if line.startswith("Apply complete")), flush=True)
        for section in (wiring, table, roles, network, door, alarms):
            guarded(section, client)
        passwords = guarded(secrets, client) or []
        state = (root / "terraform.tfstate").read_text()
        check("no password is in the state", passwords and not any(password in state for password in passwords))
        print("terraform destroy", flush=True)
        # The emulator cannot delete resource servers by themselves; this one goes with its user pool.
        terraform.run("state", "rm", "module.stack.module.identity.aws_cognito_resource_server.this")
        terraform.destroy()
        left = [r for r in json.loads((root / "terraform.tfstate").read_text())["resources"] if r["mode"] == "managed"]
        check("nothing is left of it", left == [], left)
        snapshots = [s["DBSnapshotIdentifier"] for s in client("rds").describe_db_snapshots()["DBSnapshots"]]
        check("but a last snapshot of the database, though its protection had to be off",
              any(s.startswith(f"{NAME}-final-") for s in snapshots), snapshots)
    print(f"{checks - len(failures)} of {checks} checks held, in {time.monotonic() - begun:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
