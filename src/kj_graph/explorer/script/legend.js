/** Buttons that show or hide a class; they name its sign and count. */
function showLegend() {
  const legend = find("legend");
  legend.setAttribute("aria-label", say("legend"));
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.class : undefined;
  const buttons = CLASSES.filter((name) => classCounts.has(name)).map((name) =>
    buildButton(pluralOfClass(name), () => toggleClass(name), {
      class: "toggle",
      "data-class": name,
      "aria-pressed": String(!view.without.includes(name)),
      "aria-label": null,
    }, buildMark(name), pluralOfClass(name), build("span", { class: "count" }, sayCount(classCounts.get(name) || 0))));
  legend.replaceChildren(...buttons);
  if (network.edges.some((edge) => edge.kind === "editorial")) {
    legend.append(build("span", { class: "key" }, build("span", { class: "dashes", "aria-hidden": "true" }), say("legendEditorial")));
  }
  if (view.without.length) {
    legend.append(buildButton(say("legendAll"), () => changeView({ without: [] }, true), { class: "plain", title: say("legendAllTitle") }));
  }
  const again = focused && legend.querySelector(`[data-class="${focused}"]`);
  if (again instanceof HTMLElement) again.focus();
}

/** @param {string} name */
function toggleClass(name) {
  const without = view.without.includes(name) ? view.without.filter((each) => each !== name) : [...view.without, name];
  changeView({ without: CLASSES.filter((each) => without.includes(each)) }, true);
}
