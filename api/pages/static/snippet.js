// Shows the code to embed for the choice in the form, and copies it.
(() => {
  "use strict";
  const form = document.getElementById("snippet-form");
  const code = document.getElementById("snippet");
  const copy = document.getElementById("copy");
  const copied = document.getElementById("copied");
  const preview = document.getElementById("preview");
  const home = code.dataset.home;
  const chosen = (id) => document.getElementById(id).value;

  const write = () => {
    const select = document.getElementById("snippet-thing");
    const [kind, slug] = select.value.split(" ");
    const name = select.selectedOptions[0].textContent.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    const theme = chosen("snippet-theme");
    const path = `/embed/${kind}s/${slug}${theme ? `?theme=${theme}` : ""}`;
    const themed = theme ? ` theme="${theme}"` : "";
    code.textContent = {
      element: `<script src="${home}/embed.js" async></script>\n<instep-${kind} slug="${slug}"${themed}></instep-${kind}>`,
      iframe: `<iframe src="${home}${path}" title="${name}" width="100%" height="720" loading="lazy" allow="screen-wake-lock"></iframe>`,
      link: `${home}${path}`,
    }[chosen("snippet-how")];
    preview.href = instep.root + path;
    copied.textContent = "";
  };

  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      copied.textContent = message("snippet.copied");
    } catch {
      getSelection().selectAllChildren(code);
      copied.textContent = message("snippet.selected");
    }
  });
  form.addEventListener("change", write);
  form.hidden = false;
  copy.hidden = false;
})();
