"""The rule on versions in the article's own text that are supported no more.

Precision first: what is a minimum, a comparison, history or told by the text itself is let be.
Which versions there are, `packs/versions.py` knows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from linkaudit.model.document import Mention
from linkaudit.model.report import Finding, Level, Verdict
from linkaudit.rules.base import Example, Rule, Violation
from linkaudit.rules.lifecycle.name_mentions import is_left, is_own, sentences_about
from linkaudit.rules.packs.versions import Product, Version, VersionPack

RULE = Rule(
    id="outdated-version",
    verdict=Verdict.RETIRED,
    level=Level.NOTE,
    summary="The text names a version without support.",
    why="""
"Choose the Python 3.7 runtime": readers will look for a version that gets no fixes any more, or
that cannot be chosen at all. The days come from [endoflife.date](https://endoflife.date); [fact
packs](../packs.md) lists the products. Each version is reported once per section, at its first
place. It is a note: an article may well be about its own time.
""",
    example=Example(
        "Choose the Python 3.7 runtime.",
        "support for Python 3.7 ended on 2023-06-27; Python 3.14 is supported until 2030-10-31",
    ),
    fix="Name a supported version and test the steps with it, or say that this one is old.",
    silent_when="""
For versions

- in a text in another language: the words around a number are read in English;
- in code, addresses, raw HTML blocks, comments and front matter, struck out, or quoted;
- as a minimum or a range: "3.7 or later", "3.7+", "at least 3.7", "3.7 to 3.13";
- in a list with a supported one: "3.9, 3.10 and 3.13";
- as history: "since 3.7", "in 3.7", "3.7 introduced", a year in the same sentence;
- that the text itself calls old: words such as "end of life", "no longer", "dropped" or "upgrade
  from" in the same sentence, a next one that goes on about it, the heading, or the line before the
  list;
- in files such as CHANGELOG.md, and in a folder named by that version;
- below headings such as "Changelog", "Release notes" or "Supported versions";
- of a product of which the document names four versions or more: that is a comparison; and in a
  document that names more than 200.
""",
)

NamedVersions = Mapping[str, tuple[Product, Version, str]]
"""What a text may name, by each name as it is written; see `VersionPack.named_in`."""


def said_of(pack: VersionPack, version: Version, day: date) -> str:
    """What became of a version, the same for a link and for the article's own text."""
    said = f"support for {version.name} ended on {version.end.isoformat()}"
    if version.extended is not None and version.extended > day:
        said += f"; paid support until {version.extended.isoformat()}"
    supported = pack.product(version.product_id).supported(day)
    return f"{said}; {supported}" if supported else said


def version_mentions(
    mentions: Iterable[Mention], names: NamedVersions, pack: VersionPack, day: date
) -> list[tuple[Mention, Finding]]:
    """The first mention of each ended version in each section, unless the text knows of it."""
    first: dict[tuple[int, str], Mention] = {}
    excused: set[tuple[int, str]] = set()
    numbers: defaultdict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.name not in names:
            continue
        product, version, _ = names[mention.name]
        numbers[product.id].add(version.number)
        key = mention.section, version.id
        if _is_told(mention, version):
            excused.add(key)
        elif version.has_ended(day) and _is_meant(mention, names[mention.name], day):
            first.setdefault(key, mention)
    return [
        (mention, _finding(pack, names[mention.name][1], day))
        for key, mention in first.items()
        if key not in excused and len(numbers[names[mention.name][0].id]) < _MANY
    ]


_MANY = 4  # versions of one product make a comparison


def _finding(pack: VersionPack, version: Version, day: date) -> Finding:
    return RULE.finding(Violation(said_of(pack, version, day), (pack.evidence(version),)))


def _is_meant(mention: Mention, named: tuple[Product, Version, str], day: date) -> bool:
    """Whether the text has its readers use just this version."""
    product, _, name = named
    if name in product.doubtful and not _has_context(mention, product):
        return False
    if _BEFORE.search(mention.before) or _BEHIND.match(mention.behind):
        return False
    if _FROM.search(mention.before) and _ON.match(mention.behind):
        return False
    if _IN.search(mention.before) and not _DONE_IN.search(mention.before):
        return False
    return (
        _is_used(mention) and is_own(mention) and not _is_listed_with_living(mention, product, day)
    )


