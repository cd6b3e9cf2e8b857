// For the provider's own site: <script src="…/static/portal/embed.js" data-language="de"></script>
// puts the contact form where it stands, in a frame as tall as the form.
(() => {
  const script = document.currentScript;
  const desk = new URL(script.src).origin;
  const frame = document.createElement("iframe");
  const language = script.dataset.language === "en" ? "en" : "de";
  const about = script.dataset.about ? `?about=${encodeURIComponent(script.dataset.about)}` : "";
  frame.src = `${desk}/${language}/contact/embed/${about}`;
  frame.title = script.dataset.title || (language === "en" ? "Contact form" : "Kontaktformular");
  frame.style.cssText = "width:100%;height:760px;border:0";
  addEventListener("message", (event) => {
    const isOurs = event.source === frame.contentWindow && event.origin === desk;
    if (isOurs && event.data?.hostdesk === "height") frame.style.height = `${event.data.height}px`;
  });
  script.after(frame);
})();
