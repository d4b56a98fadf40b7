// Improves pages that work without it.

// A form is sent once, however often the button is pressed; the server would make one thing of it anyway.
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  else form.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Leaving quickly: the link, or Shift three times. The page is emptied first, since the way out may be slow.
function leave() {
  document.documentElement.hidden = true;
  location.replace("/exit");
}
document.querySelector("[data-exit]")?.addEventListener("click", event => {
  event.preventDefault();
  leave();
});
let shifts = [];
document.addEventListener("keydown", event => {
  shifts = event.key === "Shift" && !event.repeat ? [...shifts, Date.now()].filter(at => Date.now() - at < 1500) : [];
  if (shifts.length >= 3) leave();
});

// A session says before it ends. Asking the server for the time left also prolongs it, but only when somebody is here.
const bar = document.getElementById("session");
if (bar) {
  let ends = Number(bar.dataset.ends) * 1000;
  setInterval(() => {
    bar.hidden = ends - Date.now() > 120000;
    if (Date.now() > ends) location.assign("/signin?ended=1");
  }, 5000);
  bar.querySelector("[data-stay]").addEventListener("click", async () => {
    const answer = await fetch("/session", { headers: { Accept: "application/json" } });
    if (!answer.ok) return location.assign("/signin?ended=1");
    ends = (await answer.json()).ends * 1000;
    bar.hidden = true;
  });
}

// What another organisation's answer is awaited for is looked at again, for a minute.
if (document.querySelector("[data-pending]")) {
  const looked = Number(sessionStorage.getItem(location.pathname) ?? 0);
  if (looked < 20) {
    sessionStorage.setItem(location.pathname, looked + 1);
    setTimeout(() => location.reload(), 3000);
  }
} else sessionStorage.removeItem(location.pathname);
