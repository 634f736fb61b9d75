// How two things are connected, found by the rules of `kj-graph path`: a way costs one for each step, more where the
// relation says little, and more for each thing it passes through by how many others share it. What costs what comes
// from the same table as the command's.

/** @typedef {{subject: string, property: string, object: string, evidence: Evidence[], reasons?: Words[], step?: Step, tenure?: Tenure}} Relation */
/** @typedef {{from: string, to: string, relations: Relation[], editorial: boolean}} RouteStep */
/** @typedef {{kind: "stated"|"editorial"|"source"|"weak", cost: number, things: string[], steps: RouteStep[], shared: [string, number][]}} Route */

const weights = packed.paths;
const MOST_STEPS = 4;
const MOST_ROUTES = 3;
/** After so many beginnings of ways the search ends, whatever is left. */
const MOST_PARTIAL = 60000;
const DIRECT_RELATIONS = new Set(weights.direct);
/** Classes of things that a way does not pass through. */
const NO_WAY = new Set(["Actor", "Coverage", "Resource"]);

/** @type {Map<string, Relation[]>|null} */
let relationIndex = null;

/** The relations of all things, by either end; made when first asked for. */
function indexRelations() {
  if (relationIndex) return relationIndex;
  /** @type {Map<string, Relation[]>} */
  const index = new Map();
  const add = (/** @type {Relation} */ relation) => {
    const [one, other] = [things.get(relation.subject), things.get(relation.object)];
    if (!one || !other || one === other || NO_WAY.has(one.type) || NO_WAY.has(other.type)) return;
    append(index, one.id, relation);
    append(index, other.id, relation);
  };
  for (const thing of model.things) {
    for (const [name, object] of thing.relations || []) {
      const property = name === "skos:broader" ? "broader" : name;
      if (DIRECT_RELATIONS.has(property) || property === "broader") add({ subject: thing.id, property, object, evidence: chooseEvidence(thing, name, object) });
    }
    for (const reading of thing.readings || []) add({ subject: thing.id, property: "editorial", object: reading.target, evidence: [], reasons: reading.reasons });
    for (const step of thing.life || []) {
      for (const place of step.places || []) add({ subject: thing.id, property: "signedAt", object: place, evidence: step.evidence || [], step });
      for (const each of step.representatives || []) {
        if (each.person) add({ subject: thing.id, property: "representative", object: each.person, evidence: each.evidence || [], step });
      }
    }
  }
  for (const tenure of model.tenures) add({ subject: tenure.person, property: "tenure", object: tenure.office, evidence: tenure.evidence || [], tenure });
  relationIndex = index;
  return index;
}

/** Evidence of one statement: for its value, else for its property, else for the thing as a whole. @param {Thing} thing @param {string} property @param {string} value */
function chooseEvidence(thing, property, value) {
  const all = thing.evidence || [];
  const onProperty = all.filter((item) => item.property === property);
  const onValue = onProperty.filter((item) => item.value === value);
  if (onValue.length) return onValue;
  const open = onProperty.filter((item) => !item.value);
  return open.length ? open : all.filter((item) => !item.property);
}

/** @param {Relation} relation @param {string} id */
function otherEnd(relation, id) {
  return relation.subject === id ? relation.object : relation.subject;
}

/** @type {Map<string, number>} */
const relationDegrees = new Map();
/** @param {string} id */
function countRelated(id) {
  let known = relationDegrees.get(id);
  if (known === undefined) {
    known = new Set((indexRelations().get(id) || []).map((relation) => otherEnd(relation, id))).size;
    relationDegrees.set(id, known);
  }
  return known;
}

/** @param {string} id */
function costPassing(id) {
  const { type } = /** @type {Thing} */ (things.get(id));
  return (weights.passing[type] ?? 0.5) * Math.log2(1 + countRelated(id));
}

