// Every page works without this file. It only saves steps: lists answer while filters change, menus close, focus
// goes where an error is told.
"use strict";

const WAIT_WHILE_TYPING_MS = 400;
let typing = 0;

function submitsItself(event) {
  const form = event.target.form;
  return form && "autosubmit" in form.dataset ? form : null;
}

document.addEventListener("change", (event) => {
  const form = submitsItself(event);
  if (form && event.target.type !== "search" && event.target.type !== "text") {
    form.requestSubmit();
  }
});

document.addEventListener("input", (event) => {
  const form = submitsItself(event);
  if (form && (event.target.type === "search" || event.target.type === "text")) {
    clearTimeout(typing);
    typing = setTimeout(() => form.requestSubmit(), WAIT_WHILE_TYPING_MS);
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" ? document.querySelector("details.menu[open]") : null;
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// When the pressed link is gone after a new page of a list came, the reader stays by the list.
document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement === document.body) {
    document.querySelector(".listing .table-scroll")?.focus({ preventScroll: true });
  }
});

// On a narrow screen the filter panel starts closed, so that the list comes first.
const panel = document.querySelector("details.filter-panel");
if (panel && window.matchMedia("(max-width: 48rem)").matches) {
  panel.open = false;
}

document.querySelector("[data-autofocus]")?.focus();
