// The change brief: what moved between a day and the last day that was looked at, what falls due, which proposals came
// back, what else was said. Nothing in it says that nothing else happened.

/** @typedef {{date: string, sure: boolean, what: string, id: string, more: string, items: Evidence[]|undefined}} Move */

/** @param {string} value @returns {ReportPage} */
function makeBrief(value) {
  const since = value;
  return {
    kind: say("brief"),
    title: say("briefOf", sayDate(since), sayDate(reach.last)),
    build: (references) => buildBrief(since, references),
    tell: () => tellBrief(since),
    find: () => [...new Set([...findMoves(since).flatMap(({ moves }) => moves.map((each) => each.id)), ...findSaidSince(since).map((each) => each.id), ...findReturns(since).flatMap((each) => each.now.map((claim) => claim.id))])],
  };
}

/** Whether a date is in the time of the brief; "possible" where it is known only to the month or year. @param {string|undefined} written @param {string} since @returns {Certainty|null} */
function fallsWithin(written, since) {
  const bounds = boundsOf(written);
  if (!bounds || bounds.latest < since || bounds.earliest > reach.last) return null;
  return bounds.earliest >= since && bounds.latest <= reach.last ? "certain" : "possible";
}

/** @param {Move[]} moves */
function sortMoves(moves) {
  return moves.sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : one.id < other.id ? -1 : 1));
}

/** What moved, by what it is. @param {string} since @returns {{title: string, moves: Move[]}[]} */
function findMoves(since) {
  /** @type {Record<"life"|"changes"|"positions"|"events"|"offices", Move[]>} */
  const found = { life: [], changes: [], positions: [], events: [], offices: [] };
  const add = (/** @type {keyof typeof found} */ part, /** @type {string|undefined} */ date, /** @type {string} */ id, /** @type {string} */ what, /** @type {string} */ more, /** @type {Evidence[]|undefined} */ items) => {
    const certainty = fallsWithin(date, since);
    if (certainty) found[part].push({ date: date || "", sure: certainty === "certain", what, id, more, items });
  };
  for (const thing of model.things) {
    for (const step of thing.life || []) {
      add("life", step.date, thing.id, labelOf(step.kind || "").text, [(step.byParties || []).map((id) => labelOf(id).text).join(", "), (pickText(step.notes) || { text: "" }).text].filter(Boolean).join(" · "), step.evidence);
    }
    for (const change of thing.changes || []) add("changes", change.date, thing.id, labelOf(change.status).text, (pickText(change.notes) || { text: "" }).text, change.evidence);
    if (thing.type === "Event") add("events", readValue(thing, "date"), thing.id, readTargets(thing, "eventKind").map((id) => labelOf(id).text).join(", "), "", evidenceOf(thing, "date"));
    if (thing.type === "Position") add("positions", readValue(thing, "from"), thing.id, readTargets(thing, "onMatter").map((id) => labelOf(id).text).join(", "), "", evidenceOf(thing, "formulation"));
  }
  for (const tenure of model.tenures) {
    const items = (/** @type {string} */ name) => (tenure.evidence || []).filter((item) => item.property === name || !item.property);
    add("offices", tenure.start, tenure.person, say("officeTaken"), labelOf(tenure.office).text, items("from"));
    add("offices", tenure.end, tenure.person, say("officeLeft"), labelOf(tenure.office).text, items("until"));
  }
  const titles = { life: say("briefLife"), changes: say("briefChanges"), positions: say("briefPositions"), events: say("briefEvents"), offices: say("briefOffices") };
  return /** @type {(keyof typeof found)[]} */ (Object.keys(found)).map((part) => ({ title: titles[part], moves: sortMoves(found[part]) }));
}

/** @param {Thing} thing @param {string} property */
function evidenceOf(thing, property) {
  const narrow = (thing.evidence || []).filter((item) => item.property === property);
  return narrow.length ? narrow : (thing.evidence || []).filter((item) => !item.property);
}

/** Claims said in the time of the brief, in order of time. @param {string} since @returns {Thing[]} */
function findSaidSince(since) {
  return model.things.filter((thing) => (thing.type === "Claim" || thing.type === "Proposal") && fallsWithin(findSaid(thing), since))
    .sort((one, other) => findSaid(one).localeCompare(findSaid(other)) || (one.id < other.id ? -1 : 1));
}

/**
 * Themes on which a proposal was made in this time and one before, at another occasion.
 * @param {string} since @returns {{theme: string, now: Thing[], before: Thing[]}[]}
 */
