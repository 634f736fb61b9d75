const panel = find("panel");
/** Before a list is cut short. */
const LONG = 10;
/** Properties whose values come first, in this order; the others follow by name. */
const ORDER = [
  "instrumentKind", "bindingness", "organizationKind", "eventKind", "claimKind", "proposalStatus", "date", "from", "until",
  "endDate", "termEnds", "afterTerm", "noticePeriod", "formulation", "attribution", "heldBy", "modality", "timeHorizon", "timeReference", "statedAt", "onMatter", "party",
  "place", "partOf", "officeOf", "agent", "organizer", "participant", "concerns", "cooperationCourse", "respondsTo", "outcomeOf", "supplements", "replaces", "amends", "implements",
  "reaffirms", "refersTo", "theme",
  "policyArea", "skos:broader",
];

const DATES = ["date", "endDate", "from", "until", "termEnds", "timeReference"];

/** @param {string} name */
function orderOf(name) {
  const at = ORDER.indexOf(name);
  return at < 0 ? ORDER.length : at;
}

/** @param {[string, any[]][]} groups */
function sortGroups(groups) {
  return groups.sort(([one], [other]) => orderOf(one) - orderOf(other) || (one < other ? -1 : 1));
}

/** Show the panel of the chosen thing, or none. */
function showPanel() {
  const thing = things.get(view.thing);
  const source = sources.get(view.thing);
  const path = view.path !== "" && !view.thing;
  panel.hidden = !thing && !source && !path && view.thing !== COVERAGE && view.thing !== DAY_PANEL;
  document.body.classList.toggle("with-panel", !panel.hidden);
  if (panel.hidden) {
    panel.replaceChildren();
    return;
  }
  panel.setAttribute("aria-label", path ? say("path") : view.thing === DAY_PANEL ? say("dayPanel") : labelOf(view.thing).text);
  panel.replaceChildren(...(path ? buildPath() : thing ? buildThing(thing) : source ? buildSource(source) : view.thing === COVERAGE ? buildCoverage() : buildDay()));
  panel.scrollTop = 0;
}

/** @param {string} type @param {Words} kind */
function buildPanelHead(type, kind) {
  return build("div", { class: "panel-head" },
    build("p", { class: "class" }, things.has(view.thing) ? buildMark(type) : null, buildText(kind)),
    view.path && !isPicking() ? buildButton(say("pathBack"), () => changeView({ thing: "" }, true), { class: "plain" }) : null,
    nodes.has(view.thing) && isDrawn() && !isHidden(/** @type {DrawnNode} */ (nodes.get(view.thing)))
      ? buildButton(say("showInDrawing"), () => bringIntoView(view.thing), { class: "plain icon", title: say("showInDrawing") }, buildIcon("centre"))
      : null,
    buildSizeButton(),
    buildButton(say("close"), closePanel, { class: "plain icon close", title: say("close") }, buildIcon("close")));
}

/** On a phone the panel is a sheet from below; this makes it as high as the page, or lower again. */
function buildSizeButton() {
  const tall = document.body.classList.contains("tall-panel");
  const words = say(tall ? "panelLow" : "panelTall");
  return buildButton(words, () => sizePanel(!tall), { class: "plain icon panel-size", title: words }, buildIcon(tall ? "down" : "up"));
}

/** @param {boolean} tall */
function sizePanel(tall) {
  document.body.classList.toggle("tall-panel", tall);
  const button = panel.querySelector(".panel-size");
  if (!button) return;
  const focused = button === document.activeElement;
  const again = buildSizeButton();
  button.replaceWith(again);
  if (focused) again.focus();
}

let touchedAt = NaN;
panel.addEventListener("touchstart", (event) => {
  touchedAt = event.target instanceof Element && event.target.closest(".panel-head") ? event.touches[0].clientY : NaN;
}, { passive: true });
// A sheet is drawn up by its head, and down.
panel.addEventListener("touchend", (event) => {
  const way = event.changedTouches[0].clientY - touchedAt;
  const button = panel.querySelector(".panel-size");
  if (Math.abs(way) > 40 && button && getComputedStyle(button).display !== "none") sizePanel(way < 0);
});

