// The project's saved questions with the answers of the day on which the page was built.

const askDialog = /** @type {HTMLDialogElement} */ (find("ask"));
/** The list of questions without an answer; no question is called so. */
const ALL_QUESTIONS = "all";
/** @type {Map<string, Question>} */
const questions = new Map(packed.answers.questions.map((question) => [question.name, question]));

/** @type {{question: string, column: number, down: boolean}} in which order the answer stands; column -1 is as given */
let answerOrder = { question: "", column: -1, down: false };

/** Bring the dialog into step with the view. @param {boolean} chosen whether another question was chosen */
function showAsk(chosen) {
  find("ask-open").hidden = !questions.size;
  find("ask-open").textContent = say("ask");
  find("ask-open").title = say("askTitle");
  if (!view.question) {
    document.body.classList.remove("with-question");
    if (askDialog.open) askDialog.close();
    return;
  }
  const question = questions.get(view.question);
  if (answerOrder.question !== view.question) answerOrder = { question: view.question, column: -1, down: false };
  const list = askDialog.querySelector(".questions");
  const scroll = list ? list.scrollTop : 0;
  askDialog.classList.toggle("with-answer", question !== undefined);
  document.body.classList.add("with-question");
  askDialog.replaceChildren(
    build("div", { class: "ask-head" },
      question ? buildButton(say("askAll"), () => changeView({ question: ALL_QUESTIONS }, true), { class: "plain ask-back" }) : null,
      build("h2", { id: "ask-title" }, say("askTitle")),
      buildButton(say("close"), closeAsk, { class: "plain icon close", title: say("close") }, buildIcon("close"))),
    build("nav", { class: "questions", "aria-label": say("askTitle") }, build("ul", {}, ...[...questions.values()].map((each) =>
      build("li", {}, buildButton(pickLabel(each.wording, each.name).text, () => changeView({ question: each.name }, true), {
        class: "question", "aria-current": each === question ? "true" : null, "data-question": each.name,
      }))))),
    build("div", { class: "answer", tabindex: question ? 0 : null, role: question ? "region" : null, "aria-labelledby": question ? "answer-title" : null },
      ...(question ? buildAnswer(question) : [build("p", {}, say("askAbout", model.asOf ? sayDate(model.asOf) : ""))])),
    build("p", { id: "ask-status", class: "unseen", role: "status", "aria-live": "polite" }));
  const opens = !askDialog.open;
  if (opens) askDialog.showModal();
  const again = askDialog.querySelector(".questions");
  if (again) again.scrollTop = scroll;
  const current = askDialog.querySelector('.question[aria-current="true"]');
  if (current && !scroll) current.scrollIntoView({ block: "center" });
  if (!chosen && !opens) return;
  const heading = askDialog.querySelector("#answer-title") || askDialog.querySelector(".question");
  if (heading instanceof HTMLElement) heading.focus();
}

function closeAsk() {
  changeView({ question: "" }, true);
}

/** @param {Question} question @returns {Element[]} */
function buildAnswer(question) {
  const rows = question.answers[lang] || question.answers[""] || Object.values(question.answers)[0] || [];
  const given = question.given.map(([name, value]) =>
    build("span", { class: "given" }, `${headOf(question, name)}: `, buildText(Array.isArray(value) ? labelOf(value[0]) : { text: sayCell(value) })));
  return [
    build("h3", { id: "answer-title", tabindex: -1 }, pickLabel(question.wording, question.name).text),
    given.length ? build("p", { class: "small" }, say("askedWith"), " ", ...given) : null,
    build("p", { class: "small" }, say("askCommand"), " ", build("code", {}, `kj-graph query ${question.name}`)),
    build("p", { class: "take" },
      network.nodes.some((node) => listAnswers(node.id).includes(question.name))
        ? buildButton(say("askDraw"), () => drawAnswer(question), { class: "plain", title: say("askDrawTitle"), "data-draw": question.name }) : null, " ",
      buildButton(say("exportCsv"), exportCsv, { class: "plain", title: say("exportCsvTitle") }), " ",
      buildButton(say("print"), () => print(), { class: "plain" })),
    buildTable(question, rows),
  ].filter((part) => part !== null);
}

/** Leave the table for the drawing of what it names. @param {Question} question */
function drawAnswer(question) {
  const mode = isDrawn() ? view.mode : openingMode;
  changeView({ question: "", mode, filter: `answer:${question.name}`, around: "", open: [], path: "", camera: null, pages: {} }, true);
}

/** The name of a parameter: that of its column, of the ontology, or its own. @param {Question} question @param {string} name */
function headOf(question, name) {
  return question.parameters[name] ? pickLabel(question.parameters[name], name).text : readName(name);
}

/** @param {string} text a cell's text, days and months as people write them */
function sayCell(text) {
  return /^\d{4}-\d\d(-\d\d)?$/.test(text) ? sayDate(text, "short") : readPeriod(text) ? sayPeriod(text) : text;
}

/** @param {Cell} cell */
function textOf(cell) {
  return Array.isArray(cell) ? labelOf(cell[0]).text : cell;
}

/** @param {Question} question @param {Cell[][]} rows */
function buildTable(question, rows) {
  const { column: by, down } = answerOrder;
  const ordered = by < 0 ? rows : [...rows].sort((one, other) => compareCells(one[by], other[by]) * (down ? -1 : 1));
  const numeric = question.columns.map((_, at) => rows.every((row) => /^-?\d*\.?\d*$/.test(textOf(row[at]))) && rows.some((row) => row[at] !== ""));
  return build("table", {},
    build("caption", {}, question.cut ? say("askCut", sayCount(rows.length)) : say("askRows", sayCount(rows.length))),
    build("thead", {}, build("tr", {}, ...question.columns.map((column, at) =>
      build("th", { scope: "col", class: numeric[at] ? "number" : null, "aria-sort": by === at ? (down ? "descending" : "ascending") : null },
        buildButton(pickLabel(column, "").text, () => sortAnswer(at), { class: "sort", "data-column": at }))))),
    build("tbody", {}, ...ordered.map((row) =>
      build("tr", {}, ...row.map((cell, at) =>
        build("td", { class: numeric[at] ? "number" : null }, Array.isArray(cell) ? buildThingButton(cell[0]) : buildCell(cell)))))));
}

/** @param {string} text */
function buildCell(text) {
  return isWebAddress(text) ? buildLink(text, readAddress(text)) : sayCell(text);
}

/** @param {Cell} one @param {Cell} other */
function compareCells(one, other) {
  const [first, second] = [textOf(one), textOf(other)];
  if (!first || !second) return first ? -1 : second ? 1 : 0;
  const [low, high] = [Number(first), Number(second)];
  if (!Number.isNaN(low) && !Number.isNaN(high)) return low - high;
  return first.localeCompare(second, lang);
}

/** @param {number} column */
function sortAnswer(column) {
  answerOrder = { question: view.question, column, down: answerOrder.column === column && !answerOrder.down };
  showAsk(false);
  const head = askDialog.querySelector(`[data-column="${column}"]`);
  if (head instanceof HTMLElement) head.focus();
  find("ask-status").textContent = say(answerOrder.down ? "askSortedDown" : "askSorted", head ? head.textContent || "" : "");
}

askDialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  closeAsk();
});
askDialog.addEventListener("pointerdown", (event) => {
  if (event.target === askDialog) closeAsk();
});
find("ask-open").addEventListener("click", () => changeView({ question: ALL_QUESTIONS }, true));
