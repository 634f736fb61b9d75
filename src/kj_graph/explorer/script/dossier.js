// The dossier of a contested matter: what both signed or said first, then each holder's positions by date, in equal
// room, in the holder's own language and in that of the page.

/** @param {string} value @returns {ReportPage} */
function makeDossier(value) {
  const matter = things.get(value);
  if (!matter) return makeDossierIndex();
  return {
    kind: say("dossier"),
    title: labelOf(matter.id).text,
    build: (references) => buildDossier(matter, references),
    tell: () => tellDossier(matter),
    find: () => [matter.id, ...positionsOf(matter).map((position) => position.id)],
  };
}

/** The positions on a matter, in order of time. @param {Thing} matter @returns {Thing[]} */
function positionsOf(matter) {
  const found = (incoming.get(matter.id) || []).filter(([property]) => property === "onMatter").map(([, id]) => things.get(id));
  return /** @type {Thing[]} */ (found.filter(Boolean)).sort((one, other) =>
    (findDate(one) < findDate(other) ? -1 : findDate(one) > findDate(other) ? 1 : one.id < other.id ? -1 : 1));
}

/** @type {Map<string, string>} */
const holderLanguages = new Map();

/**
 * The language a holder speaks, as far as the sources of its positions tell: the one most of them are in, English only
 * where there is no other, because ministries publish in it too.
 * @param {string} holder
 */
function languageOf(holder) {
  const known = holderLanguages.get(holder);
  if (known !== undefined) return known;
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const [property, id] of incoming.get(holder) || []) {
    const position = things.get(id);
    if (property !== "heldBy" || !position || position.type !== "Position") continue;
    for (const item of position.evidence || []) {
      for (const each of (sources.get(item.source || "") || {}).languages || []) counts.set(each, (counts.get(each) || 0) + (each === "en" ? 0.001 : 1));
    }
  }
  const [most] = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  const found = most ? most[0] : "";
  holderLanguages.set(holder, found);
  return found;
}

/** Holders with governments first, each group in the order of names in the page's language. @param {Thing[]} positions */
function orderHolders(positions) {
  const holders = [...new Set(positions.flatMap((position) => readTargets(position, "heldBy")))];
  const isGovernment = (/** @type {string} */ id) => {
    const holder = things.get(id);
    return holder !== undefined && (holder.type === "State" || readTargets(holder, "organizationKind").includes("organization-kind-government"));
  };
  const byName = (/** @type {string} */ one, /** @type {string} */ other) => labelOf(one).text.localeCompare(labelOf(other).text, lang);
  return [holders.filter(isGovernment).sort(byName), holders.filter((id) => !isGovernment(id)).sort(byName)].filter((group) => group.length);
}

/** @param {Thing} matter @param {References} references */
function buildDossier(matter, references) {
  const positions = positionsOf(matter);
  const about = readTargets(matter, "concerns").map((id) => things.get(id)).filter((each) => each !== undefined)
    .sort((one, other) => findDate(one).localeCompare(findDate(other)) || (one.id < other.id ? -1 : 1));
  const [texts, others] = [about.filter((each) => each.type === "Agreement"), about.filter((each) => each.type !== "Agreement")];
  const joint = pickNotes(matter, "note");
  return [
    buildOtherNames(matter),
    ...pickNotes(matter, "definition").map((note) => build("p", { class: "lead", lang: note.lang }, note.text, references.of(matter, "skos:definition"))),
    buildPart(say("jointText"),
      ...(joint.length ? joint.map((note) => build("p", { class: "joint", lang: note.lang }, note.text, references.of(matter, "skos:note"))) : [build("p", {}, say("jointNone"))]),
      texts.length ? buildAbout(texts) : null),
    build("section", { class: "sides" }, build("h3", {}, say("positions")),
      build("p", { class: "small" }, say("sidesNote")),
      ...orderHolders(positions).map((holders) => build("div", { class: "columns" }, ...holders.map((holder) => buildSide(holder, positions, references))))),
    others.length ? buildPart(capitalize(labelOfProperty("concerns").text), buildAbout(others)) : null,
    buildPart(say("editorialNote"), ...pickNotes(matter, "editorialNote").map((note) => build("p", { lang: note.lang }, note.text))),
    buildReach(about.flatMap((each) => readTargets(each, "policyArea"))),
  ];
}

/** What a matter is about. @param {Thing[]} about */
function buildAbout(about) {
  return build("ul", {}, ...about.map((each) => build("li", {}, findDate(each) ? build("time", {}, sayDate(findDate(each))) : null, " ", buildThingButton(each.id),
    each.life ? build("span", {}, " · ", buildReportButton(`sheet:${each.id}`, say("sheetOpen"))) : null)));
}

