// The page's only way to the simulator: JSON under /sim/, and news as it happens.

async function ask(path, body) {
  const asked = body === undefined
    ? {}
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`/sim/${path}`, asked);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export const phones = (most) => ask(`phones?limit=${most}`);
export const transcript = (chatId) => ask(`phones/${chatId}/transcript`);
export const act = (chatId, name, particulars = {}) => ask(`phones/${chatId}/${name}`, particulars);
export const addPhone = (facts) => ask("phones", facts);

// Calls `hear` with each piece of news; the first after every (re)connection is "hello".
export function listen(hear, connected) {
  const source = new EventSource("/sim/events");
  source.onmessage = (event) => hear(JSON.parse(event.data));
  source.onopen = () => connected(true);
  source.onerror = () => connected(false);
  addEventListener("pagehide", () => source.close());
}
