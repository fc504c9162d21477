/** Where samples come from: a kernel that is asked, or the page itself. */

import type { Kernel } from "../types.ts";
import { type Picture, pictureOf } from "./pictures.ts";
import { type Receiver, Requests } from "./requests.ts";
import { SamplePage } from "./sample_page.ts";
import type { Answer, Item, Original, Query } from "./types.ts";

/** Takes one image in full; null where none came in time. */
export type TakeImage = (found: { item: Item; picture: Picture } | null) => void;

export interface Source {
  /** A page that fills as answers come. */
  page(query: Query): SamplePage;
  /** Nothing more of it is wanted. */
  stop(page: SamplePage): void;
  /** Asks for an image in full; what is returned ends that. Null where there is none larger. */
  image(query: Query, row: number, side: number, take: TakeImage): (() => void) | null;
  /** Asks for one that is shown beside that. */
  original(query: Query, original: Original, side: number, take: TakeImage): (() => void) | null;
  destroy(): void;
}

export class KernelSource implements Source {
  readonly #requests: Requests;

  constructor(kernel: Kernel) {
    this.#requests = new Requests(kernel);
  }

  page(query: Query): SamplePage {
    const page = new SamplePage(query);
    page.request = this.#requests.ask({ kind: "samples", ...query }, receiverOf(page));
    return page;
  }

  stop({ request }: SamplePage): void {
    if (request !== null) this.#requests.drop(request);
  }

  image({ picked, split }: Query, row: number, side: number, take: TakeImage): () => void {
    return this.#image({ picked, split, row, side }, take);
  }

  original({ picked }: Query, { split, row }: Original, side: number, take: TakeImage): () => void {
    return this.#image({ picked, split, row, side, beside: true }, take);
  }

  #image(asked: object, take: TakeImage): () => void {
    const request = this.#requests.ask({ kind: "image", ...asked }, imageReceiver(take));
    return () => this.#requests.drop(request);
  }

  destroy(): void {
    this.#requests.destroy();
  }
}

function receiverOf(page: SamplePage): Receiver {
  return {
    silent: () => page.stay("silent"),
    answer: (answer: Answer, buffers) => {
      if (answer.kind === "samples") page.list(answer.images, answer.units, answer.items, answer.unplaced);
      if (answer.kind === "thumbnail") page.add(answer.row, pictureOf(answer, buffers));
      if (answer.kind === "samples-error") page.stay("failed", answer.text);
      return page.isComplete || answer.kind === "samples-error";
    },
  };
}

function imageReceiver(take: TakeImage): Receiver {
  return {
    silent: () => take(null),
    answer: (answer: Answer, buffers) => {
      const found = answer.kind === "image" && { item: answer.item, picture: pictureOf(answer, buffers) };
      take(found || null);
      return true;
    },
  };
}
