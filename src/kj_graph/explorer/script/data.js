/** @param {string} id @returns {any} */
function readData(id) {
  const holder = document.getElementById(id);
  return JSON.parse((holder && holder.textContent) || "null");
}

performance.mark("kj-start");

/** What the page says in each language: at first only what a browser is told that cannot unpack the rest. */
let ui = readData("data-interface");

/**
 * The packed part of the page. A browser that cannot unpack it gets a plain word instead, and nothing further runs.
 * @returns {Promise<{model: Model, network: PackedNetwork, chart: Chart, title: string, interface: any,
 *   answers: {questions: Question[], names: Record<string, Labels>}, paths: PathRules}>}
 */
async function unpackData() {
  if (typeof DecompressionStream !== "function") {
    const words = LANGS.map((each) => build("span", { lang: each }, `${ui.tooOld[each]} `));
    document.body.replaceChildren(build("p", { class: "noscript" }, ...words));
    return new Promise(() => {});
  }
  const holder = find("data-packed");
  const bytes = Uint8Array.from(atob(holder.textContent || ""), (letter) => letter.charCodeAt(0));
  holder.remove();
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}

const packed = await unpackData();
const model = packed.model;
ui = packed.interface;

/**
 * What the width of the page decides: on a `narrow` one the names of lanes stand in them and not beside them. `heads` is
 * how much of the canvas those names take, `beyond` what is left to the right of time for names and open ends, and
 * `stretch` how far the chart is drawn out, so that names set in it can be read at the opening.
 */
const measures = { narrow: false, heads: 0, beyond: 0, stretch: 1 };

/** @type {Network} */
const network = {
  nodes: packed.network.nodes.map(({ x, ...node }) => ({ opening: false, ...node, time: x ?? null, x: 0, y: 0 })),
  edges: packed.network.edges.map(([from, to, sort], id) => {
    const [kind, ...properties] = packed.network.sorts[sort];
    return { id, from: packed.network.nodes[from].id, to: packed.network.nodes[to].id, kind, properties };
  }),
  chart: { ...packed.chart },
  title: packed.title,
};

/** Measure the page, and place years and things along time accordingly. */
function measurePage() {
  const { clientWidth: width } = find("canvas");
  const narrow = width < 700;
  const [heads, beyond] = narrow ? [0, 56] : [172, 120];
  const stretch = Math.min(1500, Math.max(270, width - heads - beyond - (narrow ? 16 : 36))) / packed.chart.width;
  Object.assign(measures, { narrow, heads, beyond, stretch });
  network.chart.years = packed.chart.years.map(([year, x]) => [year, x * stretch]);
  network.nodes.forEach((node, at) => {
    const { x } = packed.network.nodes[at];
    node.time = x === undefined ? null : x * stretch;
  });
}

measurePage();

/** Under which licence the data are, where that is known. */
const LICENCE = network.chart.licence;

/** Put the places in sources back beside the statements that rest on them. @param {any} holder a thing, step, act, tenure or change */
function spreadEvidence(holder) {
  for (const part of ["evidence", "ownEvidence"]) {
    if (!holder[part]) continue;
    holder[part] = holder[part].map((/** @type {any[]} */ [place, verification, name, property, value, evidenceLang, type, notes]) => {
      const [source, start, end, locator, sha256, passage, speakers] = model.passages[place];
      return {
        source, start: start ?? undefined, end: end ?? undefined, locator, sha256, verification, property, value, lang: evidenceLang,
        place, name, type, passage, speakers, notes,
      };
    });
  }
}

for (const thing of model.things) {
  if (!thing.iri) thing.iri = model.namespace + thing.id;
  spreadEvidence(thing);
  for (const change of thing.changes || []) spreadEvidence(change);
  for (const step of thing.life || []) {
    spreadEvidence(step);
    for (const each of step.representatives || []) spreadEvidence(each);
  }
}
for (const tenure of model.tenures) spreadEvidence(tenure);

