// A page that becomes wider or narrower, or is turned: the canvas follows at once, and what is set for the page's width is
// laid out anew when it has come to rest. What is chosen, the day and the filter stay, and so does a place one has gone to.

/** How long the page must have kept its size, in milliseconds. */
const REST = 150;
let restTimer = 0;

/** The size of what is set for the page, as it was last laid out. */
const laid = { canvas: { width: 0, height: 0 }, width: 0, areas: "" };

/** @param {HTMLElement} holder */
function tellSize(holder) {
  return `${holder.clientWidth} ${holder.clientHeight}`;
}

/** @returns {{width: number, height: number}} */
function sizeCanvas() {
  return { width: canvasHolder.clientWidth, height: canvasHolder.clientHeight };
}

/** Give the canvas the room of its holder; what is drawn keeps its size, and its distance from the upper left corner or the middle. */
function followRoom() {
  // On paper the canvas has no room.
  if (!canvasHolder.clientWidth || matchMedia("print").matches) return;
  const [before, now] = [laid.canvas, sizeCanvas()];
  if (now.width !== before.width || now.height !== before.height) {
    laid.canvas = now;
    const camera = { ...(headed || { ...drawing.getViewPosition(), scale: drawing.getScale() }) };
    if (view.camera && now.width !== before.width) {
      camera.x -= (now.width - before.width) / 2 / camera.scale;
      camera.y -= (now.height - before.height) / 2 / camera.scale;
    }
    drawing.setSize();
    moveCamera(camera);
    drawing.redraw();
  }
  clearTimeout(restTimer);
  restTimer = setTimeout(() => {
    // Meanwhile it may have lost its room; it is told of again when it has one.
    if (canvasHolder.clientWidth && canvasHolder.clientWidth !== laid.width) layAnew();
    if (view.mode === "areas" && tellSize(areasHolder) !== laid.areas) showAreas();
  }, REST);
}

/** Lay out for the width that the page has now. */
function layAnew() {
  laid.width = canvasHolder.clientWidth;
  const anchor = view.camera && findAnchor();
  measurePage();
  placeBars();
  coverageRows = placeCoverage();
  scene.key = "";
  styleDrawing();
  showFrame();
  const node = anchor && scene.shown.has(anchor.id) && nodes.get(anchor.id);
  if (anchor && node) {
    moveCamera({ x: node.x - anchor.x / anchor.scale, y: node.y - anchor.y / anchor.scale, scale: anchor.scale });
    rememberCamera();
    return;
  }
  showAll();
  if (view.thing) bringIntoView(view.thing);
}

/** The thing that is nearest to the middle of the canvas, and how far from it. */
function findAnchor() {
  const scale = drawing.getScale();
  const middle = drawing.getViewPosition();
  const near = [...scene.shown].map((id) => {
    const node = /** @type {DrawnNode} */ (nodes.get(id));
    return { id, x: (node.x - middle.x) * scale, y: (node.y - middle.y) * scale, scale };
  }).sort((one, other) => Math.hypot(one.x, one.y) - Math.hypot(other.x, other.y));
  return near[0] || null;
}

/** Follow the page's size from now on. */
function watchSize() {
  Object.assign(laid, { canvas: sizeCanvas(), width: canvasHolder.clientWidth });
  const observer = new ResizeObserver(followRoom);
  observer.observe(canvasHolder);
  observer.observe(areasHolder);
}
