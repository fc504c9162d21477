/** Questions to the kernel and the answers to them, told apart by numbers that grow. */

import type { Kernel } from "../types.ts";
import type { Answer } from "./types.ts";

export interface Receiver {
  /** One of the answers; true if it was the last. */
  answer(answer: Answer, buffers: readonly DataView[]): boolean;
  /** Nothing, or nothing more, came for a while; an answer may still come. */
  silent(): void;
}

const PATIENCE = 3000;

/** Grows over reloads of the page too, for the kernel remembers up to where nothing is wanted. */
let last = 0;

function nextNumber(): number {
  last = Math.max(last + 1, Date.now());
  return last;
}

/** Views of one report, in this page and in others, share its kernel, and each hears all answers. */
function anyNumber(): number {
  return Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
}

interface Open {
  readonly receiver: Receiver;
  timer: number;
  isSilent: boolean;
}

export class Requests {
  readonly #kernel: Kernel;
  /** Of several views of one report each has its own pages. */
  readonly #view = anyNumber();
  readonly #open = new Map<number, Open>();
  /** No more wanted, and not told yet because an earlier one still is. */
  readonly #left = new Set<number>();
  readonly #unlisten: () => void;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#unlisten = kernel.listen((content, buffers) => this.#take(content, buffers));
  }

  ask(content: object, receiver: Receiver): number {
    const request = nextNumber();
    this.#open.set(request, { receiver, timer: this.#wait(request), isSilent: false });
    this.#kernel.send({ ...content, request, view: this.#view });
    return request;
  }

  /** Take no more answers to it, and tell the kernel. */
  drop(request: number): void {
    if (!this.#end(request)) return;
    this.#left.add(request);
    this.#tell();
  }

  destroy(): void {
    for (const request of [...this.#open.keys()]) this.drop(request);
    this.#unlisten();
  }

  #take(content: object, buffers: readonly DataView[]): void {
    const { request, view } = content as { request?: number; view?: number };
    const open = request === undefined || view !== this.#view ? undefined : this.#open.get(request);
    if (request === undefined || !open) return;
    clearTimeout(open.timer);
    open.isSilent = false;
    if (!open.receiver.answer(content as Answer, buffers)) {
      open.timer = this.#wait(request);
      return;
    }
    this.#end(request);
    this.#tell();
  }

  #wait(request: number): number {
    return window.setTimeout(() => this.#silent(request), PATIENCE);
  }

  #silent(request: number): void {
    const open = this.#open.get(request);
    if (!open) return;
    open.isSilent = true;
    open.receiver.silent();
  }

  #end(request: number): boolean {
    const open = this.#open.get(request);
    if (!open) return false;
    clearTimeout(open.timer);
    return this.#open.delete(request);
  }

  /** The kernel is told one number up to which nothing is wanted by this view. */
  #tell(): void {
    const wanted = [...this.#open].filter(([, { isSilent }]) => !isSilent).map(([request]) => request);
    const before = Math.min(last + 1, ...wanted);
    const done = [...this.#left].filter((request) => request < before);
    if (done.length === 0) return;
    for (const request of done) this.#left.delete(request);
    this.#kernel.send({ kind: "samples-stop", request: Math.max(...done), view: this.#view });
  }
}
