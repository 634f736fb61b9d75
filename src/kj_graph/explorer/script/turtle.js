// Turtle of things as the graph has them: with the steps, tenures, changes and readings told in their panels, and the
// evidence, passages and sources of all these. Derived dates are left out; the project's rules bring them back.

const KJ = "https://w3id.org/kj-graph/ontology#";
const PREFIXES = new Map([
  ["dcterms", "http://purl.org/dc/terms/"], ["kj", KJ], ["kjr", model.namespace], ["owl", "http://www.w3.org/2002/07/owl#"],
  ["rdfs", "http://www.w3.org/2000/01/rdf-schema#"], ["schema", "https://schema.org/"],
  ["skos", "http://www.w3.org/2004/02/skos/core#"], ["xsd", "http://www.w3.org/2001/XMLSchema#"],
]);

/** How dates of each datatype are written; `payload.py` has the same. */
const FORMS = new Map([
  ["xsd:date", /^-?\d{4}-\d\d-\d\d$/], ["xsd:gYearMonth", /^-?\d{4}-\d\d$/], ["xsd:gYear", /^-?\d{4}$/], ["xsd:gMonth", /^--\d\d$/],
]);

/** A prefixed name where it needs no escape, else the IRI in brackets; what an IRI may not hold is written as an escape. @param {string} iri */
function writeIri(iri) {
  for (const [prefix, namespace] of PREFIXES) {
    const local = iri.startsWith(namespace) ? iri.slice(namespace.length) : "";
    if (/^[A-Za-z][A-Za-z0-9_-]*$/.test(local)) return `${prefix}:${local}`;
  }
  return `<${iri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`)}>`;
}

/** The IRI of something by its name in the page. @param {string} id */
function iriOf(id) {
  const thing = things.get(id);
  return thing ? thing.iri : /^[A-Za-z][A-Za-z0-9+.-]*:/.test(id) ? id : model.namespace + id;
}

/** @param {string} name @returns {string} the IRI of a property by its name in the page */
function iriOfProperty(name) {
  const colon = name.indexOf(":");
  if (colon < 0) return KJ + name;
  const namespace = PREFIXES.get(name.slice(0, colon));
  return namespace && !name.startsWith("//", colon + 1) ? namespace + name.slice(colon + 1) : name;
}

/** @param {string} id */
function writeName(id) {
  return writeIri(iriOf(id));
}

/** @param {string} text */
function quote(text) {
  /** @type {Record<string, string>} */
  const escapes = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const written = text.replace(/[\\"\n\r\t]/g, (sign) => escapes[sign]);
  return `"${written.replace(/[\u0000-\u001f\u007f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
}

/** @param {string} text @param {string} [language] @param {string} [type] a datatype, or the whole tag after an @ */
function writeLiteral(text, language, type) {
  if (type && type.startsWith("@")) return quote(text) + type;
  if (language) return `${quote(text)}@${language}`;
  if (!type || type === "xsd:string") return quote(text);
  return `${quote(text)}^^${writeIri(type.startsWith("xsd:") ? PREFIXES.get("xsd") + type.slice(4) : type)}`;
}

/** The datatype of a value where none is given. @param {string} property @param {string} text @param {string} [language] */
function guessType(property, text, language) {
  const known = Object.hasOwn(model.datatypes, property) ? model.datatypes[property] : [];
  if (language || !known.length) return "";
  if (known.length === 1) return known[0];
  return known.find((each) => (FORMS.get(each) || /^\b$/).test(text)) || "";
}

/** @param {string} property @param {string} text @param {string} [language] @param {string} [type] */
function writeValue(property, text, language, type) {
  return writeLiteral(text, language, type || guessType(property, text, language));
}

/** @param {string} written */
function writeDate(written) {
  const type = [...FORMS].find(([, form]) => form.test(written));
  return writeLiteral(written, "", type && type[0]);
}

/** Subjects with their properties, each value once. */
class Blocks {
  constructor() {
    /** @type {Map<string, Map<string, Set<string>>>} */
    this.subjects = new Map();
  }

  /** @param {string} subject a written IRI @param {string} property @param {string[]} values written terms */
  add(subject, property, ...values) {
    if (!values.length) return;
    let properties = this.subjects.get(subject);
    if (!properties) this.subjects.set(subject, (properties = new Map()));
    const present = properties.get(property);
    if (present) values.forEach((value) => present.add(value));
    else properties.set(property, new Set(values));
  }

  /** @param {string} subject */
  has(subject) {
    return this.subjects.has(subject);
  }

