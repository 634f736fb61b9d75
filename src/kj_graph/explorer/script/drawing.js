/** vis-network as the library's script leaves it. @type {any} */
const vis = /** @type {any} */ (globalThis).vis;

const canvasHolder = find("canvas");
const stillness = matchMedia("(prefers-reduced-motion: reduce)");
const drawnNodes = new vis.DataSet();
const drawnEdges = new vis.DataSet();
/** @type {Map<string|number, string>} what was last told to vis-network of each node and edge */
const told = new Map();
/** @type {any} */
let drawing = null;
let hovered = "";
/** Where the camera is on its way to. @type {Camera|null} */
let headed = null;

/**
 * How big nodes are drawn: from close by they grow more slowly than the distances between them, which leaves room
 * for names. In steps, because every change is told to vis-network node by node.
 */
function findGrowth() {
  const scale = drawing ? drawing.getScale() : 1;
  return scale > 3 ? 0.45 : scale > 2 ? 0.58 : scale > 1.35 ? 0.75 : 1;
}

let growth = 1;

/** The radius of a thing's sign in the drawing; a network has room for greater ones than a row of the chart. @param {DrawnNode} node */
function sizeOf(node) {
  return node.size * growth * (scene.time ? 1 : 1.5);
}

function followScale() {
  if (findGrowth() === growth) return;
  growth = findGrowth();
  styleDrawing();
}

/** Tell vis-network what has changed since it was last told. */
function styleDrawing() {
  makeScene();
  const focus = findFocus();
  const changedNodes = [];
  for (const id of scene.shown) {
    const node = /** @type {DrawnNode} */ (nodes.get(id));
    const chosen = id === view.thing;
    const inFocus = !focus || focus.has(id);
    const presence = view.day ? presenceOf(id, view.day) : "present";
    const hollow = HOLLOW.has(node.group) || presence === "ended";
    const colour = readColour(node.shade || node.group);
    const look = {
      id,
      x: node.x,
      y: node.y,
      shape: node.shape,
      size: sizeOf(node) * (chosen ? 1.4 : 1),
      opacity: (inFocus ? 1 : 0.16) * (presence === "absent" && !chosen ? 0.14 : 1),
      borderWidth: chosen || hollow ? 2.5 : 1.2,
      color: {
        background: hollow ? readColour("paper") : colour,
        border: chosen ? readColour("ink") : hollow ? colour : readColour("paper"),
      },
    };
    if (isNews(id, look)) changedNodes.push(look);
  }
  const changedEdges = [];
  /** @type {Set<number>} */
  const shownEdges = new Set();
  for (const edge of listEdges()) {
    shownEdges.add(edge.id);
    const look = styleEdge(edge);
    if (isNews(edge.id, look)) changedEdges.push(look);
  }
  drawnEdges.remove(forget(drawnEdges, shownEdges));
  drawnNodes.remove(forget(drawnNodes, scene.shown));
  drawnNodes.update(changedNodes);
  drawnEdges.update(changedEdges);
  if (drawing) drawing.redraw();
}

/** In time only the relations of what is chosen are drawn; a network and a path are made of theirs. @returns {Edge[]} */
function listEdges() {
  if (scene.edges) return network.edges.filter((edge) => /** @type {Set<number>} */ (scene.edges).has(edge.id));
  if (!nodes.has(view.thing)) return [];
  return (edgesOf.get(view.thing) || []).filter((edge) => scene.shown.has(edge.from) && scene.shown.has(edge.to) &&
    findChosen().has(edge.from) && findChosen().has(edge.to) &&
    !(view.day && (presenceOf(edge.from, view.day) === "absent" || presenceOf(edge.to, view.day) === "absent")));
}

