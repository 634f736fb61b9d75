// Two things are picked, and the ways between them drawn from left to right and told step by step with their evidence.

/** The routes told last. @type {{path: string, routes: Route[]}} */
let tale = { path: "", routes: [] };
/** Which of them stands out in the drawing. */
let routeAt = 0;

/** @returns {[string, string]} the two ends; the second is empty while it is still to be picked */
function pathEnds() {
  const [from, to] = view.path.split("..");
  return [from, to || ""];
}

/** Whether the second of two things is still to be picked. */
function isPicking() {
  return view.path.endsWith("..");
}

/** @returns {Route[]} */
function currentRoutes() {
  if (tale.path !== view.path) {
    const [from, to] = pathEnds();
    tale = { path: view.path, routes: to ? findRoutes(from, to) : [] };
    routeAt = 0;
  }
  return tale.routes;
}

/** Take a thing for what is asked: the other end of a path, or the one whose panel opens. @param {string} id */
function pick(id) {
  const [from] = pathEnds();
  if (isPicking()) {
    if (nodes.has(id) && id !== from) changeView({ path: `${from}..${id}`, thing: "", camera: null }, true);
    return;
  }
  // A network that stands around what was chosen stays there when another thing is.
  changeView({ thing: id, ...(view.mode === "network" && !view.path ? { around: middleOf(view) } : {}) }, true);
}

/** @param {string} id */
function startPath(id) {
  changeView({ path: `${id}..`, thing: "", mode: view.mode === "network" ? "network" : "time" }, true);
  searchField.focus();
}

function closePath() {
  changeView({ path: "", camera: null }, true);
}

/** @param {Edge} edge */
function isOnRoute(edge) {
  const route = view.path ? currentRoutes()[routeAt] : undefined;
  return route !== undefined && route.steps.some((step) => (step.from === edge.from && step.to === edge.to) || (step.from === edge.to && step.to === edge.from));
}

/** Ways one under another, from left to right; on a narrow page side by side, from above. @param {string} key @returns {Scene} */
function layPaths(key) {
  /** @type {Scene} */
  const made = { key, shown: new Set(), places: new Map(), slots: new Map(), time: null, edges: new Set(), heads: [] };
  const routes = currentRoutes();
  const [from, to] = pathEnds();
  const most = Math.max(2, ...routes.map((route) => route.steps.length));
  const [along, across] = measures.narrow ? [96, 128] : [240, 104];
  const place = (/** @type {string} */ id, /** @type {number} */ step, /** @type {number} */ row) => {
    const point = measures.narrow ? { x: row * across, y: step * along } : { x: step * along, y: row * across };
    if (nodes.has(id) && !made.places.has(id)) {
      made.places.set(id, point);
      made.shown.add(id);
    } else if (!nodes.has(id)) made.heads.push({ ...point, text: labelOf(id).text, side: "middle" });
    return point;
  };
  const middle = Math.max(0, routes.length - 1) / 2;
  place(from, 0, middle);
  place(to, most, middle);
  routes.forEach((route, row) => {
    route.things.forEach((id, at) => {
      if (at > 0 && at < route.things.length - 1) place(id, (most * at) / route.steps.length, row);
    });
    for (const step of route.steps) {
      for (const edge of edgesOf.get(step.from) || []) {
        if (edge.from !== step.to && edge.to !== step.to) continue;
        /** @type {Set<number>} */ (made.edges).add(edge.id);
      }
      const [one, other] = [made.places.get(step.from), made.places.get(step.to)];
      const [relation] = step.relations;
      const text = relation.property === "editorial" ? sayPhrase("editorial") : relation.property === "representative" ? say(step.from === relation.subject ? "actors" : "acts")
        : relation.property === "tenure" ? say("heldOffice") : labelOfProperty(relation.property === "broader" ? "skos:broader" : relation.property).text;
      if (one && other) made.heads.push({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, text, side: "middle" });
    }
  });
  return made;
}

/** The panel that tells the ways, or asks for the second thing. */
function buildPath() {
  const [from, to] = pathEnds();
  const head = build("div", { class: "panel-head" },
    build("p", { class: "class" }, say("path")),
    buildSizeButton(),
    buildButton(say("close"), () => {
      closePath();
      focusSearch();
    }, { class: "plain icon close", title: say("close") }, buildIcon("close")));
  if (!to) {
    return [head, build("div", { class: "names" }, build("h2", {}, say("pathFrom", labelOf(from).text))),
      build("p", {}, say("pathPick")), buildButton(say("pathSearch"), () => searchField.focus(), { class: "plain" })];
  }
  const routes = currentRoutes();
  const verdict = !routes.length ? sayPhrase("none", { steps: MOST_STEPS }) : routes[0].kind === "source" ? sayPhrase("report", { steps: MOST_STEPS })
    : routes[0].kind === "weak" ? sayPhrase("weak") : "";
  return [
    head,
    build("div", { class: "names" }, build("h2", {}, sayPhrase("title", { a: quoteName(from), b: quoteName(to) }))),
    verdict ? build("p", { class: "verdict" }, verdict) : null,
    ...routes.map(buildRoute),
    build("p", { class: "small" }, say("askCommand"), " ", build("code", {}, `kj-graph path ${from} ${to}`)),
  ].filter((part) => part !== null);
}

/** @param {Route} route @param {number} number */
function buildRoute(route, number) {
  const items = route.things.map((id, at) => {
    const step = route.steps[at];
    /** @type {Set<string>} */
    const said = new Set();
    const sentences = (step ? step.relations : []).flatMap((relation) => {
      const sentence = sayRelation(relation, route.kind === "source" ? relation.subject : step.from);
      if (said.has(sentence)) return [];
      said.add(sentence);
      const reason = pickText(relation.reasons);
      return [build("div", { class: relation.property === "editorial" ? "step-told editorial" : "step-told" },
        build("p", {}, sentence, relation.property === "editorial" ? build("span", { class: "own" }, sayPhrase("editorial")) : null, buildProof(relation.evidence, true)),
        reason ? build("p", { class: "small", lang: reason.lang }, reason.text) : null)];
    });
    const thing = things.get(id);
    return build("li", {}, build("p", { class: "stop" }, buildThingButton(id), build("span", { class: "small" }, labelOfClass(thing ? thing.type : "Source").text)), ...sentences);
  });
  const chosen = number === routeAt;
  return build("section", { class: "route", "aria-current": chosen ? "true" : null },
    build("h3", {}, sayPhrase("route", { number: number + 1 }),
      route.kind === "stated" ? null : build("span", { class: "own" }, sayPhrase(`route-${route.kind}`)),
      chosen || route.kind === "source" ? null : buildButton(say("pathShow"), () => {
        routeAt = number;
        styleDrawing();
        keepScroll(showPanel);
      }, { class: "more" })),
    route.shared.length ? build("p", { class: "small" }, route.shared.map(([id, many]) => `${labelOf(id).text}: ${sayPhrase("share", { number: many })}`).join("; ")) : null,
    build("ol", { class: "stops" }, ...items));
}
