// Relations in words, by the sentences that `kj-graph path` uses. In a Korean sentence a particle takes the form that
// fits the sound its name ends in.

/** @type {Record<string, [string, string]>} */
const PARTICLES = {
  은: ["은", "는"], 이: ["이", "가"], 을: ["을", "를"], 과: ["과", "와"], 으로: ["으로", "로"], 이다: ["이다", "다"], 이라는: ["이라는", "라는"],
};
/** @type {Record<Lang, [string, string]>} */
const QUOTES = { en: ["“", "”"], ko: ["‘", "’"], ja: ["「", "」"] };
const UNQUOTED = new Set(["Organization", "Person", "Place", "State"]);

/** @param {string} name @param {string} particle */
function chooseParticle(name, particle) {
  const [closed, opened] = PARTICLES[particle] || [particle, particle];
  const last = name.replace(/[”’」)）\]』.…"'\s]+$/u, "").slice(-1);
  if (last >= "가" && last <= "힣") {
    const final = (last.charCodeAt(0) - 0xac00) % 28;
    return final === 0 || (particle === "으로" && final === 8) ? opened : closed;
  }
  if (/^[A-Za-z0-9]$/.test(last)) {
    if (particle === "으로" && /[178LlRr]/.test(last)) return opened;
    return /[013678LMNRlmnr]/.test(last) ? closed : opened;
  }
  return `${closed}(${opened})`;
}

/** The name of a thing as it stands in a sentence. @param {string} id */
function quoteName(id) {
  const thing = things.get(id);
  const name = (thing ? pickLabel(thing.labels, id) : labelOf(id)).text;
  if (thing && UNQUOTED.has(thing.type)) return name;
  const [open, close] = QUOTES[lang];
  return `${open}${lang === "ko" ? name : name.replace(/[「“]/g, lang === "ja" ? "『" : "‘").replace(/[」”]/g, lang === "ja" ? "』" : "’")}${close}`;
}

/** @param {string} sentence @param {Record<string, string|number>} fill */
function fillSentence(sentence, fill) {
  return sentence.replace(/\{(\w+)(?::([^}]+))?\}/g, (/** @type {string} */ _, /** @type {string} */ name, /** @type {string} */ particle) =>
    `${fill[name]}${particle ? chooseParticle(String(fill[name]), particle) : ""}`);
}

/** One of the phrases around paths. @param {string} name @param {Record<string, string|number>} [fill] */
function sayPhrase(name, fill = {}) {
  return fillSentence(packed.paths.phrases[name][lang], fill);
}

/** A relation as a sentence, told from one of its ends. @param {Relation} relation @param {string} from */
function sayRelation(relation, from) {
  const reading = packed.paths.readings[relation.property][lang];
  const sentence = fillSentence(relation.object === from ? reading.inverse : reading.forward, { a: quoteName(relation.subject), b: quoteName(relation.object) });
  const detail = relation.tenure ? [relation.tenure.start, relation.tenure.end].map((date) => (date ? sayDate(date) : "")).join("–")
    : relation.step ? [labelOf(relation.step.kind || "").text, relation.step.date && sayDate(relation.step.date)].filter(Boolean).join(", ") : "";
  return detail ? `${capitalize(sentence)} (${detail})` : capitalize(sentence);
}
