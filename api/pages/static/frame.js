// Sends the height and the heading of this page to the page around it. Neither is a secret, so any
// page may receive them. The page around may choose an accent, a font and a radius.
(() => {
  "use strict";
  if (window.parent === window) return;
  const { style } = document.documentElement;

  const sendSize = () =>
    window.parent.postMessage(
      {
        type: "instep:frame",
        height: Math.ceil(document.body.getBoundingClientRect().height),
        title: document.querySelector("h1").textContent,
      },
      "*",
    );

  // Relative luminance and contrast as WCAG 2.2 defines them; null if the value is no plain colour.
  const luminance = (color) => {
    const probe = document.createElement("i");
    probe.style.color = color;
    document.body.append(probe);
    const found = getComputedStyle(probe).color.match(/^rgb\((\d+), (\d+), (\d+)\)$/);
    probe.remove();
    if (found === null) return null;
    const [red, green, blue] = found.slice(1).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return dark === null || light === null ? 0 : (light + 0.05) / (dark + 0.05);
  };
  const READABLE = 4.5;

  // Links have the colour of the accent, so an accent without enough contrast is ignored.
  const takeAccent = (accent) => {
    const grounds = ["var(--paper)", "var(--surface)", "var(--tint)"];
    if (!grounds.every((ground) => contrast(accent, ground) >= READABLE)) return;
    style.setProperty("--on-accent", contrast(accent, "#fff") >= READABLE ? "#fff" : "#111");
    style.setProperty("--accent", accent);
  };

  const take = ({ accent, font, radius }) => {
    if (CSS.supports("color", accent)) takeAccent(accent);
    if (CSS.supports("font-family", font)) style.setProperty("--sans", font);
    if (/^\d{1,2}px$/.test(radius)) style.setProperty("--radius", radius);
  };

  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.data?.type !== "instep:look") return;
    take(Object(event.data.look));
  });
  new ResizeObserver(sendSize).observe(document.body);
  window.addEventListener("load", sendSize);
})();
