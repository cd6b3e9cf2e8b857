// Shows a call as soon as it rings, and takes its card away when somebody has it or it is over.
import { ask } from "./ask.js";

const place = document.querySelector("[data-calls]");
const hushed = new Set((sessionStorage.getItem("hushed") ?? "").split(","));
let wanted = 0;
let shown = "";

// Who does not want to see a call any more is left alone with it, on this and every following page.
function hush(event) {
  const card = event.target.closest("[data-hush]")?.closest("[data-ring]");
  if (!card) return;
  hushed.add(card.dataset.ring);
  sessionStorage.setItem("hushed", [...hushed].slice(-20).join());
  card.remove();
}

async function look() {
  const mine = ++wanted;
  const html = await ask(place.dataset.calls);
  if (mine !== wanted) return; // a later look knows more
  const focused = place.contains(document.activeElement) && document.activeElement.id;
  if (html === shown) return;
  place.innerHTML = shown = html;
  for (const card of place.querySelectorAll("[data-ring]")) if (hushed.has(card.dataset.ring)) card.remove();
  if (focused) document.getElementById(focused)?.focus();
}

if (place) {
  place.addEventListener("click", hush);
  look().catch(() => {});
  document.addEventListener("desk:call", () => look().catch(() => {}));
  // What was lost between page and socket is made up for as long as a card is there.
  setInterval(() => { if (place.firstElementChild && !document.hidden) look().catch(() => {}); }, 15000);
}
