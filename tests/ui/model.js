/** A model like the one that Jupyter gives a widget, made up on the page. */

const EMPTY = new DataView(new ArrayBuffer(0));
const NOTHING = { classes: [], bins: {}, split: null };

export class Model {
  /** What Python was told, in turn. */
  saved = [];
  /** What it was asked by messages, in turn. */
  sent = [];
  /** Answers what Python is asked, where a test wants that. */
  answer = () => undefined;
  #values;
  #listeners = new Map();

  constructor(payload, shared) {
    this.#values = { _payload: new DataView(payload), _curves: EMPTY, picked: NOTHING, _bundle: "IPY_MODEL_shared" };
    this.widget_manager = { get_model: async () => shared };
  }

  get(name) {
    return this.#values[name];
  }

  /** Tells whoever listens on the page, as Jupyter's models do; Python sets a value in this way too. */
  set(name, value) {
    this.#values[name] = value;
    for (const listener of [...this.#of(`change:${name}`)]) listener();
  }

  send(content) {
    this.sent.push(content);
    this.answer(content);
  }

  /** Python sends a message. */
  receive(content, ...buffers) {
    for (const listener of [...this.#of("msg:custom")]) listener(content, buffers);
  }

  save_changes() {
    this.saved.push(this.#values.picked);
  }

  on(event, listener) {
    this.#of(event).add(listener);
  }

  off(event, listener) {
    this.#of(event).delete(listener);
  }

  get listeners() {
    return [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  #of(event) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, new Set());
    return this.#listeners.get(event);
  }
}

export const fetched = async (name) => (await fetch(name)).arrayBuffer();

/** Shows a widget by the given module ("report.js" or "stub.js") and keeps its model and cleanup on the page. */
export async function show(module, shared, payload = "payload.bin") {
  const { render } = module.render ? module : module.default;
  const el = document.body.appendChild(document.createElement("div"));
  const model = new Model(await fetched(payload), shared);
  return { model, el, cleanup: await render({ model, el }) };
}

window.refused = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  window.refused.push(`${violatedDirective} ${blockedURI}`);
});
