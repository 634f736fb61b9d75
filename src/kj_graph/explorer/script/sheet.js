// The status sheet of an agreement: whether it is in force and operates, since when for whom, what may end it and when,
// what is disputed about how to read it.

const RELATED = ["replaces", "amends", "implements", "supplements", "reaffirms", "refersTo"];
const FACTS = ["instrumentKind", "bindingness", "outcomeOf", "policyArea", "authenticLanguage", "rokTreatyNumber", "japanTreatyNumber", "untsNumber"];

/** @param {string} value @returns {ReportPage} */
function makeSheet(value) {
  const thing = things.get(value);
  if (!thing) return makeSheetIndex();
  return {
    kind: say("sheet"),
    title: labelOf(thing.id).text,
    build: (references) => buildSheet(thing, references),
    tell: () => tellSheet(thing),
    find: () => [thing.id],
  };
}

/** The day on which the sheet says how things stand: the chosen one, or the last that was looked at. */
function sheetDay() {
  return view.day || reach.last;
}

/** @param {Thing} thing @param {References} references */
function buildSheet(thing, references) {
  const day = sheetDay();
  const disputes = findDisputes(thing);
  const due = findDeadlines(thing);
  const next = due.find((each) => each.day >= day);
  const standing = describeAgreement(thing, day);
  const period = readValue(thing, "noticePeriod");
  return [
    buildOtherNames(thing),
    build("section", { class: "glance", "aria-label": say("glance") },
      build("dl", { class: "rows" },
        build("dt", {}, say("standing", sayDate(day))), build("dd", {}, ...(standing.length ? standing : [build("p", {}, say("dayNothing"))])),
        build("dt", {}, say("lapsed")), build("dd", {}, ...describeLapse(thing, references)),
        build("dt", {}, say("nextDue")), build("dd", {}, next ? buildDeadline(next) : say(due.length ? "duePast" : "dueNone"),
          period && !findWholeEnd(thing) ? build("div", { class: "small" }, `${capitalize(labelOfProperty("noticePeriod").text)}: ${sayPeriod(period)}`) : null),
        build("dt", {}, say("disputes")), build("dd", {}, disputes.length ? build("span", {}, ...disputes.flatMap((each, at) => [at ? " · " : "", buildReportButton(`dossier:${each.id}`, labelOf(each.id).text)])) : say("disputesNone")))),
    ...pickNotes(thing, "note").map((note) => build("p", { class: "lead", lang: note.lang }, note.text, references.of(thing, "skos:note"))),
    buildPart(say("facts"), buildSheetFacts(thing, references)),
    buildPart(say("partyDates"), buildPartyDates(thing, references)),
    buildPart(say("life"), buildSheetLife(thing, references)),
    buildPart(say("term"), buildTerm(thing, due, references)),
    buildPart(say("disputes"), ...disputes.map(buildDispute)),
    buildPart(say("relations"), buildSheetRelations(thing, references)),
    buildReach(readTargets(thing, "policyArea")),
  ];
}

/** @param {Thing} thing @param {string} kind */
function pickNotes(thing, kind) {
  return pickTexts((thing.notes || []).filter((note) => note.kind === kind));
}

/** Whether it ever ceased, and what was done to end it. @param {Thing} thing @param {References} references @returns {Element[]} */
function describeLapse(thing, references) {
  const { enters, starts } = findStarts(thing);
  const first = [...starts].sort((one, other) => (one.bounds.earliest < other.bounds.earliest ? -1 : 1))[0];
  const end = findWholeEnd(thing);
  const seen = model.asOf ? sayDate(model.asOf) : say("undated");
  const steps = datedSteps(thing);
  const told = (/** @type {DatedStep} */ step) => build("li", {},
    build("time", {}, sayDate(step.date || "")), " ", buildText(labelOf(step.kind || "")),
    step.byParties ? ` (${step.byParties.map((id) => labelOf(id).text).join(", ")})` : "", references.mark(step.evidence));
  const head = end ? build("p", {}, build("strong", {}, say("lapseEnded", sayDate(end.date || ""))), " ", buildText(labelOf(end.kind || "")), references.mark(end.evidence))
    : !first ? build("p", {}, say("lapseUnknown"))
      : build("p", {}, build("strong", {}, say(enters ? "lapseNone" : "lapseNoForce", seen)), " ", buildText(labelOf(first.kind || "")), ` ${sayDate(first.date || "")}`, references.mark(first.evidence));
  const moves = steps.filter((step) => /^life-kind-(termination-notice|notice-suspended|notice-withdrawn|dormant|resumed)$/.test(step.kind || "") || (ENDINGS.has(step.kind || "") && (!end || step.id !== end.id)));
  return [head, moves.length ? build("ul", {}, ...moves.map(told)) : null].filter((part) => part !== null);
}

/** Contested matters about an agreement. @param {Thing} thing @returns {Thing[]} */
function findDisputes(thing) {
  const found = (incoming.get(thing.id) || []).filter(([property]) => property === "concerns").map(([, id]) => things.get(id));
  return /** @type {Thing[]} */ (found.filter((each) => each && each.type === "ContestedMatter"));
}

