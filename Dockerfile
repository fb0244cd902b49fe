# docker build -t viva .
# docker run --read-only -p 127.0.0.1:8000:8000 -v viva:/data viva
#
# One's own questions, to edit in the browser:  -v ./rubrics:/rubrics -e VIVA_RUBRICS=/rubrics
# Reached under another name:                   -e VIVA_ALLOWED_HOSTS='["viva.example","127.0.0.1"]'
#   (127.0.0.1 stays in the list: the health check asks by that name)

FROM python:3.11-slim AS build
# PyPI's torch for Linux carries CUDA, several GB of it. PyTorch's own index has builds for the CPU alone; named
# here, it makes the image much smaller: --build-arg PIP_EXTRA_INDEX_URL=…
ARG PIP_EXTRA_INDEX_URL
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/viva
WORKDIR /src
# By far the largest, in a layer of its own: a change to the code does not fetch it again.
COPY constraints.txt ./
RUN /opt/viva/bin/pip install -c constraints.txt torch
COPY pyproject.toml README.md LICENSE ./
COPY service service
COPY rubrics rubrics
COPY web web
COPY models/verifier models/verifier
RUN /opt/viva/bin/pip wheel --no-deps --wheel-dir /dist . \
    && /opt/viva/bin/pip install -c constraints.txt "$(ls /dist/*.whl)[postgresql]"

FROM python:3.11-slim
COPY --from=build /opt/viva /opt/viva
# The root file system may be read-only: all that is ever written, temporary files included, goes to /data.
# Nothing is fetched at run time; HF_HUB_OFFLINE keeps the libraries from asking.
ENV PATH=/opt/viva/bin:$PATH \
    HOME=/data \
    TMPDIR=/data \
    VIVA_DATA=/data \
    HF_HUB_OFFLINE=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
RUN install -d -o 10001 -g 10001 -m 700 /data
VOLUME /data
WORKDIR /data
# By number: Kubernetes can then see that it is not root.
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ.get(\"VIVA_PORT\", 8000)}/healthz', timeout=4)"]
CMD ["viva", "serve", "--host", "0.0.0.0"]
