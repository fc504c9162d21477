/** Asks the server's side of the extension: only a path travels there, and a packed report comes back. */

import { URLExt } from "@jupyterlab/coreutils";
import { ServerConnection } from "@jupyterlab/services";

import { texts } from "../texts/labextension.ts";

export class ReportClient {
  constructor(readonly settings: ServerConnection.ISettings) {}

  /** The packed report on a file or folder; an error's words are for the reader. */
  async report(path: string, signal: AbortSignal): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#ask("report", path, signal)).arrayBuffer());
  }

  /** A text that is another one after what lies there was changed. */
  async state(path: string, signal: AbortSignal): Promise<string> {
    return (await (await this.#ask("state", path, signal)).json()).state;
  }

  async #ask(route: string, path: string, signal: AbortSignal): Promise<Response> {
    const url = `${URLExt.join(this.settings.baseUrl, "insight-widgets", route)}${URLExt.objectToQueryString({ path })}`;
    const answer = await ServerConnection.makeRequest(url, { signal }, this.settings);
    if (!answer.ok) throw new Error(await wordsOf(answer));
    return answer;
  }
}

async function wordsOf(answer: Response): Promise<string> {
  if (answer.status === 404 && !answer.headers.get("content-type")?.includes("json")) return texts.noServer;
  try {
    return (await answer.json()).message || texts.failed(answer.status);
  } catch {
    return texts.failed(answer.status);
  }
}
