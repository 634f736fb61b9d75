/** The ways of looking at the one model. @type {Mode[]} */
const MODES = ["time", "network", "table", "areas"];

/** A graph without a date opens on the network of what tells most of it. @type {Mode} */
const openingMode = network.nodes.length && network.nodes.every((node) => node.time === null) ? "network" : "time";

/** @type {View} */
const view = {
  mode: openingMode, thing: "", lang: "en", with: [], without: [], filter: "", search: "", camera: null, day: "", question: "",
  path: "", around: "", open: [], pages: {},
};

/** The language in which the page opens when the address names none. */
const openingLang = /** @type {Lang} */ (document.documentElement.lang);

/**
 * Pages beside the drawing that have a name of their own in the fragment, as in `#sheet=gsomia-2016`. `accept` tells
 * whether there is something to show by that name; `show` brings the page into step, with an empty value when it is to go.
 * It is called when its value has changed, and with `anew` when the language or the day has.
 * @typedef {{accept: (value: string) => boolean, show: (value: string, anew: boolean) => void}} Page
 */
/** @type {Map<string, Page>} */
const pages = new Map();

/** Give a page its name in the fragment. @param {string} name @param {Page} page */
function registerPage(name, page) {
  pages.set(name, page);
}

/** Bring the pages into step with the view. @param {View|null} before */
function showPages(before) {
  const anew = before === null || before.lang !== view.lang || before.day !== view.day;
  for (const [name, page] of pages) {
    const value = view.pages[name] || "";
    const changed = value !== ((before && before.pages[name]) || "");
    if (changed || (value && anew)) page.show(value, !changed);
  }
}

/** The view as a readable fragment; what is as at the opening is left out. */
function writeFragment() {
  const parts = new URLSearchParams();
  if (view.mode !== openingMode) parts.set("view", view.mode);
  if (view.day) parts.set("day", view.day);
  if (view.thing) parts.set("thing", view.thing);
  if (view.path) parts.set("path", view.path);
  if (view.around) parts.set("around", view.around);
  if (view.open.length) parts.set("open", view.open.join(","));
  if (view.question) parts.set("question", view.question);
  for (const [name, value] of Object.entries(view.pages)) parts.set(name, value);
  if (view.lang !== openingLang) parts.set("lang", view.lang);
  if (view.filter) parts.set("filter", view.filter);
  if (view.with.length) parts.set("with", view.with.join(","));
  if (view.without.length) parts.set("without", view.without.join(","));
  if (view.search) parts.set("search", view.search);
  if (view.camera) parts.set("at", [Math.round(view.camera.x), Math.round(view.camera.y), view.camera.scale.toFixed(3)].join(","));
  return `#${parts.toString().replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%7C/g, "|").replace(/%7E/g, "~")}`;
}

/** What the fragment says; what it says wrongly is passed over. @returns {View} */
function readFragment() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const read = (/** @type {string} */ name) => parts.get(name) || "";
  const thing = read("thing");
  const asked = /** @type {Lang} */ (read("lang"));
  // Before there were several views the table was called a list.
  const mode = /** @type {Mode} */ (read("as") === "list" ? "table" : read("view"));
  const day = read("day");
  const question = read("question");
  const known = thing === DAY_PANEL ? network.chart.years.length > 0 : thing === COVERAGE ? coverage.length > 0 : things.has(thing) || sources.has(thing);
  const classes = (/** @type {string} */ name) => read(name).split(",").filter((each) => classCounts.has(each));
  const at = read("at").split(",").map(Number);
  const [from, to, ...rest] = read("path").split("..");
  const ends = rest.length === 0 && to !== undefined && nodes.has(from) && (to === "" || (nodes.has(to) && from !== to));
  return {
    mode: MODES.includes(mode) ? mode : openingMode,
    thing: known ? thing : "",
    lang: LANGS.includes(asked) ? asked : openingLang,
    with: classes("with"),
    without: classes("without"),
    filter: writeFilter(parseFilter(read("filter"))),
    search: read("search"),
    day: isDay(day) && day >= reach.first && day <= reach.last ? day : "",
    question: questions.has(question) || (question === ALL_QUESTIONS && questions.size) ? question : "",
    path: ends ? `${from}..${to}` : "",
    around: nodes.has(read("around")) ? read("around") : "",
    open: read("open").split(",").filter((each) => nodes.has(each)),
    pages: Object.fromEntries([...pages].flatMap(([name, page]) => (read(name) && page.accept(read(name)) ? [[name, read(name)]] : []))),
    camera: at.length === 3 && at.every(Number.isFinite) && at[2] > 0 ? { x: at[0], y: at[1], scale: at[2] } : null,
  };
}

/** Change the view and show it, and leave the address alone: for what passes by quickly. @param {Partial<View>} change */
function showOnly(change) {
  const before = { ...view };
  Object.assign(view, change);
  showView(before);
}

/**
 * Change the view and show it. `step` makes a step of the browser's history; without it the step of now is rewritten.
 * @param {Partial<View>} change @param {boolean} [step]
 */
function changeView(change, step = false) {
  const before = { ...view };
  Object.assign(view, change);
  const fragment = writeFragment();
  if (fragment !== (location.hash || "#")) {
    if (step) history.pushState(null, "", fragment);
    else history.replaceState(null, "", fragment);
  }
  showView(before);
}

/** Whether the drawing is in sight, and not a page that is no drawing. */
function isDrawn() {
  return view.mode === "time" || view.mode === "network";
}

addEventListener("popstate", () => {
  dropPlaying();
  const before = { ...view };
  Object.assign(view, readFragment());
  showView(before);
  if (view.camera) moveCamera(view.camera);
  else if (view.thing && sceneKey(before) === sceneKey(view)) bringIntoView(view.thing);
});
