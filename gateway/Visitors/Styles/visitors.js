// Improves pages that work without it. It stands in every page's head, so it waits for nothing. ECMAScript 2017, since
// telephones are old; a test parses it so.
const page = document.documentElement;

// Leaving quickly: the link, or Shift three times. The page is emptied first, since the way out may be slow; other tabs hear of it.
function leave() {
  vanish("/exit");
  store(() => {
    sessionStorage.setItem("left", "");
    localStorage.setItem("left", Date.now());
  });
}
function vanish(to) {
  page.hidden = true;
  document.title = "";
  location.replace(to);
}
addEventListener("storage", event => {
  if (event.key === "left" && event.newValue) vanish("/today");
});
function store(act) {
  try {
    return act();
  } catch (refused) {
    return null; // a browser that stores nothing
  }
}

// Shift counts when it was pressed and let go with nothing else between: no other key held, no click, no wheel.
let shifts = [], alone = false;
addEventListener("keydown", event => {
  const shift = event.key === "Shift" && !event.altKey && !event.ctrlKey && !event.metaKey && !event.getModifierState("AltGraph");
  if (shift && event.repeat) return;
  alone = shift;
  if (!shift) shifts = [];
});
addEventListener("keyup", event => {
  if (event.key !== "Shift" || !alone) return;
  alone = false;
  shifts = [...shifts, Date.now()].filter(at => Date.now() - at < 1500);
  if (shifts.length >= 3) leave();
});
for (const other of ["mousedown", "touchstart", "wheel"]) {
  addEventListener(other, () => {
    alone = false;
    shifts = [];
  }, { passive: true });
}

// In a conversation, and on what leads to one, each next page is fetched and takes the place of this one: the browser's history
// knows one entry, and no form's answer.
const inner = /^\/([a-z]{2})\/(write|return|room|deleted|ended|away)(\/|$)/;
let here = location.href, pressed = null;

addEventListener("click", event => {
  const target = event.target.closest ? event.target : event.target.parentElement;
  pressed = target.closest("button");
  const link = target.closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if ("exit" in link.dataset) {
    event.preventDefault();
    leave();
  } else if (document.body.dataset.inner && link.origin === location.origin && !link.getAttribute("href").startsWith("#")) {
    event.preventDefault();
    if (inner.test(link.pathname)) show(link.href);
    else location.replace(link.href);
  }
});
addEventListener("submit", event => {
  event.preventDefault();
  const form = event.target, sent = new URLSearchParams(new FormData(form));
  if (form.dataset.sent) return; // once, however often the button is pressed
  form.dataset.sent = "1";
  if (pressed && pressed.form === form && pressed.name) sent.append(pressed.name, pressed.value);
  show(here.split("#")[0], { method: "POST", body: sent }).then(() => delete form.dataset.sent);
});

async function show(address, request) {
  let answer, news;
  try {
    answer = await fetch(address, Object.assign({ credentials: "same-origin" }, request));
    news = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (lost) {
    return unanswered(address);
  }
  const at = new URL(answer.url);
  if (!inner.test(at.pathname)) return at.pathname === "/today" || !request ? vanish(answer.url) : unanswered(address);
  // The page stays as it is where the answer is none of ours.
  if (!news.getElementById("main") || (request && !answer.ok && !news.querySelector(".errors:not([hidden])"))) return unanswered(address);
  const typed = new Map(request ? request.body : []);
  for (const field of news.querySelectorAll(".errors:not([hidden]) ~ form textarea")) if (!field.value) field.value = typed.get(field.name) || "";
  for (const part of news.querySelectorAll("noscript")) part.remove();
  for (const { name } of [...page.attributes]) page.removeAttribute(name);
  for (const { name, value } of news.documentElement.attributes) page.setAttribute(name, value);
  document.title = news.title;
  document.body.replaceWith(document.adoptNode(news.body));
  here = answer.url;
  // Asked for again, the address leads back here, in this language.
  const [, language, part] = inner.exec(at.pathname);
  if (part === "room") history.replaceState(null, "", `/${language}/room${at.search}`);
  else if (inner.exec(location.pathname) && inner.exec(location.pathname)[1] !== language) history.replaceState(null, "", answer.url);
  arrive();
  const first = document.querySelector(at.hash || ".errors:not([hidden])") || document.getElementById("main");
  first.focus();
  if (at.hash) first.scrollIntoView();
  else scrollTo(0, 0);
}
function unanswered(address) {
  const lost = document.getElementById("lost");
  if (!lost) return location.replace(address);
  lost.hidden = false;
  lost.focus();
}

// What a page has only with scripts, and what it needs only without them; and news of the conversation: the page asks for itself
// anew and takes over what it lacks, so that what is being typed stays.
let stream = null;
function arrive() {
  if (stream) stream.close();
  for (const part of document.querySelectorAll("[data-scripts]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-no-scripts]")) part.hidden = true;
  const messages = document.getElementById("messages");
  if (!messages) return;
  stream = new EventSource(messages.dataset.live);
  stream.addEventListener("message", async () => {
    const answer = await fetch(here, { credentials: "same-origin" });
    const news = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const message of news.querySelectorAll("#messages > li"))
      if (!document.getElementById(message.id)) messages.append(message);
    const [state, now] = [news.getElementById("state"), document.getElementById("state")];
    if (state && now) now.replaceWith(state);
  });
  stream.addEventListener("ended", () => vanish(here));
}
addEventListener("DOMContentLoaded", arrive);

// Who looks at a conversation keeps it open, every five minutes and when coming back to it; what has ended is shown no longer.
async function look() {
  const still = document.body && document.body.dataset.still;
  if (!still || document.hidden) return;
  const answer = await fetch(still, { credentials: "same-origin" }).catch(() => null);
  if (answer && answer.status === 404) vanish(here);
}
setInterval(look, 300000);
document.addEventListener("visibilitychange", look);

// Who presses Back after the visitor has left sees nothing of ours; who types the address begins anew.
function hideAfterLeaving(back) {
  if ("neutral" in page.dataset) store(() => {
    localStorage.removeItem("left");
    sessionStorage.setItem("left", "");
  });
  else if (!back) store(() => sessionStorage.removeItem("left"));
  else if (store(() => sessionStorage.getItem("left")) !== null) vanish("/today");
}
addEventListener("pageshow", event => {
  if (event.persisted) hideAfterLeaving(true);
});
hideAfterLeaving((performance.getEntriesByType("navigation")[0] || {}).type === "back_forward");
