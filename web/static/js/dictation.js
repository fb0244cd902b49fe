// Dictation into the answer's field, recognised on this machine where the browser can. Where it can do so only over the
// network, nothing is started before the person has allowed that in this browser.
const ALLOWED = "viva:voice:network";
const RESTED = 400; // milliseconds: who ends sooner than that is not started again
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const ERRORS = {
  "not-allowed": "blocked",
  "service-not-allowed": "failed",
  "audio-capture": "noMicrophone",
  "no-speech": "noSpeech",
  network: "noNetwork",
};

let field;
let parts; // what stands beside the field: button, panel
let can; // what this browser can: a state, and a language
let session = null; // while it listens

function allowed() {
  try {
    return localStorage.getItem(ALLOWED) === "yes";
  } catch {
    return false;
  }
}

function allow(isAllowed) {
  try {
    if (isAllowed) localStorage.setItem(ALLOWED, "yes");
    else localStorage.removeItem(ALLOWED);
  } catch {
    // without storage it cannot be allowed for long, and is not allowed at all
  }
}

const part = (name) => parts.panel.querySelector(name);

function tell(words) {
  const told = part(".told");
  told.textContent = words ? told.dataset[words] : "";
}

// "available", "downloading" or "downloadable" on this machine; "network"; or "none".
async function ability() {
  if (!Recognition || !window.isSecureContext) return { state: "none" };
  const own = /^en-/i.test(navigator.language) ? [navigator.language] : [];
  const langs = [...new Set([...own, "en-US"])];
  const [lang] = langs;
  if (typeof Recognition.available !== "function" || !("processLocally" in Recognition.prototype)) {
    return { state: "network", lang }; // it does not say where it recognises
  }
  const asked = (one, processLocally) =>
    Recognition.available({ langs: [one], processLocally }).catch(() => "unavailable");
  const here = await Promise.all(langs.map((one) => asked(one, true)));
  for (const state of ["available", "downloading", "downloadable"]) {
    if (here.includes(state)) return { state, lang: langs[here.indexOf(state)] };
  }
  return { state: (await asked(lang, false)) === "unavailable" ? "none" : "network", lang };
}

function insert(words) {
  const text = words.trim();
  if (!text) return;
  const { selectionStart: start, selectionEnd: end, value } = field;
  const space = start && !/\s$/.test(value.slice(0, start)) ? " " : "";
  const more = /^[^\s.,;:!?]/.test(value.slice(end)) ? " " : "";
  field.setRangeText(space + text + more, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function show() {
  const { button } = parts;
  const words = session ? "stop" : can.state === "network" ? "network" : "start";
  button.textContent = button.dataset[words];
  button.classList.toggle("on", Boolean(session));
  part(".listening").hidden = !session;
  const kind = part(".listening [data-here]");
  kind.textContent = session ? kind.dataset[can.state === "network" ? "network" : "here"] : "";
  part(".allowed").hidden = can.state !== "network" || !allowed();
}

function hear(interim) {
  const heard = part(".heard");
  heard.textContent = interim;
  heard.hidden = !interim;
  session.interim = interim;
}

// Ends it at once, with what was heard so far in the field.
function settle() {
  if (!session) return;
  const { recognition, interim } = session;
  hear("");
  session = null;
  insert(interim);
  recognition.abort();
  show();
}

function over(words) {
  if (!session) return;
  const { interim } = session;
  hear("");
  session = null;
  insert(interim);
  show();
  tell(words);
}

function heard(event) {
  let interim = "";
  for (const result of [...event.results].slice(event.resultIndex)) {
    if (result.isFinal) insert(result[0].transcript);
    else interim += result[0].transcript;
  }
  hear(interim);
}

function begun(recognition) {
  try {
    recognition.start();
    return true;
  } catch {
    return false;
  }
}

function listen() {
  if (can.state === "network" ? !allowed() : can.state !== "available") return;
  const recognition = new Recognition();
  Object.assign(recognition, { lang: can.lang, continuous: true, interimResults: true });
  if ("unspokenPunctuation" in Recognition.prototype) recognition.unspokenPunctuation = true;
  if (can.state === "available") recognition.processLocally = true;
  const mine = { recognition, interim: "", stopping: false, words: "ended", since: Date.now() };
  const ours = () => session === mine;
  recognition.onresult = (event) => ours() && heard(event);
  recognition.onerror = ({ error }) => {
    mine.words = ERRORS[error] ?? "failed";
    mine.stopping = true;
  };
  recognition.onend = () => {
    if (!ours()) return;
    // Some end by themselves in a pause for thought.
    if (mine.stopping || Date.now() - mine.since < RESTED) return over(mine.words);
    mine.since = Date.now();
    if (!begun(recognition)) over("failed");
  };
  if (!begun(recognition)) return tell("failed");
  session = mine;
  document.dispatchEvent(new CustomEvent("viva:listening"));
  show();
  tell(can.state === "network" ? "begunNetwork" : "begunHere");
}

function stop() {
  session.stopping = true;
  session.recognition.stop(); // what it still has comes before its end
}

function offer(name) {
  const open = part(name);
  open.hidden = false;
  open.focus();
}

async function fetchPack() {
  part(".pack").hidden = true;
  parts.button.focus();
  tell("fetching");
  const { lang } = can;
  const mine = parts;
  const isHere = await Recognition.install({ langs: [lang], processLocally: true }).catch(() => false);
  if (isHere) can = await ability();
  if (mine !== parts) return;
  show();
  tell(isHere && can.state === "available" ? "fetched" : "notFetched");
}

function press() {
  if (session) return stop();
  if (can.state === "available") return listen();
  if (can.state === "downloadable") return offer(".pack");
  if (can.state === "downloading") return fetchPack(); // which joins the one that is under way
  return allowed() ? listen() : offer(".consent");
}

function close(name) {
  part(name).hidden = true;
  parts.button.focus();
}

function wire() {
  parts.button.addEventListener("click", press);
  part(".pack .yes").addEventListener("click", fetchPack);
  part(".pack .no").addEventListener("click", () => close(".pack"));
  part(".consent .yes").addEventListener("click", () => {
    allow(true);
    close(".consent");
    listen();
  });
  part(".consent .no").addEventListener("click", () => close(".consent"));
  part(".allowed button").addEventListener("click", () => {
    settle();
    allow(false);
    show();
    tell("takenBack");
    parts.button.focus();
  });
  field.form.addEventListener("submit", settle);
}

async function begin() {
  settle();
  field = document.getElementById("answer");
  if (!field) return;
  const mine = field;
  can ??= await ability();
  if (can.state === "none" || mine !== field) return;
  const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  parts = { button: copy("dictate"), panel: copy("dictation") };
  const { length } = field.value;
  if (document.activeElement !== field) field.setSelectionRange(length, length);
  field.after(parts.button, parts.panel);
  wire();
  show();
}

begin();
document.addEventListener("viva:placed", begin);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !session) return;
  event.preventDefault();
  stop();
});
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && settle());
window.addEventListener("pagehide", settle);
