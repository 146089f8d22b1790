"""Code, contracts, Terraform, manifests and docs call everything by one name, and every difference is a failure."""

import json
import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = json.loads((ROOT / "terraform/platform.json").read_text())
differences = []
compared = 0


def text(path):
    return (ROOT / path).read_text()


def same(what, expected, found):
    """Two names of one thing."""
    global compared
    compared += 1
    if expected == found:
        return
    if isinstance(expected, dict) and isinstance(found, dict):
        for name in sorted(set(expected) | set(found)):
            if expected.get(name) != found.get(name):
                differences.append(f"{what}: {name} has {expected.get(name)!r} and {found.get(name)!r}")
    else:
        differences.append(f"{what}: {expected!r} and {found!r} differ")


def within(what, part, whole):
    """Names that must all be known."""
    global compared
    compared += len(part)
    for name in sorted(set(part) - set(whole)):
        differences.append(f"{what}: {name!r} is not known; there are {', '.join(sorted(map(str, whole)))}")


def sources(suffixes, *directories):
    """The committed (or new) files of the product below directories, tests and this check left out."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", *directories], cwd=ROOT, text=True, capture_output=True, check=True)
    for name in listed.stdout.splitlines():
        if name.endswith(suffixes) and "/src/test/" not in name and "/tests/" not in name and "terraform/check/" not in name:
            if (ROOT / name).exists():
                yield name, (ROOT / name).read_text(errors="replace")


def documents(directory, suffixes=(".yaml", ".yml")):
    for name, content in sources(suffixes, directory):
        if "{{" in content and "applicationsets" not in name:
            continue
        for document in yaml.safe_load_all(content):
            if isinstance(document, dict):
                yield name, document


def topics_and_table():
    known = {topic["name"] for topic in PLATFORM["topics"].values()} | {PLATFORM["table"]["name"]}
    used = set()
    for name, content in sources((".java", ".yaml", ".yml", ".env", ".md", ".tf", ".json", ".txt", ".js", ".properties"),
                                 "services", "routes", "flink-window-job", "lambda-csv", "local", "contracts", "docs", "kustomize",
                                 "argocd", "observability", "k6", "README.md"):
        if name.startswith("local/") and "/bench/" in name:
            continue
        names = set(re.findall(r"\becom-[a-z]+(?:-[a-z]+)*\b", content))
        if name == "docs/tutorials/first-integration.md":
            names -= {"ecom-order-events-chat-dlq"}  # which its reader makes
        within(name, names, known)
        if name.endswith((".java", ".yaml")):
            used |= names
        # a consumer's dead letters are called after it
        for consumer in re.findall(r'EventSource\.of\("([a-z-]+)"', content):
            used |= {f"{topic}-{consumer}-dlq" for topic in names}
    within("named in terraform/platform.json, in no code", known, used)
    listed = ROOT / "contracts/src/main/resources/topics/topics.txt"
    for candidate in [listed, *ROOT.glob("contracts/**/topics.txt")]:
        if candidate.exists() and "target" not in candidate.parts:
            rows = [line.split() for line in candidate.read_text().splitlines() if line and not line.startswith("#")]
            same("topics and their partitions", {t["name"]: t["partitions"] for t in PLATFORM["topics"].values()},
                 {row[0]: int(row[2]) for row in rows})
            break


def kafka_rights():
    """Every user of the brokers has rights and a login, on topics that are there, and each service logs in as itself."""
    users = PLATFORM["kafka"]["users"]
    rows = [line.split() for line in text("contracts/topics/acls.txt").splitlines() if line and not line.startswith("#")]
    same("users with rights at the brokers", set(users) | {"brokers"}, {row[0] for row in rows})
    known = {topic["name"] for topic in PLATFORM["topics"].values()}
    for user, operations, kind, *names in rows:
        if kind == "topic":
            within(f"topics of {user}", {name for name in names if not name.endswith("*")}, known)
            same(f"rights of {user} are all on names or all on one prefix", True, len(names) == 1 or not any(name.endswith("*") for name in names))
    same("the first right is to give rights", ["topics", "cluster"], [rows[0][0], rows[0][2]])
    same("and it holds it", True, "alter" in rows[0][1].split(","))
    job = text("flink-window-job/src/main/java/dev/caravan/window/WindowJobConfig.java")
    for kind, variable in {"group": "KAFKA_GROUP_ID", "transactional-id": "KAFKA_TRANSACTIONAL_ID_PREFIX"}.items():
        name = re.search(rf'"{variable}", "([^"]+)"', job)[1]
        within(f"the window job's {kind}", {name}, {row[3].rstrip("*") for row in rows if row[0] == "window-job" and row[2] == kind})
    logins = {d["metadata"]["name"]: {data["remoteRef"]["key"] for data in d["spec"]["data"]}
              for d in yaml.safe_load_all(text("kustomize/components/external-secrets/kafka.yaml"))}
    for login, keys in logins.items():
        same(f"the secret of {login}", {"caravan/kafka/" + login.removeprefix("kafka-")}, keys)
    same("logins in the cluster: all but the other cloud's and people's", set(users) - {"window-job", "operator"},
         {login.removeprefix("kafka-") for login in logins})
    for name, document in documents("kustomize/base"):
        if document.get("kind") in ("Deployment", "Job"):
            asked = set(re.findall(r"'name': '(kafka-[a-z-]+)'", str(document["spec"])))
            within(f"{name}: the login", asked, {"kafka-" + document["metadata"]["name"]})


def window_job():
    config = text("flink-window-job/src/main/java/dev/caravan/window/WindowJobConfig.java")
    defaults = dict(re.findall(r'settings\.get\("([A-Z_]+)", "([^"]+)"\)', config))
    topics = PLATFORM["topics"]
    for variable, name in {"KAFKA_TOPIC": "raw", "KAFKA_OUTPUT_TOPIC": "results", "KAFKA_DLQ_TOPIC": "dead_letters",
                           "KAFKA_LATE_TOPIC": "late"}.items():
        same(f"the window job's {variable}", topics[name]["name"], defaults.get(variable))
    same("the window job's DYNAMODB_TABLE", PLATFORM["table"]["name"], defaults.get("DYNAMODB_TABLE"))
    settings = set(re.findall(r'settings\.\w+\("([A-Z_]+)"', config))
    submission = text("local/cli/src/main/java/dev/caravan/local/cli/cloud/JobSubmission.java")
    arguments = {a.upper().replace("-", "_") for a in re.findall(r'job\("([a-z-]+)"', submission)}
    same("the submission gives settings", True, len(arguments) >= 5)
    within("arguments of the job's submission", arguments, settings)
    item = text("flink-window-job/src/main/java/dev/caravan/window/dynamodb/WindowItem.java")
    attributes = set(re.findall(r'"([a-z_]+)"', item))
    within("the table's keys", [PLATFORM["table"][key] for key in ("hash_key", "range_key", "ttl_attribute")], attributes)
    query = text("routes/gateway/src/main/java/dev/caravan/gateway/analytics/WindowQuery.java")
    for key in ("hash_key", "range_key"):
        same(f"the gateway queries by {key}", True, f'"{PLATFORM["table"][key]}"' in query)
    local = text("local/dynamodb/src/main/java/dev/caravan/local/dynamodb/AnalyticsTable.java")
    same("the local table's hash key", PLATFORM["table"]["hash_key"], re.search(r'"AttributeName": "(\w+)", "KeyType": "HASH"', local)[1])
    same("the local table's range key", PLATFORM["table"]["range_key"], re.search(r'"AttributeName": "(\w+)", "KeyType": "RANGE"', local)[1])
    same("the local table's expiry", PLATFORM["table"]["ttl_attribute"],
         re.search(r'TimeToLiveSpecification": \{"AttributeName": "(\w+)"', local)[1])


def feeds():
    settings = text("lambda-csv/src/main/java/dev/caravan/feed/upload/FeedSettings.java")
    known = set(re.findall(r'"([A-Z][A-Z0-9_]{4,})"', settings))
    required = set(re.findall(r'required\(environment, "([A-Z_]+)"\)', settings))
    function = text("terraform/modules/feeds/main.tf")
    block = re.search(r"variables = \{(.*?)\}", function, re.S)[1]
    given = set(re.findall(r"^\s+([A-Z_]+)\s*=", block, re.M))
    within("the function's variables in Terraform", given, known | {"JAVA_TOOL_OPTIONS"})
    within("variables that the function requires", required, given)
    reference = text("lambda-csv/src/main/java/dev/caravan/feed/upload/FeedReference.java")
    docs = text("docs/feeds.md")
    same("the function knows where feeds are", True, f'"{PLATFORM["feeds"]["prefix"]}"' in reference)
    same("the docs know where feeds are", True, PLATFORM["feeds"]["prefix"] in docs)
    same("the function writes reports where Terraform lets it", True, f'"{PLATFORM["feeds"]["reports"]}' in reference)
    handler = re.search(r'handler\s*=\s*"([\w.]+)::(\w+)"', function)
    source = text("lambda-csv/src/main/java/" + handler[1].replace(".", "/") + ".java")
    same("the function's handler", True, f" {handler[2]}(" in source)


def ports():
    for service, ports in PLATFORM["services"].items():
        configuration = yaml.safe_load(text(f"services/{service}/src/main/resources/application.yaml"))["caravan"]
        same(f"{service}'s port", ports["port"], configuration["port"])
        same(f"{service}'s management port", ports["management_port"], configuration["management-port"])
    directories = {d.name for d in (ROOT / "services").iterdir() if (d / "src/main/resources/application.yaml").exists()}
    same("services", set(PLATFORM["services"]), directories)


def database():
    roles = text(str(next(p for p in ROOT.glob("**/database/roles.sql") if "target" not in p.parts).relative_to(ROOT)))
    created = re.search(r"role_name IN ARRAY ARRAY\[([^\]]+)\] LOOP\s+IF NOT EXISTS", roles)[1]
    same("database roles", set(PLATFORM["database"]["roles"]), set(re.findall(r"'(\w+)'", created)))
    default = re.search(r"DB_NAME:(\w+)", "".join(content for _, content in sources((".yaml",), "services")))
    same("the database's name", PLATFORM["database"]["name"], default[1])


def external_secrets():
    """What the cluster reads of a secret is what is written into it, and each is read under the name of what it is for."""
    written = {f"caravan/database/{role}" for role in [*PLATFORM["database"]["roles"], "master"]}
    written |= {f"caravan/kafka/{user}" for user in PLATFORM["kafka"]["users"]}
    for module in ("rds", "msk"):
        fields = re.search(r"secret_string_wo = jsonencode\(\{(.*?)\}\)", text(f"terraform/modules/{module}/main.tf"), re.S)[1]
        same(f"fields of the secrets of {module}", {"username", "password"}, set(re.findall(r"^\s+(\w+)\s*=", fields, re.M)))
    integrations = {"oidc/integration-service": {"client_id", "client_secret"}, "mail/smtp": {"username", "password"},
                    "erp/sftp": {"host", "port", "user", "password", "host_key"}}
    stack = text("terraform/stacks/aws/main.tf") + text("terraform/modules/mail/main.tf")
    for secret, fields in integrations.items():
        made = re.search(r'resource "aws_secretsmanager_secret" "(\w+)" \{\n(?:  .*\n)*?  name +=.*\}/%s"' % secret, stack)
        same(f"the secret {secret} is made", True, bool(made))
        version = made and re.search(r'"aws_secretsmanager_secret_version" "%s" \{.*?jsonencode\(\{(.*?)\}\)' % made[1], stack, re.S)
        if version:  # what people put in themselves has none
            same(f"fields of the secret {secret}", fields, set(re.findall(r"^\s+(\w+)\s*=", version[1], re.M)))
    for name, document in [*documents("kustomize/components/external-secrets"), *documents("kustomize/components/erp-export")]:
        if document.get("kind") != "ExternalSecret":
            continue
        secret = document["metadata"]["name"]
        for data in document["spec"].get("data", ()):
            key, field = data["remoteRef"]["key"], data["remoteRef"].get("property")
            within(f"{name}: {secret} reads of {key} the field", {field},
                   integrations.get(key.removeprefix("caravan/"), {"username", "password"}))
            within(f"{name}: {secret} reads the secret", {key}, written | {f"caravan/{one}" for one in integrations})
            same(f"{name}: {secret} is called after the secret that it reads", secret.split("-", 1)[1], key.split("/")[-1])
    for environment in ("dev", "prod"):
        overlay = yaml.safe_load(text(f"kustomize/overlays/{environment}/kustomization.yaml"))
        for replacement in overlay["replacements"]:
            field = replacement["source"]["fieldPath"].removeprefix("data.")
            for target in replacement["targets"]:
                if field.startswith("DB_SECRET_"):
                    same(f"{environment}: {field} is put into", "database-" + field.removeprefix("DB_SECRET_").lower(), target["select"].get("name"))


def database_certificates():
    """The database's authority is known in every region that it may be in, and by every service that has tables."""
    bundle = text("kustomize/base/platform/rds-ca.pem")
    regions = set(re.findall(r'"([a-z]+-[a-z]+-\d)"', re.search(r"regions = \[(.*?)\]", text("terraform/stacks/aws/main.tf"), re.S)[1]))
    known = set()
    for certificate in re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", bundle, re.S):
        said = subprocess.run(["openssl", "x509", "-noout", "-subject", "-checkend", str(365 * 86400)], input=certificate,
                              text=True, capture_output=True)
        found = re.search(r"Amazon RDS ([a-z0-9-]+) Root CA RSA2048 G1", said.stdout)
        same("a certificate of the bundle is an authority of RDS, and holds for a year more", True, bool(found) and said.returncode == 0)
        known |= {found[1]} if found else set()
    within("regions with an authority of the database", regions, known)
    same("RDS is told to use it", True, '"rds-ca-rsa2048-g1"' in text("terraform/modules/rds/main.tf"))
    url = yaml.safe_load(text("services/starter/src/main/resources/caravan-database.yaml"))["spring"]["datasource"]["url"]
    for variable in ("DB_SSLMODE", "DB_SSLROOTCERT"):
        same(f"the services read {variable}", True, "${" + variable + ":" in url)


