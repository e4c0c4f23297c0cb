"use strict";
(() => {
  const form = document.getElementById("filter");
  const cards = [...document.querySelectorAll(".card")];
  if (!form || cards.length === 0) return;
  const texts = new Map();
  const text = (card) => {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
    return texts.get(card);
  };
  const apply = () => {
    const wanted = new FormData(form);
    const words = wanted.get("q").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      const data = card.dataset;
      const fits = (!wanted.get("rule") || data.rule === wanted.get("rule"))
        && (!wanted.get("level") || data.level === wanted.get("level"))
        && (!wanted.get("status") || data.status === wanted.get("status"))
        && (!wanted.get("source") || data.sources.includes(` ${wanted.get("source")} `))
        && words.every((word) => text(card).includes(word));
      card.hidden = !fits;
      if (fits) shown += 1;
    }
    form.querySelector("output").textContent = `${shown} of ${cards.length} shown`;
  };
  // A link to a card that the filter hides shows it.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.hidden) {
      form.reset();
      apply();
      target.scrollIntoView();
    }
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  reveal();
})();
