// vis-network draws labels over one another. Here each is measured and placed only where nothing stands yet,
// the weightiest things first; coming closer makes room for more.

const LABEL_FONTS = {
  en: 'system-ui, "Segoe UI", "Helvetica Neue", Arial, "Noto Sans", sans-serif',
  ko: '"Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", system-ui, sans-serif',
  ja: '"Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", Meiryo, system-ui, sans-serif',
};
const LABEL_GAP = 4;
/** Things of this rank have heavier names. */
const BOLD = 82;

/** @typedef {{id: string, x: number, y: number, width: number, height: number, cost?: number}} Box */
/** @typedef {{lines: string[], width: number, height: number, font: string, leading: number}} Setting */

/** The boxes of the labels drawn last, in pixels of the canvas element. @type {Box[]} */
let labelBoxes = [];
/** @type {Map<string, Setting>} */
const settings = new Map();

/** Whose other names may stand for them: those of disputes and events can be one side's words. */
const SHORTENED = new Set(["Agreement", "Organization"]);

/**
 * A name short enough to stand in a drawing: a long title gives way to the shortest other name in its language.
 * @param {DrawnNode} node @returns {Words}
 */
function shortNameOf(node) {
  const label = labelOf(node.id);
  const long = label.lang === "en" ? 46 : 22;
  if (label.text.length <= long || !SHORTENED.has(node.group)) return label;
  const others = ((things.get(node.id) || {}).otherNames || [])
    .filter((name) => name.lang === label.lang && name.text.length > 2 && name.text.length < label.text.length)
    .sort((one, other) => one.text.length - other.text.length);
  return others[0] || label;
}

/** How a name is set: on one line, more of it the closer one comes, or as a block. @typedef {"tiny"|"row"|"near"|"bar"|"whole"|"block"} Style */

/** How wide a line of each style may be, in pixels; a bar is seldom short. @param {Style} style */
function lineOf(style) {
  return { tiny: 104, row: measures.narrow ? 170 : 214, near: 340, bar: measures.narrow ? 230 : 470, whole: 700, block: 132 }[style];
}

/** The parties in the middle or at the beginning of a treaty's title, which the drawing says by other means. @type {Record<string, RegExp>} */
const PARTIES = {
  en: /(?<=\w) (?:between|among) (?:the Governments? of )?(?:Japan|the Republic of Korea)\b.*? (?=(?:on|for|concerning|regarding|relating|in connection)\b)/,
  ko: /^(?:대한민국|일본국?)(?:\s?정부)?(?:과|와)\s?(?:일본국?|대한민국)(?:\s?정부)?\s?간의\s?/,
  ja: /^(?:日本国|大韓民国)(?:政府)?と(?:大韓民国|日本国)(?:政府)?との間の/,
};

/** A name that fits a line: its end goes, but what a treaty is about stays before who made it. @param {CanvasRenderingContext2D} context @param {Words} name @param {number} room */
function fitName(context, name, room) {
  const parties = PARTIES[name.lang || ""];
  if (!parties || context.measureText(name.text).width <= room) return shorten(context, name.text, room);
  return shorten(context, name.text.replace(parties, name.lang === "en" ? " … " : "… "), room);
}

/** @param {CanvasRenderingContext2D} context @param {DrawnNode} node @param {Style} style @returns {Setting} */
function setLabel(context, node, style) {
  const key = `${lang} ${style} ${measures.narrow} ${node.id}`;
  const known = settings.get(key);
  if (known) return known;
  const name = shortNameOf(node);
  const size = measures.narrow ? 10.5 : 11;
  const weight = node.group === "State" || node.rank >= BOLD ? 650 : 400;
  const family = LABEL_FONTS[/** @type {Lang} */ (name.lang)] || LABEL_FONTS.en;
  const font = `${weight} ${size}px ${family}`;
  context.font = font;
  const lines = style === "block" ? breakLines(context, name, lineOf("block"), 3) : [fitName(context, name, lineOf(style))];
  // Lines of their own stand as near to one another as the rows of the chart.
  const leading = style === "block" ? Math.round(size * 1.22) : 11;
  const setting = {
    lines,
    font,
    leading,
    width: Math.max(...lines.map((line) => context.measureText(line).width)),
    height: lines.length * leading,
  };
  settings.set(key, setting);
  return setting;
}

/**
 * Break a name into lines; Japanese may break anywhere, the others between words.
 * @param {CanvasRenderingContext2D} context @param {Words} name @param {number} room @param {number} most
 */
