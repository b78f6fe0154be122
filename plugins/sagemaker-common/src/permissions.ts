import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/*
 * What concerns one resource is decided on its catalog entity, so that a policy can
 * use the catalog's own rules (`isEntityOwner`, `hasMetadata`, ...) as conditions.
 */
const onEntity = { resourceType: RESOURCE_TYPE_CATALOG_ENTITY } as const;

/** See runs, versions, promotion and account state of an entity, read live from AWS. */
export const sagemakerReadPermission = createPermission({
  name: 'sagemaker.read',
  attributes: { action: 'read' },
  ...onEntity,
});

/** Start a run of the pipeline that belongs to an entity. */
export const sagemakerRunStartPermission = createPermission({
  name: 'sagemaker.run.start',
  attributes: { action: 'create' },
  ...onEntity,
});

/** Stop a run of the pipeline that belongs to an entity. */
export const sagemakerRunStopPermission = createPermission({
  name: 'sagemaker.run.stop',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * Approve or reject. Decided twice: on the model group, and on the account
 * that the approval opens the way to.
 */
export const sagemakerApprovalDecidePermission = createPermission({
  name: 'sagemaker.approval.decide',
  attributes: { action: 'update' },
  ...onEntity,
});

/** See the project templates that an account set offers. */
export const sagemakerTemplateReadPermission = createPermission({
  name: 'sagemaker.template.read',
  attributes: { action: 'read' },
  ...onEntity,
});

/** See how the ingestion of every account stands. For platform owners: it names accounts. */
export const sagemakerIngestionReadPermission = createPermission({
  name: 'sagemaker.ingestion.read',
  attributes: { action: 'read' },
});

/** Have listings read now instead of at their next time. */
export const sagemakerIngestionSweepPermission = createPermission({
  name: 'sagemaker.ingestion.sweep',
  attributes: { action: 'update' },
});

/** Vend an account set to a team, or retire one. For platform owners: accounts come and go by it. */
export const sagemakerAccountSetManagePermission = createPermission({
  name: 'sagemaker.accountSet.manage',
  attributes: { action: 'update' },
});

/** Decided by the scaffolder, whose actions do it. */
export const sagemakerScaffolderPermissions = [
  sagemakerAccountSetManagePermission,
];

/** Decided by the catalog, which ingests. */
export const sagemakerIngestionPermissions = [
  sagemakerIngestionReadPermission,
  sagemakerIngestionSweepPermission,
];

/** Decided by the backend of this suite. */
export const sagemakerPermissions = [
  sagemakerReadPermission,
  sagemakerRunStartPermission,
  sagemakerRunStopPermission,
  sagemakerApprovalDecidePermission,
  sagemakerTemplateReadPermission,
];
