
"use strict";
// The report reads without this. No text of the report is ever made into HTML or code here.
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = one(".tools");
  const table = one(".rows");
  const rows = all(".rows tbody tr");
  const lists = all(".quiet");
  const status = one(".status");

  // ------------------------------------------------------------------ copying

  for (const offer of all(".offer")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy ${offer.textContent}`);
    offer.after(" ", button);
  }

  function select(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  function say(button, word) {
    button.textContent = word;
    button.setAttribute("aria-label", `${word}: ${button.previousElementSibling.textContent}`);
  }

  async function copy(button) {
    const offer = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(offer.textContent);
      say(button, "Copied");
    } catch {
      select(offer);
      say(button, "Selected: copy it now");
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".copy");
    if (button) {
      for (const old of all(".copy")) if (old !== button && old.textContent !== "Copy") say(old, "Copy");
      copy(button);
    }
  });

  // ----------------------------------------------------------------- printing

  const folded = new Set();
  addEventListener("beforeprint", () => {
    for (const details of all("details:not([open])")) {
      folded.add(details);
      details.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
    folded.clear();
  });

  if (!form) return;
  form.hidden = false;

  // ---------------------------------------------------------------- filtering

  const search = one("#search");
  const byVerdict = one("#by-verdict");
  const byLevel = one("#by-level");
  const byDocument = one("#by-document");
  const choices = [byVerdict, byLevel, byDocument].filter(Boolean);
  const texts = new Map();

  function textOf(item) {
    if (!texts.has(item)) {
      const links = all("a", item).map((link) => link.href);
      texts.set(item, [item.textContent, ...links].join(" ").toLowerCase());
    }
    return texts.get(item);
  }

  function isWanted(item, verdict, level, words) {
    return (
      (!byVerdict.value || byVerdict.value === verdict) &&
      (!byLevel.value || byLevel.value === level) &&
      (!byDocument || !byDocument.value || byDocument.value === item.dataset.document) &&
      words.every((word) => textOf(item).includes(word))
    );
  }

  const number = (count) => count.toLocaleString("en");
  const counted = (kept, all) => (kept === all ? number(all) : `${number(kept)} of ${number(all)}`);
  const isFiltered = () => search.value.trim() !== "" || choices.some((choice) => choice.value);

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    let total = rows.length;
    for (const row of rows) {
      row.hidden = !isWanted(row, row.dataset.verdict, row.dataset.level, words);
      shown += row.hidden ? 0 : 1;
    }
    if (table) table.hidden = shown === 0;
    for (const list of lists) {
      const items = all("li", list);
      const kept = items.filter((item) => {
        item.hidden = !isWanted(item, list.dataset.verdict, "none", words);
        return !item.hidden;
      }).length;
      list.hidden = kept === 0;
      one(".shown", list).textContent = counted(kept, items.length);
      // A short list is shown at once; a long one would push all else away while the user types.
      list.open = isFiltered() && kept > 0 && (kept <= 50 || byVerdict.value === list.dataset.verdict);
      shown += kept;
      total += items.length;
    }
    status.textContent = isFiltered() ? `${number(shown)} of ${number(total)} links shown` : `${number(total)} links`;
    // The pinned form would cover the first match.
    if (isFiltered() && form.getBoundingClientRect().top < 1) one("#links").scrollIntoView();
  }

  let waiting = 0;
  search.addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(filter);
  });
  for (const choice of choices) choice.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter)); // HTML §4.10.22.5: told before it is done

  for (const link of all("a[data-verdict]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      form.reset();
      byVerdict.value = link.dataset.verdict;
      filter();
      one("#links").scrollIntoView();
      byVerdict.focus({ preventScroll: true });
    });
  }

  // A location that was clicked is shown, whatever is filtered.
  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]")) clear();
    const list = target.closest(".quiet");
    if (list) list.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", reveal);

  function clear() {
    form.reset();
    filter();
  }

  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, select, textarea");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && isFiltered()) {
      clear();
    }
  });

  // ---------------------------------------------------------------- unfolding

  const unfold = one("#unfold");
  if (!one(".rows details")) unfold.hidden = true;
  let open = false;
  unfold.addEventListener("click", () => {
    open = !open;
    unfold.textContent = open ? "Collapse all" : "Expand all";
    for (const details of all(".rows details")) details.open = open;
  });

  // ------------------------------------------------------------------ sorting

  const order = new Map(rows.map((row, index) => [row, index]));
  const names = new Map(rows.map((row) => [row, one(".name", row).textContent]));
  const collator = new Intl.Collator("en", { numeric: true });
  const keys = {
    verdict: (a, b) => order.get(a) - order.get(b),
    place: (a, b) => a.id.slice(1) - b.id.slice(1),
    name: (a, b) => collator.compare(names.get(a), names.get(b)),
  };

  for (const head of all("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of all("th[aria-sort]")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const compare = keys[head.dataset.sort];
      rows.sort((a, b) => (down ? compare(b, a) : compare(a, b)));
      one("tbody", table).append(...rows);
    });
  }

  filter();
  if (location.hash) reveal();
})();
