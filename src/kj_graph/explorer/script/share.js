// The two menus of the frame: the analyst's pages, and what can be taken along. And the page inside another page.

/**
 * A button that opens a list of choices. @param {string} id @param {string} words @param {(HTMLElement|null|false)[]} choices
 */
function buildMenu(id, words, choices) {
  const holder = find(id);
  const before = holder.querySelector("details");
  const menu = build("details", { class: "menu", open: before ? before.open : false },
    build("summary", { class: "plain" }, words),
    build("ul", {}, ...choices.map((choice) => choice && build("li", {}, choice))));
  menu.addEventListener("toggle", () => {
    if (!menu.open) return;
    for (const other of document.querySelectorAll("details.menu")) if (other instanceof HTMLDetailsElement && other !== menu) other.open = false;
    placeMenu(menu);
  });
  const focused = holder.contains(document.activeElement) && document.activeElement ? document.activeElement.id : null;
  holder.replaceChildren(menu);
  const again = focused === null ? null : focused ? document.getElementById(focused) : menu.querySelector("summary");
  if (again) again.focus();
}

/** Keep an open menu inside the window. @param {HTMLElement} menu */
function placeMenu(menu) {
  const list = /** @type {HTMLElement} */ (menu.querySelector("ul"));
  list.style.removeProperty("--shift");
  const { left, right } = list.getBoundingClientRect();
  const beyond = right > innerWidth - 8 ? innerWidth - 8 - right : left < 8 ? 8 - left : 0;
  list.style.setProperty("--shift", `${Math.round(beyond)}px`);
}

/** Close the menus that are open. @returns {boolean} whether one was */
function closeMenus() {
  const open = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details.menu[open]")]);
  for (const menu of open) {
    const within = menu.contains(document.activeElement);
    menu.open = false;
    if (within) /** @type {HTMLElement} */ (menu.querySelector("summary")).focus();
  }
  return open.length > 0;
}

/** @param {string} id @param {string} words @param {() => void} act @param {string} [title] */
function buildChoice(id, words, act, title) {
  return buildButton(words, () => {
    closeMenus();
    act();
  }, { class: "choice", id, title });
}

/** The menus in the page's language and for what is shown. */
function showMenus() {
  const choices = reportChoices();
  find("pages").hidden = !choices.length;
  if (choices.length) buildMenu("pages", say("pages"), choices.map(([report, words, title]) => buildChoice(`open-${report.split(":")[0]}`, words, () => openReport(report), title)));
  const drawn = isDrawn() && !reportName();
  const chosen = things.get(view.thing) || sources.get(view.thing);
  buildMenu("share", say("share"), [
    buildChoice("copy-link", say("copyLink"), () => showCopy(linkTo(false), say("copyLink"))),
    buildChoice("copy-embed", say("copyEmbed"), () => showCopy(writeEmbed(), say("copyEmbed"))),
    buildChoice("print", say("print"), () => print()),
    drawn && buildChoice("export-png", say("exportPng"), exportPng),
    drawn && buildChoice("export-svg", say("exportSvg"), exportSvg),
    buildChoice("export-csv", say("exportCsv"), exportCsv, say("exportCsvTitle")),
    buildChoice("export-ttl", say("exportTurtle"), exportTurtle, say("exportTurtleTitle")),
    chosen && !reportName() ? buildChoice("export-thing", say("exportThing", labelOf(chosen.id).text), () => keepTurtle([chosen.id], cleanName(`kj-graph-${chosen.id}`, "ttl"))) : null,
  ]);
  showEmbedBar();
}

/** Whence an embedded view comes, and the way to the whole page; one opened from a disk leads to itself as well. */
function showEmbedBar() {
  const back = build("a", { href: linkTo(false), target: "_blank", rel: "noopener" }, say("embedBack", find("title").textContent || ""));
  // The view may have moved on since.
  for (const moment of ["mousedown", "click"]) back.addEventListener(moment, () => { back.href = linkTo(false); });
  find("embed-bar").replaceChildren(back, build("span", { class: "small" }, [model.version && say("version", model.version), LICENCE].filter(Boolean).join(" · ")));
}

/** The address of the view; `embedded` that of it without its frame. @param {boolean} embedded */
function linkTo(embedded) {
  const parts = new URLSearchParams(writeFragment().slice(1));
  if (view.lang === openingLang) parts.set("lang", view.lang);
  parts.delete("embed");
  if (embedded) parts.set("embed", "1");
  const fragment = parts.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
  return `${location.href.replace(/#.*$/, "")}#${fragment}`;
}

/** HTML that shows the view inside another page. */
function writeEmbed() {
  // An element that is in no document loads nothing; it is only written out.
  return build("iframe", {
    src: linkTo(true), title: document.title, width: 960, height: 600, style: "border:0;max-width:100%", loading: "lazy",
    sandbox: "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads",
  }).outerHTML;
}

const copyDialog = /** @type {HTMLDialogElement} */ (find("copy"));

// What is typed in the dialog is not meant for the page behind it.
copyDialog.addEventListener("keydown", (event) => event.stopPropagation());

/** Show a text to take along, already copied where the browser lets it be. @param {string} text @param {string} title */
function showCopy(text, title) {
  const field = build("textarea", { readonly: true, rows: 5, "aria-labelledby": "copy-title", spellcheck: "false" });
  field.value = text;
  const told = build("p", { class: "small", role: "status" });
  const copy = async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = say("copied");
    } catch {
      told.textContent = say("copyByHand");
    }
  };
  copyDialog.replaceChildren(
    build("h2", { id: "copy-title" }, title), field, told,
    build("p", { class: "small", hidden: location.protocol !== "file:" }, say("copyFile")),
    build("p", { class: "copy-buttons" }, buildButton(say("copy"), copy, { class: "plain" }), buildButton(say("close"), () => copyDialog.close(), { class: "plain" })));
  copyDialog.showModal();
  copy();
}

/** Tell what was done. @param {string} words */
function tellShare(words) {
  const asked = document.getElementById("ask-status");
  (askDialog.open && asked ? asked : find("status")).textContent = words;
}

addEventListener("pointerdown", (event) => {
  if (event.target instanceof Element && !event.target.closest("details.menu")) closeMenus();
});
// Before the page hears of it: the first Escape closes the menu and nothing else.
addEventListener("keydown", (event) => {
  const menu = document.activeElement && document.activeElement.closest("details.menu");
  if (event.key === "Escape" && closeMenus()) {
    event.stopImmediatePropagation();
    event.preventDefault();
  } else if (menu instanceof HTMLDetailsElement && menu.open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const stops = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll("summary, button")]);
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    stops[(at + (event.key === "ArrowDown" ? 1 : -1) + stops.length) % stops.length].focus();
    event.preventDefault();
  }
}, { capture: true });

registerPage("embed", { accept: (value) => value === "1", show: (value) => document.body.classList.toggle("embedded", value === "1") });
