"use strict";
// All that this adds works without it in a plainer form: links lead both ways, views switch by CSS.
(() => {
  const partner = (element) => {
    const id = element.id;
    return document.getElementById(id.startsWith("box-") ? id.slice(4) : "box-" + id);
  };
  for (const box of document.querySelectorAll("a.mark")) {
    const text = partner(box);
    if (!text) continue;
    for (const [from, to] of [[box, text], [text, box]]) {
      for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
        from.addEventListener(event, () => { from.classList.toggle("lit", on); to.classList.toggle("lit", on); });
      }
    }
  }
  const opened = () => {
    // What a link leads to may lie in something that is folded; getElementById takes the id as it is.
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView({ block: target.offsetHeight > innerHeight / 2 ? "start" : "center" });
    const page = target.closest(".explained");
    const link = page ? page.querySelector("summary") : target.matches("a") ? target : target.querySelector("a");
    if (link) link.focus({ preventScroll: true });
  };
  addEventListener("hashchange", opened);
  if (location.hash) opened();
  for (const compare of document.querySelectorAll("[data-compare]")) {
    const slider = compare.querySelector(".slider"), input = slider.querySelector("input");
    const width = compare.querySelector("svg").viewBox.baseVal.width;
    const clip = compare.querySelector("[data-clip]"), line = compare.querySelector("[data-line]");
    slider.hidden = false;
    input.addEventListener("input", () => {
      const at = String(width * input.value / 100);
      clip.setAttribute("width", at); line.setAttribute("x1", at); line.setAttribute("x2", at);
    });
  }
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:not([open])")) { one.open = true; folded.push(one); }
  });
  addEventListener("afterprint", () => { for (const one of folded.splice(0)) one.open = false; });
})();
