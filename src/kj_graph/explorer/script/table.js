/** @typedef {"name"|"class"|"date"|"status"|"relations"} Column */
/** @type {{column: Column, down: boolean}} */
let listOrder = { column: "class", down: false };
/** A browser is slow to lay out more rows than this; the rest come as they are asked for. */
const MOST_ROWS = 1000;
let rowsShown = MOST_ROWS;

/** What the table holds: of a search, what it has found. */
function listTable() {
  const left = view.search.trim() ? network.nodes.filter((node) => foundThings && foundThings.has(node.id) && !view.without.includes(node.group) && meetsFilter(node.id)) : listLeft();
  return left.filter((node) => !(view.day && !view.filter && presenceOf(node.id, view.day) === "absent"));
}

/** The things of the view as a table: left by the same legend, filter and search, and all of them where the drawing shows a part. */
function showTable() {
  const holder = find("list");
  holder.hidden = view.mode !== "table";
  if (holder.hidden) {
    holder.replaceChildren();
    return;
  }
  const day = filterDay();
  const rows = listTable()
    .map((node) => {
      const thing = /** @type {Thing} */ (things.get(node.id));
      const status = listStatuses(thing, day).map((each) => nameValue("status", each).text).join(", ");
      return { thing, name: labelOf(node.id), date: findDate(thing), status, relations: (edgesOf.get(node.id) || []).length };
    });
  const comparisons = {
    name: (/** @type {Row} */ one, /** @type {Row} */ other) => one.name.text.localeCompare(other.name.text, lang),
    class: (/** @type {Row} */ one, /** @type {Row} */ other) =>
      CLASSES.indexOf(one.thing.type) - CLASSES.indexOf(other.thing.type) || one.date.localeCompare(other.date) || comparisons.name(one, other),
    date: (/** @type {Row} */ one, /** @type {Row} */ other) => (one.date || "9999").localeCompare(other.date || "9999") || comparisons.name(one, other),
    status: (/** @type {Row} */ one, /** @type {Row} */ other) => Number(!one.status) - Number(!other.status) || one.status.localeCompare(other.status, lang) || comparisons.name(one, other),
    relations: (/** @type {Row} */ one, /** @type {Row} */ other) => other.relations - one.relations || comparisons.name(one, other),
  };
  rows.sort((one, other) => comparisons[listOrder.column](one, other) * (listOrder.down ? -1 : 1));
  const head = (/** @type {Column} */ column, /** @type {string} */ text) =>
    build("th", { scope: "col", class: column, "aria-sort": listOrder.column === column ? (listOrder.down ? "descending" : "ascending") : null },
      buildButton(text, () => {
        listOrder = { column, down: listOrder.column === column && !listOrder.down };
        showTable();
        const again = find("list").querySelector(`th.${column} button`);
        if (again instanceof HTMLElement) again.focus();
      }, { class: "sort" }));
  const others = LANGS.filter((each) => each !== lang);
  holder.replaceChildren(build("table", {},
    build("caption", {}, rows.length > rowsShown ? say("countShown", sayCount(rowsShown), sayCount(rows.length)) : say("tableCaption", sayCount(rows.length))),
    build("thead", {}, build("tr", {},
      head("name", say("tableName")), head("class", say("tableClass")), head("date", say("tableDate")), head("status", say("facet-status", sayDate(day, "short"))),
      ...others.map((each) => build("th", { scope: "col", class: "other", lang: each }, LANG_NAMES[each])),
      head("relations", say("tableRelations")))),
    build("tbody", {}, ...rows.slice(0, rowsShown).map(({ thing, date, status, relations }) =>
      build("tr", { "aria-current": thing.id === view.thing ? "true" : null },
        build("th", { scope: "row" }, buildThingButton(thing.id)),
        build("td", { class: "class" }, labelOfClass(thing.type).text),
        build("td", { class: "date" }, date ? sayDate(date, "short") : ""),
        build("td", { class: "status" }, status),
        ...others.map((each) => build("td", { class: "other", lang: each }, (thing.labels || {})[each] || "")),
        build("td", { class: "relations" }, String(relations)))))));
  if (rows.length > rowsShown) {
    holder.append(buildButton(say("tableMore", sayCount(Math.min(MOST_ROWS, rows.length - rowsShown))), () => {
      const next = rowsShown;
      rowsShown += MOST_ROWS;
      showTable();
      const first = find("list").querySelectorAll("tbody tr")[next]?.querySelector("button");
      if (first instanceof HTMLElement) first.focus();
    }, { class: "plain", id: "table-more" }));
  }
}
/** @typedef {{thing: Thing, name: Words, date: string, status: string, relations: number}} Row */
