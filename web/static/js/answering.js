// Small comforts of the answer's form: the words are counted, the keyboard can send it, and typing can begin at once.
let field;

function told(text) {
  const { one, many } = document.getElementById("draft").dataset;
  const words = text.trim() ? text.trim().split(/\s+/).length : 0;
  if (words === 0) return "";
  return words === 1 ? one : many.replace("{n}", words.toLocaleString(document.documentElement.lang));
}

function attend(mayFocus) {
  const { form } = field;
  const { back, sends } = document.getElementById("draft").dataset;
  const count = document.getElementById("count");
  const [words, keys] = count.children;

  form.elements.asked.value ||= new Date().toISOString(); // a hint does not begin the time anew
  keys.textContent = sends.replace("{keys}", /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ Enter" : "Ctrl + Enter");
  words.textContent = "back" in field.dataset ? back.replace("{words}", told(field.value)) : told(field.value);
  count.hidden = false;

  field.addEventListener("input", () => {
    words.textContent = told(field.value);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  // With a mouse, typing can begin at once; on a phone the keyboard would hide the question.
  const pointed = matchMedia("(hover: hover) and (pointer: fine)").matches;
  if (mayFocus && pointed && !location.hash) field.focus({ preventScroll: true });
}

function begin(mayFocus) {
  field = document.getElementById("answer");
  if (field) attend(mayFocus);
}

begin(true);
document.addEventListener("viva:placed", (event) => begin(event.detail.adrift)); // a follow-up may have come
