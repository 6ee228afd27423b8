"""The rules on whether a target is there, in the order in which they are asked."""

from linkaudit.rules.availability import (
    blocked,
    client_error,
    empty_redirect,
    invalid_url,
    name_unknown,
    no_connection,
    not_found,
    redirect_loop,
    refused,
    server_error,
    skipped,
    timeout,
    tls_failure,
    unchecked,
)
from linkaudit.rules.base import Rule

AVAILABILITY: tuple[Rule, ...] = (
    not_found.RULE,
    name_unknown.RULE,
    blocked.RULE,
    client_error.RULE,
    server_error.RULE,
    timeout.RULE,
    no_connection.RULE,
    tls_failure.RULE,
    redirect_loop.RULE,
    empty_redirect.RULE,
    refused.RULE,
    invalid_url.RULE,
    skipped.RULE,
    unchecked.RULE,
)
