"""Which answer a URL gets: the pages put up, and what AWS does for a page it lacks.

Knows no socket. It counts how often a URL was asked, and nothing else changes.
"""

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from tests.web.page import DOCS, Answer, not_found, plain_page, redirect


class Origin:
    """All hosts of the practice web. URLs are compared as asked, byte for byte."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._answers: defaultdict[str, list[Answer]] = defaultdict(list)
        for answer in answers:
            # A fragment never reaches a server: RFC 9110 §7.1.
            self._answers[answer.url.partition("#")[0]].append(answer)
        self._asked: defaultdict[str, int] = defaultdict(int)
        self.hosts = frozenset(urlsplit(url).netloc for url in self._answers)

    def answer(self, url: str) -> Answer:
        """Answers put up under one URL come in turn; the last of them stays."""
        if turns := self._answers.get(url):
            turn = self._asked[url]
            self._asked[url] += 1
            return turns[min(turn, len(turns) - 1)]
        return self._nothing_there(url)

    def _nothing_there(self, url: str) -> Answer:
        if urlsplit(url).netloc not in self.hosts:
            why = "The practice web does not play this host."
            return plain_page(url, "421 Misdirected Request", why, status=421)
        folder, _, name = url.partition("?")[0].rpartition("/")
        # docs.aws.amazon.com sends a page that it lacks to the folder of the guide.
        if url.startswith(DOCS) and name.endswith(".html") and f"{folder}/" in self._answers:
            return redirect(url, 302, folder.removeprefix(DOCS) + "/")
        return not_found(url)
