// The bar under the drawing that moves the day: a slider, steps, play.

const timebar = find("time");
/** @typedef {"day"|"month"|"year"} Unit */
/** @type {Unit} */
let unit = "month";
let playing = 0;
const reach = findReachOfTime();
const slider = build("input", { type: "range", id: "day-slider", min: toNumber(reach.first), max: toNumber(reach.last), step: 1 });
const dayField = build("input", { type: "text", id: "day-field", inputmode: "numeric", autocomplete: "off", spellcheck: "false", maxlength: 10, placeholder: "YYYY-MM-DD" });
const controls = build("div", { class: "steps", role: "group" });

const UNIT_NAMES = { day: "unitDay", month: "unitMonth", year: "unitYear" };

/** How long each step of the playing takes, in milliseconds. @type {Record<Unit, number>} */
const PACE = { day: 160, month: 180, year: 900 };

/** The day that a step leads to, within what can be reached. @param {string} day @param {Unit} by @param {number} count */
function stepDay(day, by, count) {
  const to = by === "day" ? toDay(toNumber(day) + count) : shiftMonths(day, by === "month" ? count : count * 12);
  return to < reach.first ? reach.first : to > reach.last ? reach.last : to;
}

/** @param {string} day @param {boolean} settled whether the reader has come to rest there, which makes a step of the history */
function goToDay(day, settled) {
  if (settled) changeView({ day }, true);
  else showOnly({ day });
  if (settled) sayDay();
}

/** Tell the day and how much held on it to who cannot see the drawing. */
function sayDay() {
  find("status").textContent = view.day ? say("dayTold", sayDate(view.day), ...countDay(view.day)) : say("dayNone");
}

/** @param {string} day @returns {[string, string]} how many agreements were in force and offices held */
function countDay(day) {
  const force = new Set(model.things.flatMap((thing) => standingOf(thing, day)).filter((each) => each.status.startsWith("in-force")).map((each) => each.agreement));
  const held = model.tenures.filter((tenure) => holdsOn(tenure.start, tenure.end, day));
  return [sayCount(force.size), sayCount(held.length)];
}

/** @param {number} direction */
function stepBy(direction) {
  goToDay(stepDay(view.day || reach.last, unit, direction), true);
}

function togglePlaying() {
  if (playing) {
    stopPlaying();
    return;
  }
  const from = view.day && view.day < reach.last ? view.day : reach.first;
  showOnly({ day: from });
  const advance = () => {
    const next = stepDay(view.day, unit, 1);
    showOnly({ day: next });
    if (next === reach.last) stopPlaying();
    // Whoever asked for less motion gets single pictures with time to look at each.
    else playing = setTimeout(advance, stillness.matches ? Math.max(1200, PACE[unit]) : PACE[unit]);
  };
  playing = setTimeout(advance, PACE[unit]);
  showTimebar();
}

function stopPlaying() {
  if (!playing) return;
  dropPlaying();
  goToDay(view.day, true);
}

function dropPlaying() {
  if (!playing) return;
  clearTimeout(playing);
  playing = 0;
  showTimebar();
}

/** Bring the bar into step with the view. */
function showTimebar() {
  timebar.hidden = !network.chart.years.length;
  timebar.setAttribute("aria-label", say("time"));
  slider.value = String(toNumber(view.day || reach.last));
  slider.setAttribute("aria-label", say("timeSlider"));
  slider.setAttribute("aria-valuetext", view.day ? sayDate(view.day) : say("dayNone"));
  slider.title = say("timeKeys");
  slider.classList.toggle("unset", !view.day);
  if (document.activeElement !== dayField) dayField.value = view.day;
  dayField.setAttribute("aria-label", say("timeField"));
  dayField.title = say("timeFieldHint");
  controls.setAttribute("aria-label", say("timeSteps"));
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.step : undefined;
  const icon = (/** @type {string} */ name, /** @type {string} */ words, /** @type {() => void} */ act) =>
    buildButton(words, act, { class: "plain icon", title: words, "data-step": name }, buildIcon(/** @type {keyof typeof ICONS} */ (name)));
  const select = build("select", { "aria-label": say("timeUnit"), "data-step": "unit", class: "plain" },
    .../** @type {Unit[]} */ (["day", "month", "year"]).map((each) =>
      build("option", { value: each, selected: each === unit }, say(UNIT_NAMES[each]))));
  select.addEventListener("change", () => {
    unit = /** @type {Unit} */ (select.value);
    showTimebar();
  });
  const units = say(UNIT_NAMES[unit]);
  controls.replaceChildren(
    icon("before", say("timeBack", units), () => stepBy(-1)),
    icon(playing ? "pause" : "play", say(playing ? "timePause" : "timePlay"), togglePlaying),
    icon("after", say("timeForward", units), () => stepBy(1)),
    select);
  find("day-about").textContent = say("dayPanel");
  const more = find("time-more");
  more.title = say("timeMore");
  more.setAttribute("aria-label", more.title);
  more.setAttribute("aria-expanded", String(timebar.classList.contains("whole")));
  more.replaceChildren(buildIcon(timebar.classList.contains("whole") ? "down" : "up"));
  find("day-clear").textContent = say("dayClear");
  find("day-clear").toggleAttribute("disabled", !view.day);
  const again = focused && controls.querySelector(`[data-step="${focused === "play" || focused === "pause" ? (playing ? "pause" : "play") : focused}"]`);
  if (again instanceof HTMLElement) again.focus();
}

timebar.append(
  controls, slider, dayField,
  buildButton("", () => changeView({ day: view.day || reach.last, thing: DAY_PANEL }, true), { class: "plain", id: "day-about" }),
  buildButton("", () => {
    stopPlaying();
    goToDay("", true);
  }, { class: "plain", id: "day-clear" }),
  buildButton("", () => {
    timebar.classList.toggle("whole");
    showTimebar();
  }, { class: "plain icon", id: "time-more", "aria-controls": "time" }));

slider.addEventListener("input", () => {
  if (playing) stopPlaying();
  goToDay(toDay(Number(slider.value)), false);
});
slider.addEventListener("change", () => goToDay(toDay(Number(slider.value)), true));
slider.addEventListener("keydown", (event) => {
  /** @type {Record<string, [Unit, number]>} */
  const moves = {
    ArrowLeft: ["day", -1], ArrowDown: ["day", -1], ArrowRight: ["day", 1], ArrowUp: ["day", 1],
    PageDown: [event.shiftKey ? "year" : "month", -1], PageUp: [event.shiftKey ? "year" : "month", 1],
  };
  const move = moves[event.key];
  if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  stopPlaying();
  // A key that is held down moves fast; the history gets the day at which it is let go.
  showOnly({ day: stepDay(view.day || reach.last, ...move) });
});
slider.addEventListener("keyup", (event) => {
  if (/^(?:Arrow|Page)/.test(event.key) && view.day) goToDay(view.day, true);
});
dayField.addEventListener("change", () => {
  const bounds = boundsOf(dayField.value.trim());
  const known = bounds && /^\d{4}(-\d\d){0,2}$/.test(dayField.value.trim()) && isDay(bounds.earliest);
  dayField.setAttribute("aria-invalid", String(dayField.value.trim() !== "" && !known));
  if (known) goToDay(stepDay(bounds.earliest, "day", 0), true);
  else if (!dayField.value.trim()) goToDay("", true);
  else find("status").textContent = say("timeFieldHint");
});
dayField.addEventListener("keydown", (event) => {
  if (event.key === "Enter") dayField.dispatchEvent(new Event("change"));
});
