// The network of one thing: it stands in the middle, and what it is related to stands in columns beside it.
//
// Three layouts were tried on GSOMIA (12 neighbours), a session of 2025 (23) and Japan (36 shown), and looked at. Sectors
// around the middle lose the names at the top and bottom (4 of Japan's 36), leave no room for what is brought in later,
// and a circle has no order to read in. An axis of time with a band for each relation puts all that was said on one day on
// one line, cuts names short and lays the relations over one another. In columns every name of the three is written; the
// words over each group say what the relation is, within a group one reads down in time, and what is brought in stands one
// column further out beside what it belongs to.

/** @typedef {{name: string, inward: boolean, members: string[]}} Group */

const COLUMN = 390;
const ROW = 19;
const GROUP_GAP = 12;
/** Of the neighbours of a thing that is opened in the network, only so many are brought in. */
const MOST_OPENED = 14;

/** What the network stands around. @param {View} asked */
function middleOf(asked) {
  if (asked.around) return asked.around;
  if (nodes.has(asked.thing)) return asked.thing;
  const events = network.nodes.filter((node) => node.group === "Event" || node.group === "Resource");
  const all = events.length ? events : network.nodes;
  return all.reduce((/** @type {DrawnNode|null} */ best, node) => (!best || node.rank > best.rank ? node : best), null)?.id || "";
}

/** The relations of a thing to some others, in groups of one relation and direction; each other thing once. @param {string} id @param {string[]} others @returns {Group[]} */
function groupNeighbours(id, others) {
  const left = new Set(others);
  /** @type {Map<string, Group>} */
  const groups = new Map();
  const edges = [...(edgesOf.get(id) || [])].sort((one, other) => orderOf(one.properties[0]) - orderOf(other.properties[0]));
  for (const edge of edges) {
    const other = edge.from === id ? edge.to : edge.from;
    if (!left.delete(other)) continue;
    const inward = edge.to === id;
    const name = edge.kind === "act" ? "representative" : edge.kind === "editorial" ? "editorial" : edge.properties[0];
    const key = `${name} ${inward}`;
    const group = groups.get(key) || { name, inward, members: [] };
    group.members.push(other);
    groups.set(key, group);
  }
  for (const group of groups.values()) group.members.sort((one, other) => compareTimes(one, other));
  return [...groups.values()];
}

/** @param {string} one @param {string} other */
function compareTimes(one, other) {
  const [first, second] = [one, other].map((id) => findDate(/** @type {Thing} */ (things.get(id))) || "9999");
  return first < second ? -1 : first > second ? 1 : one < other ? -1 : 1;
}

/** @param {Group} group */
function nameGroup(group) {
  if (group.name === "representative") return say(group.inward ? "actors" : "acts");
  if (group.name === "editorial") return say("readings");
  return (group.inward ? labelOfInverse(group.name) : labelOfProperty(group.name)).text;
}

/** The neighbours of a thing that the legend and the filter leave, the most telling first. @param {string} id */
function findWanted(id) {
  return findTelling(id, Number.POSITIVE_INFINITY).filter((each) =>
    !view.without.includes(/** @type {DrawnNode} */ (nodes.get(each)).group) && meetsFilter(each));
}

/** @param {string} key @returns {Scene} */
function layNetwork(key) {
  const middle = middleOf(view);
  /** @type {Scene} */
  const made = { key, shown: new Set(), places: new Map(), slots: new Map(), time: null, edges: new Set(), heads: [] };
  if (!middle) return made;
  made.shown.add(middle);
  const groups = groupNeighbours(middle, findWanted(middle).slice(0, MOST_NEIGHBOURS));
  for (const id of groups.flatMap((group) => group.members)) made.shown.add(id);
  const [right, left] = shareSides(groups);
  const heights = [laySide(made, right, 1), laySide(made, left, -1)];
  // Both sides are set around the middle.
  for (const place of made.places.values()) place.y -= heights[place.x > 0 ? 0 : 1] / 2;
  for (const head of made.heads) head.y -= heights[head.x > 0 ? 0 : 1] / 2;
  made.places.set(middle, { x: 0, y: 0 });
  for (const edge of network.edges) {
    if (!made.shown.has(edge.from) || !made.shown.has(edge.to)) continue;
    const touches = edge.from === middle || edge.to === middle || view.open.includes(edge.from) || view.open.includes(edge.to);
    if (touches || edge.kind === "editorial") /** @type {Set<number>} */ (made.edges).add(edge.id);
  }
  return made;
}

/** What a thing says of others goes to the right, what others say of it to the left, as far as the sides stay about even. @param {Group[]} groups @returns {[Group[], Group[]]} */
function shareSides(groups) {
  const size = (/** @type {Group[]} */ those) => those.reduce((sum, group) => sum + group.members.length + 1.5, 0);
  if (measures.narrow) return [groups, []];
  const right = groups.filter((group) => !group.inward);
  const left = groups.filter((group) => group.inward);
  for (const [full, other] of [[right, left], [left, right]]) {
    const part = () => 2 * (full[full.length - 1].members.length + 1.5);
    while (full.length > 1 && Math.abs(size(full) - size(other) - part()) < size(full) - size(other)) other.unshift(/** @type {Group} */ (full.pop()));
  }
  return [right, left];
}

