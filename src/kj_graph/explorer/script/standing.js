// How a thing stood on the chosen day, and all that held on it.

/** The panel that tells what held on the chosen day; no thing is called so. */
const DAY_PANEL = "on-the-day";

/** @typedef {{office: string, holder: string, certainty: Certainty, from: string, until: string, notes?: Words[]}} Holding */
/** @typedef {{matter: string, holder: string, position: string, certainty: Certainty, from: string, until: string}} Held */

/** Who held which office. @param {string} day @returns {Holding[]} */
function holdingsOn(day) {
  /** @type {Holding[]} */
  const found = [];
  for (const tenure of model.tenures) {
    const certainty = holdsOn(tenure.start, tenure.end, day);
    if (certainty) {
      found.push({ office: tenure.office, holder: tenure.person, certainty, from: tenure.start || "", until: tenure.end || "", notes: tenure.notes });
    }
  }
  return found;
}

/** Who held which position. @param {string} day @returns {Held[]} */
function positionsOn(day) {
  /** @type {Held[]} */
  const found = [];
  for (const thing of model.things) {
    if (thing.type !== "Position") continue;
    const [from, until] = [readValue(thing, "from"), readValue(thing, "until")];
    const certainty = holdsOn(from, until, day);
    if (!certainty) continue;
    const targets = (/** @type {string} */ wanted) => (thing.relations || []).filter(([name]) => name === wanted).map(([, id]) => id);
    for (const matter of targets("onMatter")) {
      for (const holder of targets("heldBy")) found.push({ matter, holder, position: thing.id, certainty, from: from || "", until: until || "" });
    }
  }
  return found;
}

/** @param {Certainty} certainty */
function buildCertainty(certainty) {
  return build("span", { class: `certainty certainty-${certainty}` }, labelOf(`certainty-${certainty}`).text);
}

/** @param {string|Element|null} what @param {Certainty|null} certainty @param {string} [more] */
function buildLine(what, certainty, more) {
  return build("p", { class: "line" }, what, certainty ? buildCertainty(certainty) : null, more ? build("span", { class: "small" }, more) : null);
}

/** A date with the words from or until before it. @param {string} from @param {string} until */
function saySpan(from, until) {
  return [from && say("from", sayDate(from)), until && say("until", sayDate(until))].filter(Boolean).join(" · ");
}

/** How a thing stood on the day, if one is chosen and its dates tell. @param {Thing} thing */
function buildStanding(thing) {
  if (!view.day) return null;
  const lines = findStanding(thing, view.day);
  if (!lines.length) return null;
  return build("section", { class: "standing" }, build("h3", {}, say("standing", sayDate(view.day))), ...lines);
}

/** @param {Thing} thing @param {string} day @returns {Element[]} */
function findStanding(thing, day) {
  if (thing.type === "Agreement") return describeAgreement(thing, day);
  if (thing.type === "Person" || thing.type === "Office") {
    const held = holdingsOn(day).filter((each) => each.holder === thing.id || each.office === thing.id);
    const other = (/** @type {Holding} */ each) => (each.holder === thing.id ? each.office : each.holder);
    if (held.length) return held.map((each) => buildLine(buildThingButton(other(each)), each.certainty, saySpan(each.from, each.until)));
    return tenures.has(thing.id) ? [buildLine(say("standingNoOffice"), null)] : [];
  }
  if (thing.type === "ContestedMatter") {
    const held = positionsOn(day).filter((each) => each.matter === thing.id);
    if (!held.length) return [buildLine(say("standingNoPosition"), null)];
    return held.map((each) => buildLine(build("span", {}, buildThingButton(each.holder), ": ", buildThingButton(each.position)), each.certainty, saySpan(each.from, each.until)));
  }
  if (thing.type === "Proposal" || thing.type === "Claim") return describeClaim(thing, day);
  const from = readValue(thing, "from");
  if (from) {
    const certainty = holdsOn(from, readValue(thing, "until"), day);
    if (certainty) return [buildLine(say(thing.type === "Position" ? "standingHeld" : "standingExists"), certainty)];
    return [buildLine(say(presenceOf(thing.id, day) === "absent" ? "standingNotYet" : "standingOver"), null)];
  }
  const date = boundsOf(thing.type === "Event" ? findSaid(thing) : readValue(thing, "date"));
  if (!date) return [];
  if (day < date.earliest) return [buildLine(say("standingAhead"), null)];
  if (day > date.latest) return [buildLine(say("standingPast"), null)];
  return [date.earliest === date.latest ? buildLine(say("standingThatDay"), null) : buildLine(say("standingThatDay"), "possible")];
}