/** What one holder said, in order of time. @param {string} holder @param {Thing[]} positions @param {References} references */
function buildSide(holder, positions, references) {
  const held = positions.filter((position) => readTargets(position, "heldBy").includes(holder));
  const own = languageOf(holder);
  return build("section", { class: "voice" },
    build("h4", {}, buildThingButton(holder)),
    build("p", { class: "small" }, [say("positionsCount", sayCount(held.length)), own && say("ownLanguage", sayLanguage(own))].filter(Boolean).join(" · ")),
    build("ol", {}, ...held.map((position, at) => buildStatement(position, own, at, held, references))));
}

/** @param {Thing} position @param {string} own @param {number} at @param {Thing[]} held @param {References} references */
function buildStatement(position, own, at, held, references) {
  const [from, until] = [readValue(position, "from") || "", readValue(position, "until") || ""];
  const words = (position.values || []).filter((value) => value.property === "formulation");
  const theirs = words.find((text) => text.lang === own);
  const ours = words.find((text) => text.lang === lang) || (theirs ? undefined : words[0]);
  const translated = (/** @type {Words} */ text) => (position.ownEvidence || []).some((item) => item.property === "formulation" && (!item.value || item.value === text.text));
  const tell = (/** @type {Words|undefined} */ text, /** @type {string} */ className) => text && build("p", { class: className, lang: text.lang }, text.text, translated(text) ? " †" : "");
  const certainty = view.day ? holdsOn(from, until, view.day) : null;
  return build("li", {},
    build("p", { class: "when" }, build("strong", {}, saySpan(from, until) || say("undated")),
      held.length > 1 ? build("span", { class: "small" }, say("positionOf", sayCount(at + 1), sayCount(held.length))) : null,
      certainty ? build("span", { class: "certainty" }, say("standingHeld")) : null),
    tell(theirs, "words"),
    ours && ours !== theirs ? tell(ours, theirs ? "words translated" : "words") : null,
    words.length ? null : build("p", {}, buildThingButton(position.id)),
    ...pickNotes(position, "note").map((note) => build("p", { class: "small", lang: note.lang }, note.text)),
    build("p", { class: "proofs" }, buildTierOf(position), references.mark((position.evidence || []).filter((item) => item.property === "formulation" || item.property === "")) || references.mark(position.evidence)));
}

/** The tiers of what a position rests on. @param {Thing} position */
function buildTierOf(position) {
  const tiers = [...new Set((position.evidence || []).filter((item) => item.property === "formulation" || item.property === "").map((item) => (sources.get(item.source || "") || {}).tier))];
  return build("span", { class: "tiers" }, ...tiers.map((tier) => buildTier(tier)));
}

/** @param {Thing} matter @returns {string[][]} */
function tellDossier(matter) {
  return [
    [labelOfProperty("heldBy").text, say("tableDate"), labelOfProperty("until").text, ...LANGS.map((each) => `${labelOfProperty("formulation").text} (${LANG_NAMES[each]})`), say("evidence"), "IRI"],
    ...positionsOf(matter).map((position) => [
      readTargets(position, "heldBy").map((id) => labelOf(id).text).join(", "), readValue(position, "from") || "", readValue(position, "until") || "",
      ...LANGS.map((each) => ((position.values || []).find((value) => value.property === "formulation" && value.lang === each) || { text: "" }).text),
      tellEvidence((position.evidence || []).filter((item) => item.property === "formulation" || item.property === "")), position.iri,
    ]),
  ];
}

/** Every contested matter, to choose from. @returns {ReportPage} */
function makeDossierIndex() {
  const matters = model.things.filter((thing) => thing.type === "ContestedMatter").map((matter) => ({ matter, positions: positionsOf(matter) }))
    .sort((one, other) => labelOf(one.matter.id).text.localeCompare(labelOf(other.matter.id).text, lang));
  const holders = (/** @type {Thing[]} */ positions) => orderHolders(positions).flat().map((id) => labelOf(id).text).join(", ");
  const span = (/** @type {Thing[]} */ positions) => [positions[0], positions[positions.length - 1]].map((each) => (each ? findDate(each) : ""));
  return {
    kind: say("pages"),
    title: say("dossiers"),
    build: () => [
      build("p", {}, say("dossiersTitle")),
      buildGrid(say("dossiers"), [say("tableName"), say("tableDate"), pluralOfClass("Position"), labelOfProperty("heldBy").text], matters.map(({ matter, positions }) => [
        buildReportButton(`dossier:${matter.id}`, labelOf(matter.id).text), [...new Set(span(positions).filter(Boolean).map((date) => date.slice(0, 4)))].join("–"), String(positions.length), holders(positions)])),
    ],
    tell: () => [[say("tableName"), say("tableDate"), pluralOfClass("Position"), labelOfProperty("heldBy").text, "IRI"],
      ...matters.map(({ matter, positions }) => [labelOf(matter.id).text, span(positions)[0], String(positions.length), holders(positions), matter.iri])],
    find: () => matters.map(({ matter }) => matter.id),
  };
}

registerReport("dossier", (value) => value === ALL_REPORTS || (things.get(value) || {}).type === "ContestedMatter", makeDossier);
