// One phone: who owns it, what is on its screen, and what its owner can do.

import { act } from "./api.js";
import { make } from "./make.js";
import { dayOf, messageElement } from "./message.js";

const TOAST_MS = 4500;
const ACTION_MS = 5000;
const COLOURS = 4;

export class Phone {
  constructor(seen, { words, calendar, names, pageLang, botName, place }) {
    this.chatId = seen.chat_id;
    this.allWords = words;
    this.words = words[seen.lang];
    this.calendar = calendar[seen.lang];
    this.names = names;
    this.pageLang = pageLang;
    this.messages = new Map();
    this.atEnd = true;
    this.editing = null;
    const copy = document.getElementById("phone").content.cloneNode(true);
    this.element = copy.querySelector(".phone");
    this.element.id = `phone-${this.chatId}`;
    this.element.dataset.colour = place % COLOURS;
    this.part = (name) => this.element.querySelector(name);
    this.log = this.part(".log");
    this.box = this.part("textarea");
    this.part(".frame").lang = seen.lang;
    this.part(".bot strong").textContent = botName;
    this.label();
    this.wire();
    this.showState(seen);
  }

  // Words that do not change.

  label() {
    const { words } = this;
    this.part(".doing").textContent = words.bot;
    this.log.setAttribute("aria-label", words.messages);
    this.box.placeholder = words.message;
    this.box.setAttribute("aria-label", words.message);
    this.part(".send").setAttribute("aria-label", words.send);
    this.part(".slash").setAttribute("aria-label", words.commands);
    this.part(".menu summary").setAttribute("aria-label", words.more);
    this.part(".editing span").textContent = words.editing;
    this.part(".editing button").textContent = words.cancel;
    this.choices();
  }

  choices() {
    const { words } = this;
    const list = [
      [words.send_voice, () => this.do("voice")],
      [words.send_picture, () => this.do("photo")],
      [words.send_sticker, () => this.do("sticker")],
      [words.edit_last, () => this.editLast()],
      [words.block, () => this.do("block")],
      [words.delete_chat, () => this.do("delete")],
    ];
    this.part(".choices").append(...list.map(([text, choose]) => {
      const button = make("button", { type: "button" }, text);
      button.addEventListener("click", () => { this.part(".menu").open = false; choose(); });
      return button;
    }));
  }

  wire() {
    const form = this.part(".typing");
    this.log.addEventListener("scroll", () => { if (this.sameSize()) this.atEnd = this.isAtEnd(); });
    this.log.addEventListener("load", () => this.stayAtEnd(), true); // a picture has its size now
    new ResizeObserver(() => this.stayAtEnd()).observe(this.log);
    form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("input", () => this.typed());
    this.part(".slash").addEventListener("click", () => this.toggleCommands());
    this.part(".editing button").addEventListener("click", () => this.stopEditing());
    this.part(".shut button").addEventListener("click", () => this.reopen());
    this.part(".menu").addEventListener("keydown", (event) => {
      if (event.key === "Escape") { this.part(".menu").open = false; this.part(".menu summary").focus(); }
    });
  }

  // What is seen.

  showState(seen) {
    this.seen = seen;
    const { pageLang } = this;
    const title = seen.title[pageLang] || seen.name;
    this.part("h2").textContent = title;
    this.part(".face").textContent = [...seen.name][0].toUpperCase();
    this.element.setAttribute("aria-label", title);
    const page = this.allWords[pageLang];
    const language = this.names[seen.language_code?.slice(0, 2)] ?? seen.language_code ?? page.not_given;
    this.part(".speaks").textContent = page.app_language.replace("{language}", language);
    const note = seen.note[pageLang];
    this.part(".note").hidden = !note;
    this.part(".note").textContent = note ?? "";
    this.showKeyboard(seen.keyboard);
    this.showReach(seen.reach);
  }

  showReach(reach) {
    const { words } = this;
    const shut = { blocked: [words.blocked, words.unblock], gone: [words.closed, ""], new: ["", words.start] }[reach];
    this.part(".typing").hidden = Boolean(shut);
    this.part(".shut").hidden = !shut;
    const [text, button] = shut ?? ["", ""];
    this.part(".shut p").textContent = text;
    this.part(".shut p").hidden = !text;
    this.part(".shut button").textContent = button;
    this.part(".shut button").hidden = !button;
    this.part(".menu").hidden = Boolean(shut);
  }

  showKeyboard(rows) {
    const keyboard = this.part(".keyboard");
    keyboard.hidden = !rows.length;
    keyboard.replaceChildren(...rows.map((row) => {
      const line = make("div", { className: "row" });
      line.append(...row.map((label) => this.quick(label, () => this.do("text", { text: label }))));
      return line;
    }));
  }

  quick(label, choose) {
    const button = make("button", { type: "button" }, label);
    button.addEventListener("click", choose);
    return button;
  }

  showAll(transcript) {
    this.log.setAttribute("aria-live", "off");
    this.messages.clear();
    this.log.replaceChildren();
    this.showState(transcript);
    for (const message of transcript.messages) this.showMessage(message, { quiet: true });
    this.emptiness();
    this.atEnd = true;
    this.stayAtEnd();
    this.log.setAttribute("aria-live", "polite");
  }

