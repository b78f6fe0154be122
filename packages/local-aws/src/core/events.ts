import { randomUUID } from 'node:crypto';

/** An event as EventBridge delivers it. */
export interface AwsEvent {
  version: '0';
  id: string;
  source: string;
  'detail-type': string;
  account: string;
  region: string;
  /** ISO 8601. */
  time: string;
  resources: string[];
  detail: object;
}

type Listener = (event: AwsEvent) => void;

/** The default event buses of all accounts. */
export class EventBus {
  readonly #listeners: Listener[] = [];

  subscribe(listener: Listener) {
    this.#listeners.push(listener);
  }

  emit(event: Omit<AwsEvent, 'version' | 'id' | 'time'> & { time: Date }) {
    const whole: AwsEvent = {
      ...event,
      version: '0',
      id: randomUUID(),
      time: event.time.toISOString(),
    };
    this.#listeners.forEach(listener => listener(whole));
  }
}
