// The lives of agreements as bars: from entry into force to the end, or to the last day looked at and fading beyond it.

/**
 * Places along time: `made` where the agreement was made, `from` and `to` the bar, `open` where no end was found,
 * `stopped` spans in which it did not operate, `notices` periods of notice.
 * @typedef {{node: DrawnNode, made: number, from: number, to: number, open: boolean, force: boolean,
 *   stopped: [number, number][], notices: [number, number][]}} Bar
 */

/** How far beyond the last day a bar without end fades, in the drawing's measures. */
const FADING = 56;

/** @param {string|undefined} written @returns {number|null} */
function placeDate(written) {
  const moment = momentOf(written || "");
  return moment === null ? null : placeMoment(moment);
}

/** @returns {Bar[]} */
function findBars() {
  const now = /** @type {number} */ (placeDate(findReachOfTime().last));
  /** @type {Bar[]} */
  const found = [];
  for (const node of network.nodes) {
    const thing = node.group === "Agreement" ? things.get(node.id) : undefined;
    if (!thing || !thing.life) continue;
    const { enters, starts } = findStarts(thing);
    if (!starts.length) continue;
    const many = hasManyParties(thing);
    const ended = least(datedSteps(thing).filter((step) => ENDINGS.has(step.kind || "") && !(many && step.byParties)).map((step) => step.date));
    const from = /** @type {number} */ (placeDate(least(starts.map((step) => step.date))));
    const to = ended ? /** @type {number} */ (placeDate(ended)) : enters ? Math.max(now, from) : from;
    found.push({
      node, made: node.time ?? from, from, to, open: !ended, force: enters,
      stopped: findStopped(thing, to), notices: findNotices(thing, to),
    });
  }
  return found;
}

/** @param {Thing} thing @param {number} to @returns {[number, number][]} */
function findStopped(thing, to) {
  const steps = datedSteps(thing);
  return steps.filter((step) => step.kind === "life-kind-dormant").map((stop) => {
    const again = least(steps.filter((step) => step.kind === "life-kind-resumed" && step.bounds.latest >= stop.bounds.earliest).map((step) => step.date));
    return [/** @type {number} */ (placeDate(stop.date)), again ? /** @type {number} */ (placeDate(again)) : to];
  });
}

/** From a notice to its suspension, withdrawal or effect. @param {Thing} thing @param {number} to @returns {[number, number][]} */
function findNotices(thing, to) {
  const after = ["life-kind-notice-suspended", "life-kind-notice-withdrawn", ...ENDINGS];
  const steps = datedSteps(thing);
  return steps.filter((step) => step.kind === "life-kind-termination-notice").map((notice) => {
    const next = least(steps.filter((step) => after.includes(step.kind || "") && step.bounds.latest >= notice.bounds.earliest).map((step) => step.date));
    return [/** @type {number} */ (placeDate(notice.date)), next ? /** @type {number} */ (placeDate(next)) : to];
  });
}

/** Agreements that last: in force, or made and known to have ended. The others were made at a moment, and that is all. */
/** @type {Bar[]} */
let bars = [];
/** @type {Map<string, Bar>} */
let barOf = new Map();

/** Place the bars along time. */
function placeBars() {
  bars = findBars().filter((bar) => bar.force || !bar.open);
  barOf = new Map(bars.map((bar) => [bar.node.id, bar]));
}

placeBars();

/** @type {{colour: string, pattern: CanvasPattern|null}} */
let hatching = { colour: "", pattern: null };

/** Slanted lines in a colour. @param {CanvasRenderingContext2D} context @param {string} colour */
function hatch(context, colour) {
  if (hatching.colour === colour && hatching.pattern) return hatching.pattern;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const pen = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  pen.strokeStyle = colour;
  pen.lineWidth = 1.7;
  pen.beginPath();
  for (const at of [-6, 0, 6]) {
    pen.moveTo(at, 6);
    pen.lineTo(at + 6, 0);
  }
  pen.stroke();
  hatching = { colour, pattern: context.createPattern(tile, "repeat") };
  return /** @type {CanvasPattern} */ (hatching.pattern);
}

/** How thick bars are, in the drawing's measures. */
function barThickness() {
  return 10.5 * growth;
}

