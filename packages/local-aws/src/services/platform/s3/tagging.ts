import { AwsError } from '../../../core/awsError';
import { objectOf, S3Operation, sendXml } from './request';
import { parseTagging, toXml } from './xml';

const MAX_TAGS = 10;

export const getObjectTagging: S3Operation = (request, response, context) => {
  const { tags } = objectOf(request, context);
  sendXml(response, toXml('Tagging', { TagSet: { Tag: tags } }));
};

export const putObjectTagging: S3Operation = (request, response, context) => {
  const object = objectOf(request, context);
  const tags = parseTagging(request.body.toString());
  if (tags.length > MAX_TAGS) {
    throw new AwsError(
      'BadRequest',
      `Object tags cannot be greater than ${MAX_TAGS}`,
    );
  }
  object.tags = tags;
  response.end();
};