/** How many steps away from a thing each is; no way goes on beyond the other end. @param {string} start @param {string} end @param {number} steps */
function measureSteps(start, end, steps) {
  const found = new Map([[start, 0]]);
  let level = [start];
  for (let distance = 1; distance <= steps; distance += 1) {
    /** @type {string[]} */
    const following = [];
    for (const id of level) {
      if (id === end) continue;
      for (const relation of indexRelations().get(id) || []) {
        const other = otherEnd(relation, id);
        if (found.has(other)) continue;
        found.set(other, distance);
        following.push(other);
      }
    }
    level = following;
  }
  return found;
}

/** @typedef {{cost: number, relations: Relation[]}} Way one step with all relations that join its ends, the most telling first */

/** Everything on some way of at most so many steps: for each thing its steps to the others. @param {string} start @param {string} end */
function gatherWays(start, end) {
  const ahead = measureSteps(start, end, MOST_STEPS);
  const behind = measureSteps(end, start, MOST_STEPS);
  const inside = (/** @type {string} */ id) => (ahead.get(id) ?? 99) + (behind.get(id) ?? 99) <= MOST_STEPS;
  const passing = (/** @type {string} */ id) => (id === start || id === end ? 0 : costPassing(id));
  /** @type {Map<string, Map<string, Way>>} */
  const ways = new Map();
  for (const id of ahead.keys()) {
    if (!inside(id)) continue;
    /** @type {Map<string, Relation[]>} */
    const byOther = new Map();
    for (const relation of indexRelations().get(id) || []) {
      const other = otherEnd(relation, id);
      if (inside(other)) append(byOther, other, relation);
    }
    ways.set(id, new Map([...byOther].map(([other, relations]) => {
      relations.sort((one, two) => costStep(one) - costStep(two) || (one.subject + one.property < two.subject + two.property ? -1 : 1));
      return [other, { relations, cost: costStep(relations[0]) + (passing(id) + passing(other)) / 2 }];
    })));
  }
  return { ways, behind };
}

/** @param {Relation} relation */
function costStep(relation) {
  return weights.stepCosts[relation.property] ?? 1;
}

/** The least cost from each thing to the end. @param {Map<string, Map<string, Way>>} ways @param {string} end */
function measureCosts(ways, end) {
  const costs = new Map([[end, 0]]);
  const heap = new Heap();
  heap.push(0, [end]);
  for (let first = heap.pop(); first; first = heap.pop()) {
    const [cost, [id]] = first;
    if (cost > (costs.get(id) ?? 0)) continue;
    for (const [other, way] of ways.get(id) || []) {
      const next = cost + way.cost;
      if (next >= (costs.get(other) ?? Number.POSITIVE_INFINITY)) continue;
      costs.set(other, next);
      heap.push(next, [other]);
    }
  }
  return costs;
}

/** Lists by their cost, the least first. */
class Heap {
  constructor() {
    /** @type {[number, string[]][]} */
    this.items = [];
  }

  /** @param {number} cost @param {string[]} things */
  push(cost, things) {
    let at = this.items.push([cost, things]) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.items[parent][0] <= this.items[at][0]) return;
      [this.items[parent], this.items[at]] = [this.items[at], this.items[parent]];
      at = parent;
    }
  }

  pop() {
    const [first] = this.items;
    const last = this.items.pop();
    if (!this.items.length || !last) return first;
    this.items[0] = last;
    for (let at = 0; ;) {
      const below = [2 * at + 1, 2 * at + 2].filter((each) => each < this.items.length);
      if (!below.length) break;
      const least = below.reduce((one, two) => (this.items[one][0] <= this.items[two][0] ? one : two));
      if (this.items[at][0] <= this.items[least][0]) break;
      [this.items[least], this.items[at]] = [this.items[at], this.items[least]];
      at = least;
    }
    return first;
  }
}

