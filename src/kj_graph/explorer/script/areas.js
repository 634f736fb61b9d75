// The policy areas as a map: as large as what was agreed and proposed in them, as dark as the share of their agreements
// that was in force on the day.

const areasHolder = find("areas");

/**
 * `own` and `below` count agreements and proposals; a thing of several areas counts in each.
 * @typedef {{id: string, agreements: number, force: number, proposals: number, size: number, below: Area[]}} Area
 */

/** The areas with what lies in them on a day, the fullest first. @param {string} day @returns {Area[]} */
function measureAreas(day) {
  /** @type {Map<string, Area>} */
  const measured = new Map();
  const all = model.things.filter((thing) => thing.type === "PolicyArea");
  for (const { id } of all) measured.set(id, { id, agreements: 0, force: 0, proposals: 0, size: 0, below: [] });
  for (const thing of model.things) {
    if ((thing.type !== "Agreement" && thing.type !== "Proposal") || presenceOf(thing.id, day) === "absent" || (view.filter && !meetsFilter(thing.id))) continue;
    const force = thing.type === "Agreement" && standingOf(thing, day).some((each) => each.status.startsWith("in-force"));
    for (const id of valuesOf(thing.id, "area", day)) {
      const area = measured.get(id);
      if (!area) continue;
      area[thing.type === "Agreement" ? "agreements" : "proposals"] += 1;
      if (force) area.force += 1;
      area.size += 1;
    }
  }
  const tops = [];
  for (const area of measured.values()) {
    const [, over] = findAreasOver(area.id);
    const parent = over ? measured.get(over) : undefined;
    if (parent) parent.below.push(area);
    else tops.push(area);
  }
  const order = (/** @type {Area[]} */ areas) => areas.filter((area) => area.size > 0).sort((one, other) => other.size - one.size || (one.id < other.id ? -1 : 1));
  for (const area of measured.values()) area.below = order(area.below);
  return order(tops);
}

/** @typedef {{x: number, y: number, width: number, height: number}} Rectangle */

/**
 * Rectangles of these sizes that fill a room, each as near to a square as can be (Bruls, Huizing and van Wijk, 2000).
 * @param {number[]} sizes the greatest first @param {Rectangle} room @returns {Rectangle[]}
 */
function fillRoom(sizes, room) {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const unit = (room.width * room.height) / total;
  /** @type {Rectangle[]} */
  const placed = [];
  let { x, y, width, height } = room;
  for (let at = 0; at < sizes.length;) {
    const side = Math.min(width, height);
    let count = 1;
    const worst = (/** @type {number} */ many) => {
      const part = sizes.slice(at, at + many);
      const sum = part.reduce((one, other) => one + other, 0) * unit;
      return Math.max(...part.map((size) => Math.max((side * side * size * unit) / (sum * sum), (sum * sum) / (side * side * size * unit))));
    };
    while (at + count < sizes.length && worst(count + 1) <= worst(count)) count += 1;
    const part = sizes.slice(at, at + count);
    const thick = (part.reduce((one, other) => one + other, 0) * unit) / side;
    let along = 0;
    for (const size of part) {
      const long = (size * unit) / thick;
      placed.push(width >= height ? { x, y: y + along, width: thick, height: long } : { x: x + along, y, width: long, height: thick });
      along += long;
    }
    if (width >= height) {
      x += thick;
      width -= thick;
    } else {
      y += thick;
      height -= thick;
    }
    at += count;
  }
  return placed;
}

/** Bring the map into step with the view. */
function showAreas() {
  const shown = view.mode === "areas";
  areasHolder.hidden = !shown;
  if (!shown) {
    areasHolder.replaceChildren();
    return;
  }
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.area : undefined;
  const day = filterDay();
  const tops = measureAreas(day);
  const wide = areasHolder.clientWidth - 32;
  const high = measures.narrow ? Math.max(900, tops.length * 190) : Math.max(420, areasHolder.clientHeight - 92);
  const room = { x: 0, y: 0, width: wide, height: high };
  const size = (/** @type {Area} */ area) => Math.max(area.size, area.below.reduce((sum, each) => sum + each.size, 0));
  const rectangles = fillRoom(tops.map(size), room);
  areasHolder.replaceChildren(
    build("p", { class: "areas-about" }, say("areasAbout", sayDate(day)), " ",
      build("span", { class: "scale", "aria-hidden": "true" }, "0 %", build("span", { class: "ramp" }), "100 %")),
    tops.length ? build("ul", { class: "map", style: `height: ${high}px` }, ...tops.map((area, at) => buildTop(area, rectangles[at]))) : build("p", {}, say("dayNothing")));
  const again = focused && areasHolder.querySelector(`[data-area="${focused}"]`);
  if (again instanceof HTMLElement) again.focus();
  laid.areas = tellSize(areasHolder);
}

const HEADING = 26;