def scopes():
    used = set()
    for _, content in sources((".yaml",), "contracts"):
        used |= set(re.findall(r"\b((?:catalog|customers|orders|analytics):[a-z]+)\b", content))
    within("scopes of the contracts", used, PLATFORM["oidc"]["scopes"])
    service = yaml.safe_load(text("services/starter/src/main/resources/caravan-service.yaml"))["caravan"]
    same("the audience", "${TOKEN_AUDIENCE:%s}" % PLATFORM["oidc"]["audience"], service["audience"])


def manifests():
    """kustomize/ and argocd/, where they are."""
    if not (ROOT / "kustomize").is_dir():
        return
    annotations = set(re.findall(r"^\s+([a-z_]+)\s+=", re.search(r"annotations = \{(.*)\n  \}", text("terraform/stacks/platform/main.tf"), re.S)[1], re.M))
    annotations |= {"repository_url", "target_revision", "environment"}
    for name, content in sources((".yaml",), "argocd"):
        within(name, set(re.findall(r"\.metadata\.annotations\.([a-z_]+)", content)), annotations)
    for name, content in sources((".env",), "kustomize"):
        values = dict(line.split("=", 1) for line in content.splitlines() if "=" in line and not line.startswith("#"))
        for variable, expected in {"DYNAMODB_TABLE": PLATFORM["table"]["name"], "DB_NAME": PLATFORM["database"]["name"],
                                   "DB_PORT": str(PLATFORM["database"]["port"]), "KAFKA_TOPIC": PLATFORM["topics"]["raw"]["name"],
                                   "TOKEN_AUDIENCE": PLATFORM["oidc"]["audience"]}.items():
            if variable in values:
                same(f"{name}: {variable}", expected, values[variable])
        for variable, value in values.items():
            service = re.fullmatch(r"http://([a-z-]+):(\d+)", value)
            if service:
                same(f"{name}: {variable}", PLATFORM["services"].get(service[1], {}).get("port"), int(service[2]))
    for name, document in documents("kustomize/base"):
        within(f"{name}: namespace", {document["metadata"]["namespace"]} if document.get("metadata", {}).get("namespace") else set(),
               {PLATFORM["namespace"]})
        if document.get("kind") == "Deployment":
            service = document["metadata"]["name"]
            ports = [p["containerPort"] for c in document["spec"]["template"]["spec"]["containers"] for p in c.get("ports", [])]
            if ports:
                same(f"{name}: ports", {PLATFORM["services"][service]["port"], PLATFORM["services"][service]["management_port"]}, set(ports))
    written = text("terraform/modules/argocd/main.tf")
    for file in (ROOT / "argocd/projects").glob("*.yaml"):
        same(f"Terraform makes the project {file.stem}", True, f'"{file.stem}"' in written)
    stack = text("terraform/stacks/aws/main.tf")
    for addon, namespace in re.findall(r'namespace\s+= "([\w-]+)"\s+service_account = "([\w-]+)"', stack):
        directory = ROOT / "argocd/addons" / namespace
        if directory.is_dir():
            described = yaml.safe_load((directory / "addon.yaml").read_text())
            same(f"namespace of {namespace}, which gets a role", addon, described["namespace"])
    root = yaml.safe_load(text("argocd/bootstrap/root-app.yaml"))["spec"]
    installed = text("terraform/modules/argocd/main.tf")
    for name in (root["source"]["path"], root["project"], root["destination"]["namespace"]):
        same(f"Terraform's root application has {name}", True, f'"{name}"' in installed)


