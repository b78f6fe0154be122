export interface Config {
  sagemaker?: {
    approvals?: {
      /**
       * Whether the person who started the run of a version in the portal may also
       * approve or reject that version. Defaults to false.
       */
      requesterMayDecide?: boolean;
    };
  };
}
