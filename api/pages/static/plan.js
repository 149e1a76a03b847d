// The plan builder: asks POST /v1/plan-recommendations and lays the answer out as a week to print.
(() => {
  "use strict";
  const { root, el, post, failure, flags } = instep;
  const form = document.getElementById("plan-form");
  const result = document.getElementById("plan-result");
  let asked = null; // the request of the plan that is shown
  let checked = null; // the answer of the check before exercise, for the complaint it was about
  const complaint = form.elements.complaint;
  const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const say = (code, parameters) => message(`plan_page.${code}`, parameters);
  const day = (name) => message(`day.${name}`);

  // Rounded as in api/pages/formatting.py.
  const minutes = (seconds) =>
    seconds < 90
      ? message("time.seconds", { count: seconds })
      : message("time.minutes", { count: Math.round(seconds / 60) });

  const named = (name, text) => say("named", { name, text });
  const weeks = ({ from_week: from, to_week: to }) =>
    from === to ? say("week", { week: from }) : say("weeks_from_to", { from, to });
  const listed = (names) =>
    names.length > 1 ? say("and", { names: names.slice(0, -1).join(", "), last: names.at(-1) }) : names.join("");

  // Each session with its form in every phase in which it is there.
  const sessions = (phases) => {
    const found = new Map();
    for (const phase of phases) {
      for (const session of phase.sessions) {
        if (!found.has(session.name)) found.set(session.name, { letter: session.name, days: session.days, inPhases: [] });
        found.get(session.name).inPhases.push({ phase, session });
      }
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

  // One exercise of a session: its doses by phase, and what to mind in one of them.
  const exercise = (known, inPhases) => {
    const doses = inPhases
      .map(({ phase, session }) => ({ phase, item: session.items.find((one) => one.exercise === known.slug) }))
      .filter(({ item }) => item);
    const { also: repeats } = doses[0].item;
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
        doses.map(({ phase, item }) =>
          el(
            "div",
            {},
            el("dt", {}, weeks(phase)),
            el("dd", {}, item.dosage.text),
          ),
        ),
      ),
      doses.flatMap(({ phase, item }) =>
        item.cautions.map((one) => el("p", { class: "soft small mind" }, named(weeks(phase), one.text))),
      ),
    );
  };

  const session = (exercises, { letter, days, inPhases }) => {
    const [shortest, longest] = [inPhases[0], inPhases.at(-1)].map((one) => minutes(one.session.total_seconds));
    const used = new Set(inPhases.flatMap((one) => one.session.items).map((item) => item.exercise));
    const time = shortest === longest ? shortest : say("rising", { shortest, longest });
    return el(
      "section",
      { class: "session" },
      el("h4", {}, `${say("session", { letter, days: listed(days.map(day)) })} `, el("span", {}, time)),
      el("ol", {}, exercises.filter((one) => used.has(one.slug)).map((one) => exercise(one, inPhases))),
    );
  };

  // How each exercise is done, once; on paper all of it is unfolded.
  const howTo = (exercises) =>
    el(
      "section",
      { class: "how" },
      el("h4", {}, say("steps")),
      exercises.map((one) =>
        el(
          "details",
          {},
          el("summary", {}, one.name),
          el("ol", { class: "steps" }, one.steps.map((step) => el("li", { class: step.phase }, step.text))),
        ),
      ),
    );

  const folded = (title, statements) =>
    statements.length === 0
      ? null
      : el("details", {}, el("summary", {}, title), el("ul", {}, statements.map((one) => el("li", {}, one))));

  const reasons = (exercises) =>
    exercises.flatMap((one) => [...one.reasons, ...one.cautions].map((reason) => named(one.name, reason.text)));

  const heading = (text) => el("h3", {}, text);
  const warned = (text) => el("p", { class: "care small" }, text);
  const paragraphs = (text) => (text || "").split("\n\n").filter(Boolean).map((one) => el("p", {}, one));

  const plan = (answer) => {
    const found = sessions(answer.phases);
    const last = answer.phases.at(-1).to_week;
    return [
      heading(say("plan_for", { complaint: complaint.selectedOptions[0].textContent, count: last })),
      warned(answer.notice),
      flags(answer.red_flags),
      el("div", { class: "week" }, strip(found), found.map((one) => session(answer.exercises, one))),
      howTo(answer.exercises),
      answer.days_without_session.length
        ? el("ul", {}, answer.days_without_session.map((none) => el("li", {}, named(day(none.day), none.text))))
        : null,
      el("p", {}, el("b", {}, say("pain"), " "), answer.pain_rule.text),
      el("p", {}, say("review", { weeks: listed(answer.review_after_weeks.map(String)) })),
      folded(say("coverage"), answer.coverage.map((one) => one.text)),
      folded(say("reasons"), reasons(answer.exercises)),
      folded(say("progression"), answer.progression.map((one) => one.text)),
      folded(say("left_out"), answer.left_out.map((one) => named(one.exercise.name, one.text))),
      el(
        "p",
        { class: "row" },
        el("button", { type: "button", onclick: () => window.print() }, say("print")),
        el("button", { type: "button", class: "quiet", onclick: () => instep.kept.keep(asked) }, say("keep")),
      ),
      el("p", { class: "row soft small" }, say("keep_note")),
      el("p", { class: "soft small" }, answer.attribution),
    ];
  };

  // No plan yet: what a clinician has to clear, and a button for people who have been cleared.
  const care = (answer) => {
    const cleared = instep.toClear(checked);
    return [
      heading(say("clinician")),
      flags(answer.red_flags),
      ...(answer.red_flags.length ? [] : paragraphs(answer.advice)),
      warned(answer.notice),
      answer.decision === "after_clearance"
        ? el("p", {}, el("button", { type: "button", class: "quiet", onclick: () => make({ cleared }) }, say("cleared")))
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
    const build = { plan, needs_answer: other, nothing_fits: other }[answer.outcome] || care;
    result.replaceChildren(...build(answer).filter(Boolean));
    result.focus();
  };

  const isFor = (found, slug) => found !== null && found.plan_request.complaints.join() === slug;

  const request = () => ({
    ...checked.plan_request,
    minutes_per_session: Number(form.elements.minutes.value),
    weeks: Number(form.elements.weeks.value),
    level: form.elements.level.value,
    days: [...form.querySelectorAll('input[name="day"]:checked')].map((box) => box.value),
  });

  const make = async (more) => {
    try {
      asked = { ...request(), ...more };
      show(await post("/v1/plan-recommendations", asked));
    } catch (error) {
      result.replaceChildren(failure(error, say("fallback")));
    }
  };

  // A plan goes on from the check; where none was made for this complaint, it comes first.
  const submit = () => {
    const slug = complaint.value;
    if (form.querySelector('input[name="day"]:checked') === null) {
      result.replaceChildren(el("p", {}, say("no_day")));
    } else if (isFor(checked, slug)) {
      make({});
    } else {
      const ended = (found) => {
        checked = found;
        make({});
        return null;
      };
      instep.check(result, { complaints: [slug] }, { level: "h3", ended });
    }
  };

  // On paper every exercise tells how it is done.
  const unfold = (isOpen) => {
    for (const steps of result.querySelectorAll(".how details")) steps.open = isOpen;
  };
  window.addEventListener("beforeprint", () => unfold(true));
  window.addEventListener("afterprint", () => unfold(false));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  form.elements.minutes.addEventListener("input", (event) => {
    form.querySelector("output").value = event.target.value;
  });
  const forget = () => {
    checked = null;
    result.replaceChildren();
  };
  // A plan belongs to the complaint and to the check that it was made for.
  complaint.addEventListener("change", forget);
  document.addEventListener("instep:cleared", forget);
  document.addEventListener("instep:complaint", (event) => {
    forget();
    complaint.value = event.detail;
  });
  document.addEventListener("instep:checked", (event) => {
    forget();
    checked = event.detail;
    const slug = checked?.plan_request.complaints[0];
    if (slug) complaint.value = slug;
  });
  form.hidden = false;
})();
