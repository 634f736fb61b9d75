/** vis-network as the library's script leaves it. @type {any} */
const vis = /** @type {any} */ (globalThis).vis;

const canvasHolder = find("canvas");
const stillness = matchMedia("(prefers-reduced-motion: reduce)");
/** On a page higher than wide the drawing lies on its side. */
const turned = canvasHolder.clientHeight > canvasHolder.clientWidth;

/** How long time is drawn: on its side the chart is as high as a page of a phone. */
const STRETCH = turned ? 0.7 : 1;

/** From the chart to the drawing. @param {{x: number, y: number}} point */
function turn(point) {
  return turned ? { x: point.y, y: point.x * STRETCH } : { x: point.x, y: point.y };
}

/** From the drawing to the chart. @param {{x: number, y: number}} point */
function turnBack(point) {
  return turned ? { x: point.y / STRETCH, y: point.x } : { x: point.x, y: point.y };
}

const drawnNodes = new vis.DataSet();
const drawnEdges = new vis.DataSet();
/** @type {Map<string|number, string>} what was last told to vis-network of each node and edge */
const told = new Map();
/** @type {any} */
let drawing = null;
let hovered = "";

/** @type {Set<string>|null} the things a search has found, while there is one */
let foundThings = null;

/** Of a thing with hundreds of neighbours only so many are brought in. */
const MOST_NEIGHBOURS = 36;

/** @type {{thing: string, focus: Set<string>}} */
let chosenFocus = { thing: "", focus: new Set() };

/** Which things of a class are drawn. @param {string} group @returns {"all"|"some"|"none"} */
function findShare(group) {
  if (view.without.includes(group)) return "none";
  if (view.with.includes(group)) return "all";
  const opening = openingCounts.get(group) || 0;
  return opening === 0 ? "none" : opening === classCounts.get(group) ? "all" : "some";
}

/** The chosen thing, its neighbours and what the search has found are drawn whatever the legend says of their class. @param {DrawnNode} node */
function isHidden(node) {
  const share = findShare(node.group);
  if (share === "all" || (share === "some" && node.opening)) return false;
  if (nodes.has(view.thing)) return !findChosen().has(node.id);
  return !(foundThings && foundThings.has(node.id) && !view.without.includes(node.group));
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
  if (nodes.has(view.thing)) return findChosen();
  if (foundThings && foundThings.size) return foundThings;
  return null;
}

/**
 * How big nodes are drawn: from close by they grow more slowly than the distances between them, which leaves room
 * for names. In steps, because every change is told to vis-network node by node.
 */
function findGrowth() {
  const scale = drawing ? drawing.getScale() : 1;
  return scale > 3 ? 0.45 : scale > 2 ? 0.58 : scale > 1.35 ? 0.75 : 1;
}

let growth = 1;

function followScale() {
  if (findGrowth() === growth) return;
  growth = findGrowth();
  styleDrawing();
}

/** Tell vis-network what has changed since it was last told. */
function styleDrawing() {
  const focus = findFocus();
  const changedNodes = [];
  /** @type {Set<string>} */
  const shown = new Set();
  for (const node of network.nodes) {
    if (isHidden(node)) continue;
    shown.add(node.id);
    const chosen = node.id === view.thing;
    const inFocus = !focus || focus.has(node.id);
    const presence = view.day ? presenceOf(node.id, view.day) : "present";
    const hollow = HOLLOW.has(node.group) || presence === "ended";
    const colour = readColour(node.shade || node.group);
    const look = {
      id: node.id,
      ...turn(node),
      shape: node.shape,
      size: node.size * growth * (chosen ? 1.4 : 1),
      opacity: (inFocus ? 1 : 0.16) * (presence === "absent" && !chosen ? 0.14 : 1),
      borderWidth: chosen || hollow ? 2.5 : 1.2,
      color: {
        background: hollow ? readColour("paper") : colour,
        border: chosen ? readColour("ink") : hollow ? colour : readColour("paper"),
      },
    };
    if (isNews(node.id, look)) changedNodes.push(look);
  }
  const changedEdges = [];
  /** @type {Set<number>} */
  const shownEdges = new Set();
  for (const edge of network.edges) {
    if (!shown.has(edge.from) || !shown.has(edge.to)) continue;
    if (view.day && (presenceOf(edge.from, view.day) === "absent" || presenceOf(edge.to, view.day) === "absent")) continue;
    const touches = focus !== null && (view.thing ? edge.from === view.thing || edge.to === view.thing
      : focus.has(edge.from) && focus.has(edge.to));
    const editorial = edge.kind === "editorial";
    if (view.thing && touches && !(focus && focus.has(edge.from) && focus.has(edge.to))) continue;
    if (!touches && plainness(edge) === 0) continue;
    shownEdges.add(edge.id);
    const colour = readColour(editorial ? "editorial" : touches ? "ink" : "line");
    const look = {
      id: edge.id,
      from: edge.from,
      to: edge.to,
      dashes: editorial ? [7, 6] : false,
      width: (editorial ? 1.8 : touches ? 1.5 : 1) * growth,
      // Arrows on every edge treble the cost of drawing; the chosen thing's relations have them.
      arrows: { to: { enabled: touches } },
      color: { color: fade(colour, touches ? 0.75 : focus ? 0.06 : editorial ? 0.85 : plainness(edge)), inherit: false },
    };
    if (isNews(edge.id, look)) changedEdges.push(look);
  }
  drawnEdges.remove(forget(drawnEdges, shownEdges));
  drawnNodes.remove(forget(drawnNodes, shown));
  drawnNodes.update(changedNodes);
  drawnEdges.update(changedEdges);
  if (drawing) drawing.redraw();
}

