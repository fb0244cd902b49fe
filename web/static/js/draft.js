// What is being typed is kept on this machine until it has arrived; and small comforts of the answer's form.
const conversation = document.getElementById("conversation");
const field = document.getElementById("answer");

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

function restore(key) {
  const text = kept((s) => s.getItem(key));
  if (field.value || !text) return false;
  field.value = text;
  return true;
}

function told(text) {
  const words = text.trim() ? text.trim().split(/\s+/).length : 0;
  if (words === 0) return "";
  return words === 1 ? "1 word" : `${words} words`;
}

function attend() {
  const { form } = field;
  const key = conversation.dataset.draft + conversation.dataset.next;
  const count = document.getElementById("count");
  const [words, keys] = count.children;
  const back = restore(key);

  form.elements.asked.value = new Date().toISOString();
  keys.textContent = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ Enter sends" : "Ctrl + Enter sends";
  words.textContent = back ? `Your draft is back: ${told(field.value)}` : told(field.value);
  count.hidden = false;

  field.addEventListener("input", () => {
    words.textContent = told(field.value);
    kept((s) => (field.value ? s.setItem(key, field.value) : s.removeItem(key)));
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  // With a mouse, typing can begin at once; on a phone the keyboard would hide the question.
  if (matchMedia("(hover: hover) and (pointer: fine)").matches && !location.hash) field.focus({ preventScroll: true });
}

if (conversation) forgetArrived();
if (field) attend();
