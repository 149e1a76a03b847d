// The box "What bothers you?": one or two words go to the search by GET, a longer text goes by POST,
// so that no story ends up in a URL. The answer is the same HTML as without this script.
(() => {
  "use strict";
  const { root, el, ask, post, failure, flags } = instep;
  const form = document.getElementById("ask");
  const input = document.getElementById("text");
  const found = document.getElementById("found");
  const answer = document.getElementById("answer");
  const LIST = message("ask.list");
  const TITLE = document.querySelector("meta[property='og:site_name']")?.content || "Instep";
  let asking = new AbortController();
  let opening = 0;
  let shown = location.search;
  let waiting = null;

  const show = (...children) => {
    found.removeAttribute("aria-busy");
    found.replaceChildren(...children.flat().filter(Boolean));
  };
  const isName = (text) => text.length <= 40 && text.split(/\s+/).length <= 2;

  // The check reads the text too, for signs and conditions.
  const choose = (slug, text = null) => {
    show();
    open(slug, true, text);
  };

  const mark = (slug) => {
    for (const link of document.querySelectorAll("[data-complaint]")) {
      if (link.dataset.complaint === slug) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };

  // A new outcome takes the place of the old one, so nothing of another complaint stays below it.
  const clear = () => {
    opening += 1;
    answer.replaceChildren();
    delete answer.dataset.check;
    mark(null);
    document.title = TITLE;
    document.dispatchEvent(new CustomEvent("instep:cleared"));
    if (location.search) history.pushState({}, "", `${root}/`);
    shown = "";
  };

  const pageOf = async (address) => {
    const response = await fetch(address, {
      headers: { Accept: "text/html", "Accept-Language": document.documentElement.lang },
    });
    if (!response.ok) throw new Error("");
    return new DOMParser().parseFromString(await response.text(), "text/html");
  };
  const put = (page, place) => {
    place.replaceChildren(...page.getElementById("answer").childNodes);
    document.querySelector("main > #warning-signs")?.remove(); // the answer brings its own
  };
  const addressOf = (slug) => `${root}/?complaint=${encodeURIComponent(slug)}`;

  const open = async (slug, isNew, text = null) => {
    const address = addressOf(slug);
    opening += 1;
    const mine = opening;
    try {
      const page = await pageOf(address);
      if (mine !== opening) return; // another question was asked meanwhile
      put(page, answer);
      document.title = page.title;
      mark(slug);
      document.dispatchEvent(new CustomEvent("instep:complaint", { detail: slug }));
      if (isNew) history.pushState({ slug }, "", address);
      shown = location.search;
      answer.scrollIntoView();
      answer.focus({ preventScroll: true });
      check({ complaints: [slug], text });
    } catch {
      if (mine === opening) location.assign(address);
    }
  };

  // The check stands where the list of signs stands without this script. Exercises come after it.
  const check = (known, isCalled = true) => {
    const place = el("div");
    const below = el("div"); // the answer for a complaint that is only known at the end
    const head = answer.querySelector(".answer-head");
    if (head) head.after(place);
    else answer.replaceChildren(place, below);
    const all = () => {
      place.remove();
      delete answer.dataset.check;
      answer.querySelector("#warning-signs").focus();
    };
    const list = el("p", {}, el("button", { type: "button", class: "link", onclick: all }, message("check_page.all")));
    instep.check(place, known, {
      level: head ? "h3" : "h2",
      isCalled,
      beside: answer.querySelector("#warning-signs") && list,
      asking: () => {
        answer.dataset.check = "asking";
        below.replaceChildren();
        document.dispatchEvent(new CustomEvent("instep:checked", { detail: null }));
      },
      ended: (found) => {
        answer.dataset.check = found.decision;
        document.dispatchEvent(new CustomEvent("instep:checked", { detail: found }));
        const [slug] = found.plan_request.complaints;
        if (!head && slug && found.decision !== "seek_care") bring(slug, below);
        return instep.OFFERING.includes(found.decision) ? onwards(found) : [];
      },
    });
  };

  const onwards = ({ decision }) => [
    el("p", {}, message(decision === "with_care" ? "check_page.care_next" : "check_page.next")),
    el("p", {}, el("a", { class: "button", href: "#plan" }, message("check_page.plan"))),
  ];

  const bring = async (slug, below) => {
    const page = await pageOf(addressOf(slug)).catch(() => null);
    if (page && below.isConnected) put(page, below);
  };

  const line = (text, note, onclick) =>
    el("li", {}, el("button", { type: "button", onclick }, el("b", {}, text), el("span", {}, note)));

  const PLACES = { exercise: "exercises", routine: "routines" };
  const suggestion = (item) => {
    const note = item.matched === item.name ? "" : item.matched;
    if (item.type === "complaint") return line(item.name, note, () => choose(item.slug));
    const address = `${root}/embed/${PLACES[item.type]}/${item.slug}`;
    return el("li", {}, el("a", { href: address }, el("b", {}, item.name), el("span", {}, message(`ask.${item.type}`))));
  };

  const names = async (text, signal) => {
    const query = new URLSearchParams({ q: text, limit: "10" });
    const { items } = await ask(`/v1/search/suggestions?${query}`, { signal });
    const known = items.filter((item) => item.type === "complaint" || item.type in PLACES);
    if (known.length === 0) return sentence(text, signal, false);
    known.sort((a, b) => (b.type === "complaint") - (a.type === "complaint"));
    return show(el("ul", {}, known.slice(0, 6).map(suggestion)));
  };

  const meaning = ({ complaint, because }, text) =>
    line(complaint.name, because.join(", "), () => choose(complaint.slug, text));

  // What a text only half says is asked for before anything is shown.
  const checkText = (text) => {
    clear();
    show();
    check({ text });
  };
  const first = (text) => [
    el("p", {}, el("b", {}, message("ask.first"))),
    el("p", {}, el("button", { type: "button", onclick: () => checkText(text) }, message("check_page.start"))),
  ];

  // Each warning sign brings its own advice; what is left speaks of answers that are not enough.
  const adviceOf = ({ advice, red_flags: [gravest] }) => {
    const own = (gravest && advice ? advice.replace(gravest.advice, "") : advice)?.trim();
    return own ? el("p", {}, own) : null;
  };

  const sentence = async (text, signal, isAsked) => {
    const result = await post("/v1/complaint-matches", { text }, signal);
    const advice = adviceOf(result);
    const isPlain = result.outcome === "matched" && result.red_flags.length === 0 && !advice;
    // A sign that was denied may still be one for a clinician; then no exercises are offered.
    const isOffered = result.matches.length > 0 && !(advice && result.decision === "see_clinician");
    const matches = isOffered ? el("ul", {}, result.matches.map((match) => meaning(match, text))) : null;
    if (result.outcome === "seek_care" || (isAsked && !isPlain)) clear();
    if (result.outcome === "seek_care") return show(flags(result.red_flags), advice);
    if (result.outcome === "needs_answer") return isAsked ? checkText(text) : show(flags(result.red_flags), first(text));
    if (result.outcome === "unrecognised") return show(advice || el("p", {}, `${message("ask.not_understood")} ${LIST}`));
    show(flags(result.red_flags), advice, result.question ? el("p", {}, el("b", {}, result.question)) : null, matches);
    return isAsked && isPlain ? choose(result.matches[0].complaint.slug, text) : undefined;
  };

  const answerTo = async (isAsked) => {
    clearTimeout(waiting);
    asking.abort();
    asking = new AbortController();
    const text = input.value.trim();
    if (text.length < 2) return show();
    try {
      const { signal } = asking;
      await (isName(text) && !isAsked ? names(text, signal) : sentence(text, signal, isAsked));
    } catch (error) {
      if (error.name === "AbortError") return undefined;
      if (isAsked) clear();
      show(failure(error, LIST));
    }
    return undefined;
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    found.setAttribute("aria-busy", "true");
    waiting = setTimeout(() => answerTo(false), isName(input.value.trim()) ? 150 : 450);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answerTo(true);
  });
  document.getElementById("complaints").addEventListener("click", (event) => {
    const link = event.target.closest("[data-complaint]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(link.dataset.complaint);
  });
  window.addEventListener("popstate", (event) => {
    if (location.search === shown) return; // a link within the page
    if (event.state?.slug) open(event.state.slug, false);
    else location.reload();
  });
  // In place of the list of all signs; the list is one press away.
  const signs = document.querySelector("main > #warning-signs");
  if (signs) {
    const tiers = signs.querySelector(".tiers");
    const begin = () => {
      clear();
      check({});
    };
    const unfold = () => {
      tiers.hidden = false;
      ways.lastChild.remove();
      signs.focus();
    };
    const way = (code, onclick, kind) => el("button", { type: "button", class: kind, onclick }, message(`check_page.${code}`));
    const ways = el("p", { class: "row" }, way("start", begin, null), way("all", unfold, "link"));
    signs.querySelector("p").textContent = message("check_page.lead");
    tiers.before(ways);
    tiers.hidden = true;
  }
  const chosen = document.querySelector("[data-complaint][aria-current]");
  if (chosen && answer.firstElementChild) {
    check({ complaints: [chosen.dataset.complaint] }, false);
    if (location.hash === "#warning-signs") answer.scrollIntoView();
  }
  form.hidden = false;
})();
