/** Everything around the drawing that is written in the page's language. */
function showFrame() {
  document.documentElement.lang = lang;
  const title = [network.title || say("title"), model.day && sayDate(model.day)].filter(Boolean).join(" · ");
  document.title = reportName() ? nameReport() : view.thing ? `${labelOf(view.thing).text} · ${title}` : title;
  showMenus();
  find("title").textContent = title;
  find("counts").textContent = [
    model.version && say("version", model.version),
    countShown(),
    say("countRelations", sayCount(network.edges.length)),
    model.day ? say("onDay", sayDate(model.day)) : model.asOf && say("asOf", sayDate(model.asOf)),
  ].filter(Boolean).join(" · ");
  searchField.setAttribute("aria-label", say("searchLabel"));
  searchField.placeholder = say("searchHint");
  resultList.setAttribute("aria-label", say("searchLabel"));
  const languages = find("languages");
  languages.setAttribute("aria-label", say("languages"));
  LANGS.forEach((each, at) => {
    const button = languages.children[at] || languages.appendChild(
      buildButton(LANG_NAMES[each], () => changeView({ lang: each }, true), { lang: each, "data-lang": each }));
    button.setAttribute("aria-pressed", String(each === lang));
  });
  const mode = find("mode");
  mode.textContent = say(view.list ? "modeDrawing" : "modeList");
  mode.title = say(view.list ? "modeDrawingTitle" : "modeListTitle");
  const scheme = find("scheme");
  scheme.replaceChildren(buildIcon(isDark() ? "light" : "dark"));
  scheme.title = say(isDark() ? "schemeLight" : "schemeDark");
  scheme.setAttribute("aria-label", scheme.title);
  find("zoom").replaceChildren(
    buildButton(say("zoomIn"), () => zoomBy(1.35), { class: "plain icon", title: say("zoomIn") }, buildIcon("near")),
    buildButton(say("zoomOut"), () => zoomBy(1 / 1.35), { class: "plain icon", title: say("zoomOut") }, buildIcon("far")),
    buildButton(say("zoomAll"), () => {
      changeView({ camera: null });
      showAll(true);
    }, { class: "plain icon", title: say("zoomAll") }, buildIcon("all")));
  find("skip").textContent = say("skip");
  find("hint").textContent = CLASSES.some((name) => classCounts.has(name) && findShare(name) !== "all")
    ? `${countShown()}: ${say("hintMore")}` : say("hint");
  const about = find("coverage");
  about.hidden = !coverage.length;
  about.textContent = say("coverage");
  about.title = say("coverageTitle");
  find("foot").replaceChildren(
    say("licence"), " ",
    buildLink("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"), " · ", say("drawnWith"), " · † ",
    say("ownTranslation"));
  // The buttons and the hint stand above the strip.
  find("drawing").style.setProperty("--strip", `${turned ? 0 : stripSize()}px`);
  canvasHolder.setAttribute("role", "img");
  canvasHolder.setAttribute("aria-label", say("canvas", network.nodes.length));
}

/** How much of the graph is drawn. */
function countShown() {
  const shown = network.nodes.filter((node) => !isHidden(node)).length;
  return shown < network.nodes.length ? say("countShown", sayCount(shown), sayCount(network.nodes.length))
    : say("countThings", sayCount(network.nodes.length));
}

/** Bring the page into step with the view; what has not changed is left alone. @param {View|null} before */
function showView(before) {
  const all = before === null || before.lang !== view.lang;
  lang = view.lang;
  const thing = all || before.thing !== view.thing;
  const filter = all || before.without.join() !== view.without.join() || before.with.join() !== view.with.join();
  const search = all || before.search !== view.search;
  const mode = all || before.list !== view.list;
  const day = all || before.day !== view.day;
  if (search) showSearch();
  if (all || mode || thing || filter || search) showFrame();
  if (filter) showLegend();
  if (thing || mode) showPanel();
  else if (day && !panel.hidden) keepScroll(showPanel);
  if (day) showTimebar();
  const asked = all || before.question !== view.question;
  if (asked) showAsk(before !== null && before.question !== view.question);
  if (mode || (view.list && (thing || filter || search || day))) showList();
  if (drawing && (all || thing || filter || search || day)) styleDrawing();
  if (drawing && (filter || (thing && before)) && !view.thing && !view.camera) showAll(before !== null);
  if (drawing && thing && view.thing && before) {
    bringIntoView(view.thing, false);
    find("status").textContent = say("selected", labelOf(view.thing).text);
  }
  showPages(before);
  // The button that was pressed may be gone with the panel or list it stood in.
  if (before && (thing || asked) && !view.question && !panel.hidden && (document.activeElement === document.body || (asked && thing))) panel.focus({ preventScroll: true });
}

