// Pointing at a stretch of the article, a note in the margin or a row of facts, or coming there by the keyboard, shows all that
// belongs to it. What shows a fact bears its id: class f-v1 in the text and the margin, the id v1 in the tables.
"use strict";

const LIT = "lit";

function factsAt(element) {
  const found = [];
  for (let at = element; at instanceof Element; at = at.parentElement) {
    for (const name of at.classList) if (name.startsWith("f-")) found.push(name.slice(2));
    if (at.matches(".facts-below tr[id]")) found.push(at.id);
  }
  return found;
}

function show(event) {
  for (const one of document.querySelectorAll(`.${LIT}`)) one.classList.remove(LIT);
  if (!(event.target instanceof Element)) return;
  for (const fact of factsAt(event.target)) {
    for (const one of document.querySelectorAll(`.f-${CSS.escape(fact)}`)) one.classList.add(LIT);
    document.querySelector(`.facts-below tr[id="${CSS.escape(fact)}"]`)?.classList.add(LIT);
  }
}

for (const name of ["pointerover", "focusin"]) document.addEventListener(name, show);
