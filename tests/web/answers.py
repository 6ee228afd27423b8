"""The cases of tests/cases/answers on loopback: each host says its bytes, over its own TLS.

What is served is the misbehaving web; what each host does comes from files. Judges nothing.
"""

from __future__ import annotations

import ssl
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from typing import Self

import anyio
from anyio.abc import ByteStream, SocketStream
from anyio.streams.tls import TLSStream

from tests.cases.answers import ENDLESS, Answer, AnswerCase
from tests.web.answers_tls import Certificates
from tests.web.listener import LOOPBACK
from tests.web.misbehaving import Door, MisbehavingWeb
from tests.web.misbehaving_bytes import http_at_once
from tests.web.misbehaving_talk import Behaviour, Talk, page, says

_MOST_BYTES = 16 << 20  # of one body: more than a checker may read of any page
_MOST_PIECES = 2000
SOUND = page("Well", "All is well here.", ids=("here",))
_MISSING = page("Not here", "Nothing is kept at this address.", status=404)


class AnswersWeb(MisbehavingWeb):
    """`with AnswersWeb(cases) as web:` serves every case until the block ends."""

    def __init__(self, cases: Iterable[AnswerCase]) -> None:
        self._cases = tuple(case for case in cases if case.run != "bare")
        self._certificates = Certificates()
        own_tls = [case for case in self._cases if case.tls or case.certificate]
        super().__init__(
            _behaviours(self._cases), {case.host: self._door(case) for case in own_tls}
        )
        # Not for each host: some have names that no certificate may have.
        plain = {case.host for case in self._cases if is_https(case)} - self._doors.keys()
        self._certified = frozenset(plain | {"answers.example"})

    def __enter__(self) -> Self:
        super().__enter__()
        with self.ca_file.open("ab") as file:
            file.write(self._certificates.root)
        # Whatever the port: a case may name one.
        self.begun.append(f"::{LOOPBACK}:{self.port}")
        return self

    def _counting(self, tls: ssl.SSLContext) -> ssl.SSLContext:
        choose = tls.sni_callback
        assert choose is not None
        tls.sni_callback = lambda at, name, context: choose(at, (name or "").rstrip("."), context)
        return super()._counting(tls)

    async def _talk(self, scheme: str, wire: ByteStream) -> None:
        # A browser tries TLS on other ports, too: what is no request ends its connection alone.
        with suppress(ValueError):
            await super()._talk(scheme, wire)

    def _door(self, case: AnswerCase) -> Door:
        if case.tls == "none":
            return http_at_once
        context = self._certificates.context(case.host, case.certificate, case.tls)

        async def secure(stream: SocketStream) -> None:
            wire = await TLSStream.wrap(
                stream, server_side=True, ssl_context=context, standard_compatible=False
            )
            await self._talk("https", wire)

        return secure


def is_https(case: AnswerCase) -> bool:
    return case.links[0].lower().startswith("https:")


def _behaviours(cases: Iterable[AnswerCase]) -> dict[str, Behaviour]:
    by_host: dict[str, list[Answer]] = {}
    hosts: dict[str, Behaviour] = {}
    for case in cases:
        hosts[case.host] = says(SOUND)
        for answer in case.answers:
            by_host.setdefault(answer.host, []).append(answer)
    hosts |= {host: _first_that_fits(answers) for host, answers in by_host.items()}
    # A link may end its host with a dot, and clients say it so.
    return hosts | {f"{host}.": behave for host, behave in hosts.items()}


def _first_that_fits(answers: list[Answer]) -> Behaviour:
    given: Counter[int] = Counter()

    async def behave(talk: Talk) -> None:
        for number, answer in enumerate(answers):
            if _fits(answer, talk) and not (answer.times and given[number] >= answer.times):
                given[number] += 1
                await _give(answer, talk)
                return
        await talk.say(_MISSING)

    return behave


def _fits(answer: Answer, talk: Talk) -> bool:
    heard = talk.asked.headers
    has_words = all(words in heard.get(name, "") for name, words in answer.needs.items())
    return answer.target in ("", talk.asked.target) and has_words


async def _give(answer: Answer, talk: Talk) -> None:
    await talk.say(answer.said)
    most = _MOST_PIECES if answer.pause else _MOST_BYTES // max(1, len(answer.piece))
    for _ in range(most if answer.pieces == ENDLESS else answer.pieces):
        await talk.say(answer.piece)
        await anyio.sleep(answer.pause)
    match answer.after:
        case "close":
            await talk.hang_up()
        case "reset":
            await talk.reset()
        case "stall":
            await anyio.sleep_forever()
        case "keep":
            pass
