# linkaudit in an image: `docker build -t linkaudit .`, then
# `docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" linkaudit check docs`.
# The image contains no git: give the publication date with `date:` or --published.
# The base is 3.13.15 of 2026-08-25; CONTRIBUTING.md says where to find its digest.
FROM python:3.13-slim-bookworm@sha256:cbd229d7b9bd041012af758ce5ffd807a6518d76493ce9035d208f1db9ceff1e AS build
WORKDIR /build
COPY requirements requirements
COPY pyproject.toml README.md LICENSE ./
COPY src src
# The build tools have an environment of their own, which stays out of the image.
RUN python -m venv /opt/linkaudit && python -m venv /opt/build \
 && /opt/linkaudit/bin/pip install --no-cache-dir --require-hashes --requirement requirements/runtime.txt \
 && /opt/build/bin/pip install --no-cache-dir --require-hashes --requirement requirements/build.txt \
 && /opt/build/bin/pip wheel --no-index --no-deps --no-build-isolation --wheel-dir /opt/build/wheel . \
 && /opt/linkaudit/bin/pip install --no-cache-dir --no-index --no-deps /opt/build/wheel/*.whl

FROM python:3.13-slim-bookworm@sha256:cbd229d7b9bd041012af758ce5ffd807a6518d76493ce9035d208f1db9ceff1e
COPY --from=build /opt/linkaudit /opt/linkaudit
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin linkaudit
USER 10001
WORKDIR /work
ENTRYPOINT ["/opt/linkaudit/bin/linkaudit"]
CMD ["--help"]
