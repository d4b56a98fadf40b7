// Improves pages that work without it.

// Asks the server for the time that is left, in milliseconds since 1970; null where nobody is signed in any more; throws
// where nobody answers. Somebody is here: it also prolongs the session.
const askSession = async somebodyHere => {
  const answer = await fetch("/session", { redirect: "manual", headers: somebodyHere ? {} : { Unattended: "1" } });
  return answer.ok ? (await answer.json()).ends * 1000 : null;
};
const session = document.getElementById("session"), lost = document.getElementById("lost");

// A form is sent once, however often the button is pressed; the server would make one thing of it anyway. And it is sent
// only where somebody is there to take it: else it stays as it is, and the page says so.
document.addEventListener("submit", async event => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent === "now" || !session && !form.dataset.sent) return void (form.dataset.sent = "sent");
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "asked";
  const taken = await askSession(true).then(ends => ends !== null, () => false);
  lost.hidden = taken;
  if (!taken) return void delete form.dataset.sent;
  form.dataset.sent = "now";
  form.requestSubmit(event.submitter);
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
  const alone = event.key === "Shift" && !event.repeat && !event.altKey && !event.ctrlKey && !event.metaKey;
  shifts = alone ? [...shifts, Date.now()].filter(at => Date.now() - at < 1500) : [];
  if (shifts.length >= 3) leave();
});
document.addEventListener("mousedown", () => shifts = []); // Shift and a click

// A session says before it ends. Typing keeps it; so does work in another tab, which the server knows of and is asked
// about. When it has ended a form with something typed in is handed to the server, which seals it until she is back.
if (session) {
  let ends = Number(session.dataset.ends) * 1000, told = Date.now(), typedIn = null;
  const stay = async () => {
    told = Date.now();
    const known = await askSession(true).catch(() => undefined);
    if (known) ends = known;
    session.hidden = !known || ends - Date.now() > 120000;
  };
  document.addEventListener("input", event => {
    if (event.target.form?.method === "post") typedIn = event.target.form;
    if (Date.now() - told > 60000) stay();
  });
  session.querySelector("[data-stay]").addEventListener("click", stay);
  setInterval(async () => {
    if (ends - Date.now() > 120000) return void (session.hidden = true);
    const known = await askSession(false).catch(() => undefined);
    if (known) ends = known;
    session.hidden = ends - Date.now() > 120000;
    if (known === undefined) lost.hidden = false;
    else if (known === null && typedIn) typedIn.submit();
    else if (known === null) location.assign("/signin?ended=1&returnUrl=" + encodeURIComponent(location.pathname + location.search));
  }, 5000);
}

// What another organisation's answer is awaited for is looked at again, for a minute.
if (document.querySelector("[data-pending]")) {
  const looked = Number(sessionStorage.getItem(location.pathname) ?? 0);
  if (looked < 20) {
    sessionStorage.setItem(location.pathname, looked + 1);
    setTimeout(() => location.reload(), 3000);
  }
} else sessionStorage.removeItem(location.pathname);

// Parts of a page that others change are fetched anew while what is being typed stays; what is said in a room is only
// added to. Looking by itself keeps nobody signed in.
const unattended = address => fetch(address, { headers: { Unattended: "1" }, redirect: "error" });
async function refresh() {
  const answer = await unattended(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh || part.contains(document.activeElement) && part.role !== "log") continue;
    if (part.role !== "log") part.replaceWith(fresh);
    else {
      part.append(...[...fresh.children].filter(word => !document.getElementById(word.id)));
      part.scrollTop = part.scrollHeight;
    }
  }
  document.title = page.title;
}
const pause = time => new Promise(done => setTimeout(done, time));
async function watch() {
  for (let seen; ;) {
    const room = document.querySelector("[data-changes]")?.dataset.changes;
    if (!room || room === seen) await pause(10000); // there is nothing to wait at, or it could not be read just now
    seen = room;
    const answer = room && await unattended(room).catch(() => null);
    if (answer?.status === 204) seen = undefined;
    else await refresh().catch(() => {});
  }
}
// What stands in a list elsewhere on the page has changed when its answer has.
async function watchList() {
  for (let seen; ; await pause(1000)) {
    const list = document.querySelector("[data-news]");
    if (!list) continue;
    const said = await unattended(list.dataset.news).then(answer => answer.ok ? answer.text() : seen, () => seen);
    if (said !== seen) await refresh().catch(() => {});
    seen = said;
  }
}
if (document.querySelector("[data-news]")) watchList();
if (document.querySelector("[data-fresh]")) watch();
document.querySelectorAll("[role=log]").forEach(talk => talk.scrollTop = talk.scrollHeight);

// A search beside a form shows what it finds there; without a script it opens a page of its own, and the form stays too.
document.addEventListener("submit", async event => {
  const found = document.getElementById(event.target.dataset.into);
  if (!found) return;
  event.preventDefault();
  const answer = await fetch(`${event.target.action}?${new URLSearchParams(new FormData(event.target))}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  found.replaceChildren(...page.getElementById(found.id)?.children ?? []);
});

// An emergency alarms the coordinator unless something else was chosen; the server does the same.
const callType = document.querySelector("select[name=CallType]");
if (callType) callType.addEventListener("change", () => {
  const [from, to] = callType.value === "emergency" ? ["close", "escalate"] : ["escalate", "close"];
  const next = value => document.querySelector(`input[name=Next][value=${value}]`);
  if (next(from).checked) next(to).checked = true;
});