/** @param {Edge} edge */
function styleEdge(edge) {
  const touches = edge.from === view.thing || edge.to === view.thing || isOnRoute(edge);
  const editorial = edge.kind === "editorial";
  const colour = readColour(editorial ? "editorial" : touches ? "ink" : "line");
  return {
    id: edge.id,
    from: edge.from,
    to: edge.to,
    dashes: editorial ? [7, 6] : false,
    width: (editorial ? 1.8 : touches ? 1.6 : 1) * growth,
    // Arrows on every edge treble the cost of drawing; the chosen thing's relations have them.
    arrows: { to: { enabled: touches } },
    color: { color: fade(colour, touches ? 0.75 : scene.time ? 0.2 : 0.4), inherit: false },
  };
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
  // The holder takes the keys; one stop for the keyboard is enough.
  const frame = canvasHolder.querySelector(".vis-network");
  if (frame instanceof HTMLElement) frame.tabIndex = -1;
  canvasHolder.tabIndex = 0;
  canvasHolder.setAttribute("role", "application");
  drawing.on("beforeDrawing", drawChart);
  drawing.on("afterDrawing", drawOver);
  drawing.on("click", (/** @type {any} */ event) => {
    const touch = event.event && event.event.pointerType === "touch";
    choose(event.pointer.DOM, touch ? 22 : 10);
  });
  canvasHolder.addEventListener("pointermove", (event) => {
    if (event.buttons || event.pointerType === "touch") return;
    const frame = canvasHolder.getBoundingClientRect();
    const point = { x: event.clientX - frame.left, y: event.clientY - frame.top };
    const lane = hitLane(point);
    hover(lane ? "" : hit(point, 4));
    if (lane) canvasHolder.style.cursor = "pointer";
    else if (!hovered) canvasHolder.style.cursor = "";
  });
  canvasHolder.addEventListener("pointerleave", () => hover(""));
  drawing.on("dragEnd", rememberCamera);
  drawing.on("animationFinished", () => {
    headed = null;
    followScale();
  });
  drawing.on("zoom", () => {
    followScale();
    clearTimeout(cameraTimer);
    cameraTimer = setTimeout(rememberCamera, 250);
  });
}

let cameraTimer = 0;

/** What a click at a point of the canvas leads to. @param {{x: number, y: number}} point @param {number} reach */
function choose(point, reach) {
  const lane = hitLane(point);
  if (lane && lane.act === "rest") openRest(lane.id);
  else pick(lane ? lane.id : hit(point, reach));
}

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
    return { x: (node.x - middle.x) * scale + width / 2, y: (node.y - middle.y) * scale + height / 2, radius: sizeOf(node) * scale };
  };
}