/** What vis-network draws and should not. @param {any} drawn @param {Set<any>} wanted @returns {(string|number)[]} */
function forget(drawn, wanted) {
  const gone = drawn.getIds().filter((/** @type {string|number} */ id) => !wanted.has(id));
  for (const id of gone) told.delete(id);
  return gone;
}

/** @param {string|number} id @param {object} look */
function isNews(id, look) {
  const written = JSON.stringify(look);
  if (told.get(id) === written) return false;
  told.set(id, written);
  return true;
}

function startDrawing() {
  styleDrawing();
  drawing = new vis.Network(canvasHolder, { nodes: drawnNodes, edges: drawnEdges }, readData("data-options"));
  drawing.on("beforeDrawing", drawChart);
  drawing.on("afterDrawing", drawOver);
  drawing.on("click", (/** @type {any} */ event) => {
    const touch = event.event && event.event.pointerType === "touch";
    changeView({ thing: hit(event.pointer.DOM, touch ? 22 : 10) }, true);
  });
  canvasHolder.addEventListener("pointermove", (event) => {
    if (event.buttons || event.pointerType === "touch") return;
    const frame = canvasHolder.getBoundingClientRect();
    hover(hit({ x: event.clientX - frame.left, y: event.clientY - frame.top }, 4));
  });
  canvasHolder.addEventListener("pointerleave", () => hover(""));
  drawing.on("dragEnd", rememberCamera);
  drawing.on("animationFinished", followScale);
  drawing.on("zoom", () => {
    followScale();
    clearTimeout(cameraTimer);
    cameraTimer = setTimeout(rememberCamera, 250);
  });
}

let cameraTimer = 0;

/** @param {string} id */
function hover(id) {
  if (id === hovered) return;
  hovered = id;
  canvasHolder.style.cursor = id ? "pointer" : "";
  drawing.redraw();
}

/** Where a point of the drawing lies on the canvas element. */
function makeProjection() {
  const scale = drawing.getScale();
  const middle = drawing.getViewPosition();
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  return (/** @type {DrawnNode} */ node) => {
    const point = turn(node);
    return { x: (point.x - middle.x) * scale + width / 2, y: (point.y - middle.y) * scale + height / 2, radius: node.size * growth * scale };
  };
}

/** @param {CanvasRenderingContext2D} context */
function drawOver(context) {
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  const ratio = context.canvas.width / width;
  const project = makeProjection();
  const focus = findFocus();
  const seen = [];
  for (const node of network.nodes) {
    if (isHidden(node)) continue;
    const place = project(node);
    if (place.x < -60 || place.y < -60 || place.x > width + 60 || place.y > height + 60) continue;
    const first = node.id === view.thing || node.id === hovered;
    if (view.day && !first && presenceOf(node.id, view.day) === "absent") continue;
    const weight = node.rank + (first ? 5000 : 0) + (focus && focus.has(node.id) ? 500 : 0) + (node.head && !turned ? 200 : 0);
    seen.push({ node, ...place, weight, inFocus: focus !== null && focus.has(node.id), dimmed: !first && focus !== null && !focus.has(node.id) });
  }
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const years = placeYears(context, width, height);
  const names = placeLaneNames(context);
  drawLabels(context, seen, width, height, drawing.getScale(), [buttonRoom(), hintRoom(), stripRoom(), ...years, ...names]);
  drawMarks(context, years, `500 11px ${LABEL_FONTS.en}`);
  drawMarks(context, names, LANE_FONT());
  drawStrip(context);
  drawDay(context);
  context.restore();
  if (!performance.getEntriesByName("kj-drawn").length && network.nodes.length) performance.mark("kj-drawn");
}

/** Where the buttons stand on the canvas. @returns {Box} */
function buttonRoom() {
  const zoom = find("zoom");
  return { id: "", x: zoom.offsetLeft, y: zoom.offsetTop, width: zoom.offsetWidth, height: zoom.offsetHeight };
}

/** Where the hint stands on the canvas, if it does. @returns {Box} */
function hintRoom() {
  const hint = find("hint");
  return { id: "", x: hint.offsetLeft, y: hint.offsetTop, width: hint.offsetWidth, height: hint.offsetHeight };
}

