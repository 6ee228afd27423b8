"""Origins without a network, for the layers above it; they remember what was asked."""

from collections.abc import Mapping

from linkaudit.model.http import Request, Response
from linkaudit.model.protocols import Transport

START = "https://a.example/dir/page?q=1"


class Web:
    """Redirects by table, status and location; everything else is a page."""

    def __init__(self, redirects: Mapping[str, tuple[int, str]], attempts: int = 1) -> None:
        self.redirects = redirects
        self.attempts = attempts
        self.asked: list[Request] = []

    async def __call__(self, request: Request) -> Response:
        self.asked.append(request)
        if request.uri not in self.redirects:
            return Response(request.uri, 200, body=b"page", attempts=self.attempts)
        status, location = self.redirects[request.uri]
        headers = {"location": location}
        return Response(request.uri, status, headers, attempts=self.attempts)


class Origin:
    """Remembers what was asked of it; what it answers is another's business."""

    def __init__(self, answer: Transport) -> None:
        self.answer = answer
        self.asked: list[Request] = []

    async def __call__(self, request: Request) -> Response:
        self.asked.append(request)
        return await self.answer(request)
