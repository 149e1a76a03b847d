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
  let waiting = null;
  let answers = []; // to the questions about the text that is in the box

  const show = (...children) => {
    found.removeAttribute("aria-busy");
    found.replaceChildren(...children.flat().filter(Boolean));
  };
  const isName = (text) => text.length <= 40 && text.split(/\s+/).length <= 2;

  const choose = (slug) => {
    show();
    open(slug, true);
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
    mark(null);
    document.title = TITLE;
    document.dispatchEvent(new CustomEvent("instep:cleared"));
    if (location.search) history.pushState({}, "", `${root}/`);
  };

  const open = async (slug, isNew) => {
    const address = `${root}/?complaint=${encodeURIComponent(slug)}`;
    opening += 1;
    const mine = opening;
    try {
      const response = await fetch(address, {
        headers: { Accept: "text/html", "Accept-Language": document.documentElement.lang },
      });
      if (!response.ok) throw new Error("");
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (mine !== opening) return; // another question was asked meanwhile
      answer.replaceChildren(...page.getElementById("answer").childNodes);
      document.querySelector("main > #warning-signs")?.remove(); // the answer brings its own
      document.title = page.title;
      mark(slug);
      document.dispatchEvent(new CustomEvent("instep:complaint", { detail: slug }));
      if (isNew) history.pushState({ slug }, "", address);
      answer.scrollIntoView();
      answer.focus({ preventScroll: true });
    } catch {
      if (mine === opening) location.assign(address);
    }
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

  const meaning = (match) => line(match.complaint.name, match.because.join(", "), () => choose(match.complaint.slug));

  const WORDS = { yes: "ask.answer_yes", no: "ask.answer_no", unsure: "ask.answer_unsure" };

  // Signs that the text may mean, each with three answers; nothing else is shown before them.
  const questions = (signs) => {
    const choice = (code, [word, name]) =>
      el("label", {}, el("input", { type: "radio", name: code, value: word, required: "" }), el("span", {}, message(name)));
    const made = el(
      "form",
      { class: "questions" },
      el("p", {}, el("b", {}, message("ask.first"))),
      signs.map(({ code, question }) =>
        el("fieldset", {}, el("legend", {}, question), Object.entries(WORDS).map((one) => choice(code, one))),
      ),
      el("p", {}, el("button", { type: "submit" }, message("ask.go_on"))),
    );
    made.addEventListener("submit", async (event) => {
      event.preventDefault();
      answers = [...answers, ...[...new FormData(made)].map(([code, answer]) => ({ code, answer }))];
      await answerTo(true);
      if (!made.isConnected && document.activeElement === document.body) found.focus();
    });
    return made;
  };

  // Each warning sign brings its own advice; what is left speaks of answers that are not enough.
  const adviceOf = ({ advice, red_flags: [gravest] }) => {
    const own = (gravest && advice ? advice.replace(gravest.advice, "") : advice)?.trim();
    return own ? el("p", {}, own) : null;
  };

  const sentence = async (text, signal, isAsked) => {
    const result = await post("/v1/complaint-matches", { text, answers }, signal);
    const advice = adviceOf(result);
    const isPlain = result.outcome === "matched" && result.red_flags.length === 0 && !advice;
    // A sign that was denied may still be one for a clinician; then no exercises are offered.
    const isOffered = result.matches.length > 0 && !(advice && result.decision === "see_clinician");
    const matches = isOffered ? el("ul", {}, result.matches.map(meaning)) : null;
    if (result.outcome === "seek_care" || (isAsked && !isPlain)) clear();
    if (result.outcome === "seek_care") return show(flags(result.red_flags), advice);
    if (result.outcome === "needs_answer") return show(flags(result.red_flags), questions(result.ask_first));
    if (result.outcome === "unrecognised") return show(advice || el("p", {}, `${message("ask.not_understood")} ${LIST}`));
    show(flags(result.red_flags), advice, result.question ? el("p", {}, el("b", {}, result.question)) : null, matches);
    return isAsked && isPlain ? choose(result.matches[0].complaint.slug) : undefined;
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
    answers = [];
    clearTimeout(waiting);
    found.setAttribute("aria-busy", "true");
    waiting = setTimeout(() => answerTo(false), isName(input.value.trim()) ? 150 : 450);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answers = [];
    answerTo(true);
  });
  document.getElementById("complaints").addEventListener("click", (event) => {
    const link = event.target.closest("[data-complaint]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(link.dataset.complaint);
  });
  window.addEventListener("popstate", (event) => {
    if (event.state?.slug) open(event.state.slug, false);
    else location.reload();
  });
  form.hidden = false;
})();