# Which interface of Google Cloud a resource is of, by the beginning of its name.
INTERFACES = {
    "google_compute_": ["compute"], "google_dataproc_": ["dataproc"], "google_logging_": ["logging"], "google_service_account": ["iam"],
    "google_project_iam_": ["cloudresourcemanager"], "google_project_service": ["serviceusage", "cloudresourcemanager"],
    "google_secret_manager_": ["secretmanager"], "google_storage_": ["storage"],
}
# What is called by something else than Terraform: tokens of the machines, a shell on them, their metrics.
CALLED_OTHERWISE = {"iamcredentials", "iap", "monitoring"}


def google_interfaces():
    """Every interface that a resource needs is switched on by the bootstrap, and no other."""
    enabled = {name.removesuffix(".googleapis.com") for name in json.loads(text("terraform/google-services.json"))}
    needed = set(CALLED_OTHERWISE)
    for name, content in sources((".tf",), "terraform"):
        for resource in re.findall(r'^(?:resource|data) "(google_\w+)"', content, re.M):
            known = [services for prefix, services in INTERFACES.items() if resource.startswith(prefix)]
            same(f"{name}: the interface of {resource} is known", True, bool(known))
            needed |= set(known[0] if known else [])
    same("interfaces of Google Cloud", needed, enabled)


