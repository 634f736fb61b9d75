// What is drawn in the view of the moment, and where: one scene at a time, made anew only when what decides it has changed.

/**
 * `edges` are those drawn at rest, by number; `heads` words that stand in the drawing and belong to no thing; `routes`
 * the ways between two things, the chosen one first.
 * @typedef {{x: number, y: number, text: string, side: "right"|"left"|"middle"}} Head
 * @typedef {{key: string, shown: Set<string>, places: Map<string, {x: number, y: number}>, slots: Map<string, Slot>,
 *   time: TimeChart|null, edges: Set<number>|null, heads: Head[]}} Scene
 */

/** @type {Scene} */
let scene = { key: "", shown: new Set(), places: new Map(), slots: new Map(), time: null, edges: null, heads: [] };

/** @type {Set<string>|null} the things a search has found, while there is one */
let foundThings = null;

/** Of a thing with hundreds of neighbours only so many are brought in, and of what was found. */
const MOST_NEIGHBOURS = 36;
/** Of what a filter leaves only so many are drawn, the most telling; the table has them all. */
const MOST_DRAWN = 420;
/** Of classes that are brought in whole so many are drawn; beyond that the drawing tells nothing and turns slow. */
const MOST_WHOLE = 900;

/** @type {{thing: string, focus: Set<string>}} */
let chosenFocus = { thing: "", focus: new Set() };

/** Which things of a class are drawn. @param {string} group @returns {"all"|"some"|"none"} */
function findShare(group) {
  if (view.without.includes(group)) return "none";
  if (view.filter || view.with.includes(group)) return "all";
  const opening = openingCounts.get(group) || 0;
  return opening === 0 ? "none" : opening === classCounts.get(group) ? "all" : "some";
}

/** What the legend and the filter leave, before anything is brought in beside it: all of it, as the table shows. @returns {DrawnNode[]} */
function listLeft() {
  const left = network.nodes.filter((node) => {
    const share = findShare(node.group);
    return share === "all" || (share === "some" && node.opening);
  });
  return view.filter ? left.filter((node) => meetsFilter(node.id)) : left;
}

/** The chosen thing and the neighbours that tell most about it. */
function findChosen() {
  if (chosenFocus.thing !== view.thing) {
    chosenFocus = { thing: view.thing, focus: new Set([view.thing, ...findTelling(view.thing, MOST_NEIGHBOURS)]) };
  }
  return chosenFocus.focus;
}

/** What stands out: the chosen thing and its neighbours, or what the search has found. @returns {Set<string>|null} */
function findFocus() {
  if (view.path || view.mode === "network") return null;
  if (nodes.has(view.thing)) return findChosen();
  if (foundThings && foundThings.size) return foundThings;
  return null;
}

/** @param {DrawnNode} node */
function isHidden(node) {
  return !scene.shown.has(node.id);
}

/** The kind of the scene: time, the network of one thing, or the paths between two. @param {View} asked */
function sceneKind(asked) {
  if (asked.path && !asked.path.endsWith("..")) return "path";
  return asked.mode === "network" ? "network" : "time";
}

/** What decides where things stand; two views of one key are drawn alike. @param {View} asked */
function sceneKey(asked) {
  const kind = sceneKind(asked);
  if (kind === "path") return `path ${asked.path} ${asked.lang}`;
  const day = asked.filter ? asked.day : "";
  if (kind === "network") return `network ${middleOf(asked)} ${asked.open.join(",")} ${asked.filter} ${day} ${asked.without.join(",")} ${asked.lang}`;
  return `time ${asked.filter} ${day} ${asked.with.join(",")} ${asked.without.join(",")} ${asked.lang}`;
}

/** What is drawn in time beside what the legend and the filter leave. @param {Set<string>} shown @returns {DrawnNode[]} */
function listBrought(shown) {
  /** @type {DrawnNode[]} */
  const wanted = [];
  if (nodes.has(view.thing)) wanted.push(.../** @type {DrawnNode[]} */ ([...findChosen()].map((id) => nodes.get(id))));
  else if (foundThings) {
    const found = /** @type {DrawnNode[]} */ ([...foundThings].map((id) => nodes.get(id)).filter((node) => node && !view.without.includes(node.group)));
    wanted.push(...found.slice(0, MOST_NEIGHBOURS * 2));
  }
  return wanted.filter((node) => !shown.has(node.id));
}

/** Make the scene of the view if it is another; tell whether anything now stands elsewhere. */
function makeScene() {
  const kind = sceneKind(view);
  let key = sceneKey(view);
  if (kind !== "time") {
    if (scene.key === key) return false;
    scene = kind === "path" ? layPaths(key) : layNetwork(key);
  } else {
    const left = listLeft();
    const most = view.filter ? MOST_DRAWN : MOST_WHOLE;
    // What the page opened on stays among what is brought in.
    const drawn = left.length > most ? [...left].sort((one, other) => (view.filter ? 0 : Number(other.opening) - Number(one.opening)) || other.rank - one.rank).slice(0, most) : left;
    const shown = new Set(drawn.map((node) => node.id));
    const brought = listBrought(shown);
    key = `${key} + ${brought.map((node) => node.id).join(",")}`;
    if (scene.key === key) return false;
    const titled = drawn.filter((node) => !(node.group === "PolicyArea" && network.chart.lanes.includes(node.id)));
    const time = layTime(titled, brought, !view.filter && !view.with.length);
    scene = { key, shown: new Set([...shown, ...brought.map((node) => node.id)].filter((id) => time.places.has(id))), places: time.places, slots: time.slots, time, edges: null, heads: [] };
  }
  for (const [id, place] of scene.places) Object.assign(/** @type {DrawnNode} */ (nodes.get(id)), place);
  return true;
}
