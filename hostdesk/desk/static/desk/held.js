// The line that drains while a reply can still be taken back.
let clock = null;

function start() {
  clearInterval(clock);
  const held = document.querySelector("[data-held]");
  if (!held) return;
  const words = held.querySelector("[data-words]");
  const bar = held.querySelector("progress");
  const end = Date.now() + Number(held.dataset.held) * 1000;
  // The figure changes in silence: read aloud each second it would be noise.
  words.parentElement.removeAttribute("role");
  clock = setInterval(() => {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left <= 0) {
      clearInterval(clock);
      return held.remove();
    }
    words.textContent = words.dataset.words.replace("#", left);
    bar.value = left - 1;
  }, 250);
}

start();
document.addEventListener("desk:renewed", start);
