// Along the lower edge of the canvas, whatever part of the chart is in sight: how many events each year has, and what
// the data cover.

const PADDING = 5;
/** The part of the strip that the buttons take. */
function findEdge() {
  const { x, width } = buttonRoom();
  return measures.narrow ? 0 : x + width + 10;
}

/** How high the histogram and a row of coverage are: less on a low page, least on a phone. */
function stripMeasures() {
  if (measures.narrow) return { histogram: 20, pitch: 1.2 };
  return canvasHolder.clientHeight < 780 ? { histogram: 28, pitch: 1.7 } : { histogram: 34, pitch: 3.4 };
}

/** @type {Map<number, number>} */
const eventCounts = new Map();
for (const thing of model.things) {
  const year = thing.type === "Event" ? Number((readValue(thing, "date") || "").slice(0, 4)) : 0;
  if (year) eventCounts.set(year, (eventCounts.get(year) || 0) + 1);
}
const mostEvents = Math.max(1, ...eventCounts.values());

/** Statements of coverage with their places along time. */
function placeCoverage() {
  return coverage.map((thing) => {
    const [from, until] = [readValue(thing, "from"), readValue(thing, "until")];
    return {
      id: thing.id,
      from: from ? /** @type {number} */ (placeDate(from)) : Number.NEGATIVE_INFINITY,
      to: until ? /** @type {number} */ (placeDate(until)) : Number.POSITIVE_INFINITY,
      written: from || "",
    };
  }).sort((one, other) => (one.written < other.written ? -1 : one.written > other.written ? 1 : one.to - other.to));
}

let coverageRows = placeCoverage();

/** How much of the canvas the strip takes; on a phone's narrow page less. */
function stripSize() {
  if (!scene.time || !network.chart.years.length || (!eventCounts.size && !coverageRows.length)) return 0;
  const { histogram, pitch } = stripMeasures();
  const rows = coverageRows.length ? coverageRows.length * pitch + PADDING : 0;
  return Math.round((eventCounts.size ? histogram + PADDING : 0) + rows + PADDING);
}

/** @returns {Box} */
function stripRoom() {
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  const size = stripSize();
  return { id: "", x: 0, y: height - size, width, height: size };
}

/** Where a place along time lies on the canvas. */
function makeAlong() {
  const scale = drawing.getScale();
  const middle = drawing.getViewPosition();
  const { clientWidth: width } = canvasHolder;
  return (/** @type {number} */ x) => (x - middle.x) * scale + width / 2;
}

/** The rows of the strip: where the histogram stands and where each statement of coverage. */
function layStrip() {
  const room = stripRoom();
  const { histogram, pitch } = stripMeasures();
  const base = room.y + PADDING + (eventCounts.size ? histogram : 0);
  return { room, base, pitch, histogram, first: base + PADDING };
}

/** @param {CanvasRenderingContext2D} context in pixels of the canvas element */
function drawStrip(context) {
  if (!stripSize()) return;
  const { room, base, pitch, histogram, first } = layStrip();
  const along = makeAlong();
  const { clientWidth: width } = canvasHolder;
  // The buttons stand at the beginning of the strip.
  const edge = findEdge();
  const fill = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ across, /** @type {number} */ high) => {
    const [begin, end] = [Math.max(edge, from), Math.min(width + 1, to)];
    if (end > begin) context.fillRect(begin, across, end - begin, high);
  };
  context.fillStyle = readColour("paper");
  context.fillRect(room.x, room.y, room.width, room.height);
  context.fillStyle = readColour("rule");
  context.fillRect(0, room.y, width, 1);
  const { years } = network.chart;
  years.forEach(([year, x], at) => {
    const count = eventCounts.get(year);
    if (!count || at + 1 >= years.length) return;
    const [begin, end] = [along(x), along(years[at + 1][1])];
    if (begin < edge || begin > width) return;
    const wide = Math.min(14, Math.max(1.5, end - begin - 1));
    const high = Math.max(1.5, (count / mostEvents) * (histogram - (measures.narrow ? 2 : 12)));
    const centre = (begin + end) / 2;
    context.fillStyle = readColour("Event");
    context.globalAlpha = view.day && `${year}` > view.day.slice(0, 4) ? 0.25 : 0.85;
    fill(centre - wide / 2, centre + wide / 2, base - high, high);
    if (!measures.narrow && end - begin > 15) {
      context.globalAlpha = 1;
      context.fillStyle = readColour("quiet");
      context.font = `500 9.5px ${LABEL_FONTS.en}`;
      context.textAlign = "center";
      context.textBaseline = "alphabetic";
      context.fillText(String(count), centre, base - high - 2);
    }
  });
  coverageRows.forEach((row, at) => {
    context.fillStyle = readColour(row.id === hovered || row.id === view.thing ? "accent" : "quiet");
    context.globalAlpha = row.id === hovered || row.id === view.thing ? 1 : 0.5;
    fill(along(row.from), along(row.to), first + at * pitch, Math.max(1, pitch - 1.4));
  });
  context.globalAlpha = 1;
  if (!measures.narrow) nameStrip(context, base - histogram / 2 + 4, first + (coverageRows.length * pitch) / 2, along);
}

/** @param {CanvasRenderingContext2D} context @param {number} events @param {number} covered where the names stand @param {(x: number) => number} along */
function nameStrip(context, events, covered, along) {
  context.font = `500 11.5px ${LABEL_FONTS[lang]}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  const write = (/** @type {string} */ text, /** @type {number} */ y) => {
    const wide = context.measureText(text).width;
    const x = Math.max(findEdge() + 4, Math.min(along(-20), measures.heads) - wide - 6);
    context.fillStyle = fade(readColour("paper"), 0.9);
    context.fillRect(x - 4, y - 8, wide + 8, 16);
    context.fillStyle = readColour("quiet");
    context.fillText(text, x, y);
  };
  if (eventCounts.size) write(say("stripEvents"), events);
  const about = coverageRows.find((row) => row.id === hovered);
  if (coverageRows.length) write(about ? labelOf(about.id).text : say("stripCoverage"), covered);
}

/** The statement of coverage at a point of the canvas element. @param {{x: number, y: number}} point */
function hitStrip(point) {
  if (!stripSize()) return "";
  const { pitch, first } = layStrip();
  const along = makeAlong();
  const row = coverageRows[Math.floor((point.y - first) / pitch)];
  return row && point.x >= along(row.from) && point.x <= along(row.to) ? row.id : "";
}

/** @param {{x: number, y: number}} point */
function isOnStrip(point) {
  const room = stripRoom();
  return stripSize() > 0 && point.x >= room.x && point.y >= room.y;
}

/** The chosen day as a line across, with its date. @param {CanvasRenderingContext2D} context */
function drawDay(context) {
  if (!view.day || !scene.time) return;
  const at = makeAlong()(/** @type {number} */ (placeDate(view.day)));
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  context.fillStyle = readColour("accent");
  if (at < measures.heads) return;
  context.fillRect(at - 0.75, 0, 1.5, height);
  context.font = `600 11.5px ${LABEL_FONTS[lang]}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const text = sayDate(view.day);
  const wide = context.measureText(text).width + 14;
  const x = Math.min(Math.max(at - wide / 2, 2), width - wide - 2);
  const y = 2;
  context.beginPath();
  context.roundRect(x, y, wide, 18, 9);
  context.fill();
  context.fillStyle = readColour("accent-ink");
  context.fillText(text, x + wide / 2, y + 9.5);
}
