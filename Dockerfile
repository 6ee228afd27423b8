# linkaudit in an image: `docker build -t linkaudit .`, then
# `docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" linkaudit check docs`.
# Without git in it, an article's own `date:` tells when it came out, or --published does.
FROM python:3.13-slim-bookworm AS build
WORKDIR /build
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY src src
RUN python -m venv /opt/linkaudit \
 && /opt/linkaudit/bin/pip install --no-cache-dir --constraint constraints.txt .

FROM python:3.13-slim-bookworm
COPY --from=build /opt/linkaudit /opt/linkaudit
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin linkaudit
USER 10001
WORKDIR /work
ENTRYPOINT ["/opt/linkaudit/bin/linkaudit"]
CMD ["--help"]
