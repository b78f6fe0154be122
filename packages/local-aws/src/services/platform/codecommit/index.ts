import { JsonService } from '../../../core/service';
import {
  createBranch,
  deleteBranch,
  getBranch,
  listBranches,
  updateDefaultBranch,
} from './branches';
import { createCommit, putFile } from './commits';
import { getCommit, getDifferences } from './history';
import { getMergeConflicts } from './merging';
import {
  createPullRequest,
  getPullRequest,
  listPullRequests,
} from './pullRequests';
import { getFile, getFolder } from './reading';
import {
  batchGetRepositories,
  createRepositoryOperation,
  deleteRepository,
  getRepositoryOperation,
  listRepositories,
  listTagsForResource,
  tagResource,
} from './repositories';

export const codecommit: JsonService = {
  name: 'codecommit',
  protocol: 'json',
  targetPrefix: 'CodeCommit_20150413',
  version: '1.1',
  operations: {
    BatchGetRepositories: batchGetRepositories,
    CreateBranch: createBranch,
    CreateCommit: createCommit,
    CreatePullRequest: createPullRequest,
    CreateRepository: createRepositoryOperation,
    DeleteBranch: deleteBranch,
    DeleteRepository: deleteRepository,
    GetBranch: getBranch,
    GetCommit: getCommit,
    GetDifferences: getDifferences,
    GetFile: getFile,
    GetFolder: getFolder,
    GetMergeConflicts: getMergeConflicts,
    GetPullRequest: getPullRequest,
    GetRepository: getRepositoryOperation,
    ListBranches: listBranches,
    ListPullRequests: listPullRequests,
    ListRepositories: listRepositories,
    ListTagsForResource: listTagsForResource,
    PutFile: putFile,
    TagResource: tagResource,
    UpdateDefaultBranch: updateDefaultBranch,
  },
};
