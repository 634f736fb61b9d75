/** Whether the classes of which the opening view shows nothing have their buttons too. */
let legendWhole = false;

/** Buttons that show or hide a class; they name its sign and count. Beside them stands what is filtered by. */
function showLegend() {
  const legend = find("legend");
  legend.setAttribute("aria-label", say("legend"));
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.class : undefined;
  const present = CLASSES.filter((name) => classCounts.has(name));
  const first = present.filter((name) => legendWhole || openingCounts.has(name) || findShare(name) !== "none");
  const buttons = (view.filter ? present.filter((name) => view.without.includes(name)) : first).map((name) =>
    buildButton(pluralOfClass(name), () => toggleClass(name), {
      class: "toggle",
      "data-class": name,
      "aria-pressed": { all: "true", some: "mixed", none: "false" }[findShare(name)],
      "aria-label": null,
    }, buildMark(name), pluralOfClass(name), build("span", { class: "count" }, countOf(name))));
  const chips = buildChips();
  legend.replaceChildren(...chips, ...buttons);
  if (!view.filter && first.length < present.length) {
    legend.append(buildButton(say("legendMore", present.length - first.length), () => {
      legendWhole = true;
      showLegend();
      const next = find("legend").querySelector(`[data-class="${present.find((name) => !first.includes(name))}"]`);
      if (next instanceof HTMLElement) next.focus();
    }, { class: "plain", id: "legend-more" }));
  }
  legend.append(buildKey());
  if (network.chart.measure) legend.append(buildMeasure(network.chart.measure));
  if (view.filter) legend.append(buildButton(say("filterReset"), () => changeFilter(""), { class: "plain" }));
  if (view.with.length || view.without.length) {
    legend.append(buildButton(say("legendFirst"), () => changeView({ with: [], without: [], camera: null }, true),
      { class: "plain", title: say("legendFirstTitle") }));
  }
  const again = focused && legend.querySelector(`[data-class="${focused}"]`);
  if (again instanceof HTMLElement) again.focus();
}

let keyOpen = false;

function closeKey() {
  const key = document.querySelector(".key");
  if (key instanceof HTMLDetailsElement) key.open = false;
  keyOpen = false;
}

/** What the drawing's signs mean that the buttons do not name. */
function buildKey() {
  const bar = (/** @type {string} */ kind) => build("span", { class: `sample sample-${kind}`, "aria-hidden": "true" });
  const rows = [
    ...(bars.length ? [
      [bar("force"), say("keyForce")], [bar("open"), say("keyOpen")], [bar("ended"), say("keyEnded")],
      [bar("stopped"), say("keyStopped")], [bar("notice"), say("keyNotice")], [buildMark("Agreement"), say("keyMade")],
    ] : []),
    ...Object.entries(network.chart.eventShapes).filter(([shape]) => network.nodes.some((node) => node.group === "Event" && node.shape === shape))
      .map(([shape, kinds]) => [buildMark("Event", shape), kinds.map((kind) => labelOf(`event-kind-${kind}`).text).join(", ")]),
    ...(classCounts.has("Event") ? [[buildMark("Event"), say("keyEvents")]] : []),
    ...(bars.length && network.nodes.some((node) => !node.opening) ? [[bar("rest"), say("keyRest")]] : []),
    ...(network.edges.some((edge) => edge.kind === "editorial") ? [[build("span", { class: "dashes", "aria-hidden": "true" }), say("legendEditorial")]] : []),
    ...(network.chart.years.length ? [[build("span", { class: "sample sample-over", "aria-hidden": "true" }), say("keyOver")]] : []),
  ];
  const key = build("details", { class: "key", open: keyOpen }, build("summary", { class: "plain" }, say("key")),
    build("ul", {}, .../** @type {[Element, string][]} */ (rows).map(([sign, words]) => build("li", {}, sign, words))));
  key.addEventListener("toggle", () => {
    keyOpen = key.open;
  });
  return key;
}

/** What size and colour mean where the page shows a measure. @param {{meaning: Labels, shades: string[]}} measure */
function buildMeasure(measure) {
  const shades = measure.shades.map((name) => build("span", { class: "shade", style: `background: var(--${name})` }));
  return build("p", { class: "measure" }, build("span", { class: "shades", "aria-hidden": "true" }, ...shades), measure.meaning[lang] || measure.meaning.en || "");
}

/** How many there are, and how many of them are drawn where it is some. @param {string} name */
function countOf(name) {
  const count = sayCount(classCounts.get(name) || 0);
  return findShare(name) === "some" ? `${sayCount(openingCounts.get(name) || 0)} / ${count}` : count;
}

/** Whether the opening view leaves out any of a class. @param {string} name */
function needsAsking(name) {
  return classCounts.has(name) && openingCounts.get(name) !== classCounts.get(name);
}

/** What is not wholly drawn is brought in; what is goes. @param {string} name */
function toggleClass(name) {
  const bring = findShare(name) !== "all";
  const asked = CLASSES.filter((each) => (each === name ? bring && needsAsking(name) : view.with.includes(each)));
  const without = CLASSES.filter((each) => (each === name ? !bring && openingCounts.has(name) : view.without.includes(each)));
  changeView({ with: asked, without, camera: null }, true);
}
