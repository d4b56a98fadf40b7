// Improves pages that work without it. It stands in every page's head, so it waits for nothing.
const page = document.documentElement;

// Leaving quickly: the link, or Shift three times. The page is emptied first, since the way out may be slow.
function leave() {
  page.hidden = true;
  document.title = "";
  location.replace("/exit");
}
addEventListener("click", event => {
  if (!event.target.closest?.("[data-exit]")) return;
  event.preventDefault();
  leave();
});
let shifts = [];
addEventListener("keydown", event => {
  shifts = event.key === "Shift" && !event.repeat ? [...shifts, Date.now()].filter(at => Date.now() - at < 1500) : [];
  if (shifts.length >= 3) leave();
});

// A form is sent once, however often the button is pressed.
addEventListener("submit", event => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});

addEventListener("pageshow", event => {
  for (const form of document.forms) delete form.dataset.sent;
  if (event.persisted) hideAfterLeaving(true);
});

// News of the conversation: the page asks for itself anew and takes over what it lacks, so that what is being typed stays.
addEventListener("DOMContentLoaded", () => {
  const messages = document.getElementById("messages");
  if (!messages) return;
  const stream = new EventSource(messages.dataset.live);
  stream.addEventListener("message", async () => {
    const answer = await fetch(location.pathname);
    const news = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const message of news.querySelectorAll("#messages > li"))
      if (!document.getElementById(message.id)) messages.append(message);
    const state = news.getElementById("state");
    if (state) document.getElementById("state").replaceWith(state);
  });
  stream.addEventListener("ended", () => {
    stream.close();
    location.reload();
  });
});

// Who presses Back after the visitor has left sees nothing of ours; who types the address begins anew.
function hideAfterLeaving(back) {
  if ("neutral" in page.dataset) sessionStorage.setItem("left", "");
  else if (!back) sessionStorage.removeItem("left");
  else if (sessionStorage.getItem("left") !== null) {
    page.hidden = true;
    location.replace("/today");
  }
}
hideAfterLeaving(performance.getEntriesByType("navigation")[0]?.type === "back_forward");
