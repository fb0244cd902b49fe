// Shown in place of a page that could not be had: tries again, and shows what this browser has kept.
const FIRST = 1500;
const LONGEST = 15_000;
const { unsent } = document.documentElement.dataset;
const from = new URL(unsent || location.href, location.href);
const back = unsent && from.origin === location.origin ? from.pathname + from.search : null;

async function answers() {
  try {
    const response = await fetch("/healthz", { cache: "no-store" });
    return response.ok;
  } catch {
    return false;
  }
}

function again() {
  // To load this page again could send a form again: whoever sent it goes back to it instead.
  if (back) location.replace(back);
  else location.reload();
}

async function watch() {
  for (let wait = FIRST; ; wait = Math.min(LONGEST, wait * 1.3)) {
    await new Promise((done) => {
      setTimeout(done, wait);
    });
    if (await answers()) return again();
  }
}

// The newest draft of the question whose page this would be.
function typed() {
  const question = /\/interviews\/([^/]+)\/questions\/(\d+)/.exec(back ?? location.pathname);
  if (!question) return "";
  const drafts = [];
  try {
    for (const [key, value] of Object.entries(localStorage)) {
      if (key.startsWith(`viva:${question[1]}:${question[2]}:`)) drafts.push(JSON.parse(value));
    }
  } catch {
    return "";
  }
  return drafts.sort((a, b) => b.at - a.at)[0]?.text ?? "";
}

function show(section) {
  document.getElementById(section).hidden = false;
}

async function cards() {
  const cache = await caches.open("viva-cards");
  const list = document.querySelector("#cards ul");
  for (const request of await cache.keys()) {
    const text = await (await cache.match(request)).text();
    const link = document.createElement("a");
    link.href = new URL(request.url).pathname;
    link.textContent = new DOMParser().parseFromString(text, "text/html").querySelector("h1")?.textContent ?? link.href;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
    show("cards");
  }
}

document.getElementById("again").href = back ?? location.href;
if (unsent) show("unsent");
const words = typed();
if (words) {
  document.querySelector("#typed .words").textContent = words;
  show("typed");
}
if ("caches" in window) cards();
addEventListener("online", async () => (await answers()) && again());
watch();