function findReturns(since) {
  /** @type {Map<string, Thing[]>} */
  const byTheme = new Map();
  for (const thing of model.things) if (thing.type === "Proposal") for (const theme of readTargets(thing, "theme")) append(byTheme, theme, thing);
  const bySaid = (/** @type {Thing} */ one, /** @type {Thing} */ other) => (findSaid(one) < findSaid(other) ? -1 : findSaid(one) > findSaid(other) ? 1 : one.id < other.id ? -1 : 1);
  return [...byTheme].map(([theme, proposals]) => ({
    theme,
    now: proposals.filter((each) => fallsWithin(findSaid(each), since)).sort(bySaid),
    before: proposals.filter((each) => (boundsOf(findSaid(each)) || { latest: NEVER }).latest < since).sort(bySaid),
  })).filter(({ now, before }) => now.length && before.length)
    .sort((one, other) => labelOf(one.theme).text.localeCompare(labelOf(other.theme).text, lang));
}

/** Everything that fell or falls due from a day on. @param {string} since @returns {{past: Deadline[], ahead: Deadline[]}} */
function findDue(since) {
  const all = model.things.flatMap((thing) => (thing.type === "Agreement" ? findDeadlines(thing) : [])).filter((due) => due.day >= since)
    .sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : one.agreement < other.agreement ? -1 : 1));
  return { past: all.filter((due) => due.day <= reach.last), ahead: all.filter((due) => due.day > reach.last) };
}

/** @param {string} since @param {References} references */
function buildBrief(since, references) {
  const moved = findMoves(since);
  const said = findSaidSince(since);
  const due = findDue(since);
  const returns = findReturns(since);
  return [
    buildSince(since),
    build("p", { class: "lead" }, say("briefLead", sayCount(moved[0].moves.length), sayCount(moved[3].moves.length), sayCount(said.length), sayCount(returns.length), sayCount(due.ahead.length))),
    build("p", { class: "silence" }, say("silence", sayDate(reach.last))),
    build("h3", { class: "group" }, say("briefMoved")),
    ...moved.map(({ title, moves }) => buildPart(`${title} (${sayCount(moves.length)})`, buildMoves(moves, references))),
    buildPart(say("briefDue"),
      due.past.length ? build("h4", {}, say("duePassed")) : null, due.past.length ? buildDue(due.past) : null,
      build("h4", {}, say("dueAhead", sayDate(reach.last))), due.ahead.length ? buildDue(due.ahead) : build("p", {}, say("dueNone")),
      build("p", { class: "small" }, say("dueNote"))),
    buildPart(say("briefReturns"), build("p", { class: "small" }, say("returnsNote")), ...(returns.length ? returns.map(buildReturn) : [build("p", {}, say("briefNothing"))])),
    buildPart(`${say("briefSaid")} (${sayCount(said.length)})`, ...(said.length ? [...buildSaid(said.slice(-MOST_ENTRIES)), buildRest(said.length)] : [build("p", {}, say("briefNothing"))])),
    buildBriefReach(),
  ];
}

/** The day from which on, to be changed. @param {string} since */
function buildSince(since) {
  const field = build("input", { id: "brief-since", type: "text", inputmode: "numeric", maxlength: 10, autocomplete: "off", spellcheck: "false", value: since, placeholder: "YYYY-MM-DD" });
  const go = (/** @type {string} */ day) => openReport(`brief:${day < reach.first ? reach.first : day > reach.last ? reach.last : day}`);
  field.addEventListener("change", () => {
    const bounds = boundsOf(field.value.trim());
    const known = bounds && /^\d{4}(-\d\d){0,2}$/.test(field.value.trim()) && isDay(bounds.earliest);
    field.setAttribute("aria-invalid", String(!known));
    if (known) go(bounds.earliest);
    else find("status").textContent = say("timeFieldHint");
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") field.dispatchEvent(new Event("change"));
  });
  const back = (/** @type {number} */ months, /** @type {string} */ words) => buildButton(words, () => go(shiftMonths(reach.last, -months)), { class: "plain" });
  return build("div", { class: "since" }, build("label", { for: "brief-since" }, say("briefSince")), field,
    back(1, say("briefMonth")), back(6, say("briefHalf")), back(12, say("briefYear")));
}

