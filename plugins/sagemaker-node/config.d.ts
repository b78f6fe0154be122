export interface Config {
  /**
   * SageMaker MLOps suite. How the portal gets credentials for the accounts is
   * configured under the root key `aws`.
   */
  sagemaker?: {
    /**
     * The account that vends account sets and the DynamoDB table with one row
     * for each. Left out, only the accounts listed under `accounts` are read.
     */
    governance?: {
      /** Twelve digits, in quotes. */
      accountId: string;
      /** Region of the table, such as eu-west-1. */
      region: string;
      /** Defaults to mlops-account-sets. */
      tableName?: string;
    };

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

    /** Keys of tags on AWS resources. */
    tags?: {
      /** Tag with the owner, as entity ref or group name. Defaults to mlops:owner. */
      owner?: string;
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
     * Where the tooling accounts keep project templates in S3. Templates of
     * Service Catalog are found without configuration.
     */
    projectTemplates?: {
      /** Name of the bucket. */
      bucket: string;
      /** Beginning of the keys, such as templates/. Defaults to the whole bucket. */
      prefix?: string;
    };
  };
}
