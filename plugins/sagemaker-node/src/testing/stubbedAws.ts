import { SageMakerAws } from '../services';
import { AwsStub, startAwsStub, StubCall } from './awsStub';
import { portalAws, useEndpoint } from './environment';

/** An AWS access whose operations answer what a test says, and nothing else. */
export interface StubbedAws {
  aws: SageMakerAws;
  stub: AwsStub;
  /** By operation; an operation that is not here answers an empty object. */
  answers: Record<string, (call: StubCall) => object>;
  /** Operations in the order of their calls, with their input. */
  calls(): Pick<StubCall, 'operation' | 'input'>[];
}

/** Sets up and tears down around each test of the enclosing block. */
export function stubbedAws(): StubbedAws {
  let stub: AwsStub;
  let aws: SageMakerAws;
  let restore: () => void;
  let answers: StubbedAws['answers'];

  beforeEach(async () => {
    answers = {};
    stub = await startAwsStub(call => answers[call.operation]?.(call) ?? {});
    restore = useEndpoint(stub.url);
    aws = portalAws();
  });

  afterEach(async () => {
    restore();
    await stub.close();
  });

  return {
    get aws() {
      return aws;
    },
    get stub() {
      return stub;
    },
    get answers() {
      return answers;
    },
    calls: () =>
      stub.calls
        .filter(call => call.operation !== 'AssumeRole')
        .map(({ operation, input }) => ({ operation, input })),
  };
}
