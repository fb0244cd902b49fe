// What is typed is kept twice until it is sent: in this browser at once, and on the server with each pause in typing.
// Where both have changed, nothing is lost: the newer version is in the field, and the other one is offered below it.
const PAUSE = 1000;
const LONGEST = 5000; // typing without a pause is kept, too
const AGAIN = 5000; // the server may be starting again
const SMALL = 60_000; // what a page may still send while it goes away
const TAB = crypto.randomUUID?.() ?? String(Math.random());

let conversation;
let field;
let draft; // of the field that is on the page: text, at, base, dirty, others; and how it is sent

function kept(action) {
  try {
    return action(window.localStorage);
  } catch {
    return null; // no storage, or none left: everything else works
  }
}

function forgetArrived() {
  const { draft: keys, next } = conversation.dataset;
  for (let number = 1; number < Number(next); number += 1) {
    for (const key of [keys + number, `${keys}${number}:follow-up`]) kept((s) => s.removeItem(key));
  }
}

function stored(key) {
  const found = kept((s) => JSON.parse(s.getItem(key)));
  return typeof found?.text === "string" ? found : null;
}

// Another version is worth keeping where it holds something that the text does not begin with.
function apart(others, text) {
  return [...new Set(others)].filter(
    (one) => ![text, ...others.filter((other) => other !== one)].some((longer) => longer.startsWith(one)),
  );
}

function save() {
  const there = stored(draft.key);
  if (there && there.tab !== TAB && there.dirty) draft.others.push(there.text); // another tab is at it as well
  draft.others = apart(draft.others, draft.text);
  const { key, text, at, base, dirty, others } = draft;
  if (!text && !dirty && !others.length) kept((s) => s.removeItem(key));
  else kept((s) => s.setItem(key, JSON.stringify({ text, at, base, dirty, others, tab: TAB })));
}

// What to go on with: the server's version, or the one that was typed here and may not have arrived.
function settled(server, local) {
  if (!local) return server;
  const others = [...server.others, ...(local.others ?? [])];
  const theirs = { ...server, others };
  const ours = { ...local, others };
  if (local.text === server.text) return theirs;
  // What was sent in going away may have come after this page was made: then this page is behind.
  if (local.base > server.base) return ours;
  if (!local.dirty) return theirs;
  if (local.base === server.base || local.text.startsWith(server.text)) return ours;
  if (server.text.startsWith(local.text)) return theirs;
  return local.at > server.at
    ? { ...ours, others: [...others, server.text] }
    : { ...theirs, others: [...others, local.text] };
}

function opened(box) {
  const { form } = field;
  const followUp = Boolean(form.elements.attempt);
  const { number } = form.elements;
  const key = `${conversation.dataset.draft}${number.value}${followUp ? ":follow-up" : ""}`;
  const local = stored(key);
  const others = [...box.querySelectorAll(".version .words")].map((one) => one.textContent);
  const base = Number(box.dataset.revision);
  const now = Date.now();
  let found;
  if ("returned" in box.dataset) {
    found = { base: local?.base ?? base, at: now, dirty: true, others: [...others, ...(local?.others ?? [])] };
    found.text = field.value;
  } else {
    const server = { text: field.defaultValue, at: Date.parse(box.dataset.typedAt) || 0, base, others };
    found = settled({ ...server, dirty: false }, local);
    if (field.value !== field.defaultValue) {
      // Typed before this script came, on top of what the server had sent.
      found = { ...found, text: field.value, at: now, base, dirty: true, others: [...found.others, found.text] };
    }
  }
  const address = form.action.replace(/[^/]+$/, "draft");
  return { ...found, key, address, number: number.value, followUp, sentAt: now };
}

function offer(box) {
  const details = box.querySelector(".versions");
  const { content } = box.querySelector("template");
  details.querySelectorAll(".version").forEach((one) => one.remove());
  for (const text of [...draft.others].reverse()) {
    const one = content.cloneNode(true);
    one.querySelector(".words").textContent = text;
    const use = one.querySelector(".use");
    use.hidden = false;
    use.addEventListener("click", () => take(text));
    details.append(one);
  }
  details.hidden = !draft.others.length;
}

function take(text) {
  draft.others = [...draft.others.filter((one) => one !== text), draft.text];
  draft.aside = true;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  offer(document.getElementById("draft"));
  document.querySelector("#draft .versions").open = false;
  field.focus();
}

function later(mine, wait) {
  clearTimeout(mine.timer);
  mine.timer = setTimeout(() => send(mine), wait);
}

async function asked(mine, text) {
  const { number, base } = mine;
  const ago = Math.max(0, (Date.now() - mine.at) / 1000);
  const told = { number, text, base, ago, to_follow_up: mine.followUp, aside: mine.aside ?? false };
  const body = new URLSearchParams(told);
  const keepalive = String(body).length < SMALL;
  const response = await fetch(mine.address, { method: "PUT", body, keepalive });
  if (response.status === 204) {
    const revision = Number(/\d+/.exec(response.headers.get("ETag") ?? "")?.[0]);
    return { revision: revision || null, others: [] };
  }
  // What the server cannot take is kept here alone.
  return response.ok ? response.json() : { revision: null, others: [] };
}

async function send(mine, leaving = false) {
  clearTimeout(mine.timer);
  if (!mine.dirty || mine.submitted || (mine.sending && !leaving)) return;
  const { text } = mine;
  mine.sending = true;
  let answer = null;
  try {
    answer = await asked(mine, text);
  } catch {
    // no server, or no network: it is kept here
  }
  mine.sending = false;
  mine.sentAt = Date.now();
  if (mine !== draft) return; // the page has moved on
  if (!answer) return later(mine, AGAIN);
  mine.base = answer.revision ?? mine.base;
  mine.dirty = mine.text !== text;
  mine.aside = false;
  const before = mine.others.join("\0");
  mine.others = apart([...mine.others, ...answer.others], mine.text);
  save();
  if (mine.others.join("\0") !== before) offer(document.getElementById("draft"));
  if (mine.dirty) later(mine, PAUSE);
}

function typed() {
  Object.assign(draft, { text: field.value, at: Date.now(), dirty: true });
  save();
  later(draft, Math.min(PAUSE, Math.max(0, draft.sentAt + LONGEST - Date.now())));
}

function attend() {
  const box = document.getElementById("draft");
  draft = opened(box);
  save();
  if (field.value !== draft.text) field.value = draft.text;
  if (draft.text && !("returned" in box.dataset)) field.dataset.back = "";
  offer(box);
  if (draft.dirty) later(draft, PAUSE);
  field.addEventListener("input", typed);
  field.form.addEventListener("submit", () => {
    const mine = draft;
    mine.submitted = true; // its words are under way
    setTimeout(() => {
      mine.submitted = false;
      send(mine);
    }, AGAIN);
  });
}

function begin() {
  clearTimeout(draft?.timer);
  draft = null;
  conversation = document.getElementById("conversation");
  field = document.getElementById("answer");
  if (conversation) forgetArrived();
  if (field) attend();
}

begin();
document.addEventListener("viva:placed", begin); // a follow-up may have come
window.addEventListener("online", () => draft && send(draft));
window.addEventListener("pagehide", () => draft && send(draft, true));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && draft) send(draft, true);
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted && draft) draft.submitted = false;
});
