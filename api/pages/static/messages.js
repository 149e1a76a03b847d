// The messages of the page, in its language: message("walk.hold", { rep: 1, reps: 10 }).
// The page carries them as data, from api/messages; `count` decides between plural forms.
"use strict";
const message = (() => {
  const { language, patterns } = JSON.parse(document.getElementById("messages").textContent);
  const plural = new Intl.PluralRules(language);

  return (code, parameters = {}) => {
    const forms = patterns[code];
    const pattern = typeof forms === "string" ? forms : (forms[plural.select(parameters.count)] ?? forms.other);
    return pattern.replace(/\{(\w+)\}/g, (_, name) => parameters[name]);
  };
})();
