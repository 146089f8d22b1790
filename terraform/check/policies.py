"""Decides, as IAM does, whether a set of policies allows a call: an explicit deny wins, then an allow, else no."""

import fnmatch
import re


def as_list(value):
    return value if isinstance(value, list) else [value]


def matches(pattern, text):
    """IAM's wildcards: * for any characters, ? for one."""
    return re.fullmatch(fnmatch.translate(pattern.replace("[", "[[]")), text) is not None


def condition_holds(operator, key, expected, context):
    values = [str(value) for value in as_list(expected)]
    for_absent = operator.endswith("IfExists")
    operator = operator.removesuffix("IfExists")
    actual = {name.lower(): value for name, value in context.items()}.get(key.lower())
    if actual is None:
        return for_absent
    if operator in ("StringEquals", "ArnEquals"):
        return actual in values
    if operator == "StringNotEquals":
        return actual not in values
    if operator in ("StringLike", "ArnLike"):
        return any(matches(value, actual) for value in values)
    if operator == "Bool":
        return str(actual).lower() in [value.lower() for value in values]
    raise ValueError(f"This evaluator does not know the condition {operator}.")


def filled(pattern, context):
    """A resource with its policy variables, such as ${aws:PrincipalTag/owner}; None where the context has none of that name."""
    known = {name.lower(): value for name, value in context.items()}
    missing = [name for name in re.findall(r"\$\{([^}]+)\}", pattern) if name.lower() not in known]
    return None if missing else re.sub(r"\$\{([^}]+)\}", lambda found: known[found[1].lower()], pattern)


def applies(statement, action, resource, context):
    if "NotAction" in statement or "NotResource" in statement:
        raise ValueError("This evaluator does not know NotAction and NotResource, and no policy here should need them.")
    if not any(matches(pattern.lower(), action.lower()) for pattern in as_list(statement["Action"])):
        return False
    patterns = [filled(pattern, context) for pattern in as_list(statement.get("Resource", []))]
    if "Resource" in statement and not any(pattern is not None and matches(pattern, resource) for pattern in patterns):
        return False
    return all(
        condition_holds(operator, key, expected, context)
        for operator, keys in statement.get("Condition", {}).items()
        for key, expected in keys.items()
    )


def allowed(documents, action, resource, context=None):
    """Whether policies, as parsed JSON, allow an action on a resource in a context of condition keys."""
    statements = [s for document in documents for s in as_list(document["Statement"])]
    fitting = [s["Effect"] for s in statements if applies(s, action, resource, context or {})]
    return "Deny" not in fitting and "Allow" in fitting


def too_wide(document):
    """Statements that allow more than a list of named actions, or named actions on everything."""
    found = []
    for statement in as_list(document["Statement"]):
        if statement["Effect"] != "Allow":
            continue
        actions, resources = as_list(statement["Action"]), as_list(statement.get("Resource", []))
        if any("*" in action for action in actions):
            found.append(f"allows {actions}: every action is to be named")
        # What AWS restricts to no resource: to look, and to sign in at the registry.
        unrestricted = all(re.fullmatch(r"\w+:Describe\w+|ecr:GetAuthorizationToken", action) for action in actions)
        if "*" in resources and not unrestricted:
            found.append(f"allows {actions} on every resource")
    return found
