// Tells what this browser keeps of its own, and forgets it when asked.
function keys(isWanted) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith("viva:") && isWanted(key));
  } catch {
    return [];
  }
}

const isChoice = (key) => key.startsWith("viva:voice:");

async function cards() {
  if (!("caches" in window)) return [];
  return (await (await caches.open("viva-cards")).keys()).map(({ url }) => new URL(url).pathname);
}

function tell(name, count) {
  const place = document.querySelector(`[data-counts="${name}"]`);
  const { none, one, many } = place.dataset;
  place.textContent = count === 0 ? none : count === 1 ? one : many.replace("{n}", count);
}

function link(address) {
  const item = document.createElement("li");
  const a = document.createElement("a");
  a.href = address;
  a.textContent = decodeURIComponent(address.split("/")[2]).replaceAll("-", " ");
  item.append(a);
  return item;
}

async function show() {
  const kept = await cards();
  tell("drafts", keys((key) => !isChoice(key)).length);
  tell("choices", keys(isChoice).length);
  tell("cards", kept.length);
  document.getElementById("cards").replaceChildren(...kept.map(link));
  document.getElementById("kept").hidden = false;
}

async function forget() {
  for (const key of keys(() => true)) localStorage.removeItem(key);
  if ("caches" in window) await caches.delete("viva-cards");
  await show();
  const told = document.getElementById("forgotten");
  told.textContent = told.dataset.done;
}

document.getElementById("forget").addEventListener("click", forget);
show();