/** The thing at a point: the nearest node within reach, or the one whose label is there. @param {{x: number, y: number}} point @param {number} reach */
function hit(point, reach) {
  if (isOnStrip(point)) return hitStrip(point);
  const project = makeProjection();
  let nearest = "";
  let least = Infinity;
  for (const node of network.nodes) {
    if (isHidden(node)) continue;
    const place = project(node);
    const distance = Math.hypot(place.x - point.x, place.y - point.y) - place.radius;
    if (distance < reach && distance < least) {
      nearest = node.id;
      least = distance;
    }
  }
  if (nearest && least <= 0) return nearest;
  const label = labelBoxes.find(
    (box) => point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height,
  );
  return label ? label.id : hitBar(point) || nearest;
}

/** The part of the canvas that the panel leaves free. */
function freeRoom() {
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  const panel = find("panel");
  const zoom = find("zoom").getBoundingClientRect();
  // The buttons stand on the strip, where there is none under the drawing.
  const below = turned || !stripSize() ? zoom.height : 0;
  const strip = stripSize();
  const free = { width: turned ? width - strip - 36 : width, height: turned ? height : height - strip };
  if (panel.hidden) return { x: 0, y: 0, width: free.width, height: free.height - below };
  const outer = canvasHolder.getBoundingClientRect();
  const inner = panel.getBoundingClientRect();
  if (inner.width > width * 0.8) return { x: 0, y: 0, width: free.width, height: Math.max(80, inner.top - outer.top) };
  return { x: 0, y: 0, width: Math.max(80, inner.left - outer.left), height: free.height };
}

/** @param {Camera} camera @param {boolean} [smooth] */
function moveCamera(camera, smooth = false) {
  const animation = smooth && !stillness.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  drawing.moveTo({ position: turn(camera), scale: camera.scale, animation });
  if (!animation) followScale();
}

function rememberCamera() {
  const middle = turnBack(drawing.getViewPosition());
  changeView({ camera: { ...middle, scale: drawing.getScale() } });
}

/** Show everything that is not filtered out. @param {boolean} [smooth] */
function showAll(smooth = false) {
  showNodes(network.nodes.filter((node) => !isHidden(node)), smooth);
}

/** Show these nodes, as large as the free part of the canvas allows. @param {DrawnNode[]} wanted @param {boolean} smooth */
function showNodes(wanted, smooth) {
  const shown = wanted.map((node) => ({ ...turn(node), size: node.size }));
  if (!shown.length) return;
  const left = Math.min(...shown.map((node) => node.x - node.size));
  const tail = turned || !wanted.some((node) => (barOf.get(node.id) || { open: false }).open) ? 0 : FADING;
  const right = Math.max(...shown.map((node) => node.x + node.size)) + tail;
  const top = Math.min(...shown.map((node) => node.y - node.size));
  const bottom = Math.max(...shown.map((node) => node.y + node.size));
  const room = freeRoom();
  const margin = room.width > 600 ? 36 : 14;
  // The names of the policy areas stand left of the leftmost signs, the hint under the lowest.
  if (!turned && room.width > 900) {
    room.x += 132;
    room.width -= 132;
  }
  const scale = Math.min(1.3, (room.width - 2 * margin) / (right - left), (room.height - 2 * margin) / (bottom - top));
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  moveCamera(
    {
      ...turnBack({
        x: (left + right) / 2 + (width / 2 - (room.x + room.width / 2)) / scale,
        y: (top + bottom) / 2 + (height / 2 - (room.y + room.height / 2)) / scale,
      }),
      scale,
    },
    smooth,
  );
}

/** Bring a node into the free part of the canvas, closer if it would be tiny. @param {string} id @param {boolean} [always] */
function bringIntoView(id, always = true) {
  const node = nodes.get(id);
  if (!node || view.list) return;
  const room = freeRoom();
  const place = makeProjection()(node);
  const inside = place.x > 20 && place.y > 20 && place.x < room.width - 20 && place.y < room.height - 40;
  if (inside && !always) return;
  const chosen = id === view.thing ? findChosen() : new Set([id]);
  const brought = [...chosen].some((each) => {
    const other = nodes.get(each);
    return other && findShare(other.group) !== "all" && !other.opening;
  });
  // On a phone the whole neighbourhood would be specks: there the thing itself comes near.
  if (!turned && (brought || (always && chosen.size > 1))) {
    showNodes(network.nodes.filter((each) => chosen.has(each.id)), true);
    return;
  }
  const scale = always ? Math.max(drawing.getScale(), 0.85) : drawing.getScale();
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  const point = turn(node);
  moveCamera(
    {
      ...turnBack({
        x: point.x + (width / 2 - room.width / 2) / scale,
        y: point.y + (height / 2 - room.height / 2) / scale,
      }),
      scale,
    },
    true,
  );
}

/** @param {number} factor */
function zoomBy(factor) {
  const before = drawing.getScale();
  const scale = Math.min(5, Math.max(0.05, before * factor));
  const middle = drawing.getViewPosition();
  const room = freeRoom();
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  // What stands in the middle of the free part stays there.
  const aside = 1 / before - 1 / scale;
  moveCamera({
    ...turnBack({
      x: middle.x + (room.x + room.width / 2 - width / 2) * aside,
      y: middle.y + (room.y + room.height / 2 - height / 2) * aside,
    }),
    scale,
  });
  rememberCamera();
}
