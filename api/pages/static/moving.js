// Moving pictures: an SVG of an exercise inside the page, which can be played part by part.
// Whoever wants no motion gets its still, because the file itself has no animation then.
"use strict";
instep.moving = (() => {
  const COLOURS = /:root\{(.*?)\}@media\(prefers-color-scheme:dark\)\{:root\{(.*?)\}\}/;

  // Inside the page the colours follow its theme, which may be another one than the system's.
  const themed = (css) =>
    css.replace(COLOURS, (_, light, dark) => {
      const night = new Map(dark.split(";").map((one) => one.split(":")));
      const pairs = light.split(";").map((one) => one.split(":"));
      return `:host{${pairs.map(([name, day]) => `${name}:light-dark(${day},${night.get(name)})`).join(";")}}`;
    });

  const drawn = async (path) => {
    const response = await fetch(instep.root + path);
    if (!response.ok) throw new Error("");
    const text = await response.text();
    const sheet = new CSSStyleSheet();
    const [style, rules] = text.match(/<style>(.*?)<\/style>/s);
    sheet.replaceSync(`${themed(rules)}:host{display:block}svg{display:block;width:100%}`);
    // The policy of the page refuses styles in what is parsed; the same rules set by script are allowed.
    const unstyled = text.replace(style, "").replaceAll(' style="', ' data-style="');
    const parsed = new DOMParser().parseFromString(unstyled, "image/svg+xml").documentElement;
    const svg = document.importNode(parsed, true);
    for (const one of svg.querySelectorAll("[data-style]")) {
      one.style.cssText = one.dataset.style;
      delete one.dataset.style;
    }
    svg.setAttribute("aria-hidden", "true");
    return { svg, sheet };
  };

  // `picture` is {svg, ms, parts: {setup: [at, ms], …}}; `place` an element with a text of its own.
  return async (place, picture) => {
    const { svg, sheet } = await drawn(picture.svg);
    const inner = place.shadowRoot || place.attachShadow({ mode: "open" });
    inner.adoptedStyleSheets = [sheet];
    inner.replaceChildren(svg);
    const tracks = inner.getAnimations();
    const each = (change) => tracks.forEach(change);
    let until = null; // where the part that is played ends

    const stop = () => each((one) => one.pause());
    const seek = (at) => each((one) => (one.currentTime = at));
    const play = (from, to, rate) => {
      until = to;
      seek(from);
      each((one) => {
        one.playbackRate = rate;
        one.play();
      });
    };
    // Called while it plays: what has been played to its end stays there.
    const heed = () => {
      if (until === null || !tracks.length || tracks[0].currentTime < until) return;
      stop();
      seek(until);
      until = null;
    };
    stop();
    seek(0);
    return { play, stop, seek, heed };
  };
})();
