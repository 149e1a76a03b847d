// Walks through the exercises of the page: one thing to do at a time, with holds, sides and rests.
// It shows nothing that is not on the page: without this script the page is complete.
(() => {
  "use strict";
  const start = document.getElementById("start");
  const list = document.getElementById("items");
  const walk = document.getElementById("walk");
  const say = (code, parameters) => message(`walk.${code}`, parameters);
  const { el } = instep;
  const part = (name) => walk.querySelector(`[data-walk="${name}"]`);
  const items = [...list.querySelectorAll("[data-number]")];
  const GAP = 2; // seconds between two holds, as in the formula for time
  const CHANGE = 5; // seconds to change sides

  // The steps of one item in their order, each with its seconds; at `null` it waits for a click.
  const stepsOf = (item) => {
    const dose = item.dataset;
    const number = (name) => Number(dose[name] || 0);
    const [sets, hold] = [number("sets") || 1, number("hold")];
    const reps = number("start") || number("reps") || 1; // as the page says: "Begin with 5"
    const sides = "sides" in dose ? ["left", "right"] : [""];
    const found = [{ what: say("position"), seconds: null }];
    if (number("duration")) {
      const each = Math.round(number("duration") / sides.length);
      sides.forEach((side, index) => {
        if (index) found.push({ what: say("change_sides"), seconds: CHANGE });
        found.push({ what: say(side ? `work_${side}` : "go_on"), seconds: each });
      });
      return found;
    }
    sides.forEach((side, index) => {
      const foot = side ? say(side) : "";
      if (index) found.push({ what: say("change_sides"), seconds: CHANGE });
      for (let set = 1; set <= sets; set += 1) {
        const place = [foot, sets > 1 ? say("set", { set, sets }) : ""].filter(Boolean).join(", ");
        const placed = (what) => (place ? say("where", { what, where: place }) : what);
        if (set > 1) found.push({ what: say("rest"), seconds: number("rest") || CHANGE });
        if (!hold) {
          const seconds = reps * number("rep");
          const pace = number("rep");
          found.push({ what: placed(say("repeat", { count: reps, pace })), seconds, reps, pace });
          continue;
        }
        for (let rep = 1; rep <= reps; rep += 1) {
          if (rep > 1) found.push({ what: say("let_go"), seconds: GAP, quiet: true });
          found.push({ what: placed(say("hold", { rep, reps })), seconds: hold });
        }
      }
    });
    return found;
  };

  const course = items.flatMap((item, index) =>
    stepsOf(item).map((one) => ({ ...one, item, index })),
  );
  let at = 0;
  let left = 0; // milliseconds of the current step
  let ticking = null;
  let last = 0;

  const draw = () => {
    const now = course[at];
    if (!now || now.seconds === null) return;
    const done = 1 - left / (now.seconds * 1000);
    walk.style.setProperty("--done", String(done));
    const counted = now.reps
      ? `${Math.min(now.reps, Math.floor((done * now.seconds) / now.pace) + 1)}`
      : `${Math.ceil(left / 1000)}`;
    if (part("clock").textContent !== counted) part("clock").textContent = counted;
  };

  const stop = () => {
    clearInterval(ticking);
    ticking = null;
  };

  const tick = () => {
    const now = performance.now();
    left -= now - last;
    last = now;
    if (left > 0) draw();
    else show(at + 1, true);
  };

  const run = () => {
    last = performance.now();
    ticking = setInterval(tick, 100);
    part("go").textContent = say("pause");
  };

  const show = (index, running) => {
    stop();
    at = Math.max(0, Math.min(index, course.length));
    if (at === course.length) return finish();
    const now = course[at];
    const title = now.item.dataset.name;
    const isNew = part("name").textContent !== title;
    part("place").textContent = say("place", { number: now.index + 1, all: items.length });
    part("name").textContent = title;
    part("what").textContent = now.what;
    part("back").disabled = at === 0;
    part("next").hidden = false;
    left = (now.seconds || 0) * 1000;
    if (isNew || index === 0) {
      const shown = [...now.item.querySelectorAll(".figure, .note, .steps")];
      part("steps").replaceChildren(...shown.map((node) => node.cloneNode(true)));
    }
    if (!now.quiet) {
      const what = now.seconds
        ? say("said_timed", { what: now.what, count: now.seconds })
        : say("said", { what: now.what });
      part("said").textContent = isNew ? `${say("said", { what: title })} ${what}` : what;
    }
    walk.classList.toggle("waiting", now.seconds === null);
    if (now.seconds === null) {
      part("clock").textContent = "";
      walk.style.setProperty("--done", "0");
      part("go").textContent = say("begin");
    } else {
      draw();
      if (running) run();
      else part("go").textContent = say("go_on");
    }
    return undefined;
  };

  const finish = () => {
    part("place").textContent = "";
    part("name").textContent = say("done");
    part("what").textContent = say("feel");
    part("said").textContent = say("said_done");
    part("clock").textContent = "";
    part("steps").replaceChildren();
    walk.classList.add("waiting");
    walk.style.setProperty("--done", "1");
    part("go").textContent = say("once_more");
    part("next").hidden = true;
  };

  const go = () => {
    if (at >= course.length) return show(0, false);
    if (ticking) {
      stop();
      part("go").textContent = say("go_on");
      part("said").textContent = say("paused");
      return undefined;
    }
    return course[at].seconds === null ? show(at + 1, true) : run();
  };

  // Back and Next skip the gaps of two seconds between holds.
  const step = (by) => {
    let to = at + by;
    while (course[to]?.quiet) to += by;
    show(to, ticking !== null);
  };

  const open = () => {
    list.hidden = true;
    start.hidden = true;
    walk.hidden = false;
    walk.parentElement.classList.add("walking");
    show(0, false);
    part("name").focus();
  };

  const end = () => {
    stop();
    walk.hidden = true;
    walk.parentElement.classList.remove("walking");
    list.hidden = false;
    start.hidden = false;
    start.focus();
  };

  // Before the first exercise comes the check; whoever made it before says so. Nothing is kept of it.
  const place = document.getElementById("check");
  let isChecked = false;

  const onwards = (text) => el("p", {}, el("button", { type: "button", onclick: begin }, text));
  const begin = () => {
    isChecked = true;
    place.replaceChildren();
    walk.parentElement.classList.remove("checking");
    open();
  };

  // What the page says for conditions that hold: only the exercises themselves know it.
  const mind = (conditions) => {
    const codes = conditions.map(({ code }) => code);
    const found = items.flatMap((item) =>
      [...item.querySelectorAll("[data-condition]")]
        .filter((one) => codes.includes(one.dataset.condition))
        .map((one) => el("li", {}, el("b", {}, `${item.dataset.name}. `), one.textContent)),
    );
    return found.length ? el("ul", { class: "mind" }, found) : null;
  };

  const check = () => {
    const { complaints, regions } = place.dataset;
    const known = complaints ? { complaints: complaints.split(" ") } : { regions: regions.split(" ").filter(Boolean) };
    const hold = (isOpen) => {
      list.hidden = !isOpen;
      start.hidden = true;
      walk.parentElement.classList.toggle("checking", !isOpen);
    };
    instep.check(place, known, {
      asking: () => hold(false),
      ended: ({ decision, conditions }) => {
        const isOffered = instep.OFFERING.includes(decision) || decision === null;
        hold(isOffered);
        return isOffered ? [mind(conditions), onwards(say("start"))] : [];
      },
      beside: el("p", {}, el("button", { type: "button", class: "link", onclick: begin }, message("check_page.same"))),
    });
  };

  start.addEventListener("click", () => (isChecked ? open() : check()));
  part("go").addEventListener("click", go);
  part("back").addEventListener("click", () => step(-1));
  part("next").addEventListener("click", () => step(1));
  part("end").addEventListener("click", end);
  walk.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const actions = { ArrowLeft: () => step(-1), ArrowRight: () => step(1), Escape: end };
    if (event.key === " " && event.target.tagName !== "BUTTON") actions[" "] = go;
    if (!(event.key in actions)) return;
    event.preventDefault();
    actions[event.key]();
  });
  start.hidden = false;
})();
