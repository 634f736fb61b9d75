// The analyst's pages: documents beside the drawing with an address and a printed form of their own. What each tells
// is in modules of their own; here is what they share: how they open, their head, and their numbered evidence.

/** All of a kind, as a table to choose from; no thing is called so. */
const ALL_REPORTS = "all";

/**
 * `title` names what the page is about, `build` its parts, `tell` its rows for a table, `find` the things it is about.
 * @typedef {{kind: string, title: string, build: (references: References) => (Element|null)[], tell: () => string[][], find: () => string[]}} ReportPage
 */
/** Makes a report of what the fragment names, by the name of its kind. @type {Map<string, (value: string) => ReportPage>} */
const reports = new Map();

const reportHolder = find("report");

/** The report that is open, as `sheet:agreement-gsomia-2016`, or nothing. */
function reportName() {
  const name = [...reports.keys()].find((each) => view.pages[each]);
  return name ? `${name}:${view.pages[name]}` : "";
}

/** @returns {ReportPage|null} */
function findReport() {
  const [name, ...value] = reportName().split(":");
  const make = reports.get(name);
  return make ? make(value.join(":")) : null;
}

/** Make a kind of report known. @param {string} name @param {(value: string) => boolean} accept @param {(value: string) => ReportPage} make */
function registerReport(name, accept, make) {
  reports.set(name, make);
  registerPage(name, { accept, show: (value, anew) => (value || !reportName()) && showReport(anew) });
}

/** @param {string} report as `reportName` gives it, or nothing to close it */
function openReport(report) {
  const [name, ...value] = report.split(":");
  /** @type {Record<string, string>} */
  const pages = view.pages.embed ? { embed: view.pages.embed } : {};
  if (report) pages[name] = value.join(":");
  changeView({ pages, thing: "", question: "" }, true);
}

/** A button that opens a report. @param {string} report @param {string} words @param {string} [className] */
function buildReportButton(report, words, className = "thing") {
  return buildButton(words, () => openReport(report), { class: className, "data-report": report });
}

/** Bring the page into step with the view. @param {boolean} anew the same report in another language or of another day */
function showReport(anew) {
  const report = findReport();
  const scroll = anew ? reportHolder.scrollTop : 0;
  reportHolder.hidden = !report;
  document.body.classList.toggle("with-report", report !== null);
  showMenus();
  if (!report) {
    reportHolder.replaceChildren();
    showFrame();
    return;
  }
  const references = new References();
  const parts = report.build(references);
  document.title = nameReport();
  reportHolder.setAttribute("aria-label", nameReport());
  reportHolder.replaceChildren(build("article", {},
    build("header", { class: "report-head" },
      buildButton(say("reportBack", say(`mode-${view.mode}`)), () => openReport(""), { class: "plain report-back" }, buildIcon("back"), say(`mode-${view.mode}`)),
      build("p", { class: "kind" }, report.kind),
      buildButton(say("print"), () => print(), { class: "plain print" }),
      buildButton(say("close"), () => openReport(""), { class: "plain icon close", title: say("close") }, buildIcon("close"))),
    build("h2", { tabindex: -1 }, report.title),
    ...parts, references.build(),
    build("p", { class: "small imprint" }, [find("title").textContent, model.version && say("version", model.version), model.asOf && say("asOf", sayDate(model.asOf)), LICENCE].filter(Boolean).join(" · "))));
  reportHolder.scrollTop = scroll;
  const heading = reportHolder.querySelector("h2");
  if (!anew && heading) heading.focus({ preventScroll: true });
}

/** What stands at the head of the window while a report is open, or nothing. */
function nameReport() {
  const report = findReport();
  return report ? [report.title, report.kind, network.title || say("title")].filter((part, at, all) => all.indexOf(part) === at).join(" · ") : "";
}

/** Evidence as numbers in the text and a list at the end; one place in a source has one number. */
class References {
  constructor() {
    /** @type {Map<string, {item: Evidence, number: number}>} */
    this.entries = new Map();
  }