function closePanel() {
  changeView({ thing: "" }, true);
  focusSearch();
}

function focusSearch() {
  // On a touch screen the search field would raise the keyboard.
  if (!matchMedia("(hover: none)").matches) find("search").focus();
}

/** @param {Thing} thing */
function buildThing(thing) {
  /** @type {Set<Evidence>} evidence shown beside a statement */
  const shown = new Set();
  return [
    buildPanelHead(thing.type, labelOfClass(thing.type)),
    buildNames(thing, shown),
    buildLeads(thing),
    buildReportLinks(thing),
    buildDrawnShare(thing),
    buildStanding(thing),
    ...buildNotes(thing),
    buildFacts(thing, shown),
    buildPositions(thing),
    buildLife(thing),
    buildChanges(thing),
    buildTenures(thing),
    buildActs(thing),
    buildRelations(thing, shown),
    buildReadings(thing),
    buildEvidenceSection(thing, shown),
    build("p", { class: "iri" }, say("identifier"), " ", build("code", {}, thing.iri)),
  ].filter((part) => part !== null);
}

/** Where one can go from a thing: to its network, and along paths to another. @param {Thing} thing */
function buildLeads(thing) {
  if (!nodes.has(thing.id)) return null;
  const inNetwork = sceneKind(view) === "network" && isDrawn();
  const opened = view.open.includes(thing.id);
  const middle = inNetwork && middleOf(view) === thing.id;
  return build("p", { class: "leads" },
    middle ? null : buildButton(say("leadNetwork"), () => openNetwork(thing.id), { class: "plain", "data-lead": "network" }),
    inNetwork && !middle && (opened || countUnseen(thing.id))
      ? buildButton(opened ? say("leadClose") : say("leadOpen", sayCount(Math.min(countUnseen(thing.id), MOST_OPENED))), () => toggleOpened(thing.id), { class: "plain", "data-lead": "open" })
      : null,
    buildButton(say("leadPath"), () => startPath(thing.id), { class: "plain", "data-lead": "path" }),
    thing.type === "PolicyArea" && !view.filter.includes(thing.id) ? buildButton(say("leadArea"), () => openArea(thing.id), { class: "plain", "data-lead": "area" }) : null);
}

/** @param {Thing} thing @param {Set<Evidence>} shown */
function buildNames(thing, shown) {
  const labels = thing.labels || {};
  const order = [lang, ...LANGS.filter((each) => each !== lang)].filter((each) => Object.hasOwn(labels, each));
  const names = build("div", { class: "names" });
  if (!order.length) names.append(build("h2", {}, thing.id));
  order.forEach((each, at) => {
    const own = (thing.ownTranslations || []).includes(each);
    const proof = findEvidence(thing, "skos:prefLabel", labels[each]).filter((item) => !item.lang || item.lang === each);
    proof.forEach((item) => shown.add(item));
    names.append(build(at ? "p" : "h2", { lang: each },
      labels[each],
      own ? build("span", { class: "own", lang, title: say("ownTranslationTitle") }, say("ownTranslation")) : null,
      proof.length ? build("span", { lang }, buildProof(proof)) : null));
  });
  if (thing.otherNames) {
    const others = build("p", { class: "others" }, `${say("alsoCalled")}: `);
    thing.otherNames.forEach((name, at) => others.append(at ? "\u00a0· " : "", build("span", { lang: name.lang }, name.text)));
    names.append(others);
  }
  return names;
}