  write() {
    return [...this.subjects].map(([subject, properties]) =>
      `${subject} ${[...properties].map(([property, values]) => `${property} ${[...values].join(" , ")}`).join(" ;\n    ")} .\n`).join("\n");
  }
}

/** @param {Blocks} blocks @param {string} about the name of what it is evidence for @param {Evidence[]|undefined} items */
function addEvidence(blocks, about, items) {
  for (const item of items || []) {
    if (item.name === undefined) continue;
    const name = item.name.startsWith("=") ? item.name.slice(1) : item.name.includes("*") ? item.name.replace("*", () => about) : `evidence-${about}-${item.name}`;
    const subject = writeName(name);
    blocks.add(subject, "a", "kj:Evidence");
    blocks.add(subject, "kj:about", writeName(about));
    if (item.property) blocks.add(subject, "kj:onProperty", writeIri(iriOfProperty(item.property)));
    if (item.value) {
      blocks.add(subject, "kj:onValue", item.type === "iri" ? writeName(item.value) : writeValue(item.property || "", item.value, item.lang, item.type));
    }
    blocks.add(subject, "skos:editorialNote", ...(item.notes || []).map((note) => writeLiteral(note.text, note.lang, note.type)));
    if (item.passage) addPassage(blocks, subject, item);
    else if (item.source) blocks.add(subject, "kj:source", writeName(item.source));
    if (item.verification !== "verified") blocks.add(subject, "kj:verification", writeName(`verification-${item.verification}`));
    if (item.source) addSource(blocks, item.source);
  }
}

/** @param {Blocks} blocks @param {string} evidence @param {Evidence} item */
function addPassage(blocks, evidence, item) {
  const { passage = "", source = "" } = item;
  const begin = `passage-${source.replace(/^source-/, "")}-`;
  const subject = writeName(passage.startsWith("=") ? passage.slice(1) : begin + (passage === "#" ? `${item.start}-${item.end}` : passage));
  blocks.add(evidence, "kj:passage", subject);
  if (blocks.has(subject)) return;
  blocks.add(subject, "a", "kj:Passage");
  if (source) blocks.add(subject, "kj:ofSource", writeName(source));
  if (item.start !== undefined) blocks.add(subject, "kj:start", String(item.start));
  if (item.end !== undefined) blocks.add(subject, "kj:end", String(item.end));
  if (item.sha256) blocks.add(subject, "kj:sha256", quote(item.sha256));
  if (item.locator) blocks.add(subject, "kj:locator", quote(item.locator));
  blocks.add(subject, "kj:speaker", ...(item.speakers || []).map(writeName));
}

/** @param {Blocks} blocks @param {string} id */
function addSource(blocks, id) {
  const source = sources.get(id);
  const subject = writeName(id);
  if (!source || blocks.has(subject)) return;
  const words = (/** @type {Words[]|undefined} */ texts) => (texts || []).map((text) => writeLiteral(text.text, text.lang, text.type));
  blocks.add(subject, "a", "kj:Source");
  blocks.add(subject, "dcterms:title", ...words(source.titles));
  blocks.add(subject, "dcterms:publisher", ...words(source.publishers));
  blocks.add(subject, "dcterms:language", ...(source.languages || []).map(quote));
  if (source.issued) blocks.add(subject, "dcterms:issued", writeDate(source.issued));
  if (source.tier) blocks.add(subject, "kj:tier", writeName(source.tier));
  (source.addresses || []).forEach((address, at) => {
    const type = (source.addressTypes || [])[at] || "xsd:anyURI";
    blocks.add(subject, "kj:address", type === "iri" ? writeIri(address) : writeLiteral(address, "", type));
  });
  if (source.retrieved) blocks.add(subject, "kj:retrieved", writeDate(source.retrieved));
  if (source.sha256) blocks.add(subject, "kj:textSha256", quote(source.sha256));
}

