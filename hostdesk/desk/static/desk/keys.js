// Single keys press what carries data-key; they can be switched off, and never act while somebody types.
const typing = (target) => target.closest?.("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape" && typing(event.target) && !document.querySelector("dialog[open]")) return void event.target.blur();
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key !== "Escape" && !("singleKeys" in document.body.dataset)) return;
  const meant = [...document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`)].find((one) => one.checkVisibility());
  if (!meant) return;
  event.preventDefault();
  press(meant);
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (!opener) return;
  event.preventDefault();
  document.getElementById(opener.dataset.open).showModal();
});

export function press(element) {
  if (element.matches("input")) return void element.focus();
  element.click();
  const next = element.dataset.focus && document.getElementById(element.dataset.focus);
  if (next) next.focus();
}
