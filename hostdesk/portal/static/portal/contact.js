// The contact form: answers while the subject is typed, what was read, files that are too large.
const PAUSE = 350; // milliseconds after the last key

for (const box of document.querySelectorAll("[data-answers]")) {
  const form = box.closest("form");
  const subject = form.elements.subject;
  let timer = 0;
  let asked = subject.value;

  form.querySelector("[data-look]")?.setAttribute("hidden", "");
  subject.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  box.addEventListener("click", (event) => {
    const article = event.target.closest("[data-article]")?.dataset.article;
    const read = form.querySelector("[data-read]");
    if (article && !read.value.split(",").includes(article)) {
      read.value = [read.value, article].filter(Boolean).join(",");
    }
  });

  async function ask() {
    const words = subject.value.trim();
    if (words === asked) return;
    asked = words;
    try {
      const answer = await fetch(`${box.dataset.answers}?q=${encodeURIComponent(words)}`);
      const html = answer.ok ? await answer.text() : "";
      if (words === asked) box.innerHTML = html.trim();
    } catch {
      box.textContent = ""; // without answers the form is as good as before
    }
  }
}

for (const select of document.querySelectorAll("select[name=about]")) {
  const change = select.form.querySelector("[data-change]");
  change.hidden = true;
  select.addEventListener("change", () => change.click());
}

for (const input of document.querySelectorAll("[data-files]")) {
  input.addEventListener("change", () => {
    const files = [...input.files];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const isTooMuch = files.length > Number(input.dataset.most) || size > Number(input.dataset.bytes);
    input.parentElement.querySelector("[data-files-wrong]").hidden = !isTooMuch;
    if (isTooMuch) input.value = "";
  });
}
