// <instep-routine slug="…"> and <instep-exercise slug="…">: a page of Instep inside another one.
//
// Attributes: slug, version (routines), lang, theme (auto, light, dark), title (the name of the
// frame for screen readers). Its look follows --instep-accent, --instep-font and --instep-radius.
// If scripts do not run, the content between the tags is shown.
// The Content-Security-Policy of the page around needs script-src and frame-src with this origin,
// and nothing for styles.
(() => {
  "use strict";
  const HOME = "https://api.instep.example";
  const TITLES = {"en": {"routines": "Foot routine from Instep", "exercises": "Foot exercise from Instep"}}; // by language; the first is for all others
  const ORIGIN = new URL(HOME).origin;
  const SLUG = /^[a-z0-9]+([_-]{1,2}[a-z0-9]+)*$/;
  const HIGHEST = 20000;
  const LOOK = ["accent", "font", "radius"];

  class InstepElement extends HTMLElement {
    static observedAttributes = ["slug", "version", "lang", "theme", "title"];

    #frame = null;
    #hear = (event) => this.#take(event);

    connectedCallback() {
      window.addEventListener("message", this.#hear);
      this.#draw();
    }

    disconnectedCallback() {
      window.removeEventListener("message", this.#hear);
    }

    attributeChangedCallback() {
      if (this.isConnected) this.#draw();
    }

    get #address() {
      const slug = this.getAttribute("slug") || "";
      if (!SLUG.test(slug)) return null;
      const query = new URLSearchParams();
      for (const name of ["version", "lang", "theme"]) {
        if (this.getAttribute(name)) query.set(name, this.getAttribute(name));
      }
      return `${HOME}/embed/${this.constructor.folder}/${slug}${query.size ? `?${query}` : ""}`;
    }

    get #called() {
      const language = (this.getAttribute("lang") || "").split("-")[0].toLowerCase();
      const { folder } = this.constructor;
      return TITLES[language]?.[folder] || Object.values(TITLES)[0][folder];
    }

    #draw() {
      const address = this.#address;
      if (address === null) {
        console.error(`<${this.localName}> needs a slug such as "first-steps-in-the-morning".`);
        return;
      }
      if (this.#frame === null) {
        this.#frame = document.createElement("iframe");
        this.#frame.loading = "lazy";
        this.#frame.referrerPolicy = "no-referrer";
        this.#frame.allow = "screen-wake-lock"; // the player keeps the screen on while it counts
        // Styles set by script are no inline styles, so a strict policy lets them be.
        Object.assign(this.#frame.style, { display: "block", width: "100%", height: "640px", border: "0" });
        this.attachShadow({ mode: "open" }).append(this.#frame);
      }
      this.style.display = "block";
      this.#frame.title = this.getAttribute("title") || this.#called;
      if (this.#frame.src !== address) this.#frame.src = address;
    }

    // Custom properties do not reach into a frame, so they are sent to it once it has reported: a
    // frame that is still empty has another origin, and browsers complain about the message.
    #dress() {
      const style = getComputedStyle(this);
      const named = LOOK.map((name) => [name, style.getPropertyValue(`--instep-${name}`).trim()]);
      const look = Object.fromEntries(named.filter(([, value]) => value));
      this.#frame.contentWindow.postMessage({ type: "instep:look", look }, ORIGIN);
    }

    #take(event) {
      if (event.origin !== ORIGIN || event.source !== this.#frame?.contentWindow) return;
      const { type, height, title } = Object(event.data);
      if (type !== "instep:frame") return;
      this.#dress();
      if (Number.isFinite(height) && height > 0) {
        this.#frame.style.height = `${Math.min(height, HIGHEST)}px`;
      }
      if (typeof title === "string" && !this.getAttribute("title")) {
        this.#frame.title = title.slice(0, 120);
      }
    }
  }

  const define = (name, folder) => {
    if (customElements.get(name)) return;
    customElements.define(
      name,
      class extends InstepElement {
        static folder = folder;
      },
    );
  };
  define("instep-routine", "routines");
  define("instep-exercise", "exercises");
})();
