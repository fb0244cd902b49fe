// A key point lights the words that speak of it, and the words light their key points.
let lit = [];

function light(event) {
  const place = event.target.closest?.("[data-points]");
  for (const element of lit) element.classList.remove("lit");
  lit = [];
  if (!place) return;
  for (const key of place.dataset.points.split(" ")) {
    lit.push(...document.querySelectorAll(`[data-points~="${CSS.escape(key)}"]`));
  }
  for (const element of lit) element.classList.add("lit");
}

document.addEventListener("pointerover", light);
document.addEventListener("focusin", light);
