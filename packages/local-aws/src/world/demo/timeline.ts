import { fraction } from '../random';
import { DemoUseCase } from './useCases';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

/** When things happened in the history of one use case, counted back from now. */
export class Timeline {
  constructor(private readonly now: Date, private readonly demo: DemoUseCase) {}

  hoursAgo(hours: number): Date {
    return new Date(this.now.getTime() - hours * HOUR_MS);
  }

  /** When the project was made. */
  get created(): Date {
    return new Date(this.now.getTime() - this.demo.days * DAY_MS);
  }

  /**
   * When a version was registered: evenly over the life of the project, with
   * some jitter, the newest one within the last two days.
   */
  registered(version: number): Date {
    const { name, versions, days, set } = this.demo;
    const isOver = set === 'churn-pilot';
    const newest = (isOver ? days / 2 : 0.3) + fraction(name) * 1.5;
    const interval = (days - newest) / (versions + 1);
    const jitter = (fraction(`${name}/${version}/at`) - 0.5) * interval * 0.5;
    const age = newest + (versions - version) * interval;
    return new Date(
      this.now.getTime() - (version === versions ? age : age + jitter) * DAY_MS,
    );
  }

  /** When it was approved or rejected. */
  decided(version: number): Date {
    return new Date(this.registered(version).getTime() + 2 * HOUR_MS);
  }

  /** When its deployment had reached prod. */
  deployed(version: number): Date {
    return new Date(this.decided(version).getTime() + 1.5 * HOUR_MS);
  }
}