/** @type {Map<string, Thing>} */
const things = new Map(model.things.map((thing) => [thing.id, thing]));
/** @type {Map<string, Source>} */
const sources = new Map(model.sources.map((source) => [source.id, source]));
/** @type {Map<string, DrawnNode>} */
const nodes = new Map(network.nodes.map((node) => [node.id, node]));
const concepts = new Map(Object.entries(model.concepts));
const classLabels = new Map(Object.entries(model.classes));
const propertyLabels = new Map([...Object.entries(ui.borrowed), ...Object.entries(model.properties)]);
const inverseLabels = new Map(Object.entries(ui.inverse));
const pluralLabels = new Map(Object.entries(ui.classes));

/**
 * Relations by the thing at which they end.
 * @type {Map<string, [string, string][]>}
 */
const incoming = new Map();
/**
 * Acts of a person, in an office, or at a place, by the person, office or place.
 * @type {Map<string, {agreement: Thing, step: Step, representative: Representative|null}[]>}
 */
const acts = new Map();
/**
 * Editor's readings by the thing they lead to.
 * @type {Map<string, {from: Thing, reading: Reading}[]>}
 */
const readingsTo = new Map();
/** @type {Map<string, Set<string>>} */
const neighbours = new Map();
/** @type {Map<string, Edge[]>} */
const edgesOf = new Map();

/**
 * @template Key, Value
 * @param {Map<Key, Value[]>} map @param {Key} key @param {Value} value
 */
function append(map, key, value) {
  const present = map.get(key);
  if (present) present.push(value);
  else map.set(key, [value]);
}

for (const thing of model.things) {
  for (const [property, target] of thing.relations || []) append(incoming, target, [property, thing.id]);
  for (const reading of thing.readings || []) append(readingsTo, reading.target, { from: thing, reading });
  for (const step of thing.life || []) {
    for (const representative of step.representatives || []) {
      for (const id of [representative.person, representative.office]) {
        if (id) append(acts, id, { agreement: thing, step, representative });
      }
    }
    for (const id of step.places || []) append(acts, id, { agreement: thing, step, representative: null });
  }
}
for (const edge of network.edges) {
  append(edgesOf, edge.from, edge);
  append(edgesOf, edge.to, edge);
  for (const [one, other] of [[edge.from, edge.to], [edge.to, edge.from]]) {
    const known = neighbours.get(one);
    if (known) known.add(other);
    else neighbours.set(one, new Set([other]));
  }
}

/** The panel that tells what the data cover; no thing is called so. */
const COVERAGE = "coverage";
const coverage = model.things.filter((thing) => thing.type === "Coverage");
concepts.set(COVERAGE, ui.coverageTitle);
for (const [id, labels] of Object.entries(packed.answers.names)) if (!concepts.has(id)) concepts.set(id, labels);

/** Tenures by the person and by the office, in order of time. @type {Map<string, Tenure[]>} */
const tenures = new Map();
for (const tenure of model.tenures) {
  append(tenures, tenure.person, tenure);
  append(tenures, tenure.office, tenure);
}

/** Count the things of each class that can be drawn, and those of the opening view. @type {Map<string, number>} */
const classCounts = new Map();
/** @type {Map<string, number>} */
const openingCounts = new Map();
for (const node of network.nodes) {
  classCounts.set(node.group, (classCounts.get(node.group) || 0) + 1);
  if (node.opening) openingCounts.set(node.group, (openingCounts.get(node.group) || 0) + 1);
}

/** The neighbours of a thing that tell most about it, the first first. @param {string} id @param {number} most */
function findTelling(id, most) {
  const found = [...(neighbours.get(id) || [])].map((each) => /** @type {DrawnNode} */ (nodes.get(each)));
  found.sort((one, other) => other.rank - one.rank || (one.id < other.id ? -1 : 1));
  return found.slice(0, most).map((node) => node.id);
}

/** @param {Thing} thing @returns {string} the date by which a thing is put in order, as written, or nothing */
function findDate(thing) {
  const own = (thing.values || []).find((value) => value.property === "date" || value.property === "from");
  if (own) return own.text;
  const step = (thing.life || []).find((each) => each.date);
  return (step && step.date) || "";
}