/** @param {Thing} thing */
function buildNotes(thing) {
  const kinds = [...new Set((thing.notes || []).map((note) => note.kind))];
  return kinds.map((kind) => {
    const notes = (thing.notes || []).filter((note) => note.kind === kind);
    const inLang = notes.filter((note) => note.lang === lang);
    const chosen = inLang.length ? inLang : notes.filter((note) => note.lang === notes[0].lang);
    return build("section", { class: kind === "editorialNote" ? "note editorial" : "note" },
      kind === "definition" ? null : build("h3", {}, Object.hasOwn(ui, kind) ? say(kind) : readName(kind)),
      ...chosen.map((note) => build("p", { lang: note.lang && note.lang !== lang ? note.lang : null }, note.text)));
  });
}

/** Literals, kinds and outside links: what leads to no other thing. @param {Thing} thing @param {Set<Evidence>} shown */
function buildFacts(thing, shown) {
  /** @type {Map<string, {content: HTMLElement, value: string}[]>} */
  const rows = new Map();
  const literals = chooseLiterals(thing);
  for (const value of literals) append(rows, value.property, { content: buildValue(value.property, value), value: value.text });
  for (const [property, target] of thing.relations || []) {
    if (!things.has(target) && !sources.has(target)) append(rows, property, { content: buildText(labelOf(target)), value: target });
  }
  for (const [property, address] of thing.links || []) append(rows, property, { content: buildLink(address, readAddress(address)), value: address });
  if (!rows.size) return null;
  const list = build("dl", { class: "rows" });
  for (const [property, entries] of sortGroups([...rows])) {
    list.append(build("dt", {}, buildText(labelOfProperty(property))));
    list.append(build("dd", {}, ...entries.map(({ content, value }) => {
      const proof = findEvidence(thing, property, value);
      proof.forEach((item) => shown.add(item));
      return build("div", {}, content, buildProof(proof));
    })));
  }
  return build("section", {}, build("h3", {}, say("facts")), list);
}

/** Of a text given in several languages only the page's own is shown. @param {Thing} thing */
function chooseLiterals(thing) {
  const values = thing.values || [];
  return values.filter((value) => {
    if (!value.lang || value.lang === lang) return true;
    const siblings = values.filter((other) => other.property === value.property && other.lang);
    return !siblings.some((other) => other.lang === lang) && siblings[0].lang === value.lang;
  });
}

/** @param {string} property @param {Words} value */
function buildValue(property, value) {
  if (property === "authenticLanguage") return build("span", {}, sayLanguage(value.text));
  if (readPeriod(value.text)) return build("span", {}, sayPeriod(value.text));
  if (isWebAddress(value.text)) return buildLink(value.text);
  if (!value.lang && /^-?-?\d\d/.test(value.text) && DATES.includes(property)) {
    return build("time", {}, sayDate(value.text));
  }
  return buildText(value);
}

/** @param {string} address */
function readAddress(address) {
  return isWebAddress(address) ? address.replace(/^https?:\/\/(www\.)?/, "") : address;
}

/** Each holder's positions in a column of its own, all columns equally wide; what both signed stands in the notes above. @param {Thing} thing */
function buildPositions(thing) {
  const held = (incoming.get(thing.id) || []).filter(([property]) => property === "onMatter").map(([, id]) => things.get(id));
  if (!held.length) return null;
  const ordered = /** @type {Thing[]} */ (held.filter(Boolean)).sort((one, other) => (findDate(one) < findDate(other) ? -1 : 1));
  /** @type {Map<string, Thing[]>} */
  const sides = new Map();
  for (const position of ordered) append(sides, listHolders(position).join(" "), position);
  return build("section", { class: "positions" }, build("h3", {}, say("positions")),
    build("div", { class: "cards" }, ...[...sides].map(([holders, positions]) =>
      build("div", { class: "side" },
        build("div", { class: "holders" }, ...holders.split(" ").filter(Boolean).map(buildThingButton)),
        build("div", { class: "stances" }, ...positions.map(buildPosition))))));
}

