"""Which of PostgreSQL's text-search configurations finds the words of a language by their stems."""

CONFIGURATIONS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""By language: the configurations that every PostgreSQL since 14 has."""

SIMPLE = "simple"
"""Whole words in lower case, without stems: for a language that PostgreSQL knows nothing of."""


def configuration(language: str) -> str:
    """Return the configuration for a language tag: `spanish` for `es` and for `es-MX`."""
    return CONFIGURATIONS.get(language.partition("-")[0], SIMPLE)
