import { invalid } from './validation';

const MAX_LENGTH = 20_480;

interface Statement {
  effect: string;
  /** Account ids, `arn:aws:iam::<id>:root` or `*`. */
  principals: string[];
  actions: string[];
  resources: string[];
}

/** What an account wants to do with a resource. */
export interface Request {
  accountId: string;
  /** Such as `sagemaker:DescribeModelPackage`. */
  action: string;
  arn: string;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A text or a list of texts, as IAM allows nearly everywhere. */
function textsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((text): text is string => typeof text === 'string');
}

function toStatement(value: unknown): Statement {
  if (!isRecord(value)) {
    throw invalid('Invalid resource policy: a statement is no object.');
  }
  const { Effect, Principal, Action, Resource } = value;
  const statement = {
    effect: textsOf(Effect)[0],
    principals: textsOf(isRecord(Principal) ? Principal.AWS : Principal),
    actions: textsOf(Action),
    resources: textsOf(Resource),
  };
  const isWhole =
    ['Allow', 'Deny'].includes(statement.effect) &&
    statement.principals.length > 0 &&
    statement.actions.length > 0 &&
    statement.resources.length > 0;
  if (!isWhole) {
    throw invalid(
      'Invalid resource policy: a statement needs Effect, Principal, Action and Resource.',
    );
  }
  return statement;
}

/** Reads a resource policy; throws a ValidationException. */
export function parsePolicy(policy: string): Statement[] {
  if (policy.length > MAX_LENGTH) {
    throw invalid(`Invalid resource policy: over ${MAX_LENGTH} characters.`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(policy);
  } catch {
    throw invalid('Invalid resource policy: it is no JSON.');
  }
  const statements = isRecord(parsed) ? parsed.Statement : undefined;
  const list = Array.isArray(statements) ? statements : [statements];
  return list.map(toStatement);
}

/** `*` stands for any characters. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map(part => part.replace(/\W/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}

function concerns(
  { principals, actions, resources }: Statement,
  { accountId, action, arn }: Request,
): boolean {
  const names = ['*', accountId, `arn:aws:iam::${accountId}:root`];
  return (
    principals.some(principal => names.includes(principal)) &&
    actions.some(pattern => matches(pattern, action)) &&
    resources.some(pattern => matches(pattern, arn))
  );
}

/** As IAM decides: something allows it and nothing denies it. */
export function allows(statements: Statement[], request: Request): boolean {
  const effects = statements
    .filter(statement => concerns(statement, request))
    .map(({ effect }) => effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}
