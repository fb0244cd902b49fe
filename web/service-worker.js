// Stands between the pages and the network. Pages always come from the server, so that no old record is ever shown;
// files come from here by their content's name; and where there is no server, a page says so. Study cards that were
// opened once can be read without a server, too.
// The server puts the names of the files (PARTS) and the address of that page (OFFLINE) before this text.
const PARTS_KEPT = "viva-parts";
const PAGES_KEPT = "viva-pages";
const CARDS_KEPT = "viva-cards";
const CARD = /^\/questions\/[^/]+\/card$/;

const told = (response) => response.ok && response.headers.get("Content-Type")?.startsWith("text/html");

async function keep(cache, address, response) {
  await (await caches.open(cache)).put(address, response);
}

async function prepare() {
  await (await caches.open(PARTS_KEPT)).addAll(PARTS);
  await keep(PAGES_KEPT, OFFLINE, await fetch(OFFLINE));
  await self.skipWaiting(); // pages are never kept, so none can fit a new version badly
}

async function takeOver() {
  const cache = await caches.open(PARTS_KEPT);
  for (const { url } of await cache.keys()) {
    const { pathname, search } = new URL(url);
    if (!PARTS.includes(pathname + search)) await cache.delete(url);
  }
  await self.clients.claim();
}

async function part(request) {
  const kept = await caches.match(request.url);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await keep(PARTS_KEPT, request.url, response.clone());
  return response;
}

// A kept page again, with a mark at its root that its script turns into words.
async function marked(kept, name, value, status) {
  const safe = value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const text = (await kept.text()).replace("<html ", `<html data-${name}="${safe}" `);
  const headers = new Headers(kept.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response(text, { status, headers });
}

async function instead(request) {
  const kept = await caches.match(OFFLINE);
  if (!kept) return Response.error();
  // What was sent has not arrived. Where it came from, a draft of it may be.
  const unsent = request.method === "GET" ? "" : request.referrer || "/";
  return marked(kept, "unsent", unsent, 503);
}

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return instead(request);
  }
}

async function offlinePage(request) {
  const response = await page(request);
  if (told(response)) await keep(PAGES_KEPT, OFFLINE, response.clone()); // in the language that is chosen now
  return response;
}

async function card(request) {
  const { pathname } = new URL(request.url);
  try {
    const response = await fetch(request);
    if (told(response)) await keep(CARDS_KEPT, pathname, response.clone());
    if (response.status === 404) await (await caches.open(CARDS_KEPT)).delete(pathname);
    return response;
  } catch {
    const kept = await (await caches.open(CARDS_KEPT)).match(pathname);
    return kept ? marked(kept, "kept", kept.headers.get("Date") ?? "", 200) : instead(request);
  }
}

function answer(request) {
  const { origin, pathname, search } = new URL(request.url);
  if (origin !== self.location.origin) return null;
  const reads = request.method === "GET";
  if (pathname.startsWith("/static/")) return reads && search ? part(request) : null;
  if (reads && CARD.test(pathname)) return card(request);
  if (reads && pathname === OFFLINE) return offlinePage(request);
  return request.mode === "navigate" ? page(request) : null;
}

self.addEventListener("install", (event) => event.waitUntil(prepare()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const response = answer(event.request);
  if (response) event.respondWith(response);
});
