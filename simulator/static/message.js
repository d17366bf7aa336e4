// One message on a phone, with its buttons.

import { formatted, make } from "./make.js";

const CLOCK = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit", minute: "2-digit", timeZone: "Europe/London",
});

const ISO = new Intl.DateTimeFormat("en-CA", {
  year: "numeric", month: "2-digit", day: "2-digit", timeZone: "Europe/London",
});

// The day of a message in the words of a phone's language.
export function dayOf(at, { days, months }) {
  const date = new Date(`${ISO.format(new Date(at * 1000))}T00:00:00Z`);
  return `${days[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

export function messageElement(message, words, tap) {
  const bubble = make("div", { className: "bubble" }, ...content(message, words), foot(message, words));
  const element = make("div", { className: `message ${message.from} ${message.kind}` }, bubble);
  element.dataset.id = message.message_id;
  if (message.buttons.length) element.append(buttonRows(message, words, tap));
  return element;
}

function content(message, words) {
  const text = message.text
    ? make("p", { className: "text" }, formatted(message.text, message.entities))
    : null;
  switch (message.kind) {
    case "photo": return [picture(message, words), text];
    case "voice": return [attachment("▶", words.voice, "voice"), text];
    case "document": return [attachment("▤", message.file_name || words.document), text];
    case "sticker": return [make("p", { className: "big" }, message.text || "🙂")];
    default: return [text];
  }
}

function picture(message, words) {
  const alt = message.text || (message.from === "bot" ? words.picture_from_bot : words.photo);
  const image = make("img", { src: message.photo, alt, loading: "lazy" });
  return make("a", { href: message.photo, target: "_blank", rel: "noopener", className: "picture" }, image);
}

function attachment(sign, label, kind = "") {
  const mark = make("span", { className: "sign", ariaHidden: "true" }, sign);
  return make("p", { className: `attachment ${kind}` }, mark, label);
}

function foot(message, words) {
  const edited = message.edited ? `${words.edited} · ` : "";
  const at = new Date(message.at * 1000);
  const time = make("time", { dateTime: at.toISOString() }, CLOCK.format(at));
  return make("p", { className: "foot" }, edited, time);
}

function buttonRows(message, words, tap) {
  const rows = message.buttons.map((row) => {
    const line = make("div", { className: "row" });
    line.append(...row.map((button) => buttonElement(message, button, words, tap)));
    return line;
  });
  return make("div", { className: "buttons" }, ...rows);
}

function buttonElement(message, button, words, tap) {
  if (button.url) return linkElement(button);
  const element = make("button", { type: "button" }, make("span", {}, button.text));
  element.dataset.data = button.data ?? "";
  if (message.waiting.includes(button.data)) {
    element.setAttribute("aria-busy", "true");
    element.append(make("span", { className: "spinner", role: "img", ariaLabel: words.waiting }));
  }
  element.addEventListener("click", () => tap(message.message_id, button.data));
  return element;
}

function linkElement(button) {
  const safe = /^https?:\/\//.test(button.url) ? button.url : null;
  const link = make("a", { target: "_blank", rel: "noopener noreferrer" }, button.text);
  if (safe) link.href = safe;
  return link;
}
