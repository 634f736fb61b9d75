// What stands behind and beside the things in the chart of time: lanes across with their names, the years along.

/** How high the edge is along which the years are written. */
const YEARS = 22;

/** @param {CanvasRenderingContext2D} context in the drawing's own measures */
function drawChart(context) {
  const { time } = scene;
  if (!time || !time.lanes.length) return;
  const left = -24;
  const wide = time.right + 24 - left;
  context.save();
  context.fillStyle = fade(readColour("soft"), isDark() ? 0.42 : 0.6);
  for (const lane of time.lanes) context.fillRect(left, lane.top, wide, lane.bottom - lane.top);
  const thin = 1 / drawing.getScale();
  context.fillStyle = readColour("rule");
  for (const [, x] of chooseYears()) context.fillRect(x, 0, thin, time.bottom);
  context.restore();
  drawRests(context, time);
  drawBars(context);
}

/** Agreements that are not drawn one by one: how many of them lasted, year by year. @param {CanvasRenderingContext2D} context @param {TimeChart} time */
function drawRests(context, time) {
  const colour = readColour("Agreement");
  const end = /** @type {number} */ (placeDate(reach.last));
  context.save();
  context.fillStyle = colour;
  context.globalAlpha = findFocus() ? 0.08 : 0.2;
  for (const rest of time.rests) {
    const high = rest.bottom - rest.top;
    context.beginPath();
    context.moveTo(rest.heights[0][0], rest.bottom);
    rest.heights.forEach(([x, count], at) => {
      const y = rest.bottom - (high * count) / rest.most;
      context.lineTo(Math.min(x, end), y);
      const next = rest.heights[at + 1];
      if (next) context.lineTo(Math.min(next[0], end), y);
    });
    context.lineTo(end, rest.bottom);
    context.fill();
  }
  context.restore();
}

/** Years far enough apart to be read: decades first, then the years between them. @returns {[number, number][]} */
function chooseYears() {
  const scale = drawing.getScale();
  /** @type {[number, number][]} */
  const chosen = [];
  for (const step of [10, 5, 1]) {
    for (const [year, x] of network.chart.years) {
      if (year % step === 0 && chosen.every(([, other]) => Math.abs(other - x) >= 46 / scale)) chosen.push([year, x]);
    }
  }
  return chosen;
}

/** Where the years are written: along the edge of the canvas, whatever part of the chart is in sight. @param {CanvasRenderingContext2D} context @param {number} width @returns {Box[]} */
function placeYears(context, width) {
  if (!scene.time) return [];
  const along = makeAlong();
  context.font = `500 11px ${LABEL_FONTS.en}`;
  /** @type {Box[]} */
  const boxes = [];
  for (const [year, x] of chooseYears()) {
    const text = String(year);
    const wide = context.measureText(text).width + 8;
    const box = { id: text, x: along(x) - wide / 2, y: 3, width: wide, height: 16 };
    if (box.x >= measures.heads && box.x + wide <= width) boxes.push(box);
  }
  return boxes;
}

/** The names of lanes and of what they hold unseen, where they were drawn last. @type {(Box & {act: "area"|"rest"})[]} */
let laneBoxes = [];

/** @param {CanvasRenderingContext2D} context in pixels of the canvas element @param {Box[]} years */
function drawYears(context, years) {
  const { clientWidth: width } = canvasHolder;
  context.fillStyle = fade(readColour("paper"), 0.92);
  context.fillRect(0, 0, width, YEARS);
  context.font = `500 11px ${LABEL_FONTS.en}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = readColour("quiet");
  for (const box of years) context.fillText(box.id, box.x + box.width / 2, box.y + box.height / 2 + 0.5);
}

/** @param {Lane} lane @returns {Words} */
function nameLane(lane) {
  if (lane.area === BROUGHT) return { text: view.thing ? say("laneAround", labelOf(view.thing).text) : say("laneFound") };
  if (lane.area) return labelOf(lane.area);
  return { text: lane.classes.map(pluralOfClass).join(" · ") };
}

/** The lanes' names at the left edge, where they stay when time moves under them. @param {CanvasRenderingContext2D} context in pixels of the canvas element */
function drawLaneNames(context) {
  laneBoxes = [];
  const { time } = scene;
  if (!time) return;
  const scale = drawing.getScale();
  const { y: middle } = drawing.getViewPosition();
  const { clientHeight: height } = canvasHolder;
  const below = height - stripSize();
  if (measures.heads) {
    context.fillStyle = fade(readColour("paper"), 0.94);
    context.fillRect(0, 0, measures.heads - 8, below);
  }
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const lane of time.lanes) {
    const top = (lane.top - middle) * scale + height / 2;
    const bottom = (lane.bottom - middle) * scale + height / 2;
    if (bottom < YEARS + 8 || top > below - 10) continue;
    const name = nameLane(lane);
    context.font = `600 12px ${LABEL_FONTS[lang]}`;
    const room = measures.heads ? measures.heads - 30 : 330;
    const lines = breakLines(context, name, room, measures.heads ? Math.max(1, Math.min(3, Math.floor((bottom - top) / 15))) : 1);
    const wide = Math.max(...lines.map((line) => context.measureText(line).width));
    const first = measures.heads ? Math.max((Math.max(top, YEARS) + Math.min(bottom, below)) / 2 - (lines.length * 15) / 2 + 7.5, top + 8) : Math.max(top, YEARS) + 9;
    if (measures.heads) {
      context.fillStyle = readColour("soft");
      context.fillRect(0, Math.max(top, YEARS), measures.heads - 8, Math.min(bottom, below) - Math.max(top, YEARS));
    }
    context.fillStyle = readColour(lane.area && things.has(lane.area) ? "ink" : "quiet");
    lines.forEach((line, at) => context.fillText(line, 14, first + at * 15));
    if (things.has(lane.area)) laneBoxes.push({ id: lane.area, act: "area", x: 8, y: first - 9, width: wide + 12, height: lines.length * 15 + 3 });
  }
  drawRestNames(context, time, scale, middle);
}

/** @param {CanvasRenderingContext2D} context @param {TimeChart} time @param {number} scale @param {number} middle */
function drawRestNames(context, time, scale, middle) {
  const { clientHeight: height } = canvasHolder;
  const along = makeAlong();
  context.font = `500 11px ${LABEL_FONTS[lang]}`;
  for (const rest of time.rests) {
    const y = ((rest.top + rest.bottom) / 2 - middle) * scale + height / 2;
    if (y < YEARS + 6 || y > height - stripSize() - 6) continue;
    const text = say("restAgreements", sayCount(rest.count));
    const wide = context.measureText(text).width;
    const begin = rest.heights.find(([, count]) => count > 0);
    const x = Math.max(measures.heads + 8, along(begin ? begin[0] : 0) + 4);
    context.fillStyle = fade(readColour("paper"), 0.7);
    context.beginPath();
    context.roundRect(x - 4, y - 8, wide + 8, 16, 5);
    context.fill();
    context.fillStyle = readColour("quiet");
    context.fillText(text, x, y + 0.5);
    laneBoxes.push({ id: rest.area, act: "rest", x: x - 4, y: y - 8, width: wide + 8, height: 16 });
  }
}

/** The name of a lane, or of what it holds unseen, at a point of the canvas element. @param {{x: number, y: number}} point */
function hitLane(point) {
  return laneBoxes.find((box) => point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height);
}