def storage_classes():
    """Every volume of an add-on is of a class that is there, and encrypted: EKS makes none the default."""
    classes = {}
    for name, document in documents("argocd/addons"):
        if document.get("kind") == "StorageClass":
            classes[document["metadata"]["name"]] = document
    asked = []
    def look(node):
        if isinstance(node, dict):
            if "volumeClaimTemplate" in node:
                asked.append(node["volumeClaimTemplate"]["spec"].get("storageClassName", "the default"))
            for child in node.values():
                look(child)
    for name, content in sources((".yaml",), "argocd/addons"):
        if name.endswith("values.yaml"):
            look(yaml.safe_load(content))
    same("volumes are asked for", True, len(asked) >= 2)
    within("classes of volumes", asked, classes)
    for name, document in classes.items():
        same(f"the class {name} is encrypted", "true", document["parameters"].get("encrypted"))


def hosted_ci():
    """The workflow of a release calls what there is, and holds no key."""
    workflow = yaml.safe_load(text(".github/workflows/release.yml"))
    same("the workflow's run gets an identity", "write", workflow["permissions"].get("id-token"))
    job = workflow["jobs"]["release"]
    steps = "\n".join(step.get("run", "") for step in job["steps"])
    same("the workflow releases by the command", True, "./caravan cloud release" in steps)
    same("the workflow keeps no key", False, bool(re.search(r"secrets\.|AWS_ACCESS_KEY|AWS_SECRET", text(".github/workflows/release.yml"))))
    same("the role trusts the environment that the workflow runs in", True,
         ":environment:${var.environment}" in text("terraform/modules/release/main.tf") and "inputs.environment" in str(job["environment"]))
    options = set(re.findall(r"--[a-z]+", re.search(r"cloud release (.*)", steps)[1]))
    known = set(re.findall(r'names = "(--[a-z]+)"', text("local/cli/src/main/java/dev/caravan/local/cli/cloud/ReleaseCommand.java")))
    within("options of the workflow's release", options, known)


