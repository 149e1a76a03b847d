"""The texts of the OpenAPI document about the API as a whole."""

VERSION = "1.0.0"
"""The version of the document. Inside v1 there are only compatible changes; `make check` refuses
others.
"""

TAGS = [
    {"name": "exercises", "description": "What to do, how much, and who should not."},
    {"name": "complaints", "description": "What hurts, and what is known to help."},
    {"name": "body regions", "description": "The foot and what it is linked to."},
    {
        "name": "vocabularies",
        "description": "What an app asks about: conditions, red flags, equipment.",
    },
    {"name": "routines", "description": "Exercises put together, in frozen versions."},
    {"name": "safety", "description": "The check before exercise: what to ask, worst first."},
    {"name": "plans", "description": "Weeks of exercises for one person, and why these ones."},
    {"name": "partners", "description": "Routines of your own: drafts, published when you say so."},
    {"name": "search", "description": "One search box for everything."},
    {"name": "sync", "description": "Keep a copy: what changed, and everything at once."},
    {"name": "knowledge", "description": "Who said what: contributors, sources, insights."},
]

LICENCES = {
    "name": "Apache-2.0 for the program and this document, CC BY 4.0 for the answers",
    "identifier": "Apache-2.0 AND CC-BY-4.0",
}

KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A partner's key, `ik_…`. Reading needs none. A request with one has its own"
    " quota and a private answer. A key with the scope `read` may sit in an app; one with"
    " `routines:write` belongs on a server.",
}
SERVER = "This server: production, staging or your own machine."
DESCRIPTION = """\
Exercises for feet, and everything an app needs to offer them responsibly. **Education, not
diagnosis**: nothing here was clinically reviewed, and each answer with advice says so.

**Begin** with `GET /v1/complaints/{slug}/exercises` ("what helps?"), with `POST
/v1/complaint-matches` if all you have is what a person wrote, or with filters on
`GET /v1/exercises`. Reading needs no key.

- **Filters**: the same filter twice means OR, different filters mean AND. An unknown
  parameter, slug or field is refused with a suggestion, never ignored.
- **Lists** have pages: send `next_cursor` back as `cursor`, or follow the `Link` header. They
  carry summaries; details carry everything.
- **Slugs are permanent.** A renamed thing answers 308, a removed one 410 with `replaced_by`.
- **Keep answers**: each has an `ETag`; send it as `If-None-Match` and get 304 while nothing
  has changed. Offline: take `GET /v1/bundle` once, then `GET /v1/changes?after=` its
  `next_after`.
- **Errors** are `application/problem+json` (RFC 9457): switch on `code`, show `detail`, read
  `errors` for each wrong parameter or field.
- **Languages**: `Accept-Language` in, `Content-Language` out. English for now.
- **Licences**: the program and this document are under Apache-2.0. What it answers is under
  CC BY 4.0: show the `attribution` that exercises, complaints, routines and plans carry.
- **Compatible**: inside v1 come new addresses, new optional parameters, new fields in answers, and
  new words where an answer has one of several (`kind`, `grade`, `tier` and the like). Such a word
  is a plain string; `x-extensible-enum` names the known ones. Read past fields you do not know,
  and treat a word you do not know as "something else".
"""