  showMessage(message, { quiet = false } = {}) {
    const old = this.messages.get(message.message_id);
    if (message.deleted) {
      old?.element.remove();
      this.messages.delete(message.message_id);
    } else {
      const element = messageElement(message, this.words, (id, data) => this.tap(id, data));
      this.place(element, old, message);
      this.messages.set(message.message_id, { element, message });
    }
    if (quiet) return;
    this.emptiness();
    if (!message.deleted) this.quietly();
    if (message.from === "user") this.atEnd = true;
    this.stayAtEnd();
  }

  place(element, old, message) {
    if (!old) {
      this.day(message);
      this.log.append(element);
      return;
    }
    const held = old.element.contains(document.activeElement) ? document.activeElement : null;
    old.element.replaceWith(element);
    if (held) this.holdFocus(element, held.dataset.data);
  }

  // A button that was tapped by key keeps the focus; if it has gone, the log takes it.
  holdFocus(element, data) {
    const same = [...element.querySelectorAll("button")].find((button) => button.dataset.data === data);
    (same ?? this.log).focus({ preventScroll: true });
  }

  day(message) {
    const day = dayOf(message.at, this.calendar);
    if (day !== this.lastDay || !this.messages.size) this.log.append(make("p", { className: "day" }, day));
    this.lastDay = day;
  }

  emptiness() {
    this.part(".log .empty")?.remove();
    if (this.messages.size) return;
    this.log.replaceChildren(make("p", { className: "empty" }, this.words.no_messages));
  }

  quietly() {
    clearTimeout(this.actionTimer);
    this.part(".doing").textContent = this.words.bot;
  }

  showAction() {
    this.part(".doing").textContent = this.words.typing;
    clearTimeout(this.actionTimer);
    this.actionTimer = setTimeout(() => this.quietly(), ACTION_MS);
  }

  notice(text, { alert = false } = {}) {
    const element = make("div", { className: alert ? "notice alert" : "notice" }, make("p", {}, text));
    if (alert) element.append(this.quick(this.words.ok, () => element.remove()));
    else setTimeout(() => element.remove(), TOAST_MS);
    this.part(".notices").append(element);
  }

  clear() {
    this.messages.clear();
    this.showKeyboard([]);
    this.emptiness();
  }

  isAtEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
  }

  // A phone that is made narrower or shorter scrolls by itself; only a person leaves the end.
  sameSize() {
    return this.size === this.sizeNow();
  }

  sizeNow() {
    return `${this.log.clientWidth}x${this.log.clientHeight}`;
  }

  stayAtEnd() {
    if (this.atEnd) this.log.scrollTop = this.log.scrollHeight;
    this.size = this.sizeNow();
  }

  // What is done.

  async do(name, particulars) {
    try {
      await act(this.chatId, name, particulars);
    } catch {
      this.notice(this.allWords[this.pageLang].not_sent);
    }
  }

  tap(messageId, data) {
    return this.do("tap", { message_id: messageId, data });
  }

  async send() {
    const text = this.box.value.trim();
    if (!text) return;
    const editing = this.editing;
    this.stopEditing();
    this.hideCommands();
    await (editing ? this.do("edit", { message_id: editing, text }) : this.do("text", { text }));
    this.box.focus();
  }

  async reopen() {
    await (this.seen.reach === "new" ? this.do("text", { text: "/start" }) : this.do("unblock"));
    this.box.focus();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      this.hideCommands();
      if (this.editing) this.stopEditing();
    }
  }

  typed() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 120)}px`;
    if (/^\/\w*$/.test(this.box.value)) this.showCommands(this.box.value.slice(1));
    else this.hideCommands();
  }

  // Commands.

  toggleCommands() {
    if (this.part(".commands").hidden) this.showCommands("");
    else this.hideCommands();
  }

  showCommands(beginning) {
    const found = this.seen.commands.filter(({ command }) => command.startsWith(beginning));
    const list = this.part(".commands");
    list.hidden = !found.length;
    list.replaceChildren(...found.map(({ command, description }) => {
      const button = make("button", { type: "button" }, make("strong", {}, `/${command}`), make("span", {}, description));
      button.addEventListener("click", () => { this.box.value = `/${command}`; this.send(); });
      return button;
    }));
    this.part(".slash").setAttribute("aria-expanded", String(found.length > 0));
  }

  hideCommands() {
    this.part(".commands").hidden = true;
    this.part(".slash").setAttribute("aria-expanded", "false");
  }

  // Changing what was written.

  editLast() {
    const own = [...this.messages.values()].map(({ message }) => message);
    const last = own.filter((message) => message.from === "user" && message.kind === "text").at(-1);
    if (!last) return;
    this.editing = last.message_id;
    this.box.value = last.text;
    this.part(".editing").hidden = false;
    this.box.focus();
  }

  stopEditing() {
    this.editing = null;
    this.box.value = "";
    this.part(".editing").hidden = true;
    this.typed();
  }
}
