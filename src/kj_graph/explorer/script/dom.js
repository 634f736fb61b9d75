/**
 * Build an element. Words becomes text nodes and attributes are named one by one, so nothing in the data is markup.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string|boolean|number|undefined|null>} attributes
 * @param {...(Element|string|null|undefined|false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function build(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** @param {string} id @returns {HTMLElement} */
function find(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element ${id}`);
  return element;
}

/** @param {Words} text @param {string} [className] */
function buildText(text, className) {
  return build("span", { lang: text.lang && text.lang !== lang ? text.lang : null, class: className }, text.text);
}

/**
 * A button. @param {string} label @param {() => void} act
 * @param {Record<string, string|boolean|number|undefined|null>} [attributes] @param {...(Element|string|null|false)} children
 */
function buildButton(label, act, attributes = {}, ...children) {
  const button = build("button", { type: "button", "aria-label": children.length ? label : null, ...attributes });
  button.append(...(children.length ? children.filter((child) => child !== null && child !== false) : [label]));
  button.addEventListener("click", act);
  return button;
}

/** Only addresses of the web become links. @param {string} address */
function isWebAddress(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/** @param {string} address @param {string} [text] */
function buildLink(address, text) {
  if (!isWebAddress(address)) return build("span", { class: "address" }, address);
  return build(
    "a",
    { href: address, target: "_blank", rel: "noopener noreferrer", class: "address", title: address },
    text || address,
  );
}

/** A button that opens the panel of a thing or source. @param {string} id */
function buildThingButton(id) {
  const thing = things.get(id);
  const label = labelOf(id);
  if (!thing && !sources.has(id)) return buildText(label);
  const button = buildButton(label.text, () => changeView({ thing: id, question: "" }, true), {
    class: "thing",
    lang: label.lang && label.lang !== lang ? label.lang : null,
  });
  const node = nodes.get(id);
  if (thing) button.prepend(buildMark(thing.type, node && node.shape));
  return button;
}

const SVG = "http://www.w3.org/2000/svg";

/** The sign of a class, or of one kind in it: shape and colour as in the drawing. @param {string} type @param {string} [kind] */
function buildMark(type, kind) {
  const mark = document.createElementNS(SVG, "svg");
  mark.setAttribute("viewBox", "-10 -10 20 20");
  mark.setAttribute("class", "mark");
  mark.setAttribute("aria-hidden", "true");
  const form = kind || styleOf(type).shape;
  const shape = document.createElementNS(SVG, form === "dot" ? "circle" : "polygon");
  if (form === "dot") shape.setAttribute("r", "7");
  else shape.setAttribute("points", outline(form));
  shape.setAttribute("class", `sign sign-${/^\w+$/.test(type) ? type : "Actor"}`);
  mark.append(shape);
  return mark;
}

/** Corners of a shape within ten units of the middle, like vis-network's. @param {string} shape */
function outline(shape) {
  /** @type {Record<string, [number, number, number?]>} corners, turn, inner radius */
  const forms = { square: [4, 45], diamond: [4, 0], triangle: [3, 0], triangleDown: [3, 180], hexagon: [6, 30], star: [5, 0, 0.45] };
  const [corners, turn, inner] = forms[shape] || forms.square;
  const steps = inner ? corners * 2 : corners;
  return Array.from({ length: steps }, (_, at) => {
    const angle = ((turn + (at * 360) / steps) * Math.PI) / 180;
    const radius = 9.5 * (inner && at % 2 ? inner : 1);
    return `${(radius * Math.sin(angle)).toFixed(2)},${(-radius * Math.cos(angle)).toFixed(2)}`;
  }).join(" ");
}

/** Icons drawn here, because signs like these are missing from some fonts. */
const ICONS = {
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2",
  back: "M9.5 3L4.5 8l5 5",
  up: "M3 10.5L8 5.5l5 5",
  down: "M3 5.5l5 5 5-5",
  near: "M8 3v10M3 8h10",
  far: "M3 8h10",
  all: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  centre: "M8 1v4M8 11v4M1 8h4M11 8h4M8 7.5v1",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  before: "M11 3L5 8l6 5z",
  after: "M5 3l6 5-6 5z",
  play: "M4.5 2.5v11l9-5.5z",
  pause: "M5 3v10M11 3v10",
  dark: "M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6z",
  light: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8L13 13M13 3l-1.2 1.2M4.2 11.8L3 13",
};

/** @param {keyof typeof ICONS} name */
function buildIcon(name) {
  const icon = document.createElementNS(SVG, "svg");
  icon.setAttribute("viewBox", "0 0 16 16");
  icon.setAttribute("class", "drawn-icon");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  icon.append(path);
  return icon;
}
