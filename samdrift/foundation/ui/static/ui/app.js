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

// One box picks every row that is shown; it is itself checked while they all are.
document.addEventListener("change", (event) => {
  const boxes = [...document.querySelectorAll(".pick input")];
  const all = document.querySelector("[data-picks-all]");
  if (event.target === all) {
    for (const box of boxes) {
      box.checked = all.checked;
    }
  } else if (boxes.includes(event.target)) {
    all.checked = boxes.every((box) => box.checked);
  }
});

// Menus, the sheets of a list's bar and the names behind a number close by Escape and by a press beside them.
const OPEN = "details:is(.menu, .sheet, .several)[open]";

document.addEventListener("click", (event) => {
  for (const opened of document.querySelectorAll(OPEN)) {
    if (!opened.contains(event.target)) {
      opened.open = false;
    }
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") {
    return;
  }
  const opened = document.querySelector(OPEN);
  if (opened) {
    opened.open = false;
    opened.querySelector("summary").focus();
  }
  for (const several of document.querySelectorAll("details.several:hover, details.several:focus-within")) {
    several.dataset.closed = "";
  }
});

document.addEventListener("pointerover", (event) => {
  for (const several of document.querySelectorAll("details.several[data-closed]")) {
    if (!several.contains(event.target)) {
      delete several.dataset.closed;
    }
  }
});

// «/» and Ctrl-K go to the search of every page, as its sign says.
document.addEventListener("keydown", (event) => {
  const types = event.target.closest("input, select, textarea, [contenteditable]");
  const asked = (event.key === "/" && !types) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
  const field = document.getElementById("find");
  if (asked && field?.checkVisibility()) {
    event.preventDefault();
    field.select();
  }
});

// When the pressed link is gone after a new page of a list came, the reader stays by the list.
document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement === document.body) {
    document.querySelector(".listing")?.focus({ preventScroll: true });
  }
});

document.querySelector("[data-autofocus]")?.focus();
