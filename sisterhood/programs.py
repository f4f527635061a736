"""Settings of the engine of the API and of its schema, which no operator changes. A table."""

# The API: each view names its own classes (`network/endpoints/base.py`); here is what they cannot say themselves
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "network.endpoints.problem.answer",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNICODE_JSON": True,
    "NUM_PROXIES": 0,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Sisterhood",
    "DESCRIPTION": "docs/api.md",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "DISABLE_ERRORS_AND_WARNINGS": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PREPROCESSING_HOOKS": ["sisterhood.desk.schema.every_verb"],
    "POSTPROCESSING_HOOKS": ["sisterhood.desk.schema.with_problems"],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer"},
            "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
        }
    },
    "SECURITY": [{"token": []}, {"session": []}],
}
