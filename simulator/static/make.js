// Elements. Text goes in as text: nothing a person or the bot writes is ever read as HTML.

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
};

// A text with its entities; the offsets count UTF-16 units, as strings here do.
export function formatted(text, entities) {
  const known = entities.filter((entity) => entity.type in TAGS);
  return pieces(text, 0, text.length, known);
}

function pieces(text, from, to, entities) {
  const found = document.createDocumentFragment();
  let at = from;
  for (const [index, entity] of entities.entries()) {
    const end = entity.offset + entity.length;
    if (entity.offset < at || end > to) continue;
    const within = entities.slice(index + 1).filter((e) => e.offset >= entity.offset && e.offset + e.length <= end);
    found.append(...linked(text.slice(at, entity.offset)));
    const element = make(TAGS[entity.type]);
    element.append(pieces(text, entity.offset, end, within));
    found.append(element);
    at = end;
  }
  found.append(...linked(text.slice(at, to)));
  return found;
}

// Addresses in a text can be followed, as Telegram's own apps let them.
function linked(text) {
  return text.split(/(https?:\/\/\S+)/).map((part, index) => {
    if (index % 2 === 0) return part;
    const link = make("a", { target: "_blank", rel: "noopener noreferrer" }, part);
    link.href = part;
    return link;
  });
}
