/** Makes the world fail on demand; set by seeds, tests and `/_local/world/...`. */
export class Switches {
  /** Reason that the stack of the next project will give. */
  failNextProject?: string;
  /** Reason that the next account set, or its end, will give. */
  failNextVending?: string;
  /** Reason that rolls the next endpoint update back. */
  failNextDeployment?: string;
  /** Step that fails in every run of a pipeline, by the pipeline's ARN. */
  readonly failingSteps = new Map<string, { step: string; reason: string }>();

  takeFailNextProject(): string | undefined {
    const reason = this.failNextProject;
    this.failNextProject = undefined;
    return reason;
  }

  takeFailNextVending(): string | undefined {
    const reason = this.failNextVending;
    this.failNextVending = undefined;
    return reason;
  }

  takeFailNextDeployment(): string | undefined {
    const reason = this.failNextDeployment;
    this.failNextDeployment = undefined;
    return reason;
  }
}
