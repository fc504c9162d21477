/** The samples that travel with a page on disk: some images of each class. */

import { embeddedPicture } from "./pictures.ts";
import { SamplePage } from "./sample_page.ts";
import type { Source } from "./source.ts";
import type { EmbeddedItem, Item, Query, Samples } from "./types.ts";

type Embedded = NonNullable<Samples["embedded"]>;

export class EmbeddedSource implements Source {
  constructor(readonly embedded: Embedded) {}

  page(query: Query): SamplePage {
    const page = new SamplePage(query);
    const found = this.#items(query);
    const items = found.slice(query.offset, query.offset + query.limit);
    page.list(
      found.length,
      0,
      items.map((item) => marked(item, query.picked.classes)),
    );
    for (const item of items) page.add(item.row, embeddedPicture(item));
    return page;
  }

  stop(): void {}

  /** The page has no larger image than the one that is shown already. */
  image(): null {
    return null;
  }

  original(): null {
    return null;
  }

  destroy(): void {}

  /** Each image once, though it may stand with several classes. */
  #items({ split, picked: { classes } }: Query): EmbeddedItem[] {
    const byClass = this.embedded[split] ?? {};
    const names = classes.length > 0 ? classes : Object.keys(byClass);
    const items = names.flatMap((name) => (Object.hasOwn(byClass, name) ? byClass[name] : []));
    return [...new Map(items.map((item) => [item.row, item])).values()];
  }
}

function marked(item: Item, classes: readonly string[]): Item {
  const matches = (name: string) => classes.length === 0 || classes.includes(name);
  return { ...item, objects: item.objects.map((one) => ({ ...one, matches: matches(one.class) })) };
}
