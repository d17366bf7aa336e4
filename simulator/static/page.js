// The phones page: one view for each phone, kept up to date by the simulator's news.

import { addPhone, listen, phones, transcript } from "./api.js";
import { make } from "./make.js";
import { Phone } from "./phone.js";

const MOST = 12;

const told = JSON.parse(document.getElementById("told").textContent);
const pageLang = document.documentElement.lang;
const botName = document.body.dataset.bot;
const place = document.getElementById("phones");
const views = new Map();

function view(seen) {
  if (!views.has(seen.chat_id)) {
    const made = new Phone(seen, { ...told, pageLang, botName, place: views.size });
    views.set(seen.chat_id, made);
    place.append(made.element);
    jump(seen);
  }
  return views.get(seen.chat_id);
}

function jump(seen) {
  const link = make("a", { href: `#phone-${seen.chat_id}` }, seen.name);
  document.getElementById("jump").append(link);
}

async function lookAgain() {
  const { phones: found, count } = await phones(MOST);
  const there = new Set(found.map((seen) => seen.chat_id));
  if ([...views.keys()].some((chatId) => !there.has(chatId))) startAgain();
  document.getElementById("none").hidden = count > 0;
  document.getElementById("beyond").hidden = count <= MOST;
  for (const seen of found) view(seen).showAll(await transcript(seen.chat_id));
}

function added(seen) {
  document.getElementById("none").hidden = true;
  document.getElementById("beyond").hidden = views.size < MOST;
  if (views.size < MOST) view(seen).showAll({ ...seen, messages: [] });
}

function startAgain() {
  views.clear();
  place.replaceChildren();
  document.getElementById("jump").replaceChildren();
}

const HEAR = {
  hello: lookAgain,
  look_again: lookAgain,
  phone_added: (_, news) => added(news.phone),
  message: (phone, news) => phone.showMessage(news.message),
  phone: (phone, news) => phone.showState(news.phone),
  toast: (phone, news) => phone.notice(news.toast.text, { alert: news.toast.alert }),
  commands: (phone, news) => { phone.seen.commands = news.commands; },
  cleared: (phone) => phone.clear(),
  action: (phone) => phone.showAction(),
};

// News is taken one after another: what comes while the page looks again must not be overtaken.
let taken = Promise.resolve();

function hear(news) {
  taken = taken.then(() => take(news)).catch((error) => console.error(error));
}

async function take(news) {
  const phone = views.get(news.chat_id);
  if (news.chat_id && !phone) return;
  await HEAR[news.kind]?.(phone, news);
}

document.getElementById("add").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const language = form.get("language");
  const name = form.get("name").trim();
  if (!name) return;
  const facts = { name, lang: language || pageLang, language_code: language || null };
  const { chat_id: chatId } = await addPhone(facts);
  event.target.reset();
  event.target.closest("details").open = false;
  taken = taken.then(() => document.getElementById(`phone-${chatId}`)?.scrollIntoView({ inline: "center" }));
});

for (const details of document.querySelectorAll("details.add")) {
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { details.open = false; details.querySelector("summary").focus(); }
  });
}

document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

listen(hear, (on) => { document.getElementById("connection").hidden = on; });
