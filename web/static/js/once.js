// A form that is on its way is not sent a second time by an impatient click.
const PATIENCE = 4000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, PATIENCE);
});

// A page that comes back from the history is as good as new.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
