// The drawing by keyboard: arrows go to the nearest thing in their direction, Enter opens it, and what is reached is said.

/** The thing that the arrows have reached. */
let pointed = "";

/** @type {Record<string, [number, number]>} */
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Things that the arrows can reach, with their places on the canvas. @returns {{id: string, x: number, y: number}[]} */
function listReachable() {
  const project = makeProjection();
  return [...scene.shown].filter((id) => !(view.day && presenceOf(id, view.day) === "absent"))
    .map((id) => ({ id, ...project(/** @type {DrawnNode} */ (nodes.get(id))) }));
}

/** Go to the nearest thing in a direction; what lies aside counts as farther. @param {[number, number]} direction */
function goAlong([right, down]) {
  const all = listReachable();
  const start = all.find((each) => each.id === pointed) || all.find((each) => each.id === view.thing);
  if (!start) {
    const room = freeRoom();
    const seen = all.filter((each) => each.x > room.x && each.y > room.y && each.x < room.x + room.width && each.y < room.y + room.height);
    const first = (seen.length ? seen : all).reduce((/** @type {{id: string, x: number, y: number}|null} */ best, each) => (!best || each.x + each.y < best.x + best.y ? each : best), null);
    if (first) pointAt(first.id);
    return;
  }
  let nearest = "";
  let least = Number.POSITIVE_INFINITY;
  for (const each of all) {
    const ahead = (each.x - start.x) * right + (each.y - start.y) * down;
    const aside = Math.abs((each.x - start.x) * down) + Math.abs((each.y - start.y) * right);
    if (each.id === start.id || ahead < 1) continue;
    const far = ahead + aside * 2.2;
    if (far < least) {
      nearest = each.id;
      least = far;
    }
  }
  if (nearest) pointAt(nearest);
  else find("status").textContent = say("arrowsEnd");
}

/** @param {string} id */
function pointAt(id) {
  pointed = id;
  const room = freeRoom();
  const place = makeProjection()(/** @type {DrawnNode} */ (nodes.get(id)));
  if (place.x < room.x + 12 || place.y < room.y + 8 || place.x > room.x + room.width - 12 || place.y > room.y + room.height - 8) {
    const scale = drawing.getScale();
    const { x, y } = drawing.getViewPosition();
    moveCamera({ x: x + (place.x - room.x - room.width / 2) / scale, y: y + (place.y - room.y - room.height / 2) / scale, scale }, true);
  }
  drawing.redraw();
  const thing = /** @type {Thing} */ (things.get(id));
  const date = findDate(thing);
  find("status").textContent = [labelOf(id).text, labelOfClass(thing.type).text, date && sayDate(date), say("countRelations", sayCount((neighbours.get(id) || new Set()).size))].filter(Boolean).join(", ");
}

/** A ring around what the arrows have reached. @param {CanvasRenderingContext2D} context @param {(node: DrawnNode) => {x: number, y: number, radius: number}} project */
function drawPointed(context, project) {
  const node = nodes.get(pointed);
  if (!node || isHidden(node) || !canvasHolder.contains(document.activeElement)) return;
  const { x, y, radius } = project(node);
  context.strokeStyle = readColour("accent");
  context.lineWidth = 2.5;
  context.beginPath();
  context.arc(x, y, radius + 6, 0, Math.PI * 2);
  context.stroke();
}

canvasHolder.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const direction = DIRECTIONS[event.key];
  if (direction) goAlong(direction);
  else if (event.key === "Enter" && pointed) pick(pointed);
  else if (event.key === " " && scene.key.startsWith("network") && pointed) toggleOpened(pointed);
  else if (event.key === "+" || event.key === "=") zoomBy(1.35);
  else if (event.key === "-") zoomBy(1 / 1.35);
  else return;
  event.preventDefault();
  event.stopPropagation();
});
canvasHolder.addEventListener("focus", () => drawing && drawing.redraw());
canvasHolder.addEventListener("blur", () => drawing && drawing.redraw());