function breakLines(context, name, room, most) {
  const anywhere = /[\u3040-\u30ff\u4e00-\u9fff]/.test(name.text);
  // A number or a word in Latin letters stays whole, and a bracket opens on the line of what it holds.
  const pieces = anywhere ? name.text.match(/[（「『【(]?(?:[A-Za-z0-9]+|.)/gsu) || [] : name.text.split(/(?<=[\s–—/-])/);
  if (anywhere) {
    // Lines of about one length leave no single character on the last.
    const whole = context.measureText(name.text).width;
    const count = Math.min(most, Math.ceil(whole / room));
    if (whole <= count * room) room = whole / count + context.measureText("国").width * 0.6;
  }
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const piece of pieces) {
    // A line never begins with a mark that closes something.
    const sticks = /^[、。，．）」』】・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ)\]]/.test(piece);
    if (line && !sticks && context.measureText((line + piece).trimEnd()).width > room) {
      lines.push(line.trim());
      line = "";
    }
    line += piece;
  }
  if (line.trim()) lines.push(line.trim());
  if (lines.length <= most) return lines.map((each) => shorten(context, each, room * 1.25));
  const kept = lines.slice(0, most);
  kept[most - 1] = shorten(context, `${kept[most - 1]}…`, room * 1.1);
  return kept;
}

/** @param {CanvasRenderingContext2D} context @param {string} line @param {number} room */
function shorten(context, line, room) {
  if (context.measureText(line).width <= room) return line;
  let kept = [...line.replace(/…$/, "")];
  while (kept.length > 1 && context.measureText(`${kept.join("")}…`).width > room) kept = kept.slice(0, -1);
  return `${kept.join("").trimEnd()}…`;
}

/** Rectangles by cell, so that asking what stands somewhere costs little. */
class Grid {
  constructor(cell = 64) {
    this.cell = cell;
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
  }

  /** @param {Box} box @param {(key: number) => void} act */
  visit(box, act) {
    const right = Math.floor((box.x + box.width) / this.cell);
    const bottom = Math.floor((box.y + box.height) / this.cell);
    for (let column = Math.floor(box.x / this.cell); column <= right; column += 1) {
      for (let row = Math.floor(box.y / this.cell); row <= bottom; row += 1) act(column * 100003 + row);
    }
  }

  /** @param {Box} box */
  add(box) {
    this.visit(box, (key) => append(this.cells, key, box));
  }

  /** @param {Box} box @param {number} gap @returns {Set<Box>} */
  meet(box, gap) {
    const wide = { id: "", x: box.x - gap, y: box.y - gap, width: box.width + 2 * gap, height: box.height + 2 * gap };
    /** @type {Set<Box>} */
    const met = new Set();
    this.visit(wide, (key) => {
      for (const other of this.cells.get(key) || []) {
        const apart =
          other.x >= wide.x + wide.width || wide.x >= other.x + other.width ||
          other.y >= wide.y + wide.height || wide.y >= other.y + other.height;
        if (!apart) met.add(other);
      }
    });
    return met;
  }
}

/** The styles in which a name first finds its place, and those to which it is lengthened where there is room. @param {DrawnNode} node @param {number} scale @returns {[Style[], Style[]]} */
function chooseStyles(node, scale) {
  const slot = scene.slots.get(node.id);
  if (slot === undefined) return [["block", "tiny"], []];
  const short = /** @type {Style[]} */ (scale < 0.6 ? ["tiny"] : ["row", "tiny"]);
  return [short, slot === "in" ? ["whole", "bar", "row"] : ["whole", "near", "row"]];
}

/** @typedef {{node: DrawnNode, y: number, box: Box, setting: Setting, slot: Slot|undefined}} Label */

/** Give a name that was cut as much of its length as is free beside it. @param {CanvasRenderingContext2D} context @param {Label} label @param {Style[]} styles @param {Grid} taken @param {Grid} bodies @param {number} width */
function lengthen(context, label, styles, taken, bodies, width) {
  const { box } = label;
  const toLeft = label.slot !== "in" && box.x + box.width / 2 < nodeX(label.node);
  for (const style of styles) {
    const setting = setLabel(context, label.node, style);
    const more = setting.width - box.width;
    if (more <= 1) return;
    const x = toLeft ? box.x - more : box.x;
    if (x < (scene.time ? measures.heads + 2 : 2) || x + setting.width > width - 2) continue;
    const rest = { id: box.id, x: toLeft ? x : box.x + box.width + 1, y: box.y, width: more, height: box.height };
    if (taken.meet(rest, 0).size || [...bodies.meet(rest, 0)].some((body) => body.id !== box.id)) continue;
    taken.add(rest);
    label.box = { ...box, x, width: setting.width };
    label.setting = setting;
    return;
  }
}

/** @param {DrawnNode} node */
function nodeX(node) {
  return makeProjection()(node).x;
}

/**
 * Draw the labels of what is seen.
 * @param {CanvasRenderingContext2D} context in pixels of the canvas element
 * @param {{node: DrawnNode, x: number, y: number, radius: number, weight: number, inFocus: boolean, dimmed: boolean}[]} seen
 * @param {number} width @param {number} height @param {number} scale
 * @param {Box[]} reserved where the buttons and the years stand
 */
