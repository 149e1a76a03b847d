// The player: it counts down the timeline of the page, one thing to do at a time, and moves the
// picture along. It shows nothing that is not on the page: without this script the page is complete.
(() => {
  "use strict";
  const { el } = instep;
  const start = document.getElementById("start");
  const list = document.getElementById("items");
  const walk = document.getElementById("walk");
  const say = (code, parameters) => message(`walk.${code}`, parameters);
  const part = (name) => walk.querySelector(`[data-walk="${name}"]`);
  const items = [...list.querySelectorAll("[data-number]")];
  const whole = JSON.parse(document.getElementById("course").textContent);
  const takesTurns = "turns" in list.dataset; // one of the exercises a day
  let course = whole;
  let at = 0;
  let left = 0; // milliseconds of the current segment
  let waits = true; // for a click, before each exercise
  let ticking = null;
  let last = 0;
  const signals = instep.signals(part("sound"), part("vibration"));

  const isFirst = (index) => index === 0 || course[index - 1].item !== course[index].item;

  // The picture of the exercise that is done.
  let picture = null;
  let moving = null;
  const PARTS = { prepare: "setup", move: "move", hold: "hold", return: "return" };

  const fetchPicture = async (item) => {
    picture = item.dataset.picture ? JSON.parse(item.dataset.picture) : null;
    moving = null;
    const host = el("div", { role: "img", "aria-label": picture?.alt ?? "" });
    part("picture").replaceChildren(...(picture ? [host] : []));
    if (picture === null) return;
    const mine = picture;
    const made = await instep.moving(host, mine).catch(() => null);
    if (mine !== picture) return; // another exercise has begun meanwhile
    moving = made;
    if (made === null) host.replaceWith(...stillOf(item));
    else follow();
  };
  const stillOf = (item) => [...item.querySelectorAll(".figure")].map((node) => node.cloneNode(true));

  // Plays the part of the picture that belongs to the segment, in the time that the segment takes.
  const follow = () => {
    const now = course[at];
    if (moving === null || now === undefined) return;
    const [from, lasts] = picture.parts[PARTS[now.kind]] || [];
    if (from === undefined) return moving.stop();
    const isAlone = now.kind === "move" && course[at + 1]?.kind !== "hold";
    const span = isAlone ? picture.ms - from : lasts; // a repetition that is not cut into parts
    const isLong = now.kind === "prepare" || now.ms > 3 * span;
    const rate = isLong ? 1 : span / now.ms;
    const done = now.ms - left;
    // A long stretch of moving repeats the whole movement; it has no end of its own.
    if (isAlone && isLong) moving.play(from + (done % span), null, 1);
    else moving.play(Math.min(from + done * rate, from + span), from + span, rate);
    if (ticking === null) moving.stop();
    return undefined;
  };

  const draw = () => {
    walk.style.setProperty("--done", String(1 - left / course[at].ms));
    const counted = `${Math.ceil(left / 1000)}`;
    if (part("clock").textContent !== counted) part("clock").textContent = counted;
  };

  const halt = () => {
    clearInterval(ticking);
    ticking = null;
  };
  const stop = () => {
    halt();
    moving?.stop();
    signals.sleep();
  };

  // What a slow or hidden page missed is made up for, up to the next exercise.
  const tick = () => {
    const now = performance.now();
    left -= now - last;
    last = now;
    if (left > 0) {
      draw();
      return moving?.heed();
    }
    let [to, over] = [at + 1, left];
    while (to < course.length && !isFirst(to) && course[to].ms + over <= 0) over += course[to++].ms;
    show(to, true);
    if (ticking === null) return undefined;
    left += over;
    follow();
    return draw();
  };

  const run = () => {
    waits = false;
    walk.classList.remove("waiting");
    last = performance.now();
    ticking = setInterval(tick, 100);
    part("go").textContent = say("pause");
    part("what").textContent = course[at].text;
    draw();
    follow();
    signals.wake();
  };

  const place = (now) => {
    const number = say("place", { number: now.item + 1, all: items.length });
    return now.side === "both" ? number : say("place_side", { place: number, side: say(now.side) });
  };

  const show = (index, isRunning) => {
    halt();
    at = Math.max(0, Math.min(index, course.length));
    if (at === course.length) return finish();
    const [now, item] = [course[at], items[course[at].item]];
    const isNew = part("name").textContent !== item.dataset.name;
    waits = isFirst(at);
    left = now.ms;
    part("place").textContent = place(now);
    part("name").textContent = item.dataset.name;
    part("what").textContent = waits ? say("position") : now.text;
    part("back").disabled = at === 0;
    part("next").hidden = false;
    if (isNew) {
      const shown = item.dataset.picture ? ".note, .steps" : ".figure, .note, .steps";
      part("steps").replaceChildren(...[...item.querySelectorAll(shown)].map((node) => node.cloneNode(true)));
      fetchPicture(item);
    } else follow();
    if (waits || now.said) {
      if (isRunning) signals.give();
      const what = waits ? say("said", { what: say("position") }) : now.text;
      part("said").textContent = isNew ? `${say("said", { what: item.dataset.name })} ${what}` : what;
    }
    walk.classList.toggle("waiting", waits);
    if (isRunning && !waits) return run();
    stop();
    part("go").textContent = say(waits ? "begin" : "go_on");
    if (waits) part("clock").textContent = "";
    else draw();
    return undefined;
  };

  const finish = () => {
    signals.give();
    stop();
    part("place").textContent = "";
    part("name").textContent = say("done");
    part("what").textContent = say("feel");
    part("said").textContent = say("said_done");
    part("clock").textContent = "";
    part("steps").replaceChildren();
    part("picture").replaceChildren();
    walk.classList.add("waiting");
    part("go").textContent = say("once_more");
    part("next").hidden = true;
  };

  const go = () => {
    if (at >= course.length) return show(0, false);
    if (ticking === null) return run();
    stop();
    part("go").textContent = say("go_on");
    part("said").textContent = say("paused");
    return undefined;
  };

  // Back and Next skip what only lasts a moment, such as the way into a hold or one repetition.
  const isStop = (index) => isFirst(index) || (course[index].said && course[index].kind !== "move");
  const step = (by) => {
    let to = at + by;
    while (course[to] && !isStop(to)) to += by;
    show(to, ticking !== null);
  };

  const play = (chosen) => {
    course = chosen;
    part("choice").replaceChildren();
    walk.classList.remove("choosing");
    part("name").textContent = "";
    show(0, false);
    part("name").focus();
  };

  // Where one exercise belongs to one day, the person says which.
  const choose = () => {
    const buttons = items.map((item, index) => {
      const onclick = () => play(whole.filter((one) => one.item === index));
      return el("li", {}, el("button", { type: "button", class: "quiet", onclick }, item.dataset.name));
    });
    walk.classList.add("choosing");
    part("choice").replaceChildren(el("h2", { tabindex: "-1" }, say("choose")), el("ul", {}, buttons));
    part("choice").firstChild.focus();
  };

  const open = () => {
    list.hidden = true;
    start.hidden = true;
    walk.hidden = false;
    walk.parentElement.classList.add("walking");
    if (takesTurns && items.length > 1) choose();
    else play(whole);
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
  const checking = document.getElementById("check");
  let isChecked = false;

  const onwards = (text) => el("p", {}, el("button", { type: "button", onclick: begin }, text));
  const begin = () => {
    isChecked = true;
    checking.replaceChildren();
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
    const { complaints, regions } = checking.dataset;
    const known = complaints ? { complaints: complaints.split(" ") } : { regions: regions.split(" ").filter(Boolean) };
    const hold = (isOpen) => {
      list.hidden = !isOpen;
      start.hidden = true;
      walk.parentElement.classList.toggle("checking", !isOpen);
    };
    instep.check(checking, known, {
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
    const isPlaying = !walk.classList.contains("choosing");
    const actions = { ...(isPlaying && { ArrowLeft: () => step(-1), ArrowRight: () => step(1) }), Escape: end };
    if (isPlaying && event.key === " " && !["BUTTON", "INPUT"].includes(event.target.tagName)) actions[" "] = go;
    if (!(event.key in actions)) return;
    event.preventDefault();
    actions[event.key]();
  });
  start.hidden = false;
})();
