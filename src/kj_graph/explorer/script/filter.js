// The panel in which the filter is chosen: every facet with its values, and how many things each would leave.

const filterPanel = find("filters");
let filterOpen = false;

/** @param {Facet} facet @param {string} value @returns {Words} */
function nameValue(facet, value) {
  if (facet === "class") return { text: pluralOfClass(value) };
  if (facet === "evidence") return { text: say(`evidence-${value}`) };
  if (facet === "status" && OWN_STATUSES.includes(value)) return { text: say(`status-${value}`) };
  if (facet === "answer") return pickLabel(/** @type {Question} */ (questions.get(value)).wording, value);
  return labelOf(value);
}

/** How many things each value of a facet would leave beside what the other facets say. @param {Facet} facet */
function countValues(facet) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const node of network.nodes) {
    if (!meetsFilter(node.id, facet)) continue;
    for (const value of valuesOf(node.id, facet, filterDay())) counts.set(value, (counts.get(value) || 0) + 1);
  }
  for (const value of parseFilter(view.filter).get(facet) || []) if (!counts.has(value)) counts.set(value, 0);
  return counts;
}

/** @param {Facet} facet @param {Map<string, number>} counts @returns {[string, number][]} */
function orderValues(facet, counts) {
  const entries = [...counts];
  if (facet === "class") return entries.sort(([one], [other]) => CLASSES.indexOf(one) - CLASSES.indexOf(other));
  if (facet === "area") {
    // A narrower area stands under the broader one.
    const key = (/** @type {string} */ id) => [...findAreasOver(id)].reverse().map((each) => labelOf(each).text).join("\u0000");
    return entries.sort(([one], [other]) => key(one).localeCompare(key(other), lang));
  }
  return entries.sort(([one, many], [other, few]) => few - many || (one < other ? -1 : 1));
}

/** Bring the panel and its button into step with the view. */
function showFilter() {
  const count = [...parseFilter(view.filter).values()].reduce((sum, values) => sum + values.size, 0);
  const open = find("filter-open");
  open.replaceChildren(say("filter"), ...(count ? [build("span", { class: "count" }, sayCount(count))] : []));
  open.setAttribute("aria-expanded", String(filterOpen));
  open.classList.toggle("active", count > 0);
  filterPanel.hidden = !filterOpen;
  filterPanel.setAttribute("aria-label", say("filterTitle"));
  if (!filterOpen) {
    filterPanel.replaceChildren();
    return;
  }
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.value : undefined;
  const scrolls = new Map([...filterPanel.querySelectorAll("[data-facet]")].map((each) => [/** @type {HTMLElement} */ (each).dataset.facet, each.querySelector(".values")?.scrollTop || 0]));
  const left = network.nodes.filter((node) => meetsFilter(node.id)).length;
  filterPanel.replaceChildren(
    build("div", { class: "filter-head" },
      build("p", { role: "status" }, view.filter ? say("filterCount", sayCount(left), sayCount(network.nodes.length)) : say("filterNone")),
      view.filter ? buildButton(say("filterReset"), () => changeFilter(""), { class: "plain", id: "filter-reset", "data-value": "reset" }) : null,
      buildButton(say("close"), closeFilter, { class: "plain icon close", title: say("close") }, buildIcon("close"))),
    build("div", { class: "facets" }, ...FACETS.map(buildFacet).filter((each) => each !== null)));
  for (const [facet, top] of scrolls) {
    const values = filterPanel.querySelector(`[data-facet="${facet}"] .values`);
    if (values) values.scrollTop = top;
  }
  const again = focused && [...filterPanel.querySelectorAll("[data-value]")].find((each) => /** @type {HTMLElement} */ (each).dataset.value === focused);
  if (again instanceof HTMLElement) again.focus();
}

/** @param {Facet} facet */
function buildFacet(facet) {
  const chosen = parseFilter(view.filter).get(facet) || new Set();
  const values = orderValues(facet, countValues(facet));
  if (!values.length) return null;
  return build("fieldset", { "data-facet": facet },
    build("legend", {}, facet === "status" ? say("facet-status", sayDate(filterDay(), "short")) : say(`facet-${facet}`)),
    build("div", { class: "values", tabindex: values.length > 9 ? -1 : null }, ...values.map(([value, count]) => {
      const box = build("input", { type: "checkbox", "data-value": `${facet}:${value}`, checked: chosen.has(value) });
      box.addEventListener("change", () => toggleValue(facet, value));
      const name = nameValue(facet, value);
      const depth = facet === "area" ? findAreasOver(value).length - 1 : 0;
      return build("label", { class: depth ? "narrower" : null }, box,
        facet === "class" ? buildMark(value) : null, buildText(name), build("span", { class: "count" }, sayCount(count)));
    })));
}

/** @param {Facet} facet @param {string} value */
function toggleValue(facet, value) {
  const filter = new Map([...parseFilter(view.filter)].map(([each, values]) => [each, new Set(values)]));
  const values = filter.get(facet) || new Set();
  if (!values.delete(value)) values.add(value);
  filter.set(facet, values);
  changeFilter(writeFilter(filter));
}

/** @param {string} filter */
function changeFilter(filter) {
  changeView({ filter, camera: null }, true);
}

function closeFilter() {
  filterOpen = false;
  showFilter();
  find("filter-open").focus();
}

/** Show what a lane holds unseen: all agreements of its policy area. @param {string} area */
function openRest(area) {
  /** @type {Filter} */
  const filter = new Map([["class", new Set(["Agreement"])]]);
  if (area) filter.set("area", new Set([area]));
  changeFilter(writeFilter(filter));
}

/** What is filtered by, each with a cross that takes it away. */
function buildChips() {
  return [...parseFilter(view.filter)].flatMap(([facet, values]) => [...values].map((value) => {
    const name = nameValue(facet, value);
    return buildButton(say("filterDrop", name.text), () => toggleValue(facet, value), { class: "toggle chip", title: say("filterDrop", name.text) },
      buildText(name), build("span", { "aria-hidden": "true" }, "×"));
  }));
}

find("filter-open").addEventListener("click", () => {
  filterOpen = !filterOpen;
  showFilter();
  const first = filterPanel.querySelector("input");
  if (filterOpen && first) first.focus();
});