/** @param {Thing} thing @param {string} day */
function describeAgreement(thing, day) {
  const lines = standingOf(thing, day).map((each) =>
    buildLine(build("span", {}, build("strong", {}, buildText(labelOf(`status-${each.status}`))),
      each.party ? ` · ${labelOf(each.party).text}` : null), each.certainty, say("from", sayDate(each.since))));
  const steps = datedSteps(thing);
  if (!lines.length) {
    const presence = presenceOf(thing.id, day);
    const ended = steps.filter((step) => ENDINGS.has(step.kind || "") && step.bounds.earliest <= day);
    if (presence === "absent") lines.push(buildLine(say("standingNotMade"), null));
    else if (ended.length) lines.push(buildLine(build("strong", {}, buildText(labelOf(ended[0].kind || ""))), null, sayDate(ended[0].date || "")));
    else if (steps.length) lines.push(buildLine(say("standingNotInForce"), null));
  }
  const after = new Set(["life-kind-notice-suspended", "life-kind-notice-withdrawn", ...ENDINGS]);
  for (const notice of steps.filter((step) => step.kind === "life-kind-termination-notice" && step.bounds.earliest <= day)) {
    const lifted = steps.some((step) => after.has(step.kind || "") && step.bounds.latest >= notice.bounds.earliest && step.bounds.latest <= day);
    if (!lifted) lines.push(buildLine(buildText(labelOf(notice.kind || "")), null, sayDate(notice.date || "")));
  }
  return lines;
}

/** @param {Thing} thing @param {string} day */
function describeClaim(thing, day) {
  const said = boundsOf(findSaid(thing));
  if (!said) return [];
  if (day < said.earliest) return [buildLine(say("standingNotSaid"), null)];
  const change = findChange(thing, day);
  return [
    buildLine(say("standingSaid"), said.latest <= day ? "certain" : "possible", sayDate(findSaid(thing))),
    change ? buildLine(buildText(labelOf(change.status)), null, sayDate(change.date || "")) : null,
  ].filter((line) => line !== null);
}

/** All that held on the chosen day. */
function buildDay() {
  const day = view.day || reach.last;
  const standings = model.things.filter((thing) => thing.type === "Agreement").flatMap((thing) => standingOf(thing, day));
  const bySince = standings.sort((one, other) => (one.since < other.since ? -1 : one.since > other.since ? 1 : one.agreement < other.agreement ? -1 : 1));
  const once = (/** @type {Standing[]} */ rows) => rows.filter((row, at) => rows.findIndex((each) => each.agreement === row.agreement) === at);
  const force = once(bySince.filter((each) => each.status.startsWith("in-force")));
  const made = once(bySince.filter((each) => each.status.startsWith("made")));
  const entry = (/** @type {Standing} */ each) =>
    build("li", {}, buildThingButton(each.agreement), build("span", { class: "small" }, ` ${[
      say("from", sayDate(each.since)), each.status.endsWith("not-operating") && labelOf(`status-${each.status}`).text,
    ].filter(Boolean).join(" · ")} `), each.certainty === "possible" ? buildCertainty("possible") : null);
  const holdings = holdingsOn(day).map((each) =>
    build("li", {}, buildThingButton(each.office), ": ", buildThingButton(each.holder), each.certainty === "possible" ? buildCertainty("possible") : null));
  const held = positionsOn(day);
  const matters = [...new Set(held.map((each) => each.matter))].map((matter) =>
    build("li", {}, buildThingButton(matter), build("span", { class: "count" }, sayCount(held.filter((each) => each.matter === matter).length))));
  const proposals = model.things.filter((thing) => thing.type === "Proposal" && (boundsOf(findSaid(thing)) || { earliest: NEVER }).earliest <= day)
    .sort((one, other) => (findSaid(one) > findSaid(other) ? -1 : 1));
  const month = shiftMonths(day, -1);
  const events = model.things.filter((thing) => {
    const date = thing.type === "Event" ? boundsOf(readValue(thing, "date")) : null;
    return date && date.earliest <= day && date.latest > month;
  });
  const section = (/** @type {string} */ name, /** @type {HTMLElement[]} */ entries) =>
    build("section", {}, build("h3", {}, say(name), build("span", { class: "count" }, sayCount(entries.length))),
      entries.length ? buildShortened(entries) : build("p", { class: "small" }, say("dayNothing")));
  return [
    buildPanelHead("", { text: say("dayPanel") }),
    build("div", { class: "names" }, build("h2", {}, sayDate(day))),
    section("dayForce", force.map(entry)),
    section("dayMade", made.map(entry)),
    section("dayOffice", holdings),
    section("dayPositions", matters),
    section("dayProposals", proposals.map((thing) => {
      const change = findChange(thing, day);
      return build("li", {}, buildThingButton(thing.id), build("span", { class: "small" }, ` ${[sayDate(findSaid(thing)), change && labelOf(change.status).text].filter(Boolean).join(" · ")}`));
    })),
    section("dayEvents", events.map((thing) => build("li", {}, buildThingButton(thing.id), build("span", { class: "small" }, ` ${sayDate(readValue(thing, "date") || "")}`)))),
    ...(day < reach.last && model.asOf ? [build("p", {}, buildReportButton(`brief:${day}`, say("briefFrom"), "plain"))] : []),
    build("p", { class: "small" }, say("dayNote")),
  ];
}