/** @param {Blocks} blocks @param {Thing} thing */
function addThing(blocks, thing) {
  const subject = writeIri(thing.iri);
  blocks.add(subject, "a", ...(thing.classes || [KJ + thing.type]).map(writeIri));
  for (const [language, text] of Object.entries(thing.labels || {})) {
    blocks.add(subject, thing.labelProperty ? writeIri(iriOfProperty(thing.labelProperty)) : "skos:prefLabel",
      (thing.labelTypes || {})[language] ? writeLiteral(text, "", thing.labelTypes && thing.labelTypes[language]) : writeLiteral(text, language));
  }
  for (const name of thing.otherNames || []) blocks.add(subject, "skos:altLabel", writeLiteral(name.text, name.lang, name.type));
  for (const note of thing.notes || []) blocks.add(subject, `skos:${note.kind}`, writeLiteral(note.text, note.lang, note.type));
  blocks.add(subject, "skos:inScheme", ...(thing.schemes || []).map(writeName));
  for (const value of thing.values || []) {
    blocks.add(subject, writeIri(iriOfProperty(value.property)), writeValue(value.property, value.text, value.lang, value.type));
  }
  for (const [property, target] of [...(thing.relations || []), ...(thing.links || [])]) {
    blocks.add(subject, writeIri(iriOfProperty(property)), writeName(target));
  }
  for (const step of thing.life || []) addStep(blocks, subject, step);
  for (const change of thing.changes || []) {
    const name = writeName(change.id);
    blocks.add(name, "a", "kj:StatusChange");
    blocks.add(name, "kj:ofProposal", subject);
    if (change.date) blocks.add(name, "kj:date", writeDate(change.date));
    if (change.status) blocks.add(name, "kj:proposalStatus", writeName(change.status));
    addNotes(blocks, name, change.notes);
    addEvidence(blocks, change.id, change.evidence);
  }
  for (const reading of thing.readings || []) {
    const name = writeName(reading.id);
    blocks.add(name, "a", "kj:EditorialLink");
    blocks.add(name, "kj:about", subject);
    blocks.add(name, "kj:linksTo", writeName(reading.target));
    blocks.add(name, "kj:reason", ...(reading.reasons || []).map((text) => writeLiteral(text.text, text.lang, text.type)));
  }
  for (const tenure of tenures.get(thing.id) || []) addTenure(blocks, tenure);
  addEvidence(blocks, thing.id, thing.evidence);
  addEvidence(blocks, thing.id, thing.ownEvidence);
}

/** @param {Blocks} blocks @param {string} subject @param {Words[]|undefined} notes */
function addNotes(blocks, subject, notes) {
  blocks.add(subject, "skos:note", ...(notes || []).map((note) => writeLiteral(note.text, note.lang, note.type)));
}

/** @param {Blocks} blocks @param {string} agreement @param {Step} step */
function addStep(blocks, agreement, step) {
  const name = writeName(step.id);
  blocks.add(name, "a", "kj:LifeEvent");
  addNotes(blocks, name, step.notes);
  blocks.add(name, "kj:ofAgreement", agreement);
  if (step.kind) blocks.add(name, "kj:lifeKind", writeName(step.kind));
  if (step.date) blocks.add(name, "kj:date", writeDate(step.date));
  blocks.add(name, "kj:place", ...(step.places || []).map(writeName));
  blocks.add(name, "kj:byParty", ...(step.byParties || []).map(writeName));
  addEvidence(blocks, step.id, step.evidence);
  for (const act of step.representatives || []) {
    const acting = writeName(act.id);
    blocks.add(acting, "a", "kj:Representation");
    blocks.add(acting, "kj:inAct", name);
    if (act.person) blocks.add(acting, "kj:representative", writeName(act.person));
    if (act.party) blocks.add(acting, "kj:onBehalfOf", writeName(act.party));
    if (act.office) blocks.add(acting, "kj:inOffice", writeName(act.office));
    addEvidence(blocks, act.id, act.evidence);
  }
}

/** @param {Blocks} blocks @param {Tenure} tenure */
function addTenure(blocks, tenure) {
  const name = writeName(tenure.id);
  if (blocks.has(name)) return;
  blocks.add(name, "a", "kj:Tenure");
  if (tenure.person) blocks.add(name, "kj:holder", writeName(tenure.person));
  if (tenure.office) blocks.add(name, "kj:ofOffice", writeName(tenure.office));
  if (tenure.start) blocks.add(name, "kj:from", writeDate(tenure.start));
  if (tenure.end) blocks.add(name, "kj:until", writeDate(tenure.end));
  addNotes(blocks, name, tenure.notes);
  addEvidence(blocks, tenure.id, tenure.evidence);
}

/** These things as one Turtle file. @param {Iterable<string>} ids @param {string} heading */
function writeTurtle(ids, heading) {
  const blocks = new Blocks();
  for (const id of ids) {
    const thing = things.get(id);
    if (thing) addThing(blocks, thing);
    else addSource(blocks, id);
  }
  const prefixes = [...PREFIXES].map(([prefix, namespace]) => `@prefix ${prefix}: <${namespace}> .`);
  return `${heading.split(/[\r\n]+/).map((line) => `# ${line}`).join("\n")}\n\n${prefixes.join("\n")}\n\n${blocks.write()}`;
}
