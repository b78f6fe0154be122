import {
  parseTemplateId,
  productTemplateId,
  providerTemplateName,
  s3TemplateId,
  templateName,
  templateUrl,
} from './templateIds';

describe('template ids', () => {
  it('are read back', () => {
    expect(parseTemplateId(productTemplateId('prod-abc'))).toEqual({
      source: 'ServiceCatalog',
      productId: 'prod-abc',
    });
    expect(parseTemplateId(s3TemplateId('templates', 'a/b.yaml'))).toEqual({
      source: 'S3',
      bucket: 'templates',
      key: 'a/b.yaml',
    });
  });

  it.each([
    '',
    'prod-abc',
    's3:',
    's3:bucket',
    's3:bucket/',
    's3:BUCKET/a',
    'servicecatalog:a b',
  ])('refuses %j', id => {
    expect(() => parseTemplateId(id)).toThrow('is not a project template');
  });

  it.each([
    ['templates/real-time.yaml', 'real-time', 'real-time'],
    ['batch_inference v2.json', 'batch_inference v2', 'batch-inference-v2'],
    [`${'a'.repeat(31)}-b.yml`, `${'a'.repeat(31)}-b`, 'a'.repeat(31)],
    ['___.yaml', '___', 'template'],
  ])('name %s', (key, name, providerName) => {
    expect(templateName(key)).toBe(name);
    expect(providerTemplateName(key)).toBe(providerName);
  });

  it.each([
    ['eu-west-1', 'https://b.s3.eu-west-1.amazonaws.com/t/a%20b.yaml'],
    ['cn-north-1', 'https://b.s3.cn-north-1.amazonaws.com.cn/t/a%20b.yaml'],
  ])('have an address in %s', (region, url) => {
    expect(templateUrl(region, 'b', 't/a b.yaml')).toBe(url);
  });
});
