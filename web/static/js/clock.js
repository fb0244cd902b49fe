// Counts the time for an answer down. When it is over, what has been written is sent; what comes later is taken, too.
const MARKS = [[60, "minute"], [10, "seconds"]];
let ticking;

function digits(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function tell(clock, text) {
  clock.querySelector("[role=status]").textContent = text;
}

function timeIsUp(clock, field) {
  const note = document.getElementById("time");
  note.textContent = clock.dataset.up;
  note.classList.remove("vh");
  clock.querySelector(".ticking").hidden = true;
  if (field.value.trim() && navigator.onLine !== false) field.form.requestSubmit();
  else tell(clock, clock.dataset.up);
}

function begin() {
  clearInterval(ticking);
  const clock = document.getElementById("clock");
  const field = document.getElementById("answer");
  let left = Number(clock?.dataset.left);
  if (!field || !left) return; // nothing to count; where the time was up before, the page says so
  const limit = Number(clock.dataset.limit);
  const end = Date.now() + 1000 * left;
  const line = clock.querySelector(".ticking");

  function show() {
    line.querySelector("[role=timer]").textContent = digits(left);
    line.querySelector("rect").setAttribute("width", `${(100 * left) / limit}%`);
    line.classList.toggle("ending", left <= 10);
  }

  function tick() {
    const before = left;
    left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    if (left === before) return;
    show();
    for (const [mark, name] of MARKS) if (left <= mark && mark < before && left) tell(clock, clock.dataset[name]);
    if (left) return;
    clearInterval(ticking);
    timeIsUp(clock, field);
  }

  show();
  document.getElementById("time").classList.add("vh"); // it stays there for those who listen
  line.hidden = false;
  ticking = setInterval(tick, 250);
  field.form.addEventListener("submit", () => clearInterval(ticking));
}

begin();
document.addEventListener("viva:placed", begin); // a follow-up has its own time
