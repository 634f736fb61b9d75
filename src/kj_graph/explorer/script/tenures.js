// What is folded into a panel beside an agreement's life: offices held, steps of a proposal, what the data cover.

/** Who held an office, or which offices a person held. @param {Thing} thing */
function buildTenures(thing) {
  const held = tenures.get(thing.id);
  if (!held) return null;
  const entries = held.map((tenure) => {
    const note = pickText(tenure.notes);
    const dates = [tenure.start && say("from", sayDate(tenure.start)), tenure.end && say("until", sayDate(tenure.end))];
    return build("li", { class: "tenure" },
      buildThingButton(tenure.person === thing.id ? tenure.office : tenure.person),
      build("span", { class: "small" }, dates.filter(Boolean).join(" · ") || say("undated")),
      buildProof(tenure.evidence || [], true),
      note ? build("p", { class: "small", lang: note.lang }, note.text) : null);
  });
  return build("section", { class: "tenures" },
    build("h3", {}, say(thing.type === "Office" ? "heldBy" : "heldOffice"), build("span", { class: "count" }, sayCount(held.length))),
    buildShortened(entries));
}

/** What became of a proposal. @param {Thing} thing */
function buildChanges(thing) {
  if (!thing.changes) return null;
  return build("section", { class: "changes" }, build("h3", {}, say("changes")),
    build("ol", { class: "life" }, ...thing.changes.map((change) => {
      const note = pickText(change.notes);
      return build("li", {},
        build("p", { class: "step" },
          build("time", {}, change.date ? sayDate(change.date) : say("undated")),
          build("strong", {}, buildText(labelOf(change.status))),
          buildProof(change.evidence || [], true)),
        note ? build("p", { class: "small", lang: note.lang }, note.text) : null);
    })));
}

/** How many of a thing's neighbours are drawn, where it has too many. @param {Thing} thing */
function buildDrawnShare(thing) {
  const count = (neighbours.get(thing.id) || new Set()).size;
  return count > MOST_NEIGHBOURS ? build("p", { class: "small share" }, say("drawnShare", sayCount(MOST_NEIGHBOURS), sayCount(count))) : null;
}

/** What was looked for, where, and up to which day. */
function buildCoverage() {
  return [
    buildPanelHead("", { text: say("coverage") }),
    build("div", { class: "names" }, build("h2", {}, say("coverageTitle"))),
    ...coverage.map((thing) => {
      const read = (/** @type {string} */ name) => (thing.values || []).find((value) => value.property === name);
      const [from, until] = [read("from"), read("until")];
      const dates = [from && say("from", sayDate(from.text)), until && say("until", sayDate(until.text))].filter(Boolean).join(" · ");
      return build("section", { class: "coverage" },
        build("h3", {}, buildThingButton(thing.id)),
        dates ? build("p", { class: "small" }, dates) : null,
        ...buildNotes(thing));
    }),
  ];
}
