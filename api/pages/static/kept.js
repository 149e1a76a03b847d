// A plan that goes on: kept in this browser only if somebody asks for it, with what they say after
// each session. POST /v1/plan-adaptations says what to do today; it keeps nothing.
"use strict";
instep.kept = (() => {
  const { root, el, post, failure, flags } = instep;
  const place = document.getElementById("kept");
  const say = (code, parameters) => message(`kept.${code}`, parameters);
  const NAME = "instep:plan";
  const WORDS = ["none", "better", "same", "worse"];
  let unkept = null; // the plan of a browser that lets us keep nothing

  // The date on the person's own calendar.
  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  };

  const read = () => {
    try {
      const found = unkept || JSON.parse(localStorage.getItem(NAME));
      return found?.request && Array.isArray(found.check_ins) ? found : null;
    } catch {
      return null;
    }
  };
  const write = (plan) => {
    unkept = null;
    try {
      localStorage.setItem(NAME, JSON.stringify(plan));
    } catch {
      unkept = plan;
    }
  };

  const button = (text, onclick, kind = "quiet") => el("button", { type: "button", class: kind, onclick }, text);
  const put = (...children) => place.replaceChildren(...children.flat(Infinity).filter(Boolean));

  const keep = (request) => {
    write({ request: { ...request, start_date: request.start_date || today() }, check_ins: [] });
    show(true);
  };
  const forget = () => {
    unkept = null;
    localStorage.removeItem(NAME);
    put(el("p", { role: "status" }, say("deleted")));
  };

  const forgetting = () =>
    ask(say("delete_sure"), [button(say("delete_yes"), forget), button(say("delete_no"), () => show(true))]);
  const ask = (question, buttons) => {
    const heading = el("h3", { tabindex: "-1" }, question);
    place.querySelector(".kept-body").replaceChildren(heading, el("p", { class: "row" }, buttons));
    heading.focus();
  };

  // As a file that can be read, kept elsewhere, or given to somebody.
  const download = (plan) => {
    const address = URL.createObjectURL(new Blob([JSON.stringify(plan, null, 2)], { type: "application/json" }));
    el("a", { href: address, download: "instep-plan.json" }).click();
    URL.revokeObjectURL(address);
  };

  // One check-in a day: a second one takes the place of the first.
  const add = (plan, check_in) => {
    const others = plan.check_ins.filter(({ date }) => date !== check_in.date);
    write({ ...plan, check_ins: [...others, check_in] });
    show(true);
  };

  const lasted = (session, { done, pain = null, feedback = null }) => ({
    date: today(),
    items: session.items.map(({ exercise, dosage: { sets, reps, hold_seconds } }) => ({
      exercise,
      dosage: { sets, reps, hold_seconds },
      done,
      pain_during: pain,
      feedback,
    })),
    pain_during: pain,
    pain_next_morning: null,
    first_step_pain: null,
    effort: null,
  });

  // "How was it?": one touch, and one more only if it hurt.
  const asking = (plan, session) => {
    const give = (one) => () => add(plan, lasted(session, one));
    const hurt = () =>
      ask(
        say("how_much"),
        [...Array(11).keys()].map((pain) => button(String(pain), give({ done: "all", pain, feedback: "pain" }))),
      );
    ask(say("how"), [
      button(say("fine"), give({ done: "all", pain: 0 })),
      button(say("easy"), give({ done: "all", pain: 0, feedback: "too_easy" })),
      button(say("hard"), give({ done: "all", feedback: "too_hard" })),
      button(say("part"), give({ done: "part" })),
      button(say("hurt"), hurt),
      button(say("missed"), give({ done: "none" })),
    ]);
  };

  // The morning after is asked for on the next visit: it decides as much as the pain itself.
  const morning = (plan) => {
    const last = [...plan.check_ins].sort((one, other) => (one.date < other.date ? -1 : 1)).at(-1);
    const isOpen = last && last.date < today() && last.pain_next_morning === null && last.items.some(({ done }) => done !== "none");
    if (!isOpen) return null;
    const give = (word) => () => {
      const check_ins = plan.check_ins.map((one) => (one === last ? { ...one, pain_next_morning: word } : one));
      write({ ...plan, check_ins });
      show(true);
    };
    return el("div", { class: "kept-morning" }, [
      el("p", {}, el("b", {}, say("morning"))),
      el("p", { class: "row" }, WORDS.map((word) => button(say(`morning_${word}`), give(word)))),
    ]);
  };

  // One exercise of today, with why its dose is what it is once something was said about it.
  const exercise = ({ exercise: slug, dosage, also }, step) =>
    el(
      "li",
      {},
      el("a", { href: `${root}/embed/exercises/${slug}` }, step?.name || slug),
      el("p", {}, dosage.text, also ? ` ${also.text}` : ""),
      step?.before ? el("p", { class: "soft small" }, step.text) : null,
    );

  const day = (date) =>
    new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(
      new Date(`${date}T00:00:00Z`),
    );

  const shown = (plan, answer) => {
    const steps = new Map(answer.items.map((one) => [one.exercise, one]));
    const isDone = plan.check_ins.some(({ date }) => date === today());
    const session = isDone ? null : answer.today;
    const isToday = ({ exercise: slug }) => session?.items.some((item) => item.exercise === slug);
    const others = answer.items.filter((one) => one.change !== "same" && !isToday(one));
    const advice = answer.decision === "go_on" || answer.red_flags.length ? "" : answer.advice || "";
    return [
      flags(answer.red_flags),
      advice.split("\n\n").filter(Boolean).map((one) => el("p", {}, one)),
      answer.remarks.map((one) => el("p", {}, one.text)),
      isDone ? el("p", {}, el("b", {}, say("thanks"))) : null,
      session
        ? [
            el("h3", {}, say("today")),
            el("ol", {}, session.items.map((item) => exercise(item, steps.get(item.exercise)))),
            el("p", { class: "row" }, button(say("how"), () => asking(plan, session), null)),
          ]
        : null,
      answer.next_session_on ? el("p", {}, say("next", { day: day(answer.next_session_on) })) : null,
      others.length ? el("details", {}, el("summary", {}, say("changed")), el("ul", {}, others.map((one) => el("li", {}, `${one.name}: ${one.text}`)))) : null,
      answer.review_due ? el("p", {}, say("review", { day: day(answer.review_due) })) : null,
    ];
  };

  // Something new belongs to the check, which asks for the signs that end a plan.
  const anew = (plan) => {
    const below = el("div");
    place.querySelector(".kept-body").replaceChildren(below);
    const { complaints = [] } = plan.request;
    instep.check(below, { complaints }, {
      level: "h3",
      ended: ({ plan_request: stated }) => {
        write({ ...plan, request: { ...plan.request, ...stated } });
        show(true);
        return null;
      },
    });
  };

  const frame = (plan, ...body) => {
    const heading = el("h2", { tabindex: "-1" }, say("title"));
    put(
      heading,
      el("div", { class: "kept-body" }, ...body.flat(Infinity).filter(Boolean)),
      unkept && el("p", { class: "care small" }, say("full")),
      el("p", { class: "row small" }, button(say("anew"), () => anew(plan), "link"), button(say("export"), () => download(plan), "link"), button(say("delete"), forgetting, "link")),
      el("p", { class: "soft small" }, say("private")),
    );
    return heading;
  };

  const show = async (isCalled) => {
    const plan = read();
    place.hidden = plan === null;
    if (plan === null) return;
    try {
      const answer = await post("/v1/plan-adaptations", { ...plan, today: today() });
      const heading = frame(plan, morning(plan), shown(plan, answer));
      if (isCalled) heading.focus();
    } catch (error) {
      frame(plan, failure(error, say("later")));
    }
  };

  show(false);
  return { keep };
})();