/** @param {Thing} thing @param {References} references */
function buildSheetFacts(thing, references) {
  const list = build("dl", { class: "rows" });
  for (const property of FACTS) {
    const values = (thing.values || []).filter((value) => value.property === property);
    const entries = [
      ...values.map((value) => build("div", {}, buildValue(property, value), references.of(thing, property, value.text))),
      ...readTargets(thing, property).map((id) => build("div", {}, buildThingButton(id), references.of(thing, property, id))),
    ];
    if (!entries.length && property === "authenticLanguage") entries.push(build("div", { class: "small" }, say("noneRecorded")));
    if (entries.length) list.append(build("dt", {}, buildText(labelOfProperty(property))), build("dd", {}, ...entries));
  }
  return list;
}

/** The steps whose dates may differ from party to party. */
const PARTY_STEPS = ["signed", "issued", "ratified", "ratifications-exchanged", "in-force", "termination-notice", ...[...ENDINGS].map((kind) => kind.slice(10))].map((kind) => `life-kind-${kind}`);

/** @param {Thing} thing @param {References} references */
function buildPartyDates(thing, references) {
  const parties = readTargets(thing, "party");
  const kinds = PARTY_STEPS.filter((kind) => (thing.life || []).some((step) => step.kind === kind));
  if (!parties.length || !kinds.length) return null;
  const cell = (/** @type {string} */ party, /** @type {string} */ kind) => {
    const all = (thing.life || []).filter((step) => step.kind === kind);
    const theirs = all.filter((step) => step.byParties && step.byParties.includes(party));
    const steps = theirs.length ? theirs : all.filter((step) => !step.byParties);
    if (!steps.length) return build("span", { class: "small" }, "–");
    return build("div", {}, ...steps.map((step) => {
      const signers = (step.representatives || []).filter((each) => each.party === party);
      return build("div", {}, step.date ? build("time", {}, sayDate(step.date)) : say("undated"), references.mark(step.evidence),
        ...signers.map((each) => build("div", { class: "small" }, each.person ? buildThingButton(each.person) : null, each.office ? ` ${labelOf(each.office).text}` : "", references.mark(each.evidence))));
    }));
  };
  return buildGrid(say("partyDates"), [labelOfProperty("party").text, ...kinds.map((kind) => labelOf(kind).text)],
    parties.map((party) => [build("span", {}, buildThingButton(party), references.of(thing, "party", party)), ...kinds.map((kind) => cell(party, kind))]));
}

/** @param {Thing} thing @param {References} references */
function buildSheetLife(thing, references) {
  const rows = (thing.life || []).map((step) => {
    const note = pickText(step.notes);
    return [
      step.date ? build("time", {}, sayDate(step.date)) : say("undated"),
      build("div", {}, build("strong", {}, buildText(labelOf(step.kind || ""))), note ? build("div", { class: "small", lang: note.lang }, note.text) : null),
      build("div", {}, ...(step.byParties || []).map((id) => build("div", {}, labelOf(id).text)), ...(step.places || []).map((id) => build("div", { class: "small" }, say("at", labelOf(id).text)))),
      build("div", {}, references.mark(step.evidence) || build("span", { class: "small" }, say("noSource"))),
    ];
  });
  if (!findWholeEnd(thing)) rows.push([model.asOf ? build("time", {}, sayDate(model.asOf)) : "", build("em", {}, model.asOf ? say("noEnd", sayDate(model.asOf)) : say("noEndUndated")), "", ""]);
  return buildGrid(say("life"), [labelOfProperty("date").text, say("what"), say("byWhom"), say("evidence")], rows);
}

/** @param {Thing} thing @param {Deadline[]} due @param {References} references */
function buildTerm(thing, due, references) {
  const period = readValue(thing, "noticePeriod");
  const list = build("dl", { class: "rows" });
  const row = (/** @type {string} */ property, /** @type {(string|Element)[]} */ content) => {
    if (content.length) list.append(build("dt", {}, buildText(labelOfProperty(property))), build("dd", {}, ...content.map((each) => build("div", {}, each)), references.of(thing, property)));
  };
  row("termEnds", (thing.values || []).filter((value) => value.property === "termEnds").map((value) => sayDate(value.text)));
  row("afterTerm", readTargets(thing, "afterTerm").map((id) => buildText(labelOf(id))));
  row("noticePeriod", period ? [sayPeriod(period)] : []);
  const day = sheetDay();
  // A term fixes when a notice takes effect; without one on record only the period itself can be counted.
  const runs = period && !readValue(thing, "termEnds") && !findWholeEnd(thing) ? shiftPeriod(day, period, 1) : "";
  if (!list.childElementCount) return build("p", {}, say("noneRecorded"));
  return build("div", {}, list,
    runs ? build("p", {}, say("noticeRuns", sayDate(day), sayDate(runs))) : null,
    due.length ? build("ul", {}, ...due.map((each) => build("li", { class: each.day < day ? "past" : null }, buildDeadline(each)))) : null);
}

