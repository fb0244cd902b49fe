// Reads the question and a follow-up aloud, with voices of this machine only, and only when asked to.
const ALWAYS = "viva:voice:read";
const synth = window.speechSynthesis;
let speaking = null; // the button whose text is being read

function choice() {
  try {
    return localStorage.getItem(ALWAYS) === "yes";
  } catch {
    return false;
  }
}

function choose(always) {
  try {
    if (always) localStorage.setItem(ALWAYS, "yes");
    else localStorage.removeItem(ALWAYS);
  } catch {
    // it holds for this page, then
  }
}

// A voice that is not of this machine would send the question to a server.
function voice() {
  const local = synth.getVoices().filter((one) => one.localService && /^en\b/i.test(one.lang.replace("_", "-")));
  return local.find((one) => one.default) ?? local.find((one) => one.lang === navigator.language) ?? local[0];
}

function show(button, words, isSpeaking = false) {
  button.textContent = button.dataset[words];
  button.classList.toggle("speaking", isSpeaking);
}

function silence() {
  synth.cancel();
  if (speaking) show(speaking, "again");
  speaking = null;
}

function read(button, text) {
  silence();
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice();
  utterance.lang = utterance.voice.lang;
  const over = () => {
    if (speaking === button) silence();
  };
  utterance.onend = over;
  utterance.onerror = ({ error }) => {
    over();
    const told = document.getElementById("voice-told");
    if (error === "not-allowed") told.textContent = told.dataset.blocked;
  };
  speaking = button;
  show(button, "stop", true);
  document.getElementById("voice-told").textContent = "";
  synth.speak(utterance);
}

function buttonFor(element) {
  const place = element.closest(".follow") ?? element; // a follow-up is told as a whole, without the button
  const there = place.previousElementSibling;
  if (there?.matches(".read-aloud")) return there;
  const button = document.getElementById("read-aloud").content.firstElementChild.cloneNode(true);
  show(button, "read");
  button.addEventListener("click", () => (speaking === button ? silence() : read(button, element.textContent)));
  place.before(button);
  return button;
}

function begin(isNew) {
  if (!voice()) return;
  const texts = ["question", "follow-up"].map((id) => document.getElementById(id)).filter(Boolean);
  const buttons = texts.map(buttonFor);
  document.getElementById("voice").hidden = false;
  // The last one is what is asked now. Who has begun to answer has heard it.
  const field = document.getElementById("answer");
  if (isNew && choice() && field && !field.value) read(buttons.at(-1), texts.at(-1).textContent);
}

if (synth && "SpeechSynthesisUtterance" in window) {
  const always = document.getElementById("always-read");
  always.checked = choice();
  always.addEventListener("change", () => choose(always.checked));
  let isNew = true;
  const ready = () => {
    if (!voice()) return;
    begin(isNew);
    isNew = false;
  };
  ready();
  synth.addEventListener("voiceschanged", ready); // many browsers learn of their voices a little later
  document.addEventListener("viva:placed", () => {
    silence();
    begin(true);
  });
  document.addEventListener("viva:listening", silence); // else it would be heard, too
  window.addEventListener("pagehide", silence);
}
