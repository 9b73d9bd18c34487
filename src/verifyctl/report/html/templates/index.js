"use strict";
(() => {
  const { outcomes, statuses, classes, axes, rows } = JSON.parse(document.getElementById("data").textContent);
  const CHUNK = 60;
  // Positions in a row, as the page's maker lays them out.
  const [NAME, OUTCOME, AXES, CONTRADICTIONS, MATCHES, BEST, STAGES, REPORT, VERDICT, THUMB, PROBLEM] = Array(11).keys();
  const list = document.getElementById("rows"), count = document.getElementById("count"), more = document.getElementById("more");
  const form = document.querySelector(".tools"), search = document.getElementById("search"), order = document.getElementById("order");
  const only = (name) => document.getElementById("only-" + name);
  const haystack = rows.map((row) => (row[NAME] + "\n" + row[BEST] + "\n" + row[STAGES] + "\n" + row[PROBLEM]).toLowerCase());
  const collator = new Intl.Collator(undefined, { numeric: true });
  const orders = {
    given: rows.map((_, index) => index),
    outcome: (a, b) => rank(a) - rank(b) || a - b,
    name: (a, b) => collator.compare(rows[a][NAME], rows[b][NAME]) || a - b,
    contradictions: (a, b) => weight(b) - weight(a) || a - b,
    matches: (a, b) => (rows[b][MATCHES] ?? -1) - (rows[a][MATCHES] ?? -1) || a - b,
  };
  const rank = (index) => rows[index][OUTCOME];
  const weight = (index) => rows[index][CONTRADICTIONS][0] * 1000 + rows[index][CONTRADICTIONS][1];
  const ordered = (name) => {
    if (typeof orders[name] === "function") orders[name] = orders.given.slice().sort(orders[name]);
    return orders[name];
  };
  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const link = (href, text) => {
    const made = element("a", "", text);
    made.setAttribute("href", href);
    return made;
  };
  const status = (word, className) => {
    const made = element("span", "status " + className);
    const sign = element("span", "sign");
    sign.setAttribute("aria-hidden", "true");
    made.append(sign, word);
    return made;
  };
  const noted = (row) => {
    const [held, possible] = row[CONTRADICTIONS], parts = [];
    if (row[PROBLEM]) parts.push(row[PROBLEM]);
    if (held) parts.push(held + (held === 1 ? " contradiction" : " contradictions"));
    if (possible) parts.push(possible + " possible");
    if (row[MATCHES]) parts.push(row[MATCHES] + " known" + (row[BEST] ? ", best: " + row[BEST] : ""));
    if (row[STAGES]) parts.push("not run: " + row[STAGES]);
    return parts.join("; ");
  };
  const made = (row) => {
    const item = element("li");
    let thumb = element("span", "blank");
    if (row[THUMB]) {
      thumb = element("img", "thumb");
      thumb.loading = "lazy"; thumb.alt = ""; thumb.src = row[THUMB];
    }
    const name = element("span", "links"), bdi = element("bdi", "", row[NAME]), main = row[REPORT] || row[VERDICT];
    if (main) { const to = link(main, ""); to.append(bdi); name.append(to); } else name.append(bdi);
    if (row[REPORT] && row[VERDICT]) name.append(" ", link(row[VERDICT], "verdict file"));
    const dots = element("span", "dots");
    [...row[AXES]].forEach((at, index) => {
      const dot = element("span", classes[1][at]);
      dot.title = axes[index] + " " + statuses[at]; dot.setAttribute("role", "img"); dot.setAttribute("aria-label", dot.title);
      dot.append(element("span", "sign"));
      dots.append(dot);
    });
    const at = row[OUTCOME];
    item.append(thumb, name, at < 0 ? element("span", "unread", "no verdict") : status(outcomes[at], classes[0][at]), dots, element("span", "note quiet", noted(row)));
    return item;
  };
  let found = [], shown = 0;
  const show = () => {
    const part = document.createDocumentFragment();
    for (const index of found.slice(shown, shown + CHUNK)) part.append(made(rows[index]));
    shown = Math.min(found.length, shown + CHUNK);
    list.append(part);
    more.hidden = shown >= found.length;
    count.textContent = found.length.toLocaleString("en") + " of " + rows.length.toLocaleString("en") + (more.hidden ? "" : ", " + shown.toLocaleString("en") + " shown");
  };
  const filter = () => {
    const wanted = new Set([...form.querySelectorAll("[name=outcome]:checked")].map((box) => classes[0].indexOf(box.value)));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const contradictions = only("contradictions").checked, matches = only("matches").checked, stages = only("stages").checked;
    found = ordered(order.value).filter((index) => {
      const row = rows[index];
      return wanted.has(row[OUTCOME]) && words.every((word) => haystack[index].includes(word)) &&
        (!contradictions || row[CONTRADICTIONS][0] + row[CONTRADICTIONS][1]) && (!matches || row[MATCHES]) && (!stages || row[STAGES]);
    });
    shown = 0;
    list.replaceChildren();
    show();
  };
  new IntersectionObserver((seen) => { if (!more.hidden && seen.some((one) => one.isIntersecting)) show(); }).observe(more);
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", show);
  filter();
})();