def variables():
    """The seed's variables, where operators look for them."""
    docs = text("docs/operations.md")
    for variable in ("DB_HOST", "DB_PORT", "DB_NAME", "DB_USER", "DB_PASSWORD", "KAFKA_BOOTSTRAP_SERVERS", "KAFKA_TOPIC", "KAFKA_INPUT_TOPIC",
                     "KAFKA_OUTPUT_TOPIC", "AWS_REGION", "DYNAMODB_TABLE", "PRODUCT_API_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        same(f"docs/operations.md explains {variable}", True, f"`{variable}`" in docs)
    commands = set(re.findall(r'name = "([a-z-]+)"', "".join(content for name, content in sources((".java",), "local/cli/src/main/java/dev/caravan/local/cli/cloud"))))
    for page in ("docs/operations.md", "docs/first-day.md", "docs/runbooks/ServiceAway.md"):
        within(f"commands of {page}", set(re.findall(r"\./caravan cloud ([a-z-]+)", text(page))), commands)


for comparison in (topics_and_table, kafka_rights, window_job, feeds, ports, database, external_secrets, database_certificates, scopes, manifests, google_interfaces, storage_classes, hosted_ci, variables):
    before = len(differences)
    try:
        comparison()
    except KeyError as missing:
        differences.append(f"{comparison.__name__.replace('_', ' ')}: {missing} is named by the code, and is not in terraform/platform.json")
    print(f"{'✓' if len(differences) == before else '✗'} {comparison.__name__.replace('_', ' ')}")
for difference in differences:
    print(f"  {difference}")
print(f"{compared} names compared, {len(differences)} differ")
sys.exit(1 if differences else 0)
