/** The states of evidence that the page has words of its own for; the others are named by the ontology. */
const SIGNS = new Map([["verified", "✓"], ["unverified", "?"], ["disputed", "≠"]]);

/** The status of evidence in words and by a sign, never by colour alone. @param {string} status */
function buildStatus(status) {
  const known = SIGNS.has(status);
  return build(
    "span",
    { class: `status status-${/^[a-z-]+$/.test(status) ? status : "unverified"}`, title: known ? say(`${status}Title`) : null },
    `${SIGNS.get(status) || "?"} `,
    known ? say(status) : labelOf(`verification-${status}`).text,
  );
}

/** @param {string|undefined} tier */
function buildTier(tier) {
  return tier ? buildText(labelOf(tier), "tier") : null;
}

/** Where one statement is written. @param {Evidence} item @param {boolean} [named] also say which statement it is */
function buildEvidence(item, named = false) {
  const source = item.source ? sources.get(item.source) : undefined;
  const title = source ? pickText(source.titles) : undefined;
  const place = [];
  if (item.locator) place.push(item.locator);
  if (item.start !== undefined && item.end !== undefined) place.push(say("characters", item.start, item.end));
  const entry = build("li", { class: "evidence" });
  if (named && item.property) {
    entry.append(build("p", { class: "about" }, buildText(labelOfProperty(item.property)),
      item.value ? ": " : null, item.value ? buildText(describeValue(item)) : null));
  }
  entry.append(
    build("p", { class: "where" },
      source
        ? buildButton((title || { text: source.id }).text, () => changeView({ thing: source.id }, true), {
            class: "source", lang: title && title.lang !== lang ? title.lang : null,
          })
        : build("span", { class: "source" }, item.source || say("noSource"))),
    build("p", { class: "facts" },
      buildStatus(item.verification),
      buildTier(source && source.tier),
      place.length ? build("span", { class: "place" }, place.join(" · ")) : null,
      item.sha256 ? build("code", { title: item.sha256 }, say("digest", item.sha256.slice(0, 12))) : null,
      source && source.addresses ? buildLink(source.addresses[0], say("openSource")) : null),
    ...pickTexts(item.notes || []).map((note) => build("p", { class: "small", lang: note.lang }, note.text)),
  );
  return entry;
}

/** @param {Evidence} item @returns {Words} */
function describeValue(item) {
  const value = item.value || "";
  if (things.has(value) || concepts.has(value)) return labelOf(value);
  return { text: /^-?-?\d[\d-]*$/.test(value) ? sayDate(value) : value, lang: item.lang };
}

/**
 * The evidence of one statement, folded behind a sign with its number.
 * @param {Evidence[]} items @param {boolean} [named] also say which statement each is for
 */
function buildProof(items, named = false) {
  if (!items.length) return null;
  const statuses = items.map((item) => item.verification);
  const status = statuses.includes("disputed") ? "disputed" : statuses.includes("verified") ? "verified" : "unverified";
  const label = `${say("evidenceCount", items.length)}, ${say(status)}`;
  return build("details", { class: "proof" },
    build("summary", { class: `status-${status}`, "aria-label": label, title: label }, `${SIGNS.get(status)} ${items.length}`),
    build("ul", {}, ...items.map((item) => buildEvidence(item, named || item.verification === "disputed"))));
}

/**
 * Evidence for a statement of a thing; for a day also that of sources which give another.
 * @param {Thing} thing @param {string} property @param {string} value
 */
function findEvidence(thing, property, value) {
  const isDay = (/** @type {string} */ text) => /^-?\d{4}/.test(text);
  return (thing.evidence || []).filter((item) => item.property === property && (!item.value || item.value === value
    || item.verification === "disputed" && isDay(item.value) && isDay(value)));
}

/** Evidence that none of the statements of the panel shows. @param {Thing} thing @param {Set<Evidence>} shown */
function buildEvidenceSection(thing, shown) {
  const whole = (thing.evidence || []).filter((item) => !item.property);
  const other = (thing.evidence || []).filter((item) => item.property && !shown.has(item));
  if (!whole.length && !other.length) return null;
  const section = build("section", { class: "proofs" }, build("h3", {}, say("evidence")));
  if (whole.length) {
    section.append(build("p", { class: "small" }, say("evidenceWhole")), build("ul", {}, ...whole.map((item) => buildEvidence(item))));
  }
  if (other.length) {
    section.append(build("details", {}, build("summary", { class: "small" }, `${say("evidenceOther")} (${other.length})`),
      build("ul", {}, ...other.map((item) => buildEvidence(item, true)))));
  }
  return section;
}
