import plugin from './alpha';

const IDS = [
  'api:sagemaker',
  'api:sagemaker/ingestion',
  'page:sagemaker',
  'home-page-widget:sagemaker/approvals',
  'entity-card:sagemaker/latest-runs',
  'entity-card:sagemaker/promotion',
  'entity-card:sagemaker/versions',
  'entity-card:sagemaker/account-set',
  'entity-card:sagemaker/repository-standard',
  'entity-content:sagemaker/pipelines',
  'entity-content:sagemaker/promotion',
  'scaffolder-form-field:sagemaker/account-set-picker',
  'scaffolder-form-field:sagemaker/project-template-picker',
  'scaffolder-form-field:sagemaker/project-name-picker',
] as const;

describe('the plugin of the new frontend system', () => {
  it.each(IDS)(
    'has the extension %s, which adopters configure by that id',
    id => {
      expect(plugin.getExtension(id)).toBeDefined();
    },
  );
});
