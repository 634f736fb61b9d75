// On paper: black on white, the drawing as lines and not as dots, everything unfolded.

/** What is put back when the printing is over. @type {(() => void)[]} */
let afterPrint = [];

function preparePrint() {
  if (afterPrint.length) return;
  const root = document.documentElement;
  const scheme = root.dataset.scheme;
  root.dataset.scheme = "light";
  root.style.setProperty("--paper", "#ffffff");
  colourCache.clear();
  afterPrint.push(() => {
    root.style.removeProperty("--paper");
    if (scheme) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
    colourCache.clear();
    styleDrawing();
  });
  for (const folded of document.querySelectorAll("#panel details:not([open])")) {
    folded.setAttribute("open", "");
    afterPrint.push(() => folded.removeAttribute("open"));
  }
  // The map of areas is set for the window; on paper it is as wide as the paper.
  const areas = find("areas");
  areas.style.setProperty("--paper-share", String(Math.min(1, 1000 / (areas.clientWidth || 1000))));
  if (!isDrawn() || reportName() || !network.nodes.length) return;
  styleDrawing();
  const picture = new DOMParser().parseFromString(drawVector(describePicture(), ""), "image/svg+xml").documentElement;
  const holder = build("div", { class: "printed", "aria-hidden": "true" }, build("p", {}, describePicture()));
  holder.prepend(document.importNode(picture, true));
  find("drawing").append(holder);
  afterPrint.push(() => holder.remove());
}

addEventListener("beforeprint", preparePrint);
addEventListener("afterprint", () => {
  const undo = afterPrint;
  afterPrint = [];
  undo.forEach((each) => each());
});