  /** The numbers of these, as buttons that lead to the list. @param {Evidence[]|undefined} items */
  mark(items) {
    if (!items || !items.length) return null;
    const marks = build("span", { class: "refs" });
    /** @type {Set<string>} */
    const seen = new Set();
    for (const item of items) {
      const key = `${item.place} ${item.verification}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const entry = this.entries.get(key) || { item, number: this.entries.size + 1 };
      this.entries.set(key, entry);
      const sign = item.verification === "verified" ? "" : SIGNS.get(item.verification) || "?";
      marks.append(buildButton(`${say("evidence")} ${entry.number}, ${sayStatus(item.verification)}`, () => {
        const target = document.getElementById(`ref-${entry.number}`);
        if (target) {
          target.scrollIntoView({ block: "center" });
          target.focus({ preventScroll: true });
        }
      }, { class: `ref status-${/^[a-z-]+$/.test(item.verification) ? item.verification : "unverified"}` }, `${entry.number}${sign}`));
    }
    return marks;
  }

  /** Of a thing, its statements by property. @param {Thing} thing @param {string} property @param {string} [value] */
  of(thing, property, value) {
    return this.mark((thing.evidence || []).filter((item) => item.property === property && (value === undefined || !item.value || item.value === value)));
  }

  build() {
    if (!this.entries.size) return null;
    return build("section", { class: "references" }, build("h3", {}, say("evidence")),
      build("ol", {}, ...[...this.entries.values()].map(({ item, number }) => {
        const source = sources.get(item.source || "");
        const title = source ? pickText(source.titles) : undefined;
        const publisher = source && pickText(source.publishers);
        const place = [item.locator, item.start !== undefined && item.end !== undefined && say("characters", item.start, item.end)].filter(Boolean).join(" · ");
        return build("li", { id: `ref-${number}`, tabindex: -1, value: number },
          source ? buildButton((title || { text: source.id }).text, () => changeView({ thing: source.id }, true), { class: "source", lang: title && title.lang !== lang ? title.lang : null })
            : build("span", {}, item.source || say("noSource")),
          build("p", { class: "facts" },
            buildStatus(item.verification),
            publisher ? buildText(publisher) : null,
            buildTier(source && source.tier),
            source && source.issued ? build("span", {}, say("issued", sayDate(source.issued))) : null,
            place ? build("span", {}, place) : null,
            (item.speakers || []).length ? build("span", {}, say("spokenBy", (item.speakers || []).map((id) => labelOf(id).text).join(", "))) : null,
            item.sha256 ? build("code", { title: item.sha256 }, say("digest", item.sha256.slice(0, 12))) : null),
          ...(item.notes || []).map((note) => build("p", { class: "small", lang: note.lang }, note.text)),
          source && source.addresses ? build("p", {}, buildLink(source.addresses[0], readAddress(source.addresses[0]))) : null);
      })));
  }
}

/** @param {string} status */
function sayStatus(status) {
  return SIGNS.has(status) ? say(status) : labelOf(`verification-${status}`).text;
}

/** Of a longer list only so many are written out, those of the brief from the end; a table taken along holds them all. */
const MOST_ENTRIES = 400;

/** What is said of the rest of a list. @param {number} count */
function buildRest(count) {
  return count > MOST_ENTRIES ? build("p", { class: "small" }, say("reportRest", sayCount(count - MOST_ENTRIES))) : null;
}

/** A part of a report. @param {string} title @param {...(Element|null|undefined|false)} children */
function buildPart(title, ...children) {
  const content = children.filter(Boolean);
  return content.length ? build("section", {}, build("h3", {}, title), .../** @type {Element[]} */ (content)) : null;
}

/** A table that scrolls sideways by itself where the page is narrow. @param {string} caption @param {(string|Element)[]} heads @param {(string|Element|null)[][]} rows */
function buildGrid(caption, heads, rows) {
  return build("div", { class: "wide", tabindex: 0, role: "region", "aria-label": caption },
    build("table", {},
      build("caption", { class: "unseen" }, caption),
      build("thead", {}, build("tr", {}, ...heads.map((head) => build("th", { scope: "col" }, head)))),
      build("tbody", {}, ...rows.map((row) => build("tr", {}, ...row.map((cell, at) => build(at ? "td" : "th", at ? {} : { scope: "row" }, cell)))))));
}

/** The names of a thing in the other languages, and what else it is called. @param {Thing} thing */
function buildOtherNames(thing) {
  const labels = thing.labels || {};
  const own = (/** @type {string} */ each) => ((thing.ownTranslations || []).includes(each) ? " †" : "");
  const others = LANGS.filter((each) => each !== lang && Object.hasOwn(labels, each));
  return build("div", { class: "names" },
    ...others.map((each) => build("p", { lang: each }, labels[each] + own(each))),
    thing.otherNames ? build("p", { class: "others" }, `${say("alsoCalled")}: `, ...thing.otherNames.flatMap((name, at) => [at ? "\u00a0· " : "", build("span", { lang: name.lang }, name.text)])) : null,
    (thing.ownTranslations || []).length ? build("p", { class: "small" }, `† ${say("ownTranslation")}`) : null);
}

/** Values of a relation. @param {Thing} thing @param {string} property */
function readTargets(thing, property) {
  return (thing.relations || []).filter(([name]) => name === property).map(([, id]) => id);
}

/** Texts of one kind in the page's language, else in the first. @template {Words} Text @param {Text[]} texts @returns {Text[]} */
function pickTexts(texts) {
  const own = texts.filter((text) => text.lang === lang);
  return own.length || !texts.length ? own : texts.filter((text) => text.lang === texts[0].lang);
}

/** A policy area and those above it. @param {string[]} areas */
function areasUp(areas) {
  const found = new Set(areas);
  for (const area of found) for (const above of readTargets(things.get(area) || model.things[0], "skos:broader")) found.add(above);
  return found;
}

/** What the data say of how far was looked in these areas; silence is no absence. @param {string[]} areas */
function buildReach(areas) {
  const up = areasUp(areas);
  const found = coverage.filter((each) => readTargets(each, "policyArea").some((area) => up.has(area)));
  if (!found.length && !model.asOf) return null;
  return buildPart(say("coverage"),
    build("p", {}, say("silence", model.asOf ? sayDate(model.asOf) : say("undated"))),
    found.length ? build("ul", {}, ...found.map((each) => build("li", {}, buildThingButton(each.id), " ", build("span", { class: "small" }, saySpan(readValue(each, "from") || "", readValue(each, "until") || ""))))) : null);
}

/** The reports that a thing leads to. @param {Thing} thing */
function buildReportLinks(thing) {
  if (thing.type === "Agreement" && thing.life) return build("p", { class: "to-report" }, buildReportButton(`sheet:${thing.id}`, say("sheetOpen"), "plain"));
  if (thing.type === "ContestedMatter") return build("p", { class: "to-report" }, buildReportButton(`dossier:${thing.id}`, say("dossierOpen"), "plain"));
  return null;
}

/** What the menu of the pages offers: address, words, what it is. @returns {[string, string, string][]} */
function reportChoices() {
  const since = model.asOf && network.chart.years.length ? shiftMonths(reach.last, -12) : "";
  const has = (/** @type {string} */ type) => model.things.some((thing) => thing.type === type && (type !== "Agreement" || thing.life));
  /** @type {([string, string, string]|null)[]} */
  const choices = [
    has("Agreement") ? [`sheet:${ALL_REPORTS}`, say("sheets"), say("sheetsTitle")] : null,
    has("ContestedMatter") ? [`dossier:${ALL_REPORTS}`, say("dossiers"), say("dossiersTitle")] : null,
    since ? [`brief:${view.day && view.day < reach.last ? view.day : since}`, say("brief"), say("briefTitle")] : null,
  ];
  return /** @type {[string, string, string][]} */ (choices.filter(Boolean));
}

/** The rows of the report for a table. */
function tellReport() {
  const report = findReport();
  return report ? report.tell() : [];
}

/** The things that the report is about. */
function findReported() {
  const report = findReport();
  return report ? report.find() : [];
}

/** Evidence in one cell: title, place, tier, address and status of each. @param {Evidence[]|undefined} items */
function tellEvidence(items) {
  return (items || []).map((item) => {
    const source = sources.get(item.source || "");
    const title = source && pickText(source.titles);
    return [title ? title.text : item.source, item.locator || (item.start !== undefined ? `${item.start}-${item.end}` : ""), source && source.tier && labelOf(source.tier).text,
      source && source.addresses && source.addresses[0], sayStatus(item.verification)].filter(Boolean).join(", ");
  }).filter((text, at, all) => all.indexOf(text) === at).join(" | ");
}

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !reportName() || view.question || view.thing || copyDialog.open) return;
  if (event.target instanceof HTMLInputElement && event.target.value && event.target.type === "search") return;
  openReport("");
  find("pages").querySelector("summary")?.focus();
});