/** @param {Thing} position */
function buildPosition(position) {
  const formulation = pickText((position.values || []).filter((value) => value.property === "formulation"));
  const dates = saySpan(readValue(position, "from") || "", readValue(position, "until") || "");
  return build("article", { class: "position" },
    dates ? build("p", { class: "small" }, dates) : null,
    formulation ? build("p", { lang: formulation.lang }, formulation.text) : build("p", {}, buildThingButton(position.id)),
    buildProof(position.evidence || [], true));
}

const ENDS = ["terminated", "expired", "replaced"].map((kind) => `life-kind-${kind}`);

/** @param {Thing} thing */
function buildLife(thing) {
  if (!thing.life) return null;
  const steps = thing.life.map((step) =>
    build("li", {},
      build("p", { class: "step" },
        build("time", {}, step.date ? sayDate(step.date) : say("undated")),
        build("strong", {}, buildText(labelOf(step.kind || ""))),
        ...(step.byParties || []).map((id) => build("span", { class: "by" }, say("byParty", labelOf(id).text))),
        ...(step.places || []).map((id) => build("span", { class: "by" }, buildThingButton(id))),
        buildProof(step.evidence || [], true)),
      ...pickTexts(step.notes || []).map((note) => build("p", { class: "small", lang: note.lang }, note.text)),
      step.representatives
        ? build("ul", { class: "signers" }, ...step.representatives.map((each) =>
            build("li", {},
              each.person ? buildThingButton(each.person) : null,
              build("span", { class: "small" },
                [each.party && say("actsFor", labelOf(each.party).text), each.office && labelOf(each.office).text].filter(Boolean).join(", ")),
              buildProof(each.evidence || [], true))))
        : null));
  const ended = thing.life.some((step) => ENDS.includes(step.kind || ""));
  if (!ended) {
    steps.push(build("li", { class: "open-end" },
      build("p", { class: "step small" }, model.asOf ? say("noEnd", sayDate(model.asOf)) : say("noEndUndated"))));
  }
  return build("section", {}, build("h3", {}, say("life")), build("ol", { class: "life" }, ...steps));
}

/** @param {Thing} thing */
function buildActs(thing) {
  const found = acts.get(thing.id);
  if (!found) return null;
  const entries = [...found].sort((one, other) => ((one.step.date || "") < (other.step.date || "") ? -1 : 1)).map(({ agreement, step, representative }) =>
    build("li", {},
      buildThingButton(agreement.id),
      build("span", { class: "small" }, [
        labelOf(step.kind || "").text,
        step.date && sayDate(step.date),
        representative && representative.party && say("actsFor", labelOf(representative.party).text),
        representative && representative.person && representative.person !== thing.id && labelOf(representative.person).text,
      ].filter(Boolean).join(" · ")),
      buildProof((representative ? representative.evidence : step.evidence) || [], true)));
  const title = thing.type === "Place" ? labelOfInverse("place").text : say("acts");
  return build("section", {}, build("h3", {}, title), buildShortened(entries));
}

/** A list of which only the beginning is shown at first. @param {HTMLElement[]} entries */
function buildShortened(entries) {
  const list = build("ul", { class: "things" }, ...entries.slice(0, LONG));
  if (entries.length <= LONG + 2) {
    list.append(...entries.slice(LONG));
    return list;
  }
  const more = build("li", {}, buildButton(say("more", entries.length - LONG), () => {
    more.replaceWith(...entries.slice(LONG));
    const first = entries[LONG].querySelector("button");
    if (first) first.focus();
  }, { class: "more" }));
  list.append(more);
  return list;
}

