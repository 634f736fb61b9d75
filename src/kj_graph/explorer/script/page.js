/** Everything around the drawing that is written in the page's language. */
function showFrame() {
  document.documentElement.lang = lang;
  const title = [network.title || say(network.chart.foreign ? "titleOther" : "title"), model.day && sayDate(model.day)].filter(Boolean).join(" · ");
  document.title = reportName() ? nameReport() : view.thing ? `${labelOf(view.thing).text} · ${title}` : title;
  showMenus();
  find("title").textContent = title;
  find("counts").textContent = [
    countShown(),
    network.chart.leftOut && say("leftOut", sayCount(network.chart.leftOut)),
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
  const modes = find("modes");
  modes.setAttribute("aria-label", say("modes"));
  MODES.filter((each) => each !== "areas" || network.chart.lanes.some(Boolean)).filter((each) => each !== "time" || openingMode === "time").forEach((each, at) => {
    const button = modes.children[at] || modes.appendChild(buildButton("", () => openMode(each), { "data-mode": each }));
    button.textContent = say(`mode-${each}`);
    button.setAttribute("aria-pressed", String(each === view.mode));
  });
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
  find("hint").textContent = isPicking() ? say("pathPick") : view.path ? "" : view.mode === "network" ? say("hintNetwork") : isPart() ? say("hintPart") : say("hint");
  const about = find("coverage");
  about.hidden = !coverage.length;
  about.textContent = say("coverage");
  about.title = say("coverageTitle");
  const buildFoot = () => [
    ...(LICENCE ? [say("licence"), " ", buildLink("https://creativecommons.org/licenses/by/4.0/", LICENCE)] : [say("licenceNone")]), " · ", say("drawnWith"), " · † ",
    say("ownTranslation"), ...(model.version ? [" · ", say("version", model.version)] : []),
  ];
  find("foot").replaceChildren(...buildFoot());
  showMenuHead(buildFoot());
  // The buttons and the hint stand above the strip.
  find("drawing").style.setProperty("--strip", `${stripSize()}px`);
  canvasHolder.setAttribute("aria-label", say("canvas", network.nodes.length));
}

/** @param {Mode} mode */
function openMode(mode) {
  changeView({ mode, around: mode === "network" ? middleOf({ ...view, around: "" }) : "", open: [], path: mode === view.mode ? view.path : "", camera: null }, true);
}

/** Whether the opening view leaves anything to be looked for. */
function isPart() {
  return view.mode === "time" && scene.shown.size < network.nodes.length && !view.filter;
}

/** How much of the graph is drawn. */
function countShown() {
  const shown = view.mode === "table" ? listLeft().length : view.mode === "areas" ? network.nodes.length : scene.shown.size;
  return shown < network.nodes.length ? say("countShown", sayCount(shown), sayCount(network.nodes.length))
    : say("countThings", sayCount(network.nodes.length));
}

/** Bring the page into step with the view; what has not changed is left alone. @param {View|null} before */
function showView(before) {
  const all = before === null || before.lang !== view.lang;
  lang = view.lang;
  const thing = all || before.thing !== view.thing || before.path !== view.path;
  const filter = all || before.without.join() !== view.without.join() || before.with.join() !== view.with.join() || before.filter !== view.filter;
  const search = all || before.search !== view.search;
  const mode = all || before.mode !== view.mode || before.around !== view.around || before.open.join() !== view.open.join() || before.path !== view.path;
  const day = all || before.day !== view.day;
  if (search) showSearch();
  if (mode) {
    // Out of sight, but with its room: a canvas without size would lose its camera.
    find("drawing").classList.toggle("away", !isDrawn());
  }
  const moved = makeScene();
  if (moved && scene.key.split(" ")[0] !== "time") pointed = "";
  if (all || mode || thing || filter || search || moved) showFrame();
  if (filter || mode) showLegend();
  if (filter || (day && filterOpen) || all) showFilter();
  if (thing || mode) showPanel();
  else if (day && !panel.hidden) keepScroll(showPanel);
  if (day) showTimebar();
  const asked = all || before.question !== view.question;
  if (asked) showAsk(before !== null && before.question !== view.question);
  if (mode || (view.mode === "table" && (thing || filter || search || day))) showTable();
  if (mode || (view.mode === "areas" && (filter || day))) showAreas();
  if (drawing && (all || thing || filter || search || day || mode)) styleDrawing();
  if (drawing && before && moved && !view.camera && isDrawn() && sceneKey(before) !== sceneKey(view)) showAll(scene.time !== null && sceneKind(before) === "time");
  if (drawing && thing && view.thing && before) {
    if (sceneKey(before) === sceneKey(view)) bringIntoView(view.thing, false);
    find("status").textContent = say("selected", labelOf(view.thing).text);
  }
  if (before && before.path !== view.path && view.path && !isPicking()) {
    const [from, to] = pathEnds();
    find("status").textContent = `${sayPhrase("title", { a: quoteName(from), b: quoteName(to) })}: ${sayCount(currentRoutes().length)}`;
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
  watchSize();
  showAll();
  if (view.camera) moveCamera(view.camera);
  else if (view.thing) bringIntoView(view.thing);
}

find("coverage").addEventListener("click", () => changeView({ thing: COVERAGE }, true));
find("skip").addEventListener("click", (event) => {
  event.preventDefault();
  openMode("table");
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
  else if (event.key === "Escape" && filterOpen) closeFilter();
  else if (event.key === "Escape" && playing) stopPlaying();
  else if (event.key === "Escape" && view.thing) closePanel();
  else if (event.key === "Escape" && view.path) closePath();
  else if (event.key === "/" && !(event.target instanceof HTMLInputElement) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    searchField.focus();
  }
});

addEventListener("pointerdown", (event) => {
  if (keyOpen && event.target instanceof Element && !event.target.closest(".key")) closeKey();
  if (filterOpen && event.target instanceof Element && !event.target.closest("#bar")) {
    filterOpen = false;
    showFilter();
  }
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
    /** The view as the address has it. */
    fragment: () => writeFragment(),
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
    visible: () => [...scene.shown],
    /** The ways between two things, as the panel tells them. */
    paths: (/** @type {string} */ from, /** @type {string} */ to) => findRoutes(from, to).map((route) => ({ kind: route.kind, cost: route.cost, things: route.things })),
    /** How long a search takes, in milliseconds. */
    timeSearch: (/** @type {string} */ query) => {
      const start = performance.now();
      searchThings(query);
      return performance.now() - start;
    },
    /** What the arrows have reached. */
    pointed: () => pointed,
    /** The policy areas that have a lane. */
    lanes: () => (scene.time ? scene.time.lanes.map((lane) => lane.area).filter((area) => things.has(area)) : []),
    /** Where the names of lanes stand, and of what they hold unseen. */
    laneBoxes: () => laneBoxes.map((box) => ({ ...box })),
  }),
});
