// The chart of time: lanes of policy areas one under another, in each the agreements as bars in rows of their own and
// what happened at a moment in rows below them. Every thing comes with room for its name, the most telling first; what
// finds no room for it gets a sign alone, and its name when one comes closer.

/** @typedef {"in"|"right"|"left"|""} Slot where a thing's name stands, if there is room */
/** @typedef {{area: string, top: number, bottom: number, count: number, heights: [number, number][], most: number}} Rest */
/**
 * @typedef {{places: Map<string, {x: number, y: number}>, slots: Map<string, Slot>, lanes: Lane[], rests: Rest[],
 *   right: number, bottom: number}} TimeChart
 */

const BAR_ROW = 13;
const POINT_ROW = 14;
const REST_ROW = 16;
const LANE_PAD = 3;
const LANE_GAP = 4;
/** The room that the sign of a thing takes before its name. */
const SIGN = 7;
const IN_LANES = new Set(["Agreement", "Event", "Proposal"]);
/** Classes that share a lane, in order from above; the policy areas stand after the first. */
const CLASS_LANES = [["State"], ["ContestedMatter"], ["Position"], ["Claim"], ["Person"], ["Office", "Organization", "Group", "Actor"], ["Theme"], ["PolicyArea"], ["Resource"]];
/** The lane of what was brought in beside what the view shows. */
const BROUGHT = "brought";

const measurer = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

/** The width of a thing's name as the chart sets it. @param {DrawnNode} node */
function measureName(node) {
  return setLabel(measurer, node, barOf.has(node.id) ? "bar" : "row").width;
}

/** Intervals that are taken, row by row. */
class Rows {
  constructor() {
    /** @type {[number, number][][]} */
    this.taken = [];
  }

  /** @param {number} row @param {number} from @param {number} to */
  isFree(row, from, to) {
    return !(this.taken[row] || []).some(([begin, end]) => begin < to && end > from);
  }

  /** The first row that is free there. @param {number} from @param {number} to @param {number} most @returns {number} */
  find(from, to, most) {
    for (let row = 0; row < most; row += 1) if (this.isFree(row, from, to)) return row;
    return -1;
  }

  /** @param {number} row @param {number} from @param {number} to */
  take(row, from, to) {
    while (this.taken.length <= row) this.taken.push([]);
    this.taken[row].push([from, to]);
  }
}

/**
 * Lay out what is shown. `brought` are shown besides: the neighbours of what was chosen, or what was found.
 * @param {DrawnNode[]} shown @param {DrawnNode[]} brought @param {boolean} withRests @returns {TimeChart}
 */
function layTime(shown, brought, withRests) {
  /** @type {TimeChart} */
  const chart = { places: new Map(), slots: new Map(), lanes: [], rests: [], right: timeWidth() + measures.beyond, bottom: 0 };
  const drawn = new Set([...shown, ...brought].map((node) => node.id));
  const byLane = new Map();
  const laneOf = (/** @type {DrawnNode} */ node) => (IN_LANES.has(node.group) ? `area:${node.lane}` : `class:${CLASS_LANES.findIndex((each) => each.includes(node.group))}`);
  for (const node of shown) append(byLane, laneOf(node), node);
  let y = 0;
  const lay = (/** @type {string} */ key, /** @type {string} */ area, /** @type {string[]} */ classes) => {
    const nodesHere = key === BROUGHT ? brought : byLane.get(key) || [];
    const rest = withRests && key.startsWith("area:") ? measureRest(area, drawn) : null;
    if (!nodesHere.length && !rest) return;
    const top = y;
    if (measures.narrow) y += 17;
    y = fillLane(chart, nodesHere, rest, y + LANE_PAD) + LANE_PAD;
    if (!measures.narrow) y = Math.max(y, top + (area ? 34 : 20));
    chart.lanes.push({ top, bottom: y, area, classes: classes.filter((name) => nodesHere.some((/** @type {DrawnNode} */ node) => node.group === name)) });
    y += LANE_GAP;
  };
  CLASS_LANES.forEach((classes, at) => {
    lay(`class:${at}`, "", classes);
    if (at === 0) for (const area of network.chart.lanes) lay(`area:${area}`, area, area ? [] : [...IN_LANES]);
  });
  lay(BROUGHT, BROUGHT, []);
  chart.bottom = Math.max(0, y - LANE_GAP);
  return chart;
}

/** Where time ends. */
function timeWidth() {
  return network.chart.width * measures.stretch;
}