/** The shortest and most telling ways between two things; where none is telling, the sources that both occur in. @param {string} start @param {string} end @returns {Route[]} */
function findRoutes(start, end) {
  const { ways, behind } = gatherWays(start, end);
  const costs = measureCosts(ways, end);
  /** @type {Route[]} */
  const found = [];
  const heap = new Heap();
  if (costs.has(start)) heap.push(/** @type {number} */ (costs.get(start)), [start]);
  let partial = 0;
  let best = Number.POSITIVE_INFINITY;
  for (let first = heap.pop(); first && found.length < weights.mostTried && partial < MOST_PARTIAL; first = heap.pop(), partial += 1) {
    const [cost, way] = first;
    if (cost > best + weights.further) break;
    const last = way[way.length - 1];
    if (last === end) {
      best = Math.min(best, cost);
      found.push(makeRoute(ways, way, cost));
      continue;
    }
    const gone = cost - /** @type {number} */ (costs.get(last));
    for (const [other, step] of ways.get(last) || []) {
      const rest = costs.get(other);
      if (rest === undefined || way.includes(other) || way.length + (behind.get(other) ?? 99) > MOST_STEPS) continue;
      heap.push(gone + step.cost + rest, [...way, other]);
    }
  }
  const name = (/** @type {Route} */ route) => [route.things.join(" "), [...route.things].reverse().join(" ")].sort()[0];
  found.sort((one, other) => Number(one.kind === "weak") - Number(other.kind === "weak") ||
    Math.round((one.cost - other.cost) * 1e6) || one.steps.length - other.steps.length || (name(one) < name(other) ? -1 : 1));
  const telling = found.filter((route) => route.kind !== "weak");
  if (telling.length) return telling.slice(0, MOST_ROUTES);
  return [...findCommonSources(start, end), ...found.slice(0, weights.mostWeak)].slice(0, MOST_ROUTES);
}

/** @param {Map<string, Map<string, Way>>} ways @param {string[]} route @param {number} cost @returns {Route} */
function makeRoute(ways, route, cost) {
  const steps = route.slice(1).map((to, at) => {
    const { relations } = /** @type {Way} */ (/** @type {Map<string, Way>} */ (ways.get(route[at])).get(to));
    return { from: route[at], to, relations, editorial: relations.every((relation) => relation.property === "editorial") };
  });
  /** @type {[string, number][]} */
  const shared = [];
  for (const id of route.slice(1, -1)) {
    const { type } = /** @type {Thing} */ (things.get(id));
    if (type in weights.passing && (countRelated(id) >= weights.many || type === "State")) shared.push([id, countRelated(id)]);
  }
  return { kind: shared.length ? "weak" : steps.some((step) => step.editorial) ? "editorial" : "stated", cost, things: route, steps, shared };
}

/** What a thing rests on: itself, the steps of its life and who acted in them, its acts and offices. @param {string} id @returns {Evidence[]} */
function gatherSourced(id) {
  const thing = /** @type {Thing} */ (things.get(id));
  return [
    ...(thing.evidence || []),
    ...(thing.life || []).flatMap((step) => [...(step.evidence || []), ...(step.representatives || []).flatMap((each) => each.evidence || [])]),
    ...(acts.get(id) || []).flatMap(({ representative }) => (representative && representative.person === id && representative.evidence) || []),
    ...(tenures.get(id) || []).flatMap((tenure) => (tenure.person === id && tenure.evidence) || []),
  ].filter((item) => item.source && (item.sha256 || item.locator || item.start !== undefined));
}

/** Ways through a source that documents both, those that document least first. @param {string} start @param {string} end @returns {Route[]} */
function findCommonSources(start, end) {
  const [one, other] = [start, end].map(gatherSourced);
  const common = new Set(one.map((item) => item.source || "").filter((source) => other.some((item) => item.source === source)));
  return [...common].filter((source) => sources.has(source))
    .map((source) => ({ source, many: model.passages.filter(([of]) => of === source).length }))
    .sort((first, second) => first.many - second.many || (first.source < second.source ? -1 : 1))
    .map(({ source, many }) => ({
      kind: /** @type {const} */ ("source"), cost: 2 + Math.log2(1 + many), things: [start, source, end], shared: [],
      steps: [[start, one], [end, other]].map(([id, items]) => ({
        from: /** @type {string} */ (id), to: source, editorial: false,
        relations: [{ subject: /** @type {string} */ (id), property: "source", object: source, evidence: /** @type {Evidence[]} */ (items).filter((item) => item.source === source).slice(0, 3) }],
      })),
    }));
}
