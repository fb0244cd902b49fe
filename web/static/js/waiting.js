// While an answer is being read, asks for the conversation again and puts it in place once it is read.
const FIRST = 400;
const LONGEST = 4000;
const leaving = new AbortController();

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function fetched(address) {
  try {
    const response = await fetch(address, { signal: leaving.signal, headers: { Accept: "text/html" } });
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html").getElementById("conversation");
  } catch {
    return null; // the server may be starting again: ask later
  }
}

function place(fresh) {
  const old = document.getElementById("conversation");
  const adrift = document.activeElement === document.body || old.contains(document.activeElement);
  old.replaceWith(document.adoptNode(fresh));
  if (fresh.dataset.title) document.title = fresh.dataset.title;
  document.dispatchEvent(new CustomEvent("viva:placed", { detail: { adrift } }));
  const news = document.getElementById("feedback") ?? document.getElementById("asks");
  if (!news) return;
  // Focus reads the news aloud (a field that has it already is described by the follow-up); where it would take
  // someone away from elsewhere, the status line says it.
  if (!adrift) document.getElementById("announce").textContent = news.textContent;
  else if (document.activeElement === document.body) news.focus({ preventScroll: true });
}

async function watch(address) {
  let wait = FIRST;
  while (!leaving.signal.aborted) {
    await pause(wait);
    const fresh = await fetched(address);
    if (fresh && !fresh.dataset.waiting) return place(fresh);
    wait = Math.min(LONGEST, fresh ? wait * 1.25 : wait * 2);
  }
}

window.addEventListener("pagehide", (event) => {
  if (!event.persisted) leaving.abort();
});

const address = document.getElementById("conversation")?.dataset.waiting;
if (address) watch(address);