def _is_used(mention: Mention) -> bool:
    """Whether something is done with it, runs on it or asks for it; else it is spoken of."""
    clause = _CLAUSE.split(mention.before)[-1][-_NEAR:]
    if _DOING.search(clause) or _THING.match(mention.behind) or _ASKED.match(mention.behind):
        return True
    is_alone = not mention.before.strip() or mention.before.endswith("| ")
    is_alone = is_alone or _LABEL.search(mention.before) is not None
    return is_alone and _ENDS_THERE.match(mention.behind) is not None


def _has_context(mention: Mention, product: Product) -> bool:
    words = " ".join((mention.before, mention.behind, mention.following, *mention.leads))
    return any(re.search(rf"\b{re.escape(word)}\b", words) for word in product.context)


def _is_listed_with_living(mention: Mention, product: Product, day: date) -> bool:
    """Whether a version goes on after it that has not ended: "3.9, 3.10 and 3.13"."""
    goes_on = _LIST.match(mention.behind)
    numbers = _NUMBER.findall(goes_on[0]) if goes_on else []
    # "Ubuntu 16.04, 4 GB": another kind of number is no version.
    alike = mention.name.split()[-1].count(".")
    return any(n.count(".") == alike and product.is_alive(n, day) for n in numbers)


_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_LIST = re.compile(r"(?:(?:,\s|\s?/\s?|\s?&\s|,?\s(?:and|or)\s)(?:v|version\s)?\d+(?:\.\d+)*)+")

# ------------------------------------------------------------ what the text says of it

# What readers do, and what is done: with a version behind it.
_NEAR = 90  # characters before the version
_CLAUSE = re.compile(r"[;:!?—|]")
_DOING = re.compile(
    r"\b(?:us(?:e|es|ing)|install(?:s|ed|ing)?|choos(?:e|es|ing)|select(?:s|ing)?|pick(?:s|ing)?"
    r"|runs?|running|creat(?:e|es|ed|ing)|start(?:s|ing)?|launch(?:es|ing)?|buil[dt]s?|building"
    r"|writ(?:e|es|ing|ten)|wrote|made|mak(?:e|es|ing)|deploy(?:s|ed|ing)?|download(?:s|ing)?"
    r"|needs?|requires?|targets?|targeting|tested|based|set(?:ting)? up|sp[iu]n(?:ning)? up"
    r"|log(?:ged)? in|boots?|booting|pull(?:s|ing)?|connect(?:s|ed|ing)?|compil(?:e|es|ed|ing)"
    r"|works?|working|host(?:s|ed|ing)?|stor(?:e|es|ed|ing)|kept|keeps?|lives?|managed|scheduled"
    r"|recommend(?:s|ed)?|assum(?:e|es|ing)|add(?:ing)?|get(?:ting)?|offers?|served|links?|linked"
    r"|published|attached|open|activate|switch to|upgrade to|update to|come with|have|has|goe?s?)\b"
    r"|\b(?:am|is|are)(?: on| for)?(?: an?| the| our)?\s\Z",
    re.I,
)
_THING = re.compile(
    r"(?:\s(?:LTS|Server|server))?\s\(?(?:based )?(?:runtimes?|images?|containers?|servers?"
    r"|clusters?"
    r"|machines?|VMs?|droplets?|instances?|databases?|applications?|apps?|projects?|sites?|stores?"
    r"|environments?|interpreter|SDK|installation|AMI|laptops?|desktops?|workstations?|systems?"
    r"|replica sets?|hosts?|boxe?s?|processes)\b"
)
_ASKED = re.compile(
    r"\s(?:is|are|must be|has to be|should be) (?:required|needed|installed|used|recommended"
    r"|assumed)\b"
)
_LABEL = re.compile(
    r"\b(?:requirements?|requires|prerequisites?|stack|environment|platform|runtime|database|OS"
    r"|system|technologies|tools|software|setup|uses|built with|tested (?:on|with)):\s"
    r"(?:[^.:|]{0,60},\s)?\Z",
    re.I,
)
_ENDS_THERE = re.compile(r"(?:\s(?:LTS|\([^()]{0,30}\)))?(?:[.,;+&/|]|\s[+&/|]|\s*\Z)")

