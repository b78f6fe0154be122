import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, ScalarTag } from 'yaml';
import { AwsService, iamAction } from './iamActions';

const PACKAGE = join(__dirname, '..', '..');
const SRC = join(PACKAGE, 'src');

const SERVICES: Record<string, AwsService> = {
  '@aws-sdk/client-cloudformation': 'cloudformation',
  '@aws-sdk/client-cloudwatch-logs': 'logs',
  '@aws-sdk/client-codecommit': 'codecommit',
  '@aws-sdk/client-codepipeline': 'codepipeline',
  '@aws-sdk/client-codestar-connections': 'connections',
  '@aws-sdk/client-iam': 'iam',
  '@aws-sdk/client-s3': 's3',
  '@aws-sdk/client-sagemaker': 'sagemaker',
  '@aws-sdk/client-service-catalog': 'serviceCatalog',
  '@aws-sdk/lib-dynamodb': 'dynamodb',
};

/** What the catalog module calls; all else it takes from these. */
const INGESTION = ['read/resources.ts', 'read/accountSets/table.ts'];

/** What AWS asks for besides the action of the operation, with that operation. */
const IMPLIED: Record<string, string> = {
  'sagemaker:AddTags': 'sagemaker:CreateProject',
  'codecommit:TagResource': 'codecommit:CreateRepository',
  // SageMaker launches the template with the rights of its caller.
  'servicecatalog:ProvisionProduct': 'sagemaker:CreateProject',
  'servicecatalog:TerminateProvisionedProduct': 'sagemaker:DeleteProject',
  'servicecatalog:UpdateProvisionedProduct': 'sagemaker:UpdateProject',
  'cloudformation:CreateStack': 'sagemaker:CreateProject',
  'cloudformation:DeleteStack': 'sagemaker:DeleteProject',
  // The role of the pipeline of a feature branch.
  'iam:PassRole': 'sagemaker:CreatePipeline',
  'cloudformation:UpdateStack': 'sagemaker:UpdateProject',
  // A connection made since the service was renamed is asked for by its new name.
  'codeconnections:GetConnection': 'codestar-connections:GetConnection',
  'codeconnections:ListTagsForResource':
    'codestar-connections:ListTagsForResource',
};

function allSources(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(file => join(SRC, file));
}

/** The files with everything that they import of this package, and so on. */
function withImports(roots: string[]): string[] {
  const found = new Set<string>();
  const pending = roots.map(file => join(SRC, file));
  for (let file = pending.pop(); file; file = pending.pop()) {
    if (!found.has(file)) {
      found.add(file);
      const imports = readFileSync(file, 'utf8').matchAll(/ from '(\.[^']+)'/g);
      for (const [, path] of imports) {
        const base = join(dirname(file), path);
        const candidates = [`${base}.ts`, join(base, 'index.ts')];
        pending.push(candidates.find(existsSync)!);
      }
    }
  }
  return [...found];
}

/** The IAM actions of all commands that the files import. */
function actionsOf(files: string[]): Set<string> {
  const actions = new Set<string>();
  for (const file of files) {
    for (const [, names, from] of readFileSync(file, 'utf8').matchAll(
      /import \{([^}]+)\} from '(@aws-sdk\/[\w-]+)'/g,
    )) {
      for (const [, operation] of names.matchAll(/\b(\w+)Command\b/g)) {
        actions.add(iamAction(SERVICES[from], operation));
      }
    }
  }
  return actions;
}

interface Statement {
  Sid: string;
  Action: string[];
  Resource: string | string[];
}

function readPolicy(name: string): Statement[] {
  const text = readFileSync(join(PACKAGE, 'iam', `${name}.json`), 'utf8');
  const policy: { Statement: Statement[] } = JSON.parse(text);
  return policy.Statement;
}

function grantedActions(name: string): string[] {
  return readPolicy(name).flatMap(statement => statement.Action);
}

describe('IAM policies', () => {
  const called = actionsOf(allSources());
  const ingested = actionsOf(withImports(INGESTION));
  const ingestion = grantedActions('ingestion');
  const read = grantedActions('read');
  const write = grantedActions('write');

  it('finds the calls of the code', () => {
    expect([...called]).toEqual(
      expect.arrayContaining([
        'sagemaker:Search',
        's3:ListBucket',
        'dynamodb:Scan',
        'servicecatalog:SearchProducts',
        ...Object.values(IMPLIED),
      ]),
    );
    // Imported by way of another file.
    expect([...ingested]).toContain('sagemaker:ListTags');
  });

  it('grant ingestion every action that it needs, and no other', () => {
    expect([...ingestion].sort()).toEqual([...ingested].sort());
  });

  it('grant every other action that the code needs, and no other', () => {
    const others = [...called].filter(action => !ingested.has(action));
    // One action may be granted on several kinds of resources.
    expect([...new Set([...read, ...write])].sort()).toEqual(
      [...new Set([...others, ...Object.keys(IMPLIED)])].sort(),
    );
  });

  it.each(['ingestion', 'read'])('let %s change nothing', name => {
    const verbs = grantedActions(name).map(action => action.split(':')[1]);
    expect(
      verbs.filter(verb => !/^(Describe|Get|List|Scan|Search)/.test(verb)),
    ).toEqual([]);
  });
});

interface Template {
  Parameters: Record<string, { Default?: string }>;
  Resources: Record<
    string,
    {
      Condition?: string;
      Properties: { PolicyDocument: { Statement: Statement[] } };
    }
  >;
}

describe('the CloudFormation template of the role', () => {
  const text = readFileSync(join(PACKAGE, 'iam', 'portal-role.yaml'), 'utf8');
  const plainTags: ScalarTag[] = ['!Ref', '!GetAtt', '!Condition', '!Sub'].map(
    tag => ({ tag, resolve: value => value }),
  );
  const sequenceTags = ['!If', '!Not', '!Or', '!Equals'].map(tag => ({
    tag,
    collection: 'seq' as const,
  }));
  const template: Template = parse(text, {
    customTags: [...plainTags, ...sequenceTags],
  });

  /** References become the defaults of their parameters. */
  const substitute = (value: string) =>
    value.replace(/\$\{([^}]+)\}/g, (_, name) =>
      name === 'AWS::Partition' ? 'aws' : template.Parameters[name].Default!,
    );

  it.each([
    [
      'ingestion',
      { IngestionPolicy: undefined, AccountSetsPolicy: 'HoldsAccountSets' },
    ],
    ['read', { ReadPolicy: 'Reads' }],
    ['write', { WritePolicy: 'Writes' }],
  ])('grants what %s.json does', (name, resources) => {
    const statements = Object.entries(resources).flatMap(([id, condition]) => {
      const resource = template.Resources[id];
      expect(resource.Condition).toBe(condition);
      return resource.Properties.PolicyDocument.Statement;
    });
    expect(
      statements.map(statement => ({
        ...statement,
        Resource: Array.isArray(statement.Resource)
          ? statement.Resource.map(substitute)
          : substitute(statement.Resource),
      })),
    ).toEqual(readPolicy(name));
  });

  it('grants nothing else', () => {
    expect(Object.keys(template.Resources)).toEqual([
      'PortalRole',
      'IngestionPolicy',
      'AccountSetsPolicy',
      'ReadPolicy',
      'WritePolicy',
    ]);
  });
});
