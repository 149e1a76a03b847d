// Tells the page around this one how high it is and what it is called. Nothing else is told,
// so any page may hear it.
(() => {
  "use strict";
  if (window.parent === window) return;
  const tell = () =>
    window.parent.postMessage(
      {
        type: "instep:frame",
        height: Math.ceil(document.body.getBoundingClientRect().height),
        title: document.querySelector("h1").textContent,
      },
      "*",
    );
  new ResizeObserver(tell).observe(document.body);
  window.addEventListener("load", tell);
})();
