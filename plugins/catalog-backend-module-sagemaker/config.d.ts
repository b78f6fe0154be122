import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  sagemaker?: {
    /** How the catalog is kept equal to AWS. */
    ingestion?: {
      /**
       * When everything is listed anew. The default is every 30 minutes, with a
       * timeout of 30 minutes and a first sweep 15 seconds after the start. The
       * scope is always global.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /**
       * The share of a listing's entities, in percent from 0 to 100, that one sweep
       * may remove at once. Beyond it, removals wait until a second sweep finds the
       * same resources missing. The default is 30.
       */
      removalLimitPercent?: number;
    };
  };
}
