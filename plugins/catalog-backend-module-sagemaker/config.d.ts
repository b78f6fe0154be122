import { HumanDuration } from '@backstage/types';

export interface Config {
  sagemaker?: {
    /** How the catalog is kept equal to AWS. */
    ingestion?: {
      /**
       * How often each listing, one type in one account and region, is read anew:
       * an ISO duration, a text such as `30m`, or `{ minutes: 30 }`, which is the
       * default. Up to a fifth shorter by chance, so that not all are read at once.
       */
      frequency?: HumanDuration | string;
      /**
       * How often the listings of one type are read anew, where that differs. Account
       * sets are read every 5 minutes unless `frequency` or this says otherwise.
       */
      frequencies?: {
        'account-set'?: HumanDuration | string;
        project?: HumanDuration | string;
        'model-group'?: HumanDuration | string;
        /** Model groups that other accounts share. */
        'shared-model-group'?: HumanDuration | string;
        pipeline?: HumanDuration | string;
        endpoint?: HumanDuration | string;
      };
      /**
       * The longest that one sweep takes. What is left over then goes first in the
       * next one, and when a replica is killed another one takes over after this
       * time. The default is 15 minutes.
       */
      timeout?: HumanDuration | string;
      /**
       * The share of a listing's entities, in percent from 0 to 100, that one reading
       * may remove at once. Beyond it, removals wait until a second reading finds the
       * same resources missing. The default is 30.
       */
      removalLimitPercent?: number;
      /**
       * What becomes an entity: resources that fit every given kind of selector (any
       * of a kind will do). The default is everything.
       */
      include?: {
        /** Twelve digits each, in quotes. */
        accounts?: string[];
        /** Globs of resource names, such as `prod-*`. */
        names?: string[];
        /** Tag keys, compared without case, with globs of their values. */
        tags?: { [key: string]: string };
      };
      /** What does not become an entity: resources that fit any selector. */
      exclude?: {
        /** Twelve digits each, in quotes. */
        accounts?: string[];
        /** Globs of resource names, such as `sandbox-*`. */
        names?: string[];
        /** Tag keys, compared without case, with globs of their values. */
        tags?: { [key: string]: string };
      };
    };
  };
}
