// By what things can be told apart: class, kind, policy area, status on a day, holder, whether their evidence was seen,
// and the saved questions whose answers name them.

/** @typedef {"class"|"kind"|"area"|"status"|"holder"|"evidence"|"answer"} Facet */
/** @type {Facet[]} */
const FACETS = ["class", "kind", "area", "status", "holder", "evidence", "answer"];
/** @typedef {Map<Facet, Set<string>>} Filter values of one facet are alternatives, facets are conditions */

/** The areas over each policy area, itself included. @type {Map<string, string[]>} */
const areasOver = new Map();
/** @param {string} area @returns {string[]} */
function findAreasOver(area) {
  const known = areasOver.get(area);
  if (known) return known;
  areasOver.set(area, [area]);
  const thing = things.get(area);
  const broader = ((thing && thing.relations) || []).filter(([name]) => name === "skos:broader").map(([, id]) => id);
  const found = [area, ...broader.flatMap(findAreasOver)];
  areasOver.set(area, found);
  return found;
}

/** @param {Thing} thing @returns {string[]} */
function listAreas(thing) {
  const own = thing.type === "PolicyArea" ? [thing.id] : (thing.relations || []).filter(([name]) => name === "policyArea").map(([, id]) => id);
  return [...new Set(own.flatMap(findAreasOver))];
}

/** @param {Thing} thing @returns {string[]} */
function listHolders(thing) {
  const held = (/** @type {Thing|undefined} */ each) => ((each && each.relations) || []).filter(([name]) => name === "heldBy").map(([, id]) => id);
  if (thing.type !== "ContestedMatter") return held(thing);
  return [...new Set((incoming.get(thing.id) || []).filter(([name]) => name === "onMatter").flatMap(([, id]) => held(things.get(id))))];
}

/** All evidence of a thing, that of the steps of its life and of its offices too. @param {Thing} thing @returns {Evidence[]} */
function gatherEvidence(thing) {
  return [
    ...(thing.evidence || []),
    ...(thing.life || []).flatMap((step) => [...(step.evidence || []), ...(step.representatives || []).flatMap((each) => each.evidence || [])]),
    ...(thing.changes || []).flatMap((change) => change.evidence || []),
    ...(tenures.get(thing.id) || []).flatMap((tenure) => tenure.evidence || []),
  ];
}

/** The saved questions whose answers name each thing; made when first asked for. @type {Map<string, string[]>} */
const answersNaming = new Map();

/** @param {string} id @returns {string[]} */
function listAnswers(id) {
  if (!answersNaming.size) {
    for (const question of questions.values()) {
      const named = Object.values(question.answers).flat(2).filter(Array.isArray).map(([each]) => each);
      for (const each of new Set(named)) answersNaming.set(each, [...(answersNaming.get(each) || []), question.name]);
    }
  }
  return answersNaming.get(id) || [];
}

/** How a thing stood on a day, as a value to filter by. @param {Thing} thing @param {string} day @returns {string[]} */
function listStatuses(thing, day) {
  if (thing.type === "Agreement") {
    const held = [...new Set(standingOf(thing, day).map((each) => `status-${each.status}`))];
    if (held.length) return held;
    const presence = presenceOf(thing.id, day);
    return presence === "ended" ? ["ended"] : presence === "absent" ? ["not-yet"] : [];
  }
  if (thing.type === "Proposal") {
    if (presenceOf(thing.id, day) === "absent") return ["not-yet"];
    const change = findChange(thing, day);
    const [, now] = (thing.relations || []).find(([name]) => name === "proposalStatus") || [];
    const status = change ? change.status : (thing.changes || []).length ? "" : now;
    return [status || "proposed"];
  }
  if (thing.type === "Person" && tenures.has(thing.id)) {
    return [(tenures.get(thing.id) || []).some((tenure) => tenure.person === thing.id && holdsOn(tenure.start, tenure.end, day)) ? "in-office" : "out-of-office"];
  }
  return [];
}

/** @type {Map<string, Record<Exclude<Facet, "status">, string[]>>} */
const facetValues = new Map();

/** @param {string} id @param {Facet} facet @param {string} day @returns {string[]} */
function valuesOf(id, facet, day) {
  const thing = /** @type {Thing} */ (things.get(id));
  if (facet === "status") return listStatuses(thing, day);
  let known = facetValues.get(id);
  if (!known) {
    const evidence = gatherEvidence(thing);
    known = {
      class: [thing.type],
      kind: (thing.relations || []).filter(([name, target]) => /Kind$/.test(name) && concepts.has(target)).map(([, target]) => target),
      area: listAreas(thing),
      holder: listHolders(thing),
      answer: listAnswers(id),
      evidence: [evidence.some((item) => item.verification === "verified") ? "seen" : evidence.length ? "unverified" : "none"],
    };
    facetValues.set(id, known);
  }
  return known[facet];
}

/** @type {Map<string, Filter>} */
const parsed = new Map();

/** What a fragment's filter says; what it says wrongly is passed over. @param {string} written @returns {Filter} */
function parseFilter(written) {
  const known = parsed.get(written);
  if (known) return known;
  /** @type {Filter} */
  const filter = new Map();
  for (const part of written.split(",")) {
    const [facet, values] = part.split(":");
    const kept = (values || "").split("|").filter((value) => isValue(/** @type {Facet} */ (facet), value));
    if (kept.length) filter.set(/** @type {Facet} */ (facet), new Set(kept));
  }
  parsed.set(written, filter);
  return filter;
}

const OWN_STATUSES = ["ended", "not-yet", "proposed", "in-office", "out-of-office"];
const EVIDENCES = ["seen", "unverified", "none"];

/** @param {Facet} facet @param {string} value */
function isValue(facet, value) {
  if (!FACETS.includes(facet)) return false;
  if (facet === "class") return classCounts.has(value);
  if (facet === "status") return OWN_STATUSES.includes(value) || concepts.has(value);
  if (facet === "evidence") return EVIDENCES.includes(value);
  if (facet === "answer") return questions.has(value);
  return facet === "kind" ? concepts.has(value) : things.has(value);
}

/** @param {Filter} filter */
function writeFilter(filter) {
  return FACETS.flatMap((facet) => {
    const values = [...(filter.get(facet) || [])].sort();
    return values.length ? [`${facet}:${values.join("|")}`] : [];
  }).join(",");
}

/** The day for which a status is told. */
function filterDay() {
  return view.day || reach.last;
}

/** Whether a thing meets the view's filter, but for one facet. @param {string} id @param {Facet} [but] */
function meetsFilter(id, but) {
  for (const [facet, wanted] of parseFilter(view.filter)) {
    if (facet !== but && !valuesOf(id, facet, filterDay()).some((value) => wanted.has(value))) return false;
  }
  return true;
}