/** @param {Thing} thing @param {Set<Evidence>} shown */
function buildRelations(thing, shown) {
  /** @type {Map<string, {id: string, proof: Evidence[]}[]>} */
  const outward = new Map();
  for (const [property, target] of thing.relations || []) {
    if (!things.has(target) && !sources.has(target)) continue;
    const proof = findEvidence(thing, property, target);
    proof.forEach((item) => shown.add(item));
    append(outward, property, { id: target, proof });
  }
  /** @type {Map<string, {id: string, proof: Evidence[]}[]>} */
  const inward = new Map();
  for (const [property, id] of incoming.get(thing.id) || []) {
    const other = things.get(id);
    if (!other || property === "onMatter") continue;
    append(inward, property, { id, proof: findEvidence(other, property, thing.id) });
  }
  if (!outward.size && !inward.size) return null;
  const section = build("section", {}, build("h3", {}, say("relations")));
  for (const [groups, name] of /** @type {const} */ ([[outward, labelOfProperty], [inward, labelOfInverse]])) {
    for (const [property, entries] of sortGroups([...groups])) {
      const sorted = [...entries].sort((one, other) => labelOf(one.id).text.localeCompare(labelOf(other.id).text, lang));
      section.append(
        build("h4", {}, buildText(name(property)), entries.length > 1 ? build("span", { class: "count" }, String(entries.length)) : null),
        buildShortened(sorted.map(({ id, proof }) => build("li", {}, buildThingButton(id), buildProof(proof)))));
    }
  }
  return section;
}

/** @param {Thing} thing */
function buildReadings(thing) {
  const entries = [
    ...(thing.readings || []).map((reading) => ({ id: reading.target, reading })),
    ...(readingsTo.get(thing.id) || []).map(({ from, reading }) => ({ id: from.id, reading })),
  ];
  if (!entries.length) return null;
  return build("section", { class: "readings" },
    build("h3", {}, say("readings")),
    build("p", { class: "small" }, say("readingsNote")),
    build("ul", {}, ...entries.map(({ id, reading }) => {
      const reason = pickText(reading.reasons);
      return build("li", {}, buildThingButton(id), reason ? build("p", { lang: reason.lang }, reason.text) : null);
    })));
}

/** @param {Source} source */
function buildSource(source) {
  const titles = source.titles || [{ text: source.id }];
  const list = build("dl", { class: "rows" });
  const row = (/** @type {string} */ name, /** @type {(Element|string)[]} */ content) => {
    if (content.length) list.append(build("dt", {}, name), build("dd", {}, ...content.map((each) => build("div", {}, each))));
  };
  row(say("tier"), source.tier ? [buildText(labelOf(source.tier))] : []);
  row(say("publisher"), (source.publishers || []).map((text) => buildText(text)));
  row(say("evidence"), [
    [source.issued && say("issued", sayDate(source.issued)), source.retrieved && say("retrieved", sayDate(source.retrieved))].filter(Boolean).join(" · "),
  ].filter(Boolean));
  row(say("address"), (source.addresses || []).map((address) => buildLink(address)));
  row("SHA-256", source.sha256 ? [build("code", {}, source.sha256)] : []);
  const used = model.things.filter((thing) => usesSource(thing, source.id));
  return [
    buildPanelHead("", labelOfClass("Source")),
    build("div", { class: "names" }, ...titles.map((text, at) => build(at ? "p" : "h2", { lang: text.lang }, text.text))),
    build("section", {}, list),
    used.length
      ? build("section", {}, build("h3", {}, say("usedFor"), build("span", { class: "count" }, String(used.length))),
          buildShortened(used.map((thing) => build("li", {}, buildThingButton(thing.id)))))
      : null,
  ].filter((part) => part !== null);
}

/** @param {Thing} thing @param {string} source */
function usesSource(thing, source) {
  const names = (/** @type {Evidence[]|undefined} */ items) => (items || []).some((item) => item.source === source);
  if ((thing.changes || []).some((change) => names(change.evidence))) return true;
  if ((tenures.get(thing.id) || []).some((tenure) => names(tenure.evidence))) return true;
  return names(thing.evidence) || (thing.life || []).some(
    (step) => names(step.evidence) || (step.representatives || []).some((each) => names(each.evidence)));
}
