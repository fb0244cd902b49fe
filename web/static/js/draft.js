// What is being typed is kept on this machine until it has arrived; and small comforts of the answer's form.
let conversation;
let field;

function kept(action) {
  try {
    return action(window.localStorage);
  } catch {
    return null; // no storage, or none left: everything else works
  }
}

function forgetArrived() {
  const { draft, next } = conversation.dataset;
  for (let number = 1; number < Number(next); number += 1) kept((s) => s.removeItem(draft + number));
}

function keep(key) {
  kept((s) => (field.value ? s.setItem(key, field.value) : s.removeItem(key)));
}

function restore(key) {
  const text = kept((s) => s.getItem(key));
  if (field.value) keep(key); // typed before this script came
  if (field.value || !text) return false;
  field.value = text;
  return true;
}

function told(text) {
  const words = text.trim() ? text.trim().split(/\s+/).length : 0;
  if (words === 0) return "";
  return words === 1 ? "1 word" : `${words} words`;
}

function attend(mayFocus) {
  const { form } = field;
  const key = conversation.dataset.draft + conversation.dataset.next;
  const count = document.getElementById("count");
  const [words, keys] = count.children;
  const back = restore(key);

  form.elements.asked.value ||= new Date().toISOString(); // a hint does not begin the time anew
  keys.textContent = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ Enter sends" : "Ctrl + Enter sends";
  words.textContent = back ? `Your draft is back: ${told(field.value)}` : told(field.value);
  count.hidden = false;

  field.addEventListener("input", () => {
    words.textContent = told(field.value);
    keep(key);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  // With a mouse, typing can begin at once; on a phone the keyboard would hide the question.
  const pointed = matchMedia("(hover: hover) and (pointer: fine)").matches;
  if (mayFocus && pointed && !location.hash) field.focus({ preventScroll: true });
}

function begin(mayFocus) {
  conversation = document.getElementById("conversation");
  field = document.getElementById("answer");
  if (conversation) forgetArrived();
  if (field) attend(mayFocus);
}

begin(true);
document.addEventListener("viva:placed", (event) => begin(event.detail.adrift)); // a follow-up may have come
