// Shared by the scripts of the pages: messages, elements, requests, messages about failures.
"use strict";
// The messages of the page, in its language: message("walk.place", { number: 1, all: 3 }).
// The page carries them as data, from api/messages; `count` decides between plural forms.
const message = (() => {
  const { language, patterns } = JSON.parse(document.getElementById("messages").textContent);
  const plural = new Intl.PluralRules(language);

  return (code, parameters = {}) => {
    const forms = patterns[code];
    const pattern = typeof forms === "string" ? forms : (forms[plural.select(parameters.count)] ?? forms.other);
    return pattern.replace(/\{(\w+)\}/g, (_, name) => parameters[name]);
  };
})();

const instep = (() => {
  const root = document.querySelector("main").dataset.root;

  // Children are added as text or as elements, never parsed as HTML.
  const el = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "onclick") made.addEventListener("click", value);
      else if (value !== null) made.setAttribute(key, value);
    }
    made.append(...children.flat(Infinity).filter((child) => child !== null && child !== ""));
    return made;
  };

  const ask = async (path, options = {}) => {
    const headers = { "Accept-Language": document.documentElement.lang, ...options.headers };
    const response = await fetch(root + path, { referrerPolicy: "no-referrer", ...options, headers });
    const body = await response.json().catch(() => ({}));
    if (response.ok) return body;
    const details = (body.errors || []).map((error) => error.detail).join(" ");
    throw new Error(response.status === 422 ? details : "");
  };

  const post = (path, value, signal) =>
    ask(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(value),
      signal,
    });

  // A browser's own words ("Failed to fetch") mean nothing to people; these messages say what to do.
  const failure = (error, instead) => {
    if (error instanceof TypeError) return el("p", {}, message("ask.offline"));
    return el("p", {}, error.message || `${message("ask.failure")} ${instead}`);
  };

  // Red flags as a calm card: for each the tier, the advice and the sign.
  const flags = (found) =>
    found.length === 0
      ? null
      : el(
          "div",
          { class: "care" },
          found.map((flag) => [
            el("p", { class: "tier" }, message(`tier.${flag.tier}`)),
            flag.advice ? el("p", {}, el("b", {}, flag.advice)) : null,
            el("p", {}, flag.sign),
          ]),
        );

  return { root, el, ask, post, failure, flags };
})();
