const searchField = /** @type {HTMLInputElement} */ (find("search"));
const resultList = find("results");
const MOST_RESULTS = 14;

/** @type {{thing: Thing, names: {folded: string, name: Words}[], all: string}[]} */
let searchIndex = [];

/** Made at the first search, for a graph of many things opens sooner without. */
function readIndex() {
  if (!searchIndex.length) {
    searchIndex = model.things.map((thing) => {
      const given = [
        ...Object.entries(thing.labels || {}).map(([each, text]) => ({ text, lang: each })),
        ...(thing.otherNames || []),
      ];
      const names = (given.length ? given : [{ text: readLocal(thing.id) }]).map((name) => ({ folded: fold(name.text), name }));
      return { thing, names, all: names.map((name) => name.folded).join(" ") };
    });
  }
  return searchIndex;
}

/** @typedef {{thing: Thing, name: Words, score: number}} Found */

/**
 * Things one of whose names holds the whole search, or whose names together hold all its words; the nearest first.
 * @param {string} query @returns {Found[]}
 */
function searchThings(query) {
  const whole = fold(query);
  if (!whole) return [];
  const words = query.normalize("NFKC").split(/\s+/).map(fold).filter(Boolean);
  /** @type {Found[]} */
  const found = [];
  for (const { thing, names, all } of readIndex()) {
    if (!words.every((word) => all.includes(word))) continue;
    let best = 0;
    /** @type {Words|null} */
    let matched = null;
    for (const { folded, name } of names) {
      const at = folded.indexOf(whole);
      let score = 0;
      if (folded === whole) score = 400;
      else if (at === 0) score = 300;
      else if (at > 0) score = 200;
      else if (words.every((word) => folded.includes(word))) score = 150;
      if (score && name.lang === lang) score += 20;
      if (score > best) {
        best = score;
        matched = name;
      }
    }
    if (!matched && words.length > 1 && words.every((word) => names.some(({ folded }) => folded.includes(word)))) {
      best = 100;
      matched = names[0].name;
    }
    const node = nodes.get(thing.id);
    if (matched) found.push({ thing, name: matched, score: best + Math.min(90, node ? node.rank / 2 : 0) });
  }
  return found.sort((one, other) => other.score - one.score || (one.thing.id < other.thing.id ? -1 : 1));
}

/** @type {Found[]} */
let found = [];
let active = -1;

/** Bring what the search has found into step with the view. */
function showSearch() {
  if (searchField.value !== view.search) searchField.value = view.search;
  found = view.search ? searchThings(view.search) : [];
  foundThings = view.search ? new Set(found.map((each) => each.thing.id)) : null;
}

/** @param {boolean} open */
function showResults(open) {
  const shown = open && view.search.trim() !== "" && (view.mode !== "table" || isPicking());
  resultList.hidden = !shown;
  searchField.setAttribute("aria-expanded", String(shown));
  active = -1;
  searchField.removeAttribute("aria-activedescendant");
  if (!shown) return;
  resultList.replaceChildren(...found.slice(0, MOST_RESULTS).map(buildResult));
  if (!found.length) resultList.append(build("li", { class: "none" }, say("resultsNone")));
  else if (found.length > MOST_RESULTS) {
    resultList.append(build("li", { class: "none" }, say("resultsMore", found.length - MOST_RESULTS)));
  }
}

/** @param {Found} each @param {number} at */
function buildResult(each, at) {
  const label = labelOf(each.thing.id);
  const item = build("li", { role: "option", id: `result-${at}`, "aria-selected": "false" },
    buildMark(each.thing.type),
    build("span", { class: "result-name" },
      buildText(label),
      each.name.text !== label.text ? build("span", { class: "matched", lang: each.name.lang }, each.name.text) : null),
    build("span", { class: "result-class" }, labelOfClass(each.thing.type).text));
  item.addEventListener("mousedown", (event) => event.preventDefault());
  item.addEventListener("click", () => chooseResult(at));
  return item;
}

/** @param {number} at */
function chooseResult(at) {
  const chosen = found[at];
  if (!chosen) return;
  clearTimeout(searchTimer);
  if (isPicking()) {
    showOnly({ search: "" });
    pick(chosen.thing.id);
    showResults(false);
    panel.focus({ preventScroll: true });
    return;
  }
  // A network is made around what is looked for; time shows it where it is.
  changeView({ thing: chosen.thing.id, search: "", camera: null, path: "", ...(view.mode === "network" ? { around: nodes.has(chosen.thing.id) ? chosen.thing.id : view.around, open: [] } : {}) }, true);
  showResults(false);
  if (sceneKind(view) === "time") bringIntoView(chosen.thing.id);
  panel.focus({ preventScroll: true });
}

/** @param {number} to */
function moveActive(to) {
  const options = [...resultList.querySelectorAll('[role="option"]')];
  if (!options.length) return;
  active = (to + options.length) % options.length;
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
  options[active].scrollIntoView({ block: "nearest" });
  searchField.setAttribute("aria-activedescendant", options[active].id);
}

let searchTimer = 0;

function applySearch() {
  clearTimeout(searchTimer);
  changeView({ search: searchField.value });
  showResults(true);
  if (searchField.value.trim()) find("status").textContent = say("results", found.length);
}

searchField.addEventListener("input", () => {
  clearTimeout(searchTimer);
  searchTimer = setTimeout(applySearch, 60);
});
searchField.addEventListener("focus", () => showResults(true));
searchField.addEventListener("blur", () => showResults(false));
searchField.addEventListener("keydown", (event) => {
  // While a Korean or Japanese word is being composed the keys belong to the input method.
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (resultList.hidden) applySearch();
    moveActive(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
  } else if (event.key === "Enter") {
    event.preventDefault();
    applySearchNow();
    if (view.mode !== "table" || isPicking()) chooseResult(Math.max(active, 0));
  } else if (event.key === "Escape" && (searchField.value || !resultList.hidden)) {
    event.preventDefault();
    event.stopPropagation();
    searchField.value = "";
    applySearch();
  }
});

/** A quick Enter must not outrun the pause after typing. */
function applySearchNow() {
  if (searchField.value === view.search) return;
  applySearch();
}
