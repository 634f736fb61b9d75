/** @type {Lang[]} */
const LANGS = ["en", "ko", "ja"];
/** @type {Record<Lang, string>} */
const LANG_NAMES = { en: "English", ko: "한국어", ja: "日本語" };

/** The language of the page; `view.js` sets it. @type {Lang} */
let lang = "en";

/**
 * A sentence of the page in its language, with {0}, {1} filled in.
 * @param {string} key @param {...(string|number)} fill
 */
function say(key, ...fill) {
  const sentence = ui[key] ? ui[key][lang] : key;
  return sentence.replace(/\{(\d)\}/g, (/** @type {string} */ _, /** @type {string} */ at) => String(fill[Number(at)]));
}

/** @param {string} words */
function capitalize(words) {
  return words.slice(0, 1).toLocaleUpperCase(lang) + words.slice(1);
}

/** @param {number} count */
function sayCount(count) {
  return count.toLocaleString(lang);
}

/**
 * The label in the page's language, or the first of the others, with the language it is in.
 * @param {Labels|undefined} labels @param {string} fallback @returns {Words}
 */
function pickLabel(labels, fallback) {
  if (labels) {
    for (const each of [lang, ...LANGS]) if (Object.hasOwn(labels, each)) return { text: labels[each], lang: each };
    const [first] = Object.entries(labels);
    if (first) return { text: first[1], lang: first[0] };
  }
  return { text: fallback };
}

/** The part of an IRI by which a reader knows it; what is no IRI stays as it is. @param {string} id */
function readLocal(id) {
  if (!id.includes("://")) return id;
  const local = id.replace(/[/#]+$/, "").replace(/^.*[/#]/, "");
  try {
    return decodeURIComponent(local).replace(/_/g, " ");
  } catch {
    return local;
  }
}

/** @param {string} id @returns {Words} */
function labelOf(id) {
  const thing = things.get(id);
  if (thing) return markTranslation(pickLabel(thing.labels, readLocal(id)), thing);
  const source = sources.get(id);
  if (source) return pickText(source.titles) || { text: id };
  return pickLabel(concepts.get(id), id.replace(/^(?:life-)?kind-/, ""));
}

/** A name that is our own translation has a mark behind it, which the foot explains. @param {Words} label @param {Thing} thing @returns {Words} */
function markTranslation(label, thing) {
  return label.lang && (thing.ownTranslations || []).includes(label.lang) ? { ...label, text: `${label.text} †` } : label;
}

/** The text in the page's language, else the first. @param {Words[]|undefined} texts @returns {Words|undefined} */
function pickText(texts) {
  return texts && (texts.find((text) => text.lang === lang) || texts[0]);
}

/** @param {string} name */
function readName(name) {
  const local = name.replace(/^.*[/#:]/, "");
  return local.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase() || name;
}

/** @param {string} name @returns {Words} */
function labelOfProperty(name) {
  return pickLabel(propertyLabels.get(name), readName(name));
}

/** @param {string} name @returns {Words} */
function labelOfInverse(name) {
  const known = inverseLabels.get(name);
  if (known) return pickLabel(known, name);
  const forward = labelOfProperty(name);
  return { text: `← ${forward.text}`, lang: forward.lang };
}

/** @param {string} name @returns {Words} */
function labelOfClass(name) {
  return pickLabel(classLabels.get(name), readName(name));
}

/** @param {string} name */
function pluralOfClass(name) {
  return pickLabel(pluralLabels.get(name), readName(name)).text;
}

/**
 * Words as searches compare it: compatibility forms, case, Latin accents, spaces and punctuation do not count.
 * Japanese voicing marks do.
 * @param {string} text
 */
function fold(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/[\s\p{P}]+/gu, "");
}

/**
 * A date in the page's language and as exact as it is written: a year, a month, a day, a month of no year.
 * @param {string} written @param {"long"|"short"} [month]
 */
function sayDate(written, month = "long") {
  const found = /^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(written);
  if (found) {
    const day = new Date(Date.UTC(Number(found[1]), Number(found[2] || 1) - 1, Number(found[3] || 1)));
    if (Number.isNaN(day.getTime())) return written;
    /** @type {Intl.DateTimeFormatOptions} */
    const form = { year: "numeric", timeZone: "UTC" };
    if (found[2]) form.month = month;
    if (found[3]) form.day = "numeric";
    return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, form).format(day);
  }
  const alone = /^--(\d\d)/.exec(written);
  if (alone) {
    const day = new Date(Date.UTC(2000, Number(alone[1]) - 1, 1));
    return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { month, timeZone: "UTC" }).format(day);
  }
  return written;
}

/** @param {string} code */
function sayLanguage(code) {
  try {
    return new Intl.DisplayNames([lang], { type: "language" }).of(code) || code;
  } catch {
    return code;
  }
}
