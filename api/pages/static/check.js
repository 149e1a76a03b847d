// The check before exercise, from POST /v1/safety-checks: one screen at a time, back and forth.
// Answers are kept in the variables of this page only, and are gone with it.
"use strict";
instep.OFFERING = ["exercises", "with_care"];

// What a clinician clears who says that the person may exercise: all that the check found.
instep.toClear = ({ conditions, red_flags: signs, plan_request: plan }) => [
  ...new Set([...plan.complaints, ...plan.cleared, ...[...conditions, ...signs].map(({ code }) => code)]),
];

// Puts the check into `place`. `known` is what the request says beside answers. `asking` is called
// before each screen, and `ended` with the last answer: it returns what to show as the way on, or
// null if the page goes on by itself. `beside` is another way, below the first screen.
instep.check = (place, known, { level = "h2", isCalled = true, asking = () => {}, ended, beside = null }) => {
  const { el, post, failure, flags } = instep;
  const say = (code, parameters) => message(`check_page.${code}`, parameters);
  const marked = new Map(); // what was marked for each code, also on screens that were left by "Back"
  let path = []; // the screens that were answered, each with its answers
  let cleared = [];
  let now = null;
  let isBusy = false;
  let isMoving = false; // from one screen to another

  const status = el("p", { class: "unseen", role: "status" });
  const body = el("div");
  const card = el("section", { class: "check", "aria-label": say("label") }, body, status);
  const button = (text, onclick, kind = "quiet") => el("button", { type: "button", class: kind, onclick }, text);

  const draw = (title, above, below, said) => {
    const heading = el(level, { tabindex: "-1" }, title);
    body.replaceChildren(el("p", { class: "kicker" }, above), heading, ...below.flat().filter(Boolean));
    status.textContent = said;
    if (isCalled) heading.focus({ preventScroll: isMoving });
    if (isMoving) card.scrollIntoView({ block: window.parent === window ? "start" : "nearest" });
    isCalled = true;
    isMoving = true;
  };

  const fail = (error, again) => {
    body.querySelector(".failed")?.remove();
    const told = failure(error, say("try_again"));
    body.append(el("div", { class: "failed", role: "alert" }, told, button(say("again"), again), now ? null : beside));
  };

  const busy = (isSo) => {
    isBusy = isSo;
    card.setAttribute("aria-busy", String(isSo));
  };
  const found = (steps) => {
    const answers = steps.flatMap((step) => step.answers);
    return post("/v1/safety-checks", { ...known, cleared, answers }).catch((error) => {
      fail(error, () => go(steps));
      return null;
    });
  };
  const go = async (steps) => {
    if (isBusy) return;
    busy(true);
    const answer = await found(steps);
    busy(false);
    if (answer === null || !card.isConnected) return; // something else took its place meanwhile
    path = steps;
    show(answer);
  };

  const next = (answers) => go([...path, { screen: now, answers }]);
  const back = () => {
    if (isBusy) return;
    const last = path.at(-1);
    path = path.slice(0, -1);
    show(last.screen);
  };
  const start = () => {
    marked.clear();
    cleared = [];
    go([]);
  };

  // Two boxes of which one at most is ticked: without a tick the answer is no.
  const question = ({ code, text, help }) => {
    const words = { yes: say("answer_yes"), unsure: say("answer_unsure") };
    const boxes = Object.entries(words).map(([value, word]) => {
      const box = el("input", { type: "checkbox", name: code, value, autocomplete: "off" });
      box.checked = marked.get(code) === value;
      return el("label", {}, box, el("span", {}, word));
    });
    return el(
      "fieldset",
      {},
      el("legend", {}, text),
      el("div", { class: "marks" }, boxes),
      help && el("details", {}, el("summary", {}, say("help")), el("p", {}, help)),
    );
  };

  const choices = (questions) =>
    el(
      "ul",
      {},
      questions.map(({ code, text }) => el("li", {}, button(text, () => next([{ code, answer: "yes" }])))),
    );

  const ask = ({ screen: { number, title, questions }, screens_left_at_most: left }) => {
    const isChoice = questions[0].kind === "which_complaint";
    const above = left > 1 ? say("place", { number, count: left - 1 }) : say("last", { number });
    const submit = el("button", { type: "submit" });
    const form = el(
      "form",
      {},
      isChoice ? choices(questions) : [el("p", { class: "soft" }, say("how")), questions.map(question)],
      el("div", { class: "check-buttons" }, path.length ? button(say("back"), back) : null, submit),
    );
    const label = () => {
      submit.textContent = say(form.querySelector(":checked") ? "go_on" : "none");
    };
    form.addEventListener("change", ({ target: { name, value, checked } }) => {
      for (const box of form.elements[name]) box.checked = checked && box.value === value;
      if (checked) marked.set(name, value);
      else marked.delete(name);
      label();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      next(questions.map(({ code }) => ({ code, answer: (!isChoice && marked.get(code)) || "no" })));
    });
    label();
    asking();
    draw(title, above, [form, path.length ? null : beside], above);
  };

  // Each warning sign brings its own advice; the paragraphs that are left are about the rest.
  const end = (found) => {
    const { decision, red_flags: signs } = found;
    const onwards = ended(found);
    if (onwards === null) {
      busy(true);
      return;
    }
    const all = signs.reduce((text, { advice }) => text.replace(advice, ""), found.advice || "");
    const rest = all.split("\n\n").filter((text) => text.trim());
    const clear = () => {
      cleared = instep.toClear(found);
      go(path);
    };
    const title = say(decision || "open");
    draw(
      title,
      say("result"),
      [
        flags(signs),
        rest.length ? el("div", { class: "care" }, rest.map((text) => el("p", {}, text))) : null,
        decision ? null : el("p", {}, say("open_next")),
        onwards,
        decision === "after_clearance" ? el("p", {}, button(say("cleared"), clear)) : null,
        el("p", { class: "row" }, path.length ? button(say("change"), back) : null, button(say("anew"), start, "link")),
        el("p", { class: "soft small" }, say("notice")),
      ],
      title,
    );
  };

  const show = (found) => {
    now = found;
    (found.done ? end : ask)(found);
  };

  place.replaceChildren(card);
  go([]);
};
