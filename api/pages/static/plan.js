// The plan builder: asks POST /v1/plan-recommendations and lays the answer out as a week to print.
(() => {
  "use strict";
  const { root, el, ask, post, failure, flags } = instep;
  const form = document.getElementById("plan-form");
  const result = document.getElementById("plan-result");
  const asks = document.getElementById("plan-asks");
  const complaint = form.elements.complaint;
  const DAYS = { mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday", fri: "Friday", sat: "Saturday", sun: "Sunday" };
  const WHEN = {
    before_first_steps: "before your first steps",
    end_of_day: "at the end of the day",
    before_bed: "just before bed",
  };

  const minutes = (seconds) => (seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`);

  // As the pages say it (api/pages/wording.py).
  const dose = (dosage) => {
    if (dosage.duration_seconds !== null) {
      return minutes(dosage.duration_seconds) + (dosage.each_side ? ", both sides together" : "");
    }
    const isOne = (dosage.sets || 1) === 1;
    const reps = dosage.hold_seconds
      ? `${dosage.reps} × ${dosage.hold_seconds} s hold`
      : `${dosage.reps}${isOne ? " times" : ""}`;
    const sets = isOne ? reps : `${dosage.sets} sets of ${reps}`;
    return sets + (dosage.each_side ? ", each side" : "");
  };

  const also = (repeats) => {
    if (repeats === null) return null;
    const times = repeats.times_per_day === 1 ? "Once more" : `${repeats.times_per_day} times more`;
    const first = repeats.when ? `, the first ${WHEN[repeats.when] || repeats.when}` : "";
    return el("span", { class: "soft small" }, `${times} through the day${first}`);
  };

  const weeks = ({ from_week: from, to_week: to }) => (from === to ? `Week ${from}` : `Weeks ${from}–${to}`);
  const listed = (names) => [names.slice(0, -1).join(", "), names.at(-1)].filter(Boolean).join(" and ");

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
      Object.keys(DAYS).map((day) => {
        const session = found.find((one) => one.days.includes(day));
        const name = el("abbr", { title: DAYS[day] }, DAYS[day].slice(0, 3));
        return el("li", session ? { class: "on" } : {}, name, el("b", {}, session ? session.letter : "–"));
      }),
    );

  const exercise = (phases, ofDay, index) => {
    const items = ofDay.map((session) => session.items[index]);
    const { exercise: known, also: repeats } = items[0];
    return el(
      "li",
      {},
      el("p", {}, el("a", { href: `${root}/embed/exercises/${known.slug}` }, known.name), el("br"), also(repeats)),
      el(
        "dl",
        {},
        items.map((item, phase) =>
          el("div", {}, el("dt", {}, weeks(phases[phase])), el("dd", {}, dose(item.dosage))),
        ),
      ),
    );
  };

  const session = (phases, { letter, days, ofDay }) => {
    const times = [...new Set([ofDay[0], ofDay.at(-1)].map((one) => minutes(one.total_seconds)))];
    return el(
      "section",
      { class: "session" },
      el("h4", {}, `${letter}: ${listed(days.map((day) => DAYS[day]))} `, el("span", {}, times.join(" rising to "))),
      el("ol", {}, ofDay[0].items.map((_, index) => exercise(phases, ofDay, index))),
    );
  };

  const told = (title, statements) =>
    statements.length === 0
      ? null
      : el("details", {}, el("summary", {}, title), el("ul", {}, statements.map((one) => el("li", {}, one))));

  const reasons = (phases) => {
    const seen = new Map();
    for (const item of phases.flatMap((part) => part.sessions).flatMap((session) => session.items)) {
      for (const reason of [...item.reasons, ...item.cautions]) {
        seen.set(`${item.exercise.name}: ${reason.text}`, null);
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
      heading(`${complaint.selectedOptions[0].textContent}: ${last === 1 ? "one week" : `${last} weeks`}`),
      warned(answer.notice),
      flags(answer.triage.red_flags),
      el("div", { class: "week" }, strip(found), found.map((one) => session(answer.phases, one))),
      answer.days_without_session.length
        ? el("ul", {}, answer.days_without_session.map((none) => el("li", {}, `${DAYS[none.day]}: ${none.text}`)))
        : null,
      el("p", {}, el("b", {}, "How much pain is all right. "), answer.pain_rule.text),
      el("p", {}, `Look at it again after week ${listed(answer.review_after_weeks.map(String))}.`),
      told("What it covers", answer.coverage.map((one) => one.text)),
      told("Why these, and what to mind", reasons(answer.phases)),
      told("How it goes on", answer.progression.map((one) => one.text)),
      told("What was left out", answer.left_out.map((one) => `${one.exercise.name}: ${one.text}`)),
      el("p", { class: "row" }, el("button", { type: "button", onclick: () => window.print() }, "Print the plan")),
      el("p", { class: "soft small" }, answer.attribution),
    ];
  };

  // What would be asked of a clinician, and the way back for those who have been there.
  const care = (answer) => {
    const { complaints, conditions, red_flags: found, decision } = answer.triage;
    const blocked = complaints.filter((one) => one.decision === "after_clearance");
    const slugs = [...blocked.map((one) => one.complaint.slug), ...conditions.map((one) => one.code)];
    const again = () => submit({ cleared: slugs });
    return [
      heading("See a clinician first"),
      flags(found),
      ...complaints.filter((one) => one.notice).map((one) => el("p", {}, one.notice)),
      ...conditions.map((one) => el("p", {}, el("b", {}, `${one.name}. `), one.advice)),
      warned(answer.notice),
      decision === "after_clearance" && slugs.length
        ? el("p", {}, el("button", { type: "button", class: "quiet", onclick: again }, "A clinician has cleared me for exercise"))
        : null,
    ];
  };

  const other = (answer) => [
    heading("No plan yet"),
    warned(answer.notice),
    el("p", {}, answer.question || answer.change?.text || "Try more time, more days or another level."),
    told("What was left out", answer.left_out.map((one) => `${one.exercise.name}: ${one.text}`)),
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

  // What to ask before a plan for this complaint; a slow answer for another one is dropped.
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
      result.replaceChildren(el("p", {}, "Choose at least one day."));
      return;
    }
    try {
      show(await post("/v1/plan-recommendations", { ...request(), ...more }));
    } catch (error) {
      result.replaceChildren(failure(error, "The exercises above stand for themselves."));
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
