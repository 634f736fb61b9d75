// Files of what is shown: CSV, Turtle, SVG and PNG, made in the page and handed to the browser to keep.

/**
 * A cell of CSV. Text that a spreadsheet would take for a formula gets an apostrophe before it, which shows that it
 * is text; numbers stay as they are.
 * @param {string} text
 */
function writeCell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Rows as CSV with the sign by which spreadsheets know UTF-8. @param {string[][]} rows the first of them headings */
function writeCsv(rows) {
  return `\ufeff${rows.map((row) => row.map(writeCell).join(",")).join("\r\n")}\r\n`;
}

/** A name that says what is in the file: the subject, the day and the data's version. @param {string} ending */
function nameFile(ending) {
  const subject = view.question && view.question !== ALL_QUESTIONS ? view.question
    : reportName() ? reportName().replace(":", "-")
      : !isDrawn() ? view.mode : nodes.has(view.thing) ? view.thing : view.search.trim() ? `search-${view.search.trim()}` : view.mode;
  const parts = ["kj-graph", subject, view.day && !view.pages.brief ? `on-${view.day}` : "", model.version && `v${model.version}`, lang];
  return cleanName(parts.filter(Boolean).join("-"), ending);
}

/** A name that every system takes for a file's. @param {string} name @param {string} ending */
function cleanName(name, ending) {
  return `${name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[.-]+/, "").slice(0, 120)}.${ending}`;
}

/** @param {string} name @param {Blob} content */
function keepFile(name, content) {
  const address = URL.createObjectURL(content);
  const link = build("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  tellShare(say("exported", name));
}

/** What the drawing or the table shows, in the order of classes and time. @returns {Thing[]} */
function findShown() {
  const shown = isDrawn() ? network.nodes.filter((node) => !isHidden(node)) : view.mode === "table" ? listTable() : listLeft();
  return shown.filter((node) => !(view.day && !view.filter && presenceOf(node.id, view.day) === "absent"))
    .map((node) => /** @type {Thing} */ (things.get(node.id)))
    .sort((one, other) => CLASSES.indexOf(one.type) - CLASSES.indexOf(other.type) || findDate(one).localeCompare(findDate(other)) || (one.id < other.id ? -1 : 1));
}

/** How an agreement stood on a day, in words. @param {Thing} thing @param {string} day */
function sayStanding(thing, day) {
  return [...new Set(standingOf(thing, day).map((each) =>
    `${labelOf(`status-${each.status}`).text}${each.certainty === "possible" ? ` (${labelOf("certainty-possible").text})` : ""}`))].join("; ");
}

/** @returns {string[][]} rows of what is shown, with headings */
function tellShown() {
  const rows = findShown().map((thing) => [
    thing.iri, labelOfClass(thing.type).text, ...LANGS.map((each) => (thing.labels || {})[each] || ""), findDate(thing),
    thing.type === "Agreement" && view.day ? sayStanding(thing, view.day) : "", String((edgesOf.get(thing.id) || []).length),
  ]);
  const status = view.day ? say("standing", view.day) : say("standing", "—");
  return [[say("identifier"), say("tableClass"), ...LANGS.map((each) => LANG_NAMES[each]), say("tableDate"), status, say("tableRelations")], ...rows]
    .map((row) => (view.day ? row : row.filter((_, at) => at !== 6)));
}

/** @param {Question} question @returns {string[][]} the rows of an answer; a thing has its name and its IRI */
function tellAnswer(question) {
  const rows = question.answers[lang] || question.answers[""] || Object.values(question.answers)[0] || [];
  const named = question.columns.map((_, at) => rows.some((row) => Array.isArray(row[at])));
  const heads = question.columns.flatMap((column, at) => {
    const head = pickLabel(column, "").text;
    return named[at] ? [head, `${head} (IRI)`] : [head];
  });
  return [heads, ...rows.map((row) => row.flatMap((cell, at) => {
    const text = Array.isArray(cell) ? labelOf(cell[0]).text : cell;
    return named[at] ? [text, Array.isArray(cell) ? iriOf(cell[0]) : ""] : [text];
  }))];
}

function exportCsv() {
  const question = questions.get(view.question);
  const rows = question ? tellAnswer(question) : reportName() ? tellReport() : tellShown();
  keepFile(nameFile("csv"), new Blob([writeCsv(rows)], { type: "text/csv;charset=utf-8" }));
}

/** Of a report its subject with what it tells of it; else the things shown. */
function exportTurtle() {
  const ids = reportName() ? findReported() : findShown().map((thing) => thing.id);
  keepTurtle(ids, nameFile("ttl"));
}

/** @param {Iterable<string>} ids @param {string} name */
function keepTurtle(ids, name) {
  const heading = [`${find("title").textContent} · ${model.version ? say("version", model.version) : ""} · ${model.asOf}`, ...(LICENCE ? [`${LICENCE}, https://creativecommons.org/licenses/by/4.0/`] : [])].join("\n");
  keepFile(name, new Blob([writeTurtle(ids, heading)], { type: "text/turtle;charset=utf-8" }));
}

/** One line about what a picture shows and whence it comes. */
function describePicture() {
  return [find("title").textContent, view.day && sayDate(view.day), model.version && say("version", model.version), model.asOf && say("asOf", sayDate(model.asOf)), LICENCE]
    .filter(Boolean).join(" · ");
}

function exportSvg() {
  keepFile(nameFile("svg"), new Blob([drawVector(describePicture(), canvasHolder.getAttribute("aria-label") || "")], { type: "image/svg+xml;charset=utf-8" }));
}

/** The picture on its paper, with a line below it that says what it is. */
function exportPng() {
  const drawn = /** @type {HTMLCanvasElement} */ (canvasHolder.querySelector("canvas"));
  const ratio = drawn.width / canvasHolder.clientWidth;
  const foot = Math.round(26 * ratio);
  const sheet = build("canvas", { width: drawn.width, height: drawn.height + foot });
  const pen = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
  pen.fillStyle = readColour("paper");
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(drawn, 0, 0);
  pen.fillStyle = readColour("quiet");
  pen.font = `${12 * ratio}px ${LABEL_FONTS[lang]}`;
  pen.textBaseline = "middle";
  pen.fillText(describePicture(), 10 * ratio, drawn.height + foot / 2, sheet.width - 20 * ratio);
  const name = nameFile("png");
  sheet.toBlob((content) => content && keepFile(name, content), "image/png");
}