/** @param {Move[]} moves @param {References} references */
function buildMoves(moves, references) {
  if (!moves.length) return build("p", {}, say("briefNothing"));
  const list = build("ul", { class: "moves" }, ...moves.slice(-MOST_ENTRIES).map((move) => build("li", {},
    build("time", {}, sayDate(move.date, "short")), move.sure ? null : buildCertainty("possible"), " ",
    move.what ? build("strong", {}, move.what) : null, " ", buildThingButton(move.id), references.mark(move.items),
    move.more ? build("div", { class: "small" }, move.more) : null)));
  return build("div", {}, list, buildRest(moves.length));
}

/** @param {Deadline[]} due */
function buildDue(due) {
  return build("ul", { class: "moves" }, ...due.map((each) => {
    const after = readTargets(/** @type {Thing} */ (things.get(each.agreement)), "afterTerm").map((id) => labelOf(id).text).join(", ");
    return build("li", {}, buildDeadline(each), ": ", buildReportButton(`sheet:${each.agreement}`, labelOf(each.agreement).text),
      after && each.kind === "dueTerm" ? build("div", { class: "small" }, `${labelOfProperty("afterTerm").text}: ${after}`) : null);
  }));
}

/** @param {{theme: string, now: Thing[], before: Thing[]}} each */
function buildReturn({ theme, now, before }) {
  const entry = (/** @type {Thing} */ proposal) => build("li", {}, build("time", {}, sayDate(findSaid(proposal), "short")), " ", buildThingButton(proposal.id),
    build("span", { class: "small" }, ` ${readTargets(proposal, "statedAt").map((id) => labelOf(id).text).join(", ")}`));
  const events = new Set(before.flatMap((proposal) => readTargets(proposal, "statedAt")));
  return build("div", { class: "return" }, build("h4", {}, buildThingButton(theme)),
    build("ul", { class: "moves" }, ...now.map(entry)),
    build("p", { class: "small" }, say("returnsBefore", sayCount(before.length), sayCount(events.size))),
    build("ul", { class: "moves before" }, entry(before[0]), before.length > 1 ? entry(before[before.length - 1]) : null));
}

/** What was said, by the occasion. @param {Thing[]} said @returns {Element[]} */
function buildSaid(said) {
  /** @type {Map<string, Thing[]>} */
  const byEvent = new Map();
  for (const claim of said) append(byEvent, readTargets(claim, "statedAt")[0] || "", claim);
  const ordered = [...byEvent].sort(([, [one]], [, [other]]) => (findSaid(one) < findSaid(other) ? -1 : 1));
  return ordered.map(([event, claims]) => build("div", { class: "return" },
    build("h4", {}, build("time", {}, sayDate(findSaid(claims[0]), "short")), " ", event ? buildThingButton(event) : say("undated")),
    build("ul", { class: "moves" }, ...claims.map((claim) => build("li", {}, build("span", { class: "small" }, `${labelOf(readTargets(claim, "claimKind")[0] || claim.type).text} · `), buildThingButton(claim.id))))));
}

/** How far each part was looked at. */
function buildBriefReach() {
  if (!coverage.length) return null;
  return buildPart(say("coverage"), build("ul", {}, ...coverage.map((each) =>
    build("li", {}, buildThingButton(each.id), " ", build("span", { class: "small" }, readValue(each, "until") ? say("until", sayDate(readValue(each, "until") || "")) : "")))));
}

/** @param {string} since @returns {string[][]} */
function tellBrief(since) {
  const due = findDue(since);
  return [
    [say("tableClass"), say("tableDate"), say("what"), say("tableName"), say("note"), say("evidence"), "IRI"],
    ...findMoves(since).flatMap(({ title, moves }) => moves.map((move) => [title, move.date, move.what, labelOf(move.id).text, move.more, tellEvidence(move.items), iriOf(move.id)])),
    ...[...due.past, ...due.ahead].map((each) => [say("briefDue"), each.date, sayDeadline(each), labelOf(each.agreement).text, "", "", iriOf(each.agreement)]),
    ...findReturns(since).flatMap(({ theme, now, before }) => now.map((each) => [say("briefReturns"), findSaid(each), labelOf(theme).text, labelOf(each.id).text, say("returnsBefore", before.length, new Set(before.flatMap((one) => readTargets(one, "statedAt"))).size), "", each.iri])),
    ...findSaidSince(since).map((each) => [say("briefSaid"), findSaid(each), readTargets(each, "statedAt").map((id) => labelOf(id).text).join(", "), labelOf(each.id).text, "", tellEvidence(evidenceOf(each, "")), each.iri]),
  ];
}

registerReport("brief", (value) => isDay(value) && value >= reach.first && value <= reach.last && Boolean(model.asOf), makeBrief);
