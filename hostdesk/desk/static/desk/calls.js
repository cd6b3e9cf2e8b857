// Shows a call as soon as it rings, and takes its card away when somebody has it or it is over.
import { ask } from "./ask.js";

const place = document.querySelector("[data-calls]");
let wanted = 0;

async function look() {
  const mine = ++wanted;
  const html = await ask(place.dataset.calls);
  if (mine !== wanted) return; // a later look knows more
  const focused = place.contains(document.activeElement) && document.activeElement.id;
  if (html.trim() === place.innerHTML.trim()) return;
  place.innerHTML = html;
  if (focused) document.getElementById(focused)?.focus();
}

if (place) {
  look().catch(() => {});
  document.addEventListener("desk:call", () => look().catch(() => {}));
  // What was lost between page and socket is made up for as long as a card is there.
  setInterval(() => { if (place.firstElementChild && !document.hidden) look().catch(() => {}); }, 15000);
}