function drawLabels(context, seen, width, height, scale, reserved) {
  const taken = new Grid();
  for (const box of reserved) taken.add(box);
  if (scene.time) for (const box of listMarks()) taken.add(box);
  const bodies = new Grid();
  for (const { node, x, y, radius, inFocus } of seen) {
    // To cover one of the others costs little; to cover what matters, nearly everything.
    const cost = 1 + radius / 7 + (node.rank >= BOLD ? 25 : inFocus ? 9 : 0);
    bodies.add({ id: node.id, x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius, cost });
  }
  labelBoxes = [];
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  /** @type {Label[]} */
  const labels = [];
  for (const { node, x, y, radius, weight, dimmed } of [...seen].sort((one, other) => other.weight - one.weight)) {
    if (dimmed) continue;
    for (const style of chooseStyles(node, scale)[0]) {
      const setting = setLabel(context, node, style);
      const box = placeLabel(node, x, y, radius, setting, taken, bodies, weight, width, height);
      if (!box) continue;
      taken.add(box);
      labels.push({ node, y, box, setting, slot: scene.slots.get(node.id) });
      break;
    }
  }
  for (const label of labels) {
    lengthen(context, label, chooseStyles(label.node, scale)[1], taken, bodies, width);
    labelBoxes.push(label.box);
    drawLabel(context, label);
  }
}

/** @param {CanvasRenderingContext2D} context @param {Label} label */
function drawLabel(context, { node, y, box, setting, slot }) {
  context.font = setting.font;
  context.lineWidth = 3.5;
  context.strokeStyle = fade(readColour("paper"), 0.85);
  context.fillStyle = readColour("ink");
  setting.lines.forEach((line, at) => {
    const middle = box.y + setting.leading * (at + 0.5);
    const left = slot === undefined ? box.x + (box.width - context.measureText(line).width) / 2 : box.x;
    // A name in a bar has the bar's colour for its ground.
    if (slot !== "in") context.strokeText(line, left, middle);
    context.fillText(line, left, middle);
  });
  if (scene.edges && slot) drawUnseen(context, node.id, slot === "left" ? box.x - 5 : box.x + box.width + 5, y, slot);
}

/**
 * Where a name may begin in a bar: at its beginning, or where it comes into sight, or behind a notice or a pause.
 * @param {Bar} bar @param {number} first @param {number} edge
 */
function placeInBar(bar, first, edge) {
  const along = makeAlong();
  const begin = Math.max(edge, first, Math.min(along(bar.from) + 4, first + 62));
  return [begin, ...[...bar.notices, ...bar.stopped].map(([, end]) => along(end) + 5).filter((from) => from > begin && from < along(bar.to) - 20)];
}

/**
 * The best place for a name that no other name has taken; signs under a name count against it. In rows a name stands
 * beside its sign, elsewhere at one of eight places around it.
 * @param {DrawnNode} node @param {number} x @param {number} y @param {number} radius @param {Setting} setting
 * @param {Grid} taken @param {Grid} bodies @param {number} weight @param {number} width @param {number} height
 * @returns {Box|null}
 */
function placeLabel(node, x, y, radius, setting, taken, bodies, weight, width, height) {
  const away = radius + 3;
  const slot = scene.slots.get(node.id);
  const middle = y - setting.height / 2;
  const right = [x + away, middle];
  const left = [x - away - setting.width, middle];
  const edge = scene.time ? measures.heads + 2 : 2;
  let places = [
    [x - setting.width / 2, y + away],
    [x - setting.width / 2, y - away - setting.height],
    right,
    left,
    [x + away * 0.6, y + away * 0.6],
    [x - away * 0.6 - setting.width, y + away * 0.6],
    [x + away * 0.6, y - away * 0.6 - setting.height],
    [x - away * 0.6 - setting.width, y - away * 0.6 - setting.height],
  ];
  if (slot === "in") places = placeInBar(/** @type {Bar} */ (barOf.get(node.id)), x + away, edge + 4).map((from) => [from, middle]);
  else if (slot === "left") places = scene.time ? [left, right] : [left];
  else if (slot !== undefined) places = scene.time ? [right, left] : [right];
  /** @type {Box|null} */
  let best = null;
  let least = weight >= 5000 ? 90 : slot !== undefined ? (weight >= 500 ? 20 : 1.6) : weight >= BOLD ? 5 : 2;
  places.forEach(([from, top], at) => {
    const box = { id: node.id, x: from, y: top, width: setting.width, height: setting.height };
    if (from < edge || top < 2 || from + box.width > width - 2 || top + box.height > height - 2) return;
    if (taken.meet(box, slot === undefined ? LABEL_GAP : 0).size) return;
    let cost = at * 0.15;
    for (const body of bodies.meet(box, 0)) if (body.id !== node.id) cost += body.cost || 0;
    if (cost < least) {
      best = box;
      least = cost;
    }
  });
  return best;
}
