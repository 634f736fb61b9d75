// What stands behind the things: lanes across, and the years along.

/** The part of the drawing that is shown, along time. */
function findReach() {
  const heads = network.nodes.filter((node) => !isHidden(node)).map((node) => node.x);
  return { left: Math.min(-40, ...heads) - 270, right: Math.max(0, ...heads) + FADING + 20 };
}

/** Lanes in which something is shown. @returns {Lane[]} */
function findLanes() {
  const heights = network.nodes.filter((node) => !isHidden(node)).map((node) => node.y);
  return network.chart.lanes.filter((lane) => heights.some((y) => y >= lane.top && y <= lane.bottom));
}

/** @param {CanvasRenderingContext2D} context in the drawing's own measures */
function drawChart(context) {
  if (!network.nodes.length) return;
  const { left, right } = findReach();
  const lanes = findLanes();
  if (!lanes.length) return;
  const box = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ width, /** @type {number} */ height) =>
    turned ? context.fillRect(y, x * STRETCH, height, width * STRETCH) : context.fillRect(x, y, width, height);
  context.save();
  context.fillStyle = fade(readColour("soft"), isDark() ? 0.42 : 0.6);
  for (const lane of lanes) box(left, lane.top, right - left, lane.bottom - lane.top);
  const thin = 1 / drawing.getScale();
  context.fillStyle = readColour("rule");
  const [top, bottom] = [lanes[0].top, lanes[lanes.length - 1].bottom];
  for (const [, x] of chooseYears()) box(x, top, thin, bottom - top);
  context.restore();
  drawBars(context);
}

/** Years far enough apart to be read: decades first, then the years between them. @returns {[number, number][]} */
function chooseYears() {
  const scale = drawing.getScale();
  const apart = (turned ? 26 / STRETCH : 46) / scale;
  /** @type {[number, number][]} */
  const chosen = [];
  for (const step of [10, 5, 1]) {
    for (const [year, x] of network.chart.years) {
      if (year % step === 0 && chosen.every(([, other]) => Math.abs(other - x) >= apart)) chosen.push([year, x]);
    }
  }
  return chosen;
}

/**
 * Where the years are written: along the edge of the canvas, whatever part of the chart is in sight.
 * @param {CanvasRenderingContext2D} context @param {number} width @param {number} height @returns {Box[]}
 */
function placeYears(context, width, height) {
  if (!findLanes().length) return [];
  const alongOf = makeAlong();
  context.font = `500 11px ${LABEL_FONTS.en}`;
  /** @type {Box[]} */
  const boxes = [];
  for (const [year, x] of chooseYears()) {
    const text = String(year);
    const wide = context.measureText(text).width + 8;
    const along = alongOf(x);
    const box = turned ? { id: text, x: width - stripSize() - wide - 2, y: along - 8, width: wide, height: 16 } : { id: text, x: along - wide / 2, y: 3, width: wide, height: 16 };
    if (box.x >= 0 && box.y >= 0 && box.x + wide <= width && box.y + 16 <= height) boxes.push(box);
  }
  return boxes;
}

/** @param {CanvasRenderingContext2D} context @param {Box[]} boxes @param {string} font */
function drawMarks(context, boxes, font) {
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const box of boxes) {
    context.fillStyle = fade(readColour("paper"), 0.85);
    context.fillRect(box.x, box.y, box.width, box.height);
    context.fillStyle = readColour("quiet");
    context.fillText(box.id, box.x + box.width / 2, box.y + box.height / 2 + 0.5);
  }
}

const LANE_FONT = () => `600 12px ${LABEL_FONTS[lang]}`;

/** Where the names of lanes stand that no policy area is the head of. @param {CanvasRenderingContext2D} context @returns {Box[]} */
function placeLaneNames(context) {
  if (turned) return [];
  const scale = drawing.getScale();
  const middle = drawing.getViewPosition();
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  const edge = (-20 - middle.x) * scale + width / 2;
  context.font = LANE_FONT();
  /** @type {Box[]} */
  const boxes = [];
  for (const lane of findLanes()) {
    const shown = lane.classes.filter((name) => network.nodes.some((node) => node.group === name && !isHidden(node)));
    if (!shown.length) continue;
    const text = shown.map(pluralOfClass).join(" · ");
    const wide = context.measureText(text).width + 8;
    const y = ((lane.top + lane.bottom) / 2 - middle.y) * scale + height / 2;
    // A name that would begin outside the canvas stands at its edge.
    boxes.push({ id: text, x: Math.max(edge - wide, 4), y: y - 9, width: wide, height: 18 });
  }
  return boxes;
}
