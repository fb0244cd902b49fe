// After an answer, what came of it is on the screen: behind a long answer, one need not look for it.
const SENT = "viva:sent";

function kept(action) {
  try {
    return action(window.sessionStorage);
  } catch {
    return null; // no storage: the page begins at its top
  }
}

function show() {
  const news = document.getElementById("feedback") ?? document.getElementById("asks");
  const top = news?.getBoundingClientRect().top;
  if (top < 0 || top > window.innerHeight * 0.6) news.scrollIntoView({ block: "start", behavior: "instant" });
}

document.addEventListener("submit", ({ target }) => {
  const { pathname } = new URL(target.action);
  if (pathname.startsWith(window.location.pathname)) kept((s) => s.setItem(SENT, window.location.pathname));
});
document.addEventListener("viva:placed", ({ detail }) => detail.adrift && show());

const sent = kept((s) => s.getItem(SENT));
kept((s) => s.removeItem(SENT));
if (sent === window.location.pathname && !window.location.hash) show();
