import { SignalApi } from '@backstage/plugin-signals-react';
import { JsonObject } from '@backstage/types';
import { liveChannel } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** The signals service in memory: `changed(arn)` is what the backend would publish. */
export class FakeSignals implements SignalApi {
  readonly #listeners = new Set<{
    channel: string;
    onMessage: (message: JsonObject) => void;
  }>();

  subscribe<TMessage extends JsonObject>(
    channel: string,
    onMessage: (message: TMessage) => void,
  ) {
    const listener = {
      channel,
      onMessage: (message: JsonObject) => onMessage(message as TMessage),
    };
    this.#listeners.add(listener);
    return { unsubscribe: () => this.#listeners.delete(listener) };
  }

  changed(arn: string) {
    for (const { channel, onMessage } of this.#listeners) {
      if (channel === liveChannel(arn)) onMessage({ at: Date.now() });
    }
  }
}
