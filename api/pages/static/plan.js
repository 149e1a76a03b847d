// The plan builder: asks POST /v1/plan-recommendations and lays the answer out as a week to print.
(() => {
  "use strict";
  const { root, el, ask, post, failure, flags } = instep;
  const form = document.getElementById("plan-form");
  const result = document.getElementById("plan-result");
  const asks = document.getElementById("plan-asks");
  const complaint = form.elements.complaint;
  const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const say = (code, parameters) => message(`plan_page.${code}`, parameters);
  const day = (name) => message(`day.${name}`);

  // Rounded as in api/pages/formatting.py.
  const minutes = (seconds) =>
    seconds < 90
      ? message("time.seconds", { count: seconds })
      : message("time.minutes", { count: Math.round(seconds / 60) });

  const weeks = ({ from_week: from, to_week: to }) =>
    from === to ? say("week", { week: from }) : say("weeks_from_to", { from, to });
  const listed = (names) =>
    names.length > 1 ? say("and", { names: names.slice(0, -1).join(", "), last: names.at(-1) }) : names.join("");

  // Days with the same exercises at the same doses are one session: A, B, at most C.
  const sessions = (phases) => {
    const found = new Map();
    for (const { day } of phases[0].sessions) {
      const ofDay = phases.map((part) => part.sessions.find((session) => session.day === day));
      const key = JSON.stringify(ofDay.map((session) => session.items));
      if (!found.has(key)) found.set(key, { letter: "ABCDEFG"[found.size], days: [], ofDay });
      found.get(key).days.push(day);
    }
    return [...found.values()];
  };

  const strip = (found) =>
    el(
      "ol",
      { class: "strip" },
      DAYS.map((one) => {
        const session = found.find(({ days }) => days.includes(one));
        const name = el("abbr", { title: day(one) }, message(`short_day.${one}`));
        return el("li", session ? { class: "on" } : {}, name, el("b", {}, session ? session.letter : "–"));
      }),
    );

  const exercise = (phases, ofDay, index) => {
    const items = ofDay.map((session) => session.items[index]);
    const { exercise: known, also: repeats } = items[0];
    return el(
      "li",
      {},
      el(
        "p",
        {},
        el("a", { href: `${root}/embed/exercises/${known.slug}` }, known.name),
        el("br"),
        repeats && el("span", { class: "soft small" }, repeats.text),
      ),
      el(
        "dl",
        {},
        items.map((item, phase) =>
          el("div", {}, el("dt", {}, weeks(phases[phase])), el("dd", {}, item.dosage.text)),
        ),
      ),
    );
  };

  const session = (phases, { letter, days, ofDay }) => {
    const [shortest, longest] = [ofDay[0], ofDay.at(-1)].map((one) => minutes(one.total_seconds));
    const time = shortest === longest ? shortest : say("rising", { shortest, longest });
    return el(
      "section",
      { class: "session" },
      el("h4", {}, `${say("session", { letter, days: listed(days.map(day)) })} `, el("span", {}, time)),
      el("ol", {}, ofDay[0].items.map((_, index) => exercise(phases, ofDay, index))),
    );
  };

  const named = (name, text) => say("named", { name, text });

  const folded = (title, statements) =>
    statements.length === 0
      ? null
      : el("details", {}, el("summary", {}, title), el("ul", {}, statements.map((one) => el("li", {}, one))));

  const reasons = (phases) => {
    const seen = new Map();
    for (const item of phases.flatMap((part) => part.sessions).flatMap((session) => session.items)) {
      for (const reason of [...item.reasons, ...item.cautions]) {
        seen.set(named(item.exercise.name, reason.text), null);
      }
    }
    return [...seen.keys()];
  };

  const heading = (text) => el("h3", {}, text);
  const warned = (text) => el("p", { class: "care small" }, text);

  const plan = (answer) => {
    const found = sessions(answer.phases);
    const last = answer.phases.at(-1).to_week;
    return [
      heading(say("plan_for", { complaint: complaint.selectedOptions[0].textContent, count: last })),
      warned(answer.notice),
      flags(answer.triage.red_flags),
      el("div", { class: "week" }, strip(found), found.map((one) => session(answer.phases, one))),
      answer.days_without_session.length
        ? el("ul", {}, answer.days_without_session.map((none) => el("li", {}, named(day(none.day), none.text))))
        : null,
      el("p", {}, el("b", {}, say("pain"), " "), answer.pain_rule.text),
      el("p", {}, say("review", { weeks: listed(answer.review_after_weeks.map(String)) })),
      folded(say("coverage"), answer.coverage.map((one) => one.text)),
      folded(say("reasons"), reasons(answer.phases)),
      folded(say("progression"), answer.progression.map((one) => one.text)),
      folded(say("left_out"), answer.left_out.map((one) => named(one.exercise.name, one.text))),
      el("p", { class: "row" }, el("button", { type: "button", onclick: () => window.print() }, say("print"))),
      el("p", { class: "soft small" }, answer.attribution),
    ];
  };

  // No plan yet: what a clinician has to clear, and a button for people who have been cleared.
  const care = (answer) => {
    const { complaints, conditions, red_flags: found, decision } = answer.triage;
    const blocked = complaints.filter((one) => one.decision === "after_clearance");
    const slugs = [...blocked.map((one) => one.complaint.slug), ...conditions.map((one) => one.code)];
    const again = () => submit({ cleared: slugs });
    return [
      heading(say("clinician")),
      flags(found),
      ...complaints.filter((one) => one.notice).map((one) => el("p", {}, one.notice)),
      ...conditions.map((one) => el("p", {}, el("b", {}, say("condition", { name: one.name }), " "), one.advice)),
      warned(answer.notice),
      decision === "after_clearance" && slugs.length
        ? el("p", {}, el("button", { type: "button", class: "quiet", onclick: again }, say("cleared")))
        : null,
    ];
  };

  const other = (answer) => [
    heading(say("no_plan")),
    warned(answer.notice),
    el("p", {}, answer.question || answer.change?.text || say("try")),
    folded(say("left_out"), answer.left_out.map((one) => named(one.exercise.name, one.text))),
  ];

  const show = (answer) => {
    const build = { plan, seek_care: care }[answer.outcome] || other;
    result.replaceChildren(...build(answer).filter(Boolean));
    result.focus();
  };

  const request = () => {
    const checked = (name) => [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value);
    return {
      complaints: [complaint.value],
      minutes_per_session: Number(form.elements.minutes.value),
      weeks: Number(form.elements.weeks.value),
      level: form.elements.level.value,
      days: checked("day"),
      conditions: checked("condition"),
    };
  };

  // Shows the questions of the chosen complaint; a late answer for another complaint is ignored.
  const refresh = async () => {
    const slug = complaint.value;
    const { asks: questions } = await ask(`/v1/complaints/${slug}`).catch(() => ({ asks: [] }));
    if (slug !== complaint.value) return;
    asks.hidden = questions.length === 0;
    asks.lastElementChild.replaceChildren(
      ...questions.map((one) =>
        el("label", {}, el("input", { type: "checkbox", name: "condition", value: one.code }), el("span", {}, one.question)),
      ),
    );
  };

  const submit = async (more) => {
    if (form.querySelector('input[name="day"]:checked') === null) {
      result.replaceChildren(el("p", {}, say("no_day")));
      return;
    }
    try {
      show(await post("/v1/plan-recommendations", { ...request(), ...more }));
    } catch (error) {
      result.replaceChildren(failure(error, say("fallback")));
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit({});
  });
  form.elements.minutes.addEventListener("input", (event) => {
    form.querySelector("output").value = event.target.value;
  });
  complaint.addEventListener("change", refresh);
  document.addEventListener("instep:complaint", (event) => {
    complaint.value = event.detail;
    refresh();
  });
  form.hidden = false;
  form.addEventListener("focusin", refresh, { once: true });
})();