/** @param {CanvasRenderingContext2D} context in the drawing's own measures */
function drawBars(context) {
  const notice = readColour("notice");
  const scale = drawing.getScale();
  const focus = findFocus();
  const day = view.day && placeDate(view.day);
  const thick = Math.max(barThickness(), 2 / scale);
  const thin = Math.max(1.1, 1 / scale);
  const fill = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ y, /** @type {number} */ high) =>
    context.fillRect(from, y - high / 2, to - from, high);
  context.save();
  for (const bar of bars) {
    if (isHidden(bar.node)) continue;
    const { y } = bar.node;
    const presence = view.day ? presenceOf(bar.node.id, view.day) : "present";
    const chosen = bar.node.id === view.thing || bar.node.id === hovered;
    const weight = (focus && !focus.has(bar.node.id) ? 0.18 : 1) * (presence === "absent" ? 0.14 : presence === "ended" ? 0.4 : 1);
    const colour = readColour(bar.node.shade || "Agreement");
    context.fillStyle = colour;
    context.globalAlpha = weight * 0.75;
    if (bar.from > bar.made) fill(bar.made, bar.from, y, thin);
    fill(bar.from, bar.from + thin * 1.5, y, thick);
    // What lies after the chosen day is only hinted at.
    const pieces = typeof day === "number" ? [[bar.from, Math.min(bar.to, day), 1], [Math.max(bar.from, day), bar.to, 0.25]] : [[bar.from, bar.to, 1]];
    for (const [from, to, share] of pieces) {
      if (to <= from) continue;
      context.globalAlpha = weight * share * (chosen ? 0.75 : bar.force ? 0.3 : 0.18);
      const stops = bar.stopped.filter(([begin, end]) => begin < to && end > from);
      if (!stops.length) fill(from, to, y, thick);
      for (const [begin, end] of stops) {
        fill(from, Math.max(from, begin), y, thick);
        if (end < to) fill(end, to, y, thick);
        context.fillStyle = hatch(context, colour);
        context.globalAlpha = weight * share;
        fill(Math.max(from, begin), Math.min(end, to), y, thick);
        context.fillStyle = colour;
        fill(Math.max(from, begin), Math.min(end, to), y - thick / 2, thin / 2);
        fill(Math.max(from, begin), Math.min(end, to), y + thick / 2, thin / 2);
      }
    }
    const beyond = typeof day === "number" && day < bar.to ? 0.25 : 1;
    if (bar.open) {
      for (let step = 0; step < 5; step += 1) {
        context.globalAlpha = weight * beyond * (chosen ? 0.7 : 0.28) * (1 - step / 5);
        fill(bar.to + (FADING * step) / 5, bar.to + (FADING * (step + 1)) / 5, y, thick);
      }
    } else {
      context.globalAlpha = weight * beyond;
      fill(bar.to - thin, bar.to + thin / 2, y, thick * 1.15);
    }
    context.fillStyle = notice;
    for (const [begin, end] of bar.notices) {
      context.globalAlpha = weight * (typeof day === "number" && day < begin ? 0.25 : 1);
      fill(begin, Math.max(end, begin + 3 / scale), y, thick);
    }
  }
  context.restore();
}

/** Where bars are not plain, and no name can be read on them: notices, and times in which an agreement did not operate. @returns {Box[]} */
function listMarks() {
  const along = makeAlong();
  const scale = drawing.getScale();
  const { y: middle } = drawing.getViewPosition();
  const { clientHeight: height } = canvasHolder;
  /** @type {Box[]} */
  const boxes = [];
  for (const bar of bars) {
    if (isHidden(bar.node)) continue;
    for (const [begin, end] of [...bar.notices, ...bar.stopped]) {
      const x = Math.max(0, along(begin));
      boxes.push({ id: bar.node.id, x, y: (bar.node.y - middle) * scale + height / 2 - 3, width: Math.max(1, Math.min(4000, along(end)) - x), height: 6 });
    }
  }
  return boxes;
}

/** The agreement whose bar is at a point of the canvas element. @param {{x: number, y: number}} point @returns {string} */
function hitBar(point) {
  if (!scene.time) return "";
  const scale = drawing.getScale();
  const middle = drawing.getViewPosition();
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  const x = (point.x - width / 2) / scale + middle.x;
  const y = (point.y - height / 2) / scale + middle.y;
  let nearest = "";
  let reach = Math.max(barThickness() / 2, 3 / scale);
  for (const bar of bars) {
    if (isHidden(bar.node) || x < bar.made || x > bar.to + (bar.open ? FADING : 3)) continue;
    const distance = Math.abs(bar.node.y - y);
    if (distance <= reach) {
      nearest = bar.node.id;
      reach = distance;
    }
  }
  return nearest;
}
