import { randomBytes } from 'node:crypto';
import type {
  CreatePullRequestInput,
  GetPullRequestInput,
  ListPullRequestsInput,
  PullRequest,
} from '@aws-sdk/client-codecommit';
import { AwsError } from '../../../core/awsError';
import { Context, Operation } from '../../../core/service';
import { storeKey } from '../../../core/stores';
import { pageOf } from '../paging';
import { Target } from '../target';
import { branchHead } from './branches';
import { gitText } from './git';
import { invalidToken } from './repositories';
import { getRepository, Repository } from './store';

/** Lengths in the API reference of CreatePullRequest, and the quotas of the user guide. */
const MAX_TITLE = 150;
const MAX_DESCRIPTION = 10_240;
const MAX_OPEN = 1000;
const PAGE_SIZE = 100;

interface StoredPullRequest {
  id: string;
  repository: Repository;
  title: string;
  description?: string;
  source: string;
  destination: string;
  authorArn: string;
  createdAt: Date;
  token?: string;
  revisionId: string;
}

/** Pull requests in the order of their ids, which count through all repositories. */
const pullRequestStore = storeKey(
  'codecommit-pull-requests',
  () => [] as StoredPullRequest[],
);

const shortName = (reference: string) =>
  reference.replace(/^refs\/heads\//, '');

async function existingHead(repository: Repository, branch: string) {
  const head = await branchHead(repository, branch);
  if (!head) {
    throw new AwsError(
      'ReferenceDoesNotExistException',
      `Reference ${branch} does not exist`,
    );
  }
  return head;
}

/** Where the branches stand now. All stay open: there is no operation that ends one. */
async function wireOf(request: StoredPullRequest): Promise<PullRequest> {
  const { repository, source, destination, createdAt } = request;
  const [sourceCommit, destinationCommit] = await Promise.all([
    existingHead(repository, source),
    existingHead(repository, destination),
  ]);
  const mergeBase = await gitText(repository.folder, [
    'merge-base',
    sourceCommit,
    destinationCommit,
  ]);
  return {
    pullRequestId: request.id,
    title: request.title,
    description: request.description,
    creationDate: createdAt,
    lastActivityDate: createdAt,
    pullRequestStatus: 'OPEN',
    authorArn: request.authorArn,
    clientRequestToken: request.token,
    revisionId: request.revisionId,
    approvalRules: [],
    pullRequestTargets: [
      {
        repositoryName: repository.name,
        sourceReference: `refs/heads/${source}`,
        destinationReference: `refs/heads/${destination}`,
        sourceCommit,
        destinationCommit,
        mergeBase,
        mergeMetadata: { isMerged: false },
      },
    ],
  };
}

function checkTexts({ title = '', description = '' }: CreatePullRequestInput) {
  if (!title) {
    throw new AwsError('TitleRequiredException', 'A title is required');
  }
  if (title.length > MAX_TITLE) {
    throw new AwsError(
      'InvalidTitleException',
      `The title must have at most ${MAX_TITLE} characters`,
    );
  }
  if (description.length > MAX_DESCRIPTION) {
    throw new AwsError(
      'InvalidDescriptionException',
      `The description must have at most ${MAX_DESCRIPTION} characters`,
    );
  }
}

function targetOf({ targets = [] }: CreatePullRequestInput) {
  const [target] = targets;
  if (!target) {
    throw new AwsError(
      'TargetsRequiredException',
      'An array of targets is required',
    );
  }
  if (targets.length > 1) {
    throw new AwsError(
      'InvalidTargetsException',
      'A pull request has exactly one target',
    );
  }
  return target;
}

const callerArn = ({ accountId, accessKeyId }: Context) =>
  `arn:aws:iam::${accountId}:user/${accessKeyId}`;

export const createPullRequest: Operation<CreatePullRequestInput> = async (
  input,
  context,
) => {
  const { world, accountId, region } = context;
  const target: Target = { accountId, region };
  checkTexts(input);
  const wanted = targetOf(input);
  const repository = getRepository(world, target, wanted.repositoryName);
  const source = shortName(wanted.sourceReference ?? '');
  const destination = shortName(
    wanted.destinationReference ?? repository.defaultBranch ?? '',
  );
  await existingHead(repository, source);
  await existingHead(repository, destination);
  if (source === destination) {
    throw new AwsError(
      'SourceAndDestinationAreSameException',
      'The source branch and destination branch for the pull request are the same',
    );
  }
  const { title = '', description, clientRequestToken: token } = input;
  // Nothing is waited for from here on, so that a token makes one pull request.
  const all = world.store(pullRequestStore, accountId, region);
  const made = token && all.find(request => request.token === token);
  if (made) {
    const isSame =
      made.repository === repository &&
      made.title === title &&
      made.description === description &&
      made.source === source &&
      made.destination === destination;
    if (!isSame) {
      throw new AwsError(
        'IdempotencyParameterMismatchException',
        'The client request token was used before with other parameters',
      );
    }
    return { pullRequest: await wireOf(made) };
  }
  if (all.filter(each => each.repository === repository).length >= MAX_OPEN) {
    throw new AwsError(
      'MaximumOpenPullRequestsExceededException',
      `A repository can have ${MAX_OPEN} open pull requests`,
    );
  }
  const request: StoredPullRequest = {
    id: String(all.length + 1),
    repository,
    title,
    description,
    source,
    destination,
    authorArn: callerArn(context),
    createdAt: world.clock.now(),
    token,
    revisionId: randomBytes(32).toString('hex'),
  };
  all.push(request);
  return { pullRequest: await wireOf(request) };
};

export const getPullRequest: Operation<GetPullRequestInput> = async (
  { pullRequestId = '' },
  { world, accountId, region },
) => {
  if (!/^\d+$/.test(pullRequestId)) {
    throw new AwsError(
      'InvalidPullRequestIdException',
      `The pull request ID ${pullRequestId} is not valid`,
    );
  }
  const request = world
    .store(pullRequestStore, accountId, region)
    .find(({ id }) => id === pullRequestId);
  if (!request) {
    throw new AwsError(
      'PullRequestDoesNotExistException',
      `The pull request ${pullRequestId} does not exist`,
    );
  }
  return { pullRequest: await wireOf(request) };
};

export const listPullRequests: Operation<ListPullRequestsInput> = (
  {
    repositoryName,
    authorArn,
    pullRequestStatus,
    nextToken,
    maxResults = PAGE_SIZE,
  },
  { world, ...target },
) => {
  const repository = getRepository(world, target, repositoryName);
  if (maxResults < 1) {
    throw new AwsError(
      'InvalidMaxResultsException',
      `The maximum number of results ${maxResults} is not valid`,
    );
  }
  if (pullRequestStatus && !/^(OPEN|CLOSED)$/.test(pullRequestStatus)) {
    throw new AwsError(
      'InvalidPullRequestStatusException',
      `The status ${pullRequestStatus} is not valid`,
    );
  }
  const ids = world
    .store(pullRequestStore, target.accountId, target.region)
    .filter(
      request =>
        request.repository === repository &&
        (!authorArn || request.authorArn === authorArn) &&
        pullRequestStatus !== 'CLOSED',
    )
    .map(({ id }) => id)
    .reverse();
  const page = pageOf(
    ids,
    nextToken,
    Math.min(maxResults, PAGE_SIZE),
    invalidToken,
  );
  return { pullRequestIds: page.items, nextToken: page.next };
};