/** Set one side's groups one under another. @param {Scene} made @param {Group[]} groups @param {1|-1} side @returns {number} how high it is */
function laySide(made, groups, side) {
  let y = 0;
  const first = measures.narrow ? 60 : 190;
  for (const group of groups) {
    made.heads.push({ x: side * (first - 8), y: y + ROW / 2, text: capitalize(nameGroup(group)), side: side > 0 ? "right" : "left" });
    y += ROW;
    for (const id of group.members) {
      const begin = y;
      y = layOpened(made, id, y, side, first + COLUMN);
      y = Math.max(y, begin + ROW);
      made.places.set(id, { x: side * first, y: (begin + y - ROW) / 2 + ROW / 2 });
      made.slots.set(id, side > 0 ? "right" : "left");
    }
    y += GROUP_GAP;
  }
  return Math.max(0, y - GROUP_GAP);
}

/** Set the neighbours of a thing that is opened, one column further out. @param {Scene} made @param {string} id @param {number} y @param {1|-1} side @param {number} x */
function layOpened(made, id, y, side, x) {
  if (!view.open.includes(id)) return y;
  const others = findWanted(id).filter((each) => !made.shown.has(each)).slice(0, MOST_OPENED).sort(compareTimes);
  for (const other of others) made.shown.add(other);
  for (const other of others) {
    const begin = y;
    y = Math.max(layOpened(made, other, y, side, x + COLUMN), begin + ROW);
    made.places.set(other, { x: side * x, y: (begin + y) / 2 });
    made.slots.set(other, side > 0 ? "right" : "left");
  }
  return y;
}

/** What the drawing asks of every thing at every frame. @type {{key: string, counts: Map<string, number>}} */
let unseen = { key: "", counts: new Map() };

/** How many neighbours of a thing the network does not show. @param {string} id */
function countUnseen(id) {
  if (unseen.key !== scene.key) unseen = { key: scene.key, counts: new Map() };
  const known = unseen.counts.get(id);
  if (known !== undefined) return known;
  const count = findWanted(id).filter((each) => !scene.shown.has(each)).length;
  unseen.counts.set(id, count);
  return count;
}

/** How many more neighbours a thing has than the network shows, behind its name. @param {CanvasRenderingContext2D} context @param {string} id @param {number} x @param {number} y @param {Slot} slot */
function drawUnseen(context, id, x, y, slot) {
  const count = countUnseen(id);
  if (!count || !scene.key.startsWith("network")) return;
  context.font = `500 10px ${LABEL_FONTS.en}`;
  context.textAlign = slot === "left" ? "right" : "left";
  context.fillStyle = readColour("quiet");
  context.fillText(`+${count}`, x, y);
  context.textAlign = "left";
}

/** Put a thing in the middle of the network. @param {string} id */
function openNetwork(id) {
  changeView({ mode: "network", around: id, open: [], path: "", thing: id, camera: null }, true);
}

/** Bring in the neighbours of a thing in the network, or send them away. @param {string} id */
function toggleOpened(id) {
  if (id === middleOf(view) || (!view.open.includes(id) && !countUnseen(id))) return;
  const open = view.open.includes(id) ? view.open.filter((each) => each !== id) : [...view.open, id];
  changeView({ open, around: middleOf(view), camera: null }, true);
}

/** The words over groups and on the steps of paths; the names of things go before them. @param {CanvasRenderingContext2D} context in pixels of the canvas element */
function drawHeads(context) {
  if (!scene.heads.length) return;
  const scale = drawing.getScale();
  const middle = drawing.getViewPosition();
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  /** @type {Box[]} */
  const taken = [...labelBoxes];
  context.font = `600 11px ${LABEL_FONTS[lang]}`;
  context.textBaseline = "middle";
  context.textAlign = "left";
  for (const head of scene.heads) {
    const wide = context.measureText(head.text).width;
    const at = (head.x - middle.x) * scale + width / 2;
    const y = (head.y - middle.y) * scale + height / 2;
    const x = head.side === "right" ? at : head.side === "left" ? at - wide : at - wide / 2;
    const box = { id: "", x: x - 3, y: y - 8, width: wide + 6, height: 16 };
    if (y < -10 || y > height + 10 || taken.some((other) => !(other.x >= box.x + box.width || box.x >= other.x + other.width || other.y >= box.y + box.height || box.y >= other.y + other.height))) continue;
    context.fillStyle = fade(readColour("paper"), 0.85);
    context.fillRect(box.x, box.y, box.width, box.height);
    context.fillStyle = readColour("quiet");
    context.fillText(head.text, x, y);
    taken.push(box);
  }
}
