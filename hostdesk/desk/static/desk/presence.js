// Says that this ticket is open here, whether somebody writes, and shows who else is there.
import { ask, fields } from "./ask.js";
import { gently } from "./live.js";

const page = document.querySelector("main[data-ticket]");
const url = page && `${location.pathname}here/`;
let typed = 0;
let isWriting = false;

async function say() {
  isWriting = Date.now() - typed < 40000;
  const html = await ask(url, { body: fields({ doing: isWriting ? "writing" : "reading" }) });
  const others = page.querySelector("[data-others]");
  if (others) others.innerHTML = html;
}

if (page) {
  say().catch(() => {});
  setInterval(() => { if (!document.hidden) say().catch(() => {}); }, 25000);
  document.addEventListener("desk:present", gently(say, 1000));
  page.addEventListener("input", (event) => {
    if (!event.target.matches(".write")) return;
    typed = Date.now();
    if (!isWriting) say().catch(() => {});
  });
  addEventListener("pagehide", () => {
    const body = fields({ doing: "left", csrfmiddlewaretoken: document.body.dataset.csrf });
    navigator.sendBeacon(url, body);
  });
}