/** @param {Area} area @param {Rectangle} place */
function buildTop(area, place) {
  const inner = { x: 0, y: 0, width: place.width - 6, height: Math.max(20, place.height - HEADING - 6) };
  const below = area.below.length ? area.below : [{ ...area, below: [] }];
  const parts = fillRoom(below.map((each) => each.size), inner);
  return build("li", { class: "top-area", style: styleRectangle(place) },
    area.below.length ? buildAreaButton(area, "area-name", place.width - 24, HEADING) : null,
    build("ul", { style: `top: ${area.below.length ? HEADING : 0}px` }, ...below.map((each, at) => build("li", { style: styleRectangle(parts[at]) }, buildAreaButton(each, "tile", parts[at].width - 19, parts[at].height - 13)))));
}

/** @param {Rectangle} place */
function styleRectangle({ x, y, width, height }) {
  return `left: ${x.toFixed(1)}px; top: ${y.toFixed(1)}px; width: ${width.toFixed(1)}px; height: ${height.toFixed(1)}px`;
}

/** The width of a text as the map sets it. @param {string} text @param {string} [font] */
function measureText(text, font = "12.5px") {
  measurer.font = `${font} ${LABEL_FONTS[lang]}`;
  return measurer.measureText(text).width;
}

/**
 * What can be read in so little room without a word broken over two lines: the name with the counts, with one number,
 * alone, or the number.
 * @param {Words} name @param {string} counts @param {string} number @param {number} room @param {number} rows
 */
function fitTile(name, counts, number, room, rows) {
  const anywhere = /[\u3040-\u30ff\u4e00-\u9fff]/.test(name.text);
  const isWide = (/** @type {string} */ word) => !anywhere && measureText(word) > room;
  const split = (/** @type {string} */ its) => its.split(/(\s+|(?<=[–—/-]))/);
  const count = (/** @type {string} */ its) => {
    measureText(its);
    return breakLines(measurer, { text: its, lang }, room, 99).length;
  };
  // What stands in brackets goes whole: half of it could be one side's word.
  const whole = count(name.text) > rows || split(name.text).some(isWide) ? name.text.replace(/\s*[（(][^（(]*[)）]$/, "") : name.text;
  const words = split(whole);
  const cut = words.map((word) => (isWide(word) ? shorten(measurer, word, room) : word));
  const tiny = cut.some((word, at) => word !== words[at] && word.length < 5);
  if (tiny || rows * room < measureText(whole) * 0.45) return { text: "", counts: rows > 0 && room > 0 ? number : "", rows: 1 };
  const text = cut.join("");
  const lines = count(text);
  const fits = (/** @type {string} */ its) => lines + count(its) <= rows && !its.split(/\s+/).some(isWide);
  return { text, counts: fits(counts) ? counts : fits(number) ? number : "", rows: Math.min(lines, rows) };
}

/** The name of an area over what lies in it, on one line. @param {Words} name @param {string} counts @param {string} number @param {number} room */
function fitHeading(name, counts, number, room) {
  const left = room - measureText(name.text, "700 13.5px") - 8;
  return { text: name.text, counts: [counts, number, ""].find((its) => measureText(its, "12px") <= left) || "", rows: 1 };
}

/** @param {Area} area @param {"tile"|"area-name"} className @param {number} width @param {number} height the room for its text */
function buildAreaButton(area, className, width, height) {
  const name = labelOf(area.id);
  const counts = [
    area.agreements ? say("areaAgreements", sayCount(area.agreements), sayCount(area.force)) : "",
    area.proposals ? say("areaProposals", sayCount(area.proposals)) : "",
  ].filter(Boolean).join(" · ");
  const share = area.agreements ? Math.round((area.force / area.agreements) * 100) : 0;
  const tile = className === "tile";
  const fitting = tile ? fitTile(name, counts, sayCount(area.size), width, Math.floor(height / 16)) : fitHeading(name, counts, sayCount(area.size), width);
  // What is left out for want of room is still said.
  const shorter = fitting.text !== name.text || fitting.counts !== counts;
  const hidden = shorter ? "true" : null;
  return buildButton(`${name.text}: ${counts}`, () => openArea(area.id), {
    class: fitting.text ? className : `${className} bare`, "aria-label": null, "data-area": area.id, title: `${name.text}: ${counts}`,
    style: tile ? `--share: ${share}%; --rows: ${fitting.rows}` : null,
  }, shorter ? build("span", { class: "unseen" }, buildText(name), `: ${counts}`) : null,
  fitting.text ? build("span", { class: "name", lang: name.lang && name.lang !== lang ? name.lang : null, "aria-hidden": hidden }, fitting.text) : null,
  fitting.counts ? build("span", { class: "small", "aria-hidden": hidden }, fitting.counts) : null);
}

/** From the map to time, with what lies in the area. @param {string} area */
function openArea(area) {
  const filter = new Map([...parseFilter(view.filter)]);
  filter.set("area", new Set([area]));
  changeView({ mode: "time", filter: writeFilter(filter), thing: area, camera: null }, true);
}
