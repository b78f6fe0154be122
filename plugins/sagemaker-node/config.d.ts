export interface Config {
  /**
   * SageMaker MLOps suite. How the portal gets credentials for the accounts is
   * configured under the root key `aws`.
   */
  sagemaker?: {
    /**
     * The account that vends account sets and its DynamoDB table of them, the
     * most trusted of the three sources of account sets.
     */
    governance?: {
      /** Twelve digits, in quotes. */
      accountId: string;
      /** Region of the table, such as eu-west-1. */
      region: string;
      /** Defaults to mlops-account-sets. */
      tableName?: string;
      /** Id or name of the Service Catalog product that vends account sets. Without it none can be vended. */
      product?: string;
      /**
       * Names of the product's outputs that hold account ids. Default to
       * DevAccountId for dev, and so on.
       */
      accountOutputs?: {
        experimentation?: string;
        dev?: string;
        preprod?: string;
        prod?: string;
        tooling?: string;
        dataLake?: string;
        governance?: string;
      };
      /**
       * Names of the table's attributes, with dots into nested maps, such as
       * team.name. What is not named has the name that the README tells.
       */
      attributes?: {
        /** Name of the account set. Defaults to name. */
        name?: string;
        /** Entity ref or name of the owning group. Defaults to owner. */
        owner?: string;
        /** A set whose row lacks it is active. Defaults to status. */
        state?: string;
        /**
         * The table's words for states, compared without case, beside the words
         * provisioning, active, decommissioning, decommissioned and failed.
         */
        states?: { [word: string]: string };
        /** One region, or a list or set of them. Defaults to regions. */
        regions?: string;
        /**
         * One row per set: the attribute that maps each role to its account id,
         * or the attribute of each role. Defaults to the map accounts.
         */
        accounts?:
          | string
          | {
              experimentation?: string;
              dev?: string;
              preprod?: string;
              prod?: string;
              tooling?: string;
              dataLake?: string;
              governance?: string;
            };
        /** One row per account; instead of accounts. */
        account?: {
          /** Attribute with the account id. */
          id: string;
          /** Attribute with the role. */
          role: string;
          /** The table's words for roles, compared without case, beside the roles' own names. */
          roles?: { [word: string]: string };
        };
        /** Defaults to provisionedProductId. */
        provisionedProductId?: string;
        /** Group that people get access to the accounts by. Defaults to accessGroup. */
        accessGroup?: string;
        /** ISO 8601. Defaults to updatedAt. */
        updatedAt?: string;
      };
    };

    /** Account sets that no table holds. */
    accountSets?: Array<{
      /** Unique, also among the sets of the table. */
      name: string;
      /** Entity ref or name of the owning group. */
      owner?: string;
      /** Defaults to active. */
      state?:
        | 'provisioning'
        | 'active'
        | 'decommissioning'
        | 'decommissioned'
        | 'failed';
      /** Such as eu-west-1; the first one is where new use cases go. */
      regions: string[];
      /** Account id, twelve digits in quotes, by role; at least one. */
      accounts: {
        experimentation?: string;
        dev?: string;
        preprod?: string;
        prod?: string;
        tooling?: string;
        dataLake?: string;
        governance?: string;
      };
    }>;

    /**
     * Globs of locations, such as url:https://github.com/acme/platform/**, whose
     * account sets, written as YAML entities, are read. Whoever can write there
     * says which accounts the portal reads. Account sets of other locations are
     * shown in the catalog, and their accounts are not read.
     */
    accountSetLocations?: string[];

    /** Accounts to read that belong to no account set. */
    accounts?: Array<{
      /** Twelve digits, in quotes. */
      accountId: string;
      /** Such as eu-west-1; at least one. */
      regions: string[];
      /** Title of the account in the catalog. */
      name?: string;
      /** Entity ref of the owning group. */
      owner?: string;
      /** What the account is for. */
      role?:
        | 'experimentation'
        | 'dev'
        | 'preprod'
        | 'prod'
        | 'tooling'
        | 'dataLake'
        | 'governance';
    }>;

    /**
     * Entity ref of the owner of everything that no tag and no account set
     * gives an owner. Defaults to group:default/platform.
     */
    defaultOwner?: string;

    /** Domain that every use case is part of, as entity ref or name. Defaults to none. */
    domain?: string;

    /** Keys of tags on AWS resources, compared without case; of several, an earlier one wins. */
    tags?: {
      /**
       * Tag with the owner, as entity ref or group name. Defaults to mlops:owner.
       * What the portal creates carries the first key.
       */
      owner?: string | string[];
      /** Tag with the name of the SageMaker project. Defaults to sagemaker:project-name. */
      project?: string | string[];
    };

    /**
     * Role of the account that each stage of a promotion deploys to. Defaults
     * to dev, preprod and prod.
     */
    stages?: {
      dev?: string;
      staging?: string;
      prod?: string;
    };

    /**
     * Where the evidence of retired account sets is kept. Without it none can be
     * retired.
     */
    evidence?: {
      /** Name of a bucket that outlives account sets. */
      bucket: string;
      /** Beginning of the keys, such as evidence/. Defaults to none. */
      prefix?: string;
      /** Account through which it is written, twelve digits in quotes. Defaults to the set's tooling account. */
      accountId?: string;
    };

    /**
     * Where the tooling accounts keep project templates in S3. Templates of
     * Service Catalog are found without configuration.
     */
    projectTemplates?: {
      /** Name of the bucket. */
      bucket: string;
      /** Beginning of the keys, such as templates/. Defaults to the whole bucket. */
      prefix?: string;
    };

    /**
     * File or URL of the repository standard, JSON or YAML, read anew each time.
     * Defaults to the standard of the suite. A path is relative to the folder that
     * the backend is started in.
     */
    repositoryStandard?: string;
  };
}