/** @param {CanvasRenderingContext2D} context */
function drawOver(context) {
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  const ratio = context.canvas.width / width;
  const project = makeProjection();
  const focus = findFocus();
  const seen = [];
  for (const id of scene.shown) {
    const node = /** @type {DrawnNode} */ (nodes.get(id));
    const place = project(node);
    const bar = scene.time ? barOf.get(id) : undefined;
    const comesIn = bar !== undefined && place.x < measures.heads && makeAlong()(bar.to) > measures.heads + 60;
    if ((place.x < -60 && !comesIn) || place.y < -60 || place.x > width + 60 || place.y > height + 60) continue;
    const first = id === view.thing || id === hovered || id === pointed;
    if (view.day && !first && presenceOf(id, view.day) === "absent") continue;
    const weight = node.rank + (first ? 5000 : 0) + (focus && focus.has(id) ? 500 : 0) + (scene.time && scene.slots.get(id) ? 60 : 0);
    seen.push({ node, ...place, weight, inFocus: focus !== null && focus.has(id), dimmed: !first && focus !== null && !focus.has(id) });
  }
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const years = placeYears(context, width);
  if (scene.time) drawYears(context, years);
  drawLaneNames(context);
  drawPointed(context, project);
  drawLabels(context, seen, width, height, drawing.getScale(), [
    buttonRoom(), stripRoom(), ...laneBoxes, ...(scene.time ? [{ id: "", x: 0, y: 0, width, height: YEARS }] : []),
  ]);
  drawHeads(context);
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

/** The thing at a point: the nearest node within reach, or the one whose label is there. @param {{x: number, y: number}} point @param {number} reach */
function hit(point, reach) {
  if (isOnStrip(point)) return hitStrip(point);
  const project = makeProjection();
  let nearest = "";
  let least = Infinity;
  for (const id of scene.shown) {
    const node = /** @type {DrawnNode} */ (nodes.get(id));
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

/** The part of the canvas that the panel, the strip and what stands at the edges leave free. */
function freeRoom() {
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  const left = scene.time ? measures.heads : 0;
  const top = scene.time ? YEARS + 2 : 6;
  // The buttons stand on the strip, where there is one.
  const below = stripSize() || find("zoom").offsetHeight + 10;
  const free = { x: left, y: top, width: width - left, height: height - below - top };
  if (panel.hidden) return free;
  const outer = canvasHolder.getBoundingClientRect();
  const inner = panel.getBoundingClientRect();
  if (inner.width > width * 0.8) return { ...free, height: Math.max(80, Math.min(free.height, inner.top - outer.top - top)) };
  return { ...free, width: Math.max(80, inner.left - outer.left - left) };
}

/** @param {Camera} camera @param {boolean} [smooth] */
function moveCamera(camera, smooth = false) {
  const animation = smooth && !stillness.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  drawing.moveTo({ position: { x: camera.x, y: camera.y }, scale: camera.scale, animation });
  headed = animation ? camera : null;
  if (!animation) followScale();
}

function rememberCamera() {
  changeView({ camera: { ...drawing.getViewPosition(), scale: drawing.getScale() } });
}

/** Show the whole scene; the chart of time as wide as the page, whatever its height, so that its names can be read. @param {boolean} [smooth] */
function showAll(smooth = false) {
  const { time } = scene;
  if (!time) {
    showNodes([...scene.shown], smooth);
    return;
  }
  const room = freeRoom();
  const wide = time.right + 20;
  const across = room.width / wide;
  const down = (room.height - 4) / Math.max(1, time.bottom);
  const scale = Math.min(1.25, down > across * 0.86 ? Math.min(across, down) : across);
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  moveCamera({
    x: -14 + (width / 2 - room.x) / scale,
    y: (height / 2 - room.y) / scale,
    scale,
  }, smooth);
}

/** Show these things, as large as the free part of the canvas allows. @param {string[]} wanted @param {boolean} smooth */
function showNodes(wanted, smooth) {
  const places = wanted.map((id) => nodes.get(id)).filter((node) => node !== undefined);
  if (!places.length) return;
  const beside = scene.time ? 60 : view.path ? 84 : measures.narrow ? 60 : 250;
  const left = Math.min(...places.map((node) => node.x)) - beside;
  const right = Math.max(...places.map((node) => node.x)) + (measures.narrow && scene.slots.size ? 170 : beside);
  const top = Math.min(...places.map((node) => node.y)) - 24;
  const bottom = Math.max(...places.map((node) => node.y)) + 24;
  const room = freeRoom();
  const scale = Math.max(measures.narrow ? 0.8 : 0.45, Math.min(1.25, room.width / (right - left), room.height / (bottom - top)));
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  // What does not fit is begun at its beginning.
  const along = (right - left) * scale > room.width && scene.time === null ? left + room.width / 2 / scale : (left + right) / 2;
  const down = (bottom - top) * scale > room.height && scene.time === null ? top + room.height / 2 / scale : (top + bottom) / 2;
  moveCamera({
    x: along + (width / 2 - (room.x + room.width / 2)) / scale,
    y: down + (height / 2 - (room.y + room.height / 2)) / scale,
    scale,
  }, smooth);
}

/** Bring a thing into the free part of the canvas, closer if it would be tiny. @param {string} id @param {boolean} [always] */
function bringIntoView(id, always = true) {
  const node = nodes.get(id);
  if (!node || !isDrawn() || isHidden(node)) return;
  const room = freeRoom();
  const place = makeProjection()(node);
  const inside = place.x > room.x + 20 && place.y > room.y + 10 && place.x < room.x + room.width - 20 && place.y < room.y + room.height - 10;
  if (inside && !always) return;
  const chosen = id === view.thing && scene.time ? [...findChosen()].filter((each) => scene.shown.has(each)) : [id];
  if (!measures.narrow && always && chosen.length > 1) {
    showNodes(chosen, true);
    return;
  }
  const scale = always ? Math.max(drawing.getScale(), 0.85) : drawing.getScale();
  const { clientWidth: width, clientHeight: height } = canvasHolder;
  moveCamera({
    x: node.x + (width / 2 - (room.x + room.width / 2)) / scale,
    y: node.y + (height / 2 - (room.y + room.height / 2)) / scale,
    scale,
  }, true);
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
    x: middle.x + (room.x + room.width / 2 - width / 2) * aside,
    y: middle.y + (room.y + room.height / 2 - height / 2) * aside,
    scale,
  });
  rememberCamera();
}