/** @param {Thing} matter */
function buildDispute(matter) {
  const positions = positionsOf(matter);
  const holders = [...new Set(positions.flatMap((position) => readTargets(position, "heldBy")))];
  return build("div", { class: "dispute" },
    build("h4", {}, buildReportButton(`dossier:${matter.id}`, labelOf(matter.id).text)),
    ...pickNotes(matter, "definition").map((note) => build("p", { lang: note.lang }, note.text)),
    ...pickNotes(matter, "note").map((note) => build("p", { lang: note.lang }, note.text)),
    build("p", { class: "small" }, say("positionsHeld", sayCount(positions.length), holders.map((id) => labelOf(id).text).join(", "))));
}

/** @param {Thing} thing @param {References} references */
function buildSheetRelations(thing, references) {
  const list = build("dl", { class: "rows" });
  const status = (/** @type {string} */ id) => {
    const other = things.get(id);
    return other && other.type === "Agreement" ? build("span", { class: "small" }, ` ${sayStanding(other, sheetDay())}`) : null;
  };
  for (const property of RELATED) {
    const out = readTargets(thing, property);
    if (out.length) list.append(build("dt", {}, buildText(labelOfProperty(property))), build("dd", {}, ...out.map((id) => build("div", {}, buildThingButton(id), status(id), references.of(thing, property, id)))));
    const back = (incoming.get(thing.id) || []).filter(([name]) => name === property).map(([, id]) => id);
    if (back.length) {
      list.append(build("dt", {}, buildText(labelOfInverse(property))), build("dd", {}, ...back.map((id) =>
        build("div", {}, buildThingButton(id), status(id), references.of(/** @type {Thing} */ (things.get(id)), property, thing.id)))));
    }
  }
  const events = (incoming.get(thing.id) || []).filter(([name]) => name === "concerns").map(([, id]) => /** @type {Thing} */ (things.get(id)))
    .filter((each) => each && each.type === "Event").sort((one, other) => (findDate(one) < findDate(other) ? -1 : 1));
  if (events.length) list.append(build("dt", {}, say("eventsAbout")), build("dd", {}, ...events.map((each) => build("div", {}, build("time", {}, sayDate(findDate(each))), " ", buildThingButton(each.id)))));
  return list.childElementCount ? list : null;
}

/** @param {Thing} thing @returns {string[][]} */
function tellSheet(thing) {
  return [
    [labelOfProperty("date").text, say("what"), say("byWhom"), labelOfProperty("place").text, say("note"), say("evidence"), "IRI"],
    ...(thing.life || []).map((step) => [
      step.date || "", labelOf(step.kind || "").text, (step.byParties || []).map((id) => labelOf(id).text).join(", "),
      (step.places || []).map((id) => labelOf(id).text).join(", "), (pickText(step.notes) || { text: "" }).text, tellEvidence(step.evidence), iriOf(step.id),
    ]),
    ...findDeadlines(thing).map((due) => [due.date, sayDeadline(due), "", "", "", "", ""]),
  ];
}

/** Every agreement with its state, to choose from. @returns {ReportPage} */
function makeSheetIndex() {
  const day = sheetDay();
  const agreements = model.things.filter((thing) => thing.type === "Agreement" && thing.life)
    .map((thing) => ({ thing, standing: sayStanding(thing, day), due: findDeadlines(thing).find((each) => each.day >= day), disputes: findDisputes(thing).length }))
    .sort((one, other) => (findDate(one.thing) < findDate(other.thing) ? 1 : findDate(one.thing) > findDate(other.thing) ? -1 : one.thing.id < other.thing.id ? -1 : 1));
  const ended = (/** @type {Thing} */ thing) => {
    const end = findWholeEnd(thing);
    return end && end.bounds.earliest <= day ? `${labelOf(end.kind || "").text} ${sayDate(end.date || "")}` : "";
  };
  return {
    kind: say("pages"),
    title: say("sheets"),
    build: () => [
      build("p", {}, say("sheetsTitle")),
      buildGrid(say("sheets"), [say("tableName"), say("tableDate"), say("standing", sayDate(day)), say("nextDue"), say("disputes")], agreements.slice(0, MOST_ENTRIES).map(({ thing, standing, due, disputes }) => [
        buildReportButton(`sheet:${thing.id}`, labelOf(thing.id).text), findDate(thing) ? sayDate(findDate(thing), "short") : "",
        standing || ended(thing) || say("dayNothing"), due ? buildDeadline(due) : "", disputes ? String(disputes) : ""])),
      buildRest(agreements.length),
    ],
    tell: () => [[say("tableName"), say("tableDate"), say("standing", day), say("nextDue"), say("disputes"), "IRI"],
      ...agreements.map(({ thing, standing, due, disputes }) => [labelOf(thing.id).text, findDate(thing), standing || ended(thing), due ? `${due.date} ${sayDeadline(due)}` : "", String(disputes), thing.iri])],
    find: () => agreements.map(({ thing }) => thing.id),
  };
}

registerReport("sheet", (value) => value === ALL_REPORTS || Boolean((things.get(value) || {}).life), makeSheet);