/** @param {TimeChart} chart @param {DrawnNode[]} all @param {Rest|null} rest @param {number} y @returns {number} the lower edge */
function fillLane(chart, all, rest, y) {
  const lasting = all.filter((node) => barOf.has(node.id)).sort((one, other) => /** @type {number} */ (one.time) - /** @type {number} */ (other.time) || (one.id < other.id ? -1 : 1));
  y = fillBars(chart, lasting, y);
  if (rest) {
    chart.rests.push({ ...rest, top: y + 2, bottom: y + REST_ROW - 2 });
    y += REST_ROW;
  }
  return fillPoints(chart, all.filter((node) => !barOf.has(node.id)), y);
}

/** Bars in rows that stay free for as long as they last, each with its name in it. @param {TimeChart} chart @param {DrawnNode[]} lasting @param {number} y */
function fillBars(chart, lasting, y) {
  const rows = new Rows();
  for (const node of lasting) {
    const bar = /** @type {Bar} */ (barOf.get(node.id));
    const from = bar.made - SIGN;
    // A name may reach beyond a bar that is short, but not for long.
    const to = bar.open ? Number.POSITIVE_INFINITY : Math.max(bar.to + 4, from + SIGN * 2 + Math.min(measureName(node), 200) + 6);
    const row = rows.find(from, to, Number.POSITIVE_INFINITY);
    rows.take(row, from, to);
    chart.places.set(node.id, { x: bar.made, y: y + (row + 0.5) * BAR_ROW });
    chart.slots.set(node.id, "in");
  }
  return y + rows.taken.length * BAR_ROW;
}

/** Signs with their names beside them; those without a time follow one another from the left. @param {TimeChart} chart @param {DrawnNode[]} points @param {number} y */
function fillPoints(chart, points, y) {
  if (!points.length) return y;
  const wide = timeWidth();
  const names = points.reduce((sum, node) => sum + measureName(node) + SIGN * 3, 0);
  const most = Math.max(2, Math.min(24, Math.ceil((names / (wide + measures.beyond)) * 1.6)));
  const rows = new Rows();
  const ranked = [...points].sort((one, other) => other.rank - one.rank || (one.id < other.id ? -1 : 1));
  const timeless = ranked.filter((node) => node.time === null);
  for (const node of ranked) {
    if (node.time === null) continue;
    const x = node.time;
    const name = measureName(node);
    /** @type {[Slot, number, number][]} */
    const tries = [["right", x - SIGN, x + SIGN + name + 6], ["left", x - SIGN - name - 6, x + SIGN]];
    let placed = false;
    for (const [slot, from, to] of tries) {
      if (from < -30 || to > wide + measures.beyond + 24) continue;
      const row = rows.find(from, to, most);
      if (row < 0) continue;
      rows.take(row, from, to);
      chart.places.set(node.id, { x, y: y + (row + 0.5) * POINT_ROW });
      chart.slots.set(node.id, slot);
      placed = true;
      break;
    }
    if (placed) continue;
    const row = rows.find(x - SIGN, x + SIGN, Number.POSITIVE_INFINITY);
    rows.take(row, x - SIGN, x + SIGN);
    chart.places.set(node.id, { x, y: y + (row + 0.5) * POINT_ROW });
    chart.slots.set(node.id, "");
  }
  const room = wide / Math.max(1, Math.min(timeless.length, 5));
  timeless.forEach((node, at) => {
    const spread = timeless.length <= 5 && !measures.narrow ? room * (at + 0.02) : 8;
    const name = Math.min(measureName(node), wide);
    let x = spread;
    let row = rows.find(x - SIGN, x + SIGN + name + 6, 1);
    for (let tried = 0; row < 0 && tried < 4000; tried += 1) {
      const step = tried % 24;
      const line = Math.floor(tried / 24);
      x = 8 + (wide * step) / 24;
      if (x + name <= wide + measures.beyond && rows.isFree(line, x - SIGN, x + SIGN + name + 6)) row = line;
    }
    row = Math.max(row, 0);
    rows.take(row, x - SIGN, x + SIGN + name + 6);
    chart.places.set(node.id, { x, y: y + (row + 0.5) * POINT_ROW });
    chart.slots.set(node.id, "right");
  });
  return y + rows.taken.length * POINT_ROW;
}

/** How many agreements of a lane are not drawn one by one, and how many of them lasted when. @param {string} area @param {Set<string>} drawn @returns {Rest|null} */
function measureRest(area, drawn) {
  const hidden = bars.filter((bar) => bar.node.lane === area && !drawn.has(bar.node.id) && !view.without.includes("Agreement"));
  if (hidden.length < 3) return null;
  /** @type {[number, number][]} */
  const heights = [];
  let most = 1;
  for (const [, x] of network.chart.years) {
    const count = hidden.filter((bar) => bar.from <= x && (bar.open || bar.to > x)).length;
    most = Math.max(most, count);
    heights.push([x, count]);
  }
  return { area, top: 0, bottom: 0, count: hidden.length, heights, most };
}
