/** Questions to the kernel and the answers to them, told apart by numbers that grow. */

import type { Kernel } from "../types.ts";
import type { Answer } from "./types.ts";

export interface Receiver {
  /** One of the answers; true if it was the last. */
  answer(answer: Answer, buffers: readonly DataView[]): boolean;
  /** Nothing came for a while; an answer may still come. */
  silent(): void;
}

const PATIENCE = 3000;

/** Requests of all reports on the page that are waited for: views of one report share its kernel. */
const wanted = new Set<number>();

/** Grows over reloads of the page too, for the kernel remembers up to where nothing is wanted. */
let last = 0;

function nextNumber(): number {
  last = Math.max(last + 1, Date.now());
  return last;
}

interface Open {
  readonly receiver: Receiver;
  readonly timer: number;
}

export class Requests {
  readonly #kernel: Kernel;
  /** Of several views of one report each has its own pages. */
  readonly #view = nextNumber();
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
    const timer = window.setTimeout(() => this.#silent(request), PATIENCE);
    this.#open.set(request, { receiver, timer });
    wanted.add(request);
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
    const { request } = content as { request?: number };
    const open = request === undefined ? undefined : this.#open.get(request);
    if (request === undefined || !open) return;
    clearTimeout(open.timer);
    if (!open.receiver.answer(content as Answer, buffers)) return;
    this.#end(request);
    this.#tell();
  }

  #silent(request: number): void {
    wanted.delete(request);
    this.#open.get(request)?.receiver.silent();
  }

  #end(request: number): boolean {
    const open = this.#open.get(request);
    if (!open) return false;
    clearTimeout(open.timer);
    wanted.delete(request);
    return this.#open.delete(request);
  }

  /** The kernel is told one number up to which nothing is wanted. */
  #tell(): void {
    const before = Math.min(last + 1, ...wanted);
    const done = [...this.#left].filter((request) => request < before);
    if (done.length === 0) return;
    for (const request of done) this.#left.delete(request);
    this.#kernel.send({ kind: "samples-stop", request: Math.max(...done) });
  }
}