# What makes a number a minimum, a range, a comparison or a part of history: the words right before
# and right behind it, and those that speak of age, trouble or choice anywhere in the sentence.
_BEFORE = re.compile(
    r"(?:"
    r"\b(?:since|before|until|till|prior to|(?:old|earli|new|lat|great|high|low)er than|up to"
    r"|through|as of|as in|below|above|beyond|after|at least|unlike|like|up from|than(?: in)?"
    r"|announcing"
    r"|introducing|welcome|meet|compatib\w+ (?:with|to)"
    r"|(?:similar|compared|relative|identical|equal|equivalent|back|down|thanks|due) to"
    r"|(?:versions?|releases?|days|eras?|times?|age|launch|arrival|end|life|introduction|advent"
    r"|users|support|history|death|successors?) (?:of|for))\b"
    r"|[<>≥≤~]=?|\bMinimum:|\bminimum (?:is|version is|supported version is)\b"
    r"|\b(?:new|added|introduced|changed|removed|deprecated|fixed|available|default|backported)"
    r" (?:in|by|with|to)\b"
    r"|\b(?:came|arrived|landed|shipped|appeared|began|start(?:ed|ing)) (?:with|in|from)\b"
    r"|\b(?:drop(?:s|ped|ping)?|remov(?:e|es|ed|ing)|replac(?:e|es|ed|ing)|leav(?:e|es|ing)|left"
    r"|mov(?:e|es|ing)|migrat(?:e|es|ing)|delet(?:e|es|ing)|retir(?:e|es|ing)"
    r"|deprecat(?:e|es|ed|ing)|without|instead of|only in|not|no)\b"
    r"|(?:^|[.:;]\s)In"
    r")(?:\s(?:the|any|all|your|our|their|its|those|support for))?\s?\Z",
    re.I,
)
_BEHIND = re.compile(
    r"\s?(?:\+|[-–—−]\s?v?\d|-[a-z]|\.\.|<|>|=)|['’]s?\b"
    r"|,?\s?\(?(?:or|and|&)\s(?:an?\s|any\s|some\s|\()?(?:later|newer|higher|above|greater"
    r"|more recent|up|upwards?"
    r"|any later|better|older|earlier|below|lower|previous|before|onwards?|beyond|after|following"
    r"|all)\b"
    r"|\s(?:on|up)wards?\b|\s(?:to|through|until|till|up to|thru)\s(?:version\s|v)?\d"
    r"|\s(?:was|were|had|introduce[sd]|add(?:s|ed)|brought|brings|c[ao]mes?|shipped"
    r"|reach(?:es|ed)|drop(?:s|ped)|remove[sd]|deprecate[sd]|change[sd]|made|makes|lack(?:s|ed)"
    r"|bec[ao]mes?|appear(?:s|ed)|arrive[sd]|got|g[ai]ves?|fix(?:es|ed)|went|goes|end(?:s|ed)"
    r"|is (?:no longer|now|old|out|unsupported|deprecated|dead|gone|the|too|still|past)|ha[sv]e?"
    r"|supports?|includes?|allows?|provides?|offers?|uses|lets|does not|did|do not|cannot|could"
    r"|EOL|compatib\w+|backports?)\b"
    # what is said of the version itself, and not of a use of it
    r"|\s(?:release|docs?|documentation|changelog|manual|reference|announcement|branch|series"
    r"|users?"
    r"|era|days|support|bugs?|syntax|features?|behaviou?r|semantics|style|vs|versus)\b"
    # what is counted
    r"|\s?(?:(?:[kKMGT]i?B|GHz|k[mg]|miles|met(?:re|er)s|years?|months?|weeks?|hours?|minutes?"
    r"|seconds?|ms|times|steps|tips|ways|reasons|things|people|million|billion|percent)\b|[%°€$])",
)
# "in Python 3.10" is about the language, "written in Python 3.10" of a program.
_IN = re.compile(r"\bin\s\Z", re.I)
_DONE_IN = re.compile(
    r"\b(?:written|wrote|writes?|made|built|coded|implemented|developed|programmed|created|tested"
    r"|install(?:ed)?"
    r"|run(?:s|ning)?|works?|hosted|deployed|stored|kept|live[sd]?|saved|server|app(?:lication)?"
    r"|stores?|keeps?|saves?|script|tool|bot|program|function|service|project|code|site|package)"
    r"(?:\s\S{1,20}){0,4}\sin\s\Z",
    re.I,
)
_FROM = re.compile(r"\bfrom\s\Z", re.I)
_ON = re.compile(r"\s(?:on|onwards?|upwards?|up|forward)\b")
_TELLING = re.compile(
    r"\bend[- ]of[- ](?:life|support|maintenance)|\bout[- ]of[- ](?:date|support|maintenance)"
    r"|\b(?:EOL|EOS|ESM|end date|ended|ends|ending|will end|no longer|unsupported|unmaintained"
    r"|insecure|unpatched|expired|discontinu\w*|deprecat\w*|retir(?:e|es|ed|ing|ement)|sunset\w*"
    r"|obsolete|outdated|legacy|ancient|(?:is|are|was|were|very|too) old|older|oldest|used to"
    r"|once|back then|anymore|any ?more"
    r"|stuck|at the time|formerly|previously|originally|minimum|at (?:the very )?least|ago|alive"
    r"|worr(?:y|ied)|earliest|historical\w*"
    r"|vulnerab\w*|CVE|affect(?:s|ed)|dropp(?:ed|ing)|drop(?:s|ped|ping)? (?:support|for)"
    r"|(?:was|were|been|is|are|be) (?:removed|released|replaced|switched off|deleted)|past its"
    r"|its day|for (?:many |some )?years|alternatives? (?:to|for)|replacements? for|avoid"
    r"|successors? (?:to|of)|migrat\w* (?:from|off|of)|moved? (?:from|off|away)"
    r"|(?:should|must|please) (?:move|switch|migrate)|or (?:later|newer|higher|above)"
    r"|until (?:last|this|the|we|they|it|early|late)|if|in case|these days|stop(?:s|ped|ping)?"
    r"|ceased?|discourag\w*|reckless|risky|danger\w*"
    r"|unsafe|warn(?:s|ed|ings?)?|bad idea|wrong|problems?|trouble|issues?|no \w+ (?:is|are|was"
    r"|were)"
    r"|old(?: \w+)? (?:versions?|releases?|install\w*|servers?|systems?|branch)|still"
    r"|gone|no(?:body| one)"
    r"|goodbye|farewell|last (?:versions?|releases?)|reject\w*|refus\w*|compared"
    r"|comparisons?"
    r"|vs|versus|differences? between|bugs?|crash(?:es|ed)?|regressions?|fail(?:s|ed|ures?)?|broken"
    r"|breaks?|workarounds?|backports?)\b"
    r"|\b(?:in|of|since|by|until|from|on) (?:[A-Za-z]{3,9} )?(?:19|20)\d\d\b|[<>≥≤]=?\s?v?\d"
    r"|(?:\b(?:not|cannot|never)|n['’]t)(?: [a-z]{1,12}){0,2} (?:support|work|run|use|maintain"
    r"|available|possible|recommend|build|test|compile|install)",
    re.I,
)
_UPGRADE = re.compile(r"\b(?:upgrad|updat)", re.I)
_UPGRADE_TO = re.compile(r"\b(?:upgrad|updat)\w*(?: [a-z]{1,12}){0,2} to\s\Z", re.I)
_NEWS = re.compile(
    r"(?:^|\| )(?:Fixed|Fixes|Added|Adds|Changed|Removed|Dropped|Bumped|Introduced|Improved)\b"
)
_LEADING = re.compile(
    r"\bchange ?logs?\b|\brelease (?:notes|history)\b|\bwhat.?s new\b|\bhistory\b|\bsupported\b"
    r"|\bsupport (?:matrix|policy|table)\b|\bcompatib|\bupgrad|\bmigrat|\bEOL\b|\bend[- ]of[- ]"
    r"|\bdeprecat|\bbreaking\b|\bunsupported\b|\bold(?:er)?\b|\blegacy\b|\bversions\b"
    r"|\bdropped\b|\bcompared\b|\bcomparison\b|\bvs\b",
    re.I,
)
_HISTORY = re.compile(r"change|history|news|release|upgrad|migrat", re.I)  # in a file's name


def tells_of_age(text: str) -> bool:
    """Whether words say that something is old, or has ended."""
    return _TELLING.search(text) is not None


def _is_told(mention: Mention, version: Version) -> bool:
    if any(map(_LEADING.search, mention.leads)) or is_left(mention):
        return True
    if _HISTORY.search(mention.path.rpartition("/")[2]) or _NEWS.search(mention.before):
        return True
    if version.number in _NUMBER.findall(mention.path):  # the documents of that very version
        return True
    if any(map(tells_of_age, sentences_about(mention))):
        return True
    before = _UPGRADE_TO.sub("", mention.before)  # that version is the one to use
    return any(map(_UPGRADE.search, (before, mention.behind, mention.following)))
