// Makes an app of the pages: a service worker for when there is no server, and study cards that stay readable then.
const CARD = /^\/questions\/[^/]+\/card$/;
const root = document.documentElement;

// A kept card says that it is one, and of when.
function confess() {
  const words = document.querySelector("[data-kept-words]")?.dataset.keptWords;
  if (!root.dataset.kept || !words) return;
  const when = new Date(root.dataset.kept);
  const note = document.createElement("p");
  note.className = "note kept";
  note.setAttribute("role", "status");
  note.textContent = words.replace("{date}", when.toLocaleString(root.lang, { dateStyle: "long", timeStyle: "short" }));
  document.getElementById("main").prepend(note);
}

async function controlled() {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) return;
  await new Promise((done) => {
    serviceWorker.addEventListener("controllerchange", done, { once: true });
  });
}

async function keepUp(isNew) {
  await controlled();
  // The first card that is opened came before the worker did; and the page for bad times speaks the language of now.
  if (isNew && CARD.test(location.pathname)) await fetch(location.pathname);
  const page = await caches.match("/offline");
  if (page && page.headers.get("Content-Language") !== root.lang) await fetch("/offline");
}

async function begin() {
  const isNew = !navigator.serviceWorker.controller;
  try {
    await navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "none" });
    await keepUp(isNew);
  } catch {
    // no storage, or no server any more: the pages work without
  }
}

confess();
if ("serviceWorker" in navigator) addEventListener("load", begin);
