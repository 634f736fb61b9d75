/** The classes that are drawn, in the order of the legend. */
const CLASSES = [
  "State", "Organization", "Person", "Group", "Actor", "Agreement", "Event", "Proposal", "Claim",
  "ContestedMatter", "Position", "PolicyArea", "Office", "Theme", "Resource",
];

const shapes = new Map(Object.entries(network.chart.shapes));

/** @param {string} type */
function styleOf(type) {
  return { shape: shapes.get(type) || "square", colour: readColour(type) };
}

/** @type {Map<string, string>} */
const colourCache = new Map();

/** A colour of the style sheet, in the scheme of the moment. @param {string} name */
function readColour(name) {
  const known = colourCache.get(name);
  if (known) return known;
  const found = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || "#888888";
  colourCache.set(name, found);
  return found;
}

const HOLLOW = new Set(["PolicyArea", "Office", "Theme"]);

/** @param {string} colour @param {number} opacity @returns {string} a six-digit colour with an opacity */
function fade(colour, opacity) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `rgba(${red},${green},${blue},${opacity})`;
}

/** Follow the reader's system, or the opposite once asked. */
function toggleScheme() {
  const dark = isDark();
  document.documentElement.dataset.scheme = dark ? "light" : "dark";
  colourCache.clear();
}

function isDark() {
  const chosen = document.documentElement.dataset.scheme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