/** Build the panel anew without losing the reader's place in it. @param {() => void} act */
function keepScroll(act) {
  const at = panel.scrollTop;
  act();
  panel.scrollTop = at;
}

function startPage() {
  Object.assign(view, readFragment());
  showView(null);
  startDrawing();
  showAll();
  if (view.camera) moveCamera(view.camera);
  else if (view.thing) bringIntoView(view.thing);
}

find("mode").addEventListener("click", () => changeView({ list: !view.list }, true));
find("coverage").addEventListener("click", () => changeView({ thing: COVERAGE }, true));
find("skip").addEventListener("click", (event) => {
  event.preventDefault();
  changeView({ list: true }, true);
  const first = find("list").querySelector("tbody button");
  if (first instanceof HTMLElement) first.focus();
});
find("scheme").addEventListener("click", () => {
  toggleScheme();
  showFrame();
  styleDrawing();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  colourCache.clear();
  showFrame();
  styleDrawing();
});
addEventListener("keydown", (event) => {
  if (view.question) return;
  if (event.key === "Escape" && keyOpen) closeKey();
  else if (event.key === "Escape" && playing) stopPlaying();
  else if (event.key === "Escape" && view.thing) closePanel();
  else if (event.key === "/" && !(event.target instanceof HTMLInputElement) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    searchField.focus();
  }
});

addEventListener("pointerdown", (event) => {
  if (keyOpen && event.target instanceof Element && !event.target.closest(".key")) closeKey();
});

startPage();

/** What a test or another script may ask of the page. */
Object.defineProperty(globalThis, "kjExplorer", {
  value: Object.freeze({
    /** Boxes of the labels drawn last, in pixels of the canvas. */
    labelBoxes: () => labelBoxes.map((box) => ({ ...box })),
    /** The name that a drawn thing is written with. */
    writtenName: (/** @type {string} */ id) => {
      const node = nodes.get(id);
      return node ? shortNameOf(node).text : null;
    },
    /** Where a thing is on the canvas. */
    placeOf: (/** @type {string} */ id) => {
      const node = nodes.get(id);
      return node ? makeProjection()(node) : null;
    },
    /** Milliseconds from the start of the page's script to the first drawing, and since the page was asked for. */
    timings: () => {
      const [start] = performance.getEntriesByName("kj-start");
      const [drawn] = performance.getEntriesByName("kj-drawn");
      return drawn ? { script: drawn.startTime - start.startTime, page: drawn.startTime } : null;
    },
    view: () => JSON.parse(JSON.stringify(view)),
    /** The bars of agreements that are shown, in pixels of the canvas. */
    bars: () => bars.filter((bar) => !isHidden(bar.node)).map((bar) => {
      const along = makeAlong();
      const spans = (/** @type {[number, number][]} */ those) => those.map(([from, to]) => [along(from), along(to)]);
      return {
        id: bar.node.id, y: makeProjection()(bar.node).y, from: along(bar.from), to: along(bar.to), open: bar.open,
        force: bar.force, stopped: spans(bar.stopped), notices: spans(bar.notices),
      };
    }),
    /** Where a date stands along time, in pixels of the canvas. */
    placeOfDate: (/** @type {string} */ written) => makeAlong()(/** @type {number} */ (placeDate(written))),
    /** Where the strip under the chart stands, and the rows in it that tell what the data cover. */
    strip: () => ({
      room: stripRoom(),
      rows: coverageRows.map((row, at) => {
        const { first, pitch } = layStrip();
        return { id: row.id, from: makeAlong()(row.from), to: makeAlong()(row.to), at: first + (at + 0.4) * pitch };
      }),
      counts: Object.fromEntries(eventCounts),
    }),
    /** How agreements stood, who held office and who held which position on a day. */
    standings: (/** @type {string} */ day) => model.things.filter((thing) => thing.type === "Agreement").flatMap((thing) => standingOf(thing, day)),
    holdings: (/** @type {string} */ day) => holdingsOn(day),
    positions: (/** @type {string} */ day) => positionsOn(day),
    /** Whether a thing was there on the day of the view. */
    presence: (/** @type {string} */ id) => (view.day ? presenceOf(id, view.day) : "present"),
    visible: () => network.nodes.filter((node) => !isHidden(node)).map((node) => node.id),
  }),
});
