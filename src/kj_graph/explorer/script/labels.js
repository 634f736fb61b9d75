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

/**
 * @param {CanvasRenderingContext2D} context @param {DrawnNode} node
 * @param {number} more lines beyond the usual, where one has come closer
 * @param {boolean} small on a phone @returns {Setting}
 */
function setLabel(context, node, more, small) {
  const key = `${lang} ${more} ${small} ${node.id}`;
  const known = settings.get(key);
  if (known) return known;
  const name = shortNameOf(node);
  const size = node.group === "State" ? (small ? 13 : 15) : node.rank >= BOLD ? 12.5 : small ? 10.5 : 11.5;
  const weight = node.group === "State" ? 700 : node.rank >= BOLD ? 600 : 400;
  // The names of policy areas stand in a column of their own, beside the rows.
  const beside = node.head && !turned;
  const family = LABEL_FONTS[/** @type {Lang} */ (name.lang)] || LABEL_FONTS.en;
  const font = `${weight} ${size}px ${family}`;
  context.font = font;
  const lines = breakLines(context, name, beside ? size * (node.rank < BOLD ? 17 : 13) : size * (node.group === "State" ? 10 : 12), node.head && node.rank < BOLD ? 1 : 2 + more);
  const leading = Math.round(size * 1.22);
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
  const bodies = new Grid();
  for (const { node, x, y, radius, inFocus } of seen) {
    // To cover one of the others costs little; to cover what matters, nearly everything.
    const cost = 1 + radius / 7 + (node.rank >= BOLD ? 25 : inFocus ? 9 : 0);
    bodies.add({ id: node.id, x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius, cost });
  }
  const budget = Math.max(10, Math.round((width * height) / 10500));
  labelBoxes = [];
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const more = scale > 1.5 ? 3 : scale > 0.95 ? 1 : 0;
  const ink = readColour("ink");
  const paper = readColour("paper");
  for (const { node, x, y, radius, weight, dimmed } of [...seen].sort((one, other) => other.weight - one.weight)) {
    if (labelBoxes.length >= budget && weight < 1000) break;
    if (dimmed) continue;
    const setting = setLabel(context, node, weight >= 5000 ? 3 : more, width < 600);
    const box = placeLabel(node, x, y, radius, setting, taken, bodies, weight, width, height);
    if (!box) continue;
    taken.add(box);
    labelBoxes.push(box);
    context.font = setting.font;
    if (weight >= BOLD || barOf.has(node.id)) {
      context.fillStyle = fade(paper, 0.7);
      context.beginPath();
      context.roundRect(box.x - 3, box.y - 1, box.width + 6, box.height + 2, 5);
      context.fill();
    }
    context.lineWidth = 3.5;
    context.strokeStyle = fade(paper, 0.9);
    context.fillStyle = ink;
    setting.lines.forEach((line, at) => {
      const middle = box.y + setting.leading * (at + 0.5);
      context.strokeText(line, box.x + box.width / 2, middle);
      context.fillText(line, box.x + box.width / 2, middle);
    });
  }
}

/**
 * The best of eight places round a node that no label has taken; nodes under a label count against it.
 * @param {DrawnNode} node @param {number} x @param {number} y @param {number} radius @param {Setting} setting
 * @param {Grid} taken @param {Grid} bodies @param {number} weight @param {number} width @param {number} height
 * @returns {Box|null}
 */
function placeLabel(node, x, y, radius, setting, taken, bodies, weight, width, height) {
  const away = radius + 3;
  const beside = node.head && !turned;
  const places = [
    [x - setting.width / 2, y + away],
    [x - setting.width / 2, y - away - setting.height],
    [x + away, y - setting.height / 2],
    [x - away - setting.width, y - setting.height / 2],
    [x + away * 0.6, y + away * 0.6],
    [x - away * 0.6 - setting.width, y + away * 0.6],
    [x + away * 0.6, y - away * 0.6 - setting.height],
    [x - away * 0.6 - setting.width, y - away * 0.6 - setting.height],
  ];
  /** @type {Box|null} */
  let best = null;
  let least = weight >= 5000 ? 90 : weight >= 500 ? 20 : weight >= 100 ? 60 : weight >= BOLD ? 5 : 2;
  // A name at the head of a row stands left of its sign, or nowhere.
  (beside ? [places[3]] : node.group === "State" && !turned ? [places[2], ...places] : places).forEach(([left, top], at) => {
    const box = { id: node.id, x: left, y: top, width: setting.width, height: setting.height };
    if (left < 2 || top < 2 || left + box.width > width - 2 || top + box.height > height - 2) return;
    if (taken.meet(box, LABEL_GAP).size) return;
    let cost = at * 0.15;
    for (const body of bodies.meet(box, 0)) if (body.id !== node.id) cost += body.cost || 0;
    if (cost < least) {
      best = box;
      least = cost;
    }
  });
  return best;
}
