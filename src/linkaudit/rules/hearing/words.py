"""Words of English notices that several forms share, as parts of patterns.

Days are covered with `@` by then. Every part is bounded, so that a form takes so many steps for
each place in a sentence and no more.
"""

from __future__ import annotations

import re

NEW = (
    r"new (?:AWS |[a-z]{3,15} )?(?:customers?|users?|sign-?ups?|signups?|accounts?|subscribers?"
    r"|clients?|registrations?|members?|subscriptions?)(?: accounts?| sign-?ups?)?"
)
END = (
    r"(?:the |its |their )?(?:planned |official |upcoming )?(?:end[- ]of[- ](?:standard[- ])?"
    r"(?:life|support|service|sales?|availability|maintenance)|EOL|EOS)(?![\w-])"
    r"(?: \(\w{2,4}\))?(?: dates?)?"
)
STOP = (
    r"(?=$|[.,;:!)(–—]| [–—-]| \(| @"
    r"| (?:on|in|by|from|after|as of|effective|since|starting|beginning|until|at)"
    r"(?: on| the end of| the)? @"
    r"| (?:by (?:us|AWS|(?:(?:the|its|their) )?(?:\w{1,20} )?"
    r"(?:author|owner|maintainer|developer|creator|team)s?)"
    r"|as|since|and|or|but|because|due|any ?more|after|here|now|it|please|in favou?r|use|see"
    r"|with effect|at (?:this time|present|the moment)|for (?:now|all|every(?:one|body)?))\b)"
)
"""What may follow an event that is the whole of it: "unsupported on Windows 7" is not."""
DATED = r"(?= (?:(?:on|in|by|from|after|as of|at|effective|before)(?: on| the)? )?@)"
ARCHIVED = (
    r"(?=$|[.,;:!)(–—]| [–—-]| since\b| by (?:the|its) (?:owner|author|maintainer)"
    r"| (?:on )?@| (?:and|because|as) (?:is|it|no|not|now|read|will|un|kept|should"
    r"|may|has|its|closed|frozen|superseded|replaced|out|only))"
)
""" "Archived to Amazon S3" is what one does with documents, "on Zenodo" with what one keeps."""
CARE = (
    r"(?:(?:actively|being|currently|officially) ){0,2}(?:maintained|updated|supported|developed"
    r"|under (?:active )?(?:development|maintenance))"
)
NAME_AHEAD = r"(?=[A-Zt.0-9])"
"""A name begins, or "the" before it."""

THINGS = (
    r"(?:blog )?post|page|article|document|documentation|repository|repo|project|guide|whitepaper"
    r"|paper|content|library|package|plugin|crate|gem|extension|module|(?:AWS )?[Ss]olution"
    r"|API(?: action| operation| version)?|action|operation|resource|tutorial|workshop|sample|tool"
    r"|toolkit|SDK|CLI|framework|version|service|(?:architecture |reference )?diagram"
    r"|reference architecture"
)
"""What "this …" may be: a page, or what it holds."""
THING = re.compile(THINGS)
