// Words that are selected in an answer go into the open form at a key point of that answer.
const SETTLED = 250;
let taken; // what was selected last: kept, for opening a form may end the selection
let waiting;
let latest; // the form that was opened last

const letters = (text) => [...text].length; // the server counts characters, not UTF-16 units

function textBefore(words, range) {
  const before = document.createRange();
  before.setStart(words, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return said(before);
}

// What a range says, without the numbers that stand beside marked words.
function said(range) {
  const copy = range.cloneContents();
  for (const number of copy.querySelectorAll("sup")) number.remove();
  return copy.textContent;
}

function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const within = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-answer]");
  const words = within(range.startContainer);
  if (!words || words !== within(range.endContainer)) return null;
  const text = said(range).trim();
  if (!text) return null;
  return { answer: words.dataset.answer, turn: words.dataset.turn, text, start: letters(textBefore(words, range)) };
}

function openForm() {
  const open = ".disagree details[open] > form[data-words-of]";
  return latest?.matches(open) && latest.isConnected ? latest : document.querySelector(open);
}

function fill(form) {
  if (!taken || form.dataset.wordsOf !== taken.answer) return;
  form.elements.words.value = taken.text;
  form.elements.near.value = `${taken.turn}:${taken.start}`;
  for (const choice of form.querySelectorAll("[name=choice]:checked")) choice.checked = false;
  taken = undefined;
}

document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const now = selected();
    if (!now) return;
    taken = now;
    const form = openForm();
    if (form) fill(form);
  }, SETTLED);
});

document.addEventListener(
  "toggle", // it does not bubble
  ({ target }) => {
    const form = target.matches(".disagree details[open]") && target.querySelector("form[data-words-of]");
    if (!form) return;
    latest = form;
    form.querySelector(".selecting").hidden = false;
    if (!form.elements.words.value) fill(form);
  },
  true,
);

document.addEventListener("change", ({ target }) => {
  // One or the other: the words that were copied would go before the sentence.
  if (target.name === "choice" && target.form.dataset.wordsOf) target.form.elements.words.value = "";
});
document.addEventListener("input", ({ target }) => {
  if (target.name !== "words" || !target.form?.dataset.wordsOf || !target.value) return;
  target.form.elements.near.value = "";
  for (const choice of target.form.querySelectorAll("[name=choice]:checked")) choice.checked = false;
});
