// Keeps a page of the desk true: hears that something has changed, counts the minutes, and says
// when it no longer hears anything. Every page works without it.
"use strict";

(() => {
  const SILENT = 45000; // The desk says something, if only "beat", more often than this.
  const AGAIN = 10000;
  const SETTLE = 400;
  const main = document.getElementById("main");
  const contact = document.getElementById("contact");
  const news = document.getElementById("news");
  const ahead = Date.parse(main.dataset.now) - Date.now();
  let source, settling, heard = Date.now(), lost = false;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const timeOf = (moment) => new Date(moment).toLocaleTimeString("en-GB", {
    hour: "2-digit", minute: "2-digit", timeZone: "Europe/London",
  });

  const lasting = (minutes) => (minutes < 60
    ? fill(contact.dataset.minutes, { minutes })
    : fill(contact.dataset.hours, { n: Math.floor(minutes / 60), minutes: minutes % 60 }));

  function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function count() {
    const now = Date.now() + ahead;
    for (const each of document.querySelectorAll("time[data-since], time[data-until]")) {
      const away = now - Date.parse(each.dateTime);
      const coming = "until" in each.dataset;
      const minutes = coming ? Math.ceil(-away / 60000) : Math.floor(away / 60000);
      if (coming && away >= 0) write(each, contact.dataset.due);
      else if (minutes < 24 * 60) write(each, lasting(minutes));
    }
  }

  function say(pattern, moment) {
    contact.classList.toggle("lost", lost);
    write(contact, fill(pattern, { time: timeOf(moment + ahead) }));
  }

  function lose() {
    if (!lost) {
      lost = true;
      say(contact.dataset.lost, heard);
    }
  }

  function hear() {
    heard = Date.now();
    if (lost) {
      lost = false;
      say(contact.dataset.back, heard);
      changed();
    }
  }

  function swap(fresh) {
    const place = document.activeElement && document.activeElement.id;
    for (const id of ["list", "waiting", "made"]) {
      const old = document.getElementById(id), next = fresh.getElementById(id);
      if (old && next && old.role === "status") write(old, next.textContent);
      else if (old && next) {
        for (const each of old.querySelectorAll("details[open][id]")) {
          next.querySelector(`#${each.id}`)?.setAttribute("open", "");
        }
        old.replaceWith(document.adoptNode(next));
      }
    }
    document.title = fresh.title;
    if (place) document.getElementById(place)?.focus({ preventScroll: true });
    count();
  }

  async function load() {
    try {
      const answer = await fetch(location.href, { headers: { "X-Refresh": "1" }, cache: "no-store" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.redirected || (answer.status >= 400 && answer.status < 500)) location.reload();
      else if (answer.ok && fresh.getElementById("list")) swap(fresh);
      else lose();
    } catch {
      lose();
    }
  }

  function changed(about = "") {
    const mine = !about || !main.dataset.about || about === main.dataset.about;
    if (main.dataset.refresh === "tell" && mine) news.hidden = false;
    if (main.dataset.refresh !== "list") return;
    clearTimeout(settling);
    settling = setTimeout(load, SETTLE);
  }

  function listen() {
    source?.close();
    source = new EventSource(`/desk/events?seen=${main.dataset.seen}`);
    source.onopen = hear;
    source.onerror = lose;
    source.addEventListener("beat", hear);
    source.onmessage = (event) => { hear(); changed(event.data); };
  }

  function watch() {
    if (Date.now() - heard > SILENT) lose();
    if (lost && (source.readyState === EventSource.CLOSED || Date.now() - heard > SILENT)) listen();
    count();
  }

  function once(event) {
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 3000);
  }

  document.addEventListener("submit", once);
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  window.addEventListener("pagehide", () => source?.close());
  document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  setInterval(watch, AGAIN);
  listen();
  count();
})();
