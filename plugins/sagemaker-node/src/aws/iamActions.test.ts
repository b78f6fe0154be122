import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsService, iamAction } from './iamActions';

const PACKAGE = join(__dirname, '..', '..');

const SERVICES: Record<string, AwsService> = {
  '@aws-sdk/client-cloudformation': 'cloudformation',
  '@aws-sdk/client-codecommit': 'codecommit',
  '@aws-sdk/client-codepipeline': 'codepipeline',
  '@aws-sdk/client-s3': 's3',
  '@aws-sdk/client-sagemaker': 'sagemaker',
  '@aws-sdk/client-service-catalog': 'serviceCatalog',
  '@aws-sdk/lib-dynamodb': 'dynamodb',
};

/** The document client shortens the names of operations. */
const DOCUMENT_OPERATIONS: Record<string, string> = { Get: 'GetItem' };

/** What AWS asks for besides the action of the operation, with that operation. */
const IMPLIED: Record<string, string> = {
  'sagemaker:AddTags': 'sagemaker:CreateProject',
  'codecommit:TagResource': 'codecommit:CreateRepository',
  // SageMaker launches the template with the rights of its caller.
  'servicecatalog:ProvisionProduct': 'sagemaker:CreateProject',
  'servicecatalog:TerminateProvisionedProduct': 'sagemaker:DeleteProject',
  's3:GetObject': 'sagemaker:CreateProject',
  'cloudformation:CreateStack': 'sagemaker:CreateProject',
  'cloudformation:DeleteStack': 'sagemaker:DeleteProject',
};

function sources(): string[] {
  return readdirSync(join(PACKAGE, 'src'), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(file => readFileSync(join(PACKAGE, 'src', file), 'utf8'));
}

/** The IAM actions of all commands that are imported anywhere in the package. */
function calledActions(): string[] {
  const actions = new Set<string>();
  for (const source of sources()) {
    for (const [, names, from] of source.matchAll(
      /import \{([^}]+)\} from '(@aws-sdk\/[\w-]+)'/g,
    )) {
      for (const [, operation] of names.matchAll(/\b(\w+)Command\b/g)) {
        actions.add(
          iamAction(
            SERVICES[from],
            DOCUMENT_OPERATIONS[operation] ?? operation,
          ),
        );
      }
    }
  }
  return [...actions];
}

function grantedActions(name: string): string[] {
  const policy: { Statement: { Action: string[] }[] } = JSON.parse(
    readFileSync(join(PACKAGE, 'iam', name), 'utf8'),
  );
  return policy.Statement.flatMap(statement => statement.Action);
}

describe('IAM policies', () => {
  const called = calledActions();
  const implied = Object.keys(IMPLIED);
  const read = grantedActions('read.json');
  const write = grantedActions('write.json');

  it('finds the calls of the code', () => {
    expect(called).toEqual(
      expect.arrayContaining([
        'sagemaker:Search',
        's3:ListBucket',
        'dynamodb:GetItem',
        'servicecatalog:SearchProducts',
      ]),
    );
    expect(called).toEqual(expect.arrayContaining(Object.values(IMPLIED)));
  });

  it('grant every action that the code needs, and no other', () => {
    expect([...read, ...write].sort()).toEqual([...called, ...implied].sort());
  });

  it('let the reader change nothing', () => {
    const verbs = read.map(action => action.split(':')[1]);
    expect(
      verbs.filter(verb => !/^(Describe|Get|List|Scan|Search)/.test(verb)),
    ).toEqual([]);
  });
});
