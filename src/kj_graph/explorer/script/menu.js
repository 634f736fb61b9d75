// On a narrow or low page the head is one line; what does not fit in it stands in a menu behind a button.

const menuButton = find("menu-open");
const menuHolder = find("menu");

searchField.before(buildIcon("search"));

function isMenuOpen() {
  return document.body.classList.contains("with-menu");
}

/** @param {boolean} open */
function openMenu(open) {
  // What had the focus is about to go out of sight.
  const within = !open && menuHolder.contains(document.activeElement);
  document.body.classList.toggle("with-menu", open);
  menuButton.setAttribute("aria-expanded", String(open));
  if (within) (panel.hidden ? menuButton : panel).focus({ preventScroll: true });
}

/** Name the button, and tell in the menu what stands elsewhere on a page with more room. @param {(string|Element)[]} foot */
function showMenuHead(foot) {
  menuButton.replaceChildren(buildIcon("menu"));
  menuButton.title = say("menu");
  menuButton.setAttribute("aria-label", say("menu"));
  find("menu-about").replaceChildren(build("p", {}, find("counts").textContent), build("p", {}, ...foot));
}

menuButton.addEventListener("click", () => openMenu(!isMenuOpen()));
menuHolder.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("button");
  if (button && !button.closest("#languages") && button.id !== "scheme") openMenu(false);
});
addEventListener("pointerdown", (event) => {
  if (isMenuOpen() && event.target instanceof Element && !event.target.closest("#menu, #menu-open")) openMenu(false);
});
// Before the page hears of it: the first Escape closes the menu and nothing else.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !isMenuOpen() || document.querySelector("dialog[open]")) return;
  openMenu(false);
  menuButton.focus();
  event.stopImmediatePropagation();
  event.preventDefault();
}, { capture: true });
