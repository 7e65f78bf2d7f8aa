// Keys of a page: what bears data-key is pressed, followed or opened by the key at that place of the keyboard, whatever
// letter the layout puts there (an Arabic layout types ت for J). Everything here can be done by forms and links alone.
"use strict";

const TYPING = "input:not([type=hidden]), textarea, select";
let sent = false;

function press(target) {
  if (!target.matches("summary")) {
    target.click();
    return;
  }
  target.parentElement.open = true;
  (target.parentElement.querySelector(TYPING) ?? target).focus();
}

function leave(field) {
  field.blur();
  const details = field.closest("details");
  if (details) {
    details.open = false;
    details.querySelector("summary").focus();
  }
}

function send(form) {
  form?.requestSubmit(form.querySelector("button")); // with its button, whose value says what is done
}

document.addEventListener("keydown", (event) => {
  const field = event.target.closest(TYPING);
  if (event.isComposing || event.repeat || event.altKey || event.defaultPrevented) return;
  if (field) {
    if (event.code === "Escape") leave(field);
    else if (event.code === "Enter" && (event.ctrlKey || event.metaKey)) send(field.form);
    return;
  }
  const target = document.querySelector(`[data-key="${CSS.escape(event.code)}"]`);
  if (!target || sent || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  press(target);
});
document.addEventListener("submit", () => { sent = true; });
window.addEventListener("pageshow", () => { sent = false; });
